using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>Which rows of a table are asked for, as far as the manifest can tell.</summary>
/// <param name="Counts">Which parts; all when null.</param>
/// <param name="IsOfFew">Whether one person's or employer's rows are wanted: then sorted files are read even for a
/// small part of their batches.</param>
public sealed record LakeQuestion(
    CatalogTable Table, Period? From = null, Period? To = null, Func<LakeMonth, LakePart, bool>? Counts = null,
    bool IsOfFew = false);

/// <summary>Reads detail tables of the lake: each counting batch once, from a merged file or its own.</summary>
public sealed class DetailLake(LakeIndex index, IBlobStore blobs)
{
    /// <summary>A view over the current rows of a table.</summary>
    /// <param name="counts">Which parts; all when null.</param>
    public Task<DuckView> View(
        string name, CatalogTable table, Func<LakeMonth, LakePart, bool>? counts, CancellationToken stopping) =>
        View(name, new LakeQuestion(table, Counts: counts), stopping);

    /// <summary>A view over the rows that the question is about: the table's columns, period and division.</summary>
    public async Task<DuckView> View(string name, LakeQuestion question, CancellationToken stopping)
    {
        var selects = new List<string>();
        // A file of a year is no short way to one of its months.
        var (parts, merged) = await Find(
            question, (rows, file) => question.IsOfFew || rows >= file.Rows / 2, stopping);
        foreach (var (file, batches) in merged)
        {
            var path = await blobs.LocalPath(file.Content, stopping);
            var rows = DetailTable.LakeTable(question.Table, file.Layout).ReadMerged(name, [path]).Select;
            selects.Add(batches is null ? rows : $"select * from ({rows}) where {OneOf(batches)}");
        }
        return new DuckView(
            name, string.Join(" union all ", [.. selects, .. await Rows(question.Table, parts, stopping)]));
    }

    /// <summary>A view over sums of the rows that the question is about, see <see cref="BatchSums"/>: rows are read
    /// only of batches that are not merged yet.</summary>
    public async Task<DuckView> Sums(string name, LakeQuestion question, CancellationToken stopping)
    {
        var selects = new List<string>();
        var (parts, merged) = await Find(question, (_, _) => true, stopping);
        foreach (var (file, batches) in merged)
        {
            var path = await blobs.LocalPath(file.Sums, stopping);
            var sums = BatchSums.LakeTable(question.Table, file.Layout).ReadMerged(name, [path]).Select;
            selects.Add(batches is null ? sums : $"{sums} where {OneOf(batches)}");
        }
        foreach (var rows in await Rows(question.Table, parts, stopping))
        {
            selects.Add(BatchSums.Of(question.Table, $"({rows})"));
        }
        return new DuckView(name, string.Join(" union all ", selects));
    }

    /// <summary>A view over the rows of these parts, from their own files.</summary>
    public async Task<DuckView> Own(
        string name, CatalogTable table, IReadOnlyList<LakePart> parts, CancellationToken stopping) =>
        new(name, string.Join(" union all ", await Rows(table, parts, stopping)));

    /// <summary>The keys of rows that a batch's rows could repeat: same table and month, regions that
    /// overlap.</summary>
    /// <param name="replaces">A part that will stop counting repeats nothing.</param>
    /// <param name="waiting">Rows that will count together with the batch's.</param>
    public async Task<EarlierRows> Earlier(
        DuckConnection connection, CatalogTable table, Period period, Division division, string batch,
        Func<LakePart, bool> replaces, IReadOnlyList<LakePart> waiting, CancellationToken stopping)
    {
        var question = new LakeQuestion(
            table, period, period,
            (_, part) => part.Batch != batch && !replaces(part)
                && (part.Division.Contains(division) || division.Contains(part.Division)));
        var counting = await View("earlier_rows", question, stopping);
        connection.Create(waiting.Count == 0 ? counting : counting with
        {
            Select = string.Join(" union all ", [counting.Select, .. await Rows(table, waiting, stopping)]),
        });
        return EarlierRows.Read(connection, table, "earlier_rows", stopping);
    }

    /// <summary>Each asked-for batch once: in a merged file that <paramref name="isWorth"/> reading for so many of its
    /// rows, with the batches to be read of it (null for all), or by itself.</summary>
    private async Task<(List<LakePart> Parts, List<(MergedFile File, List<string>? Batches)> Merged)> Find(
        LakeQuestion question, Func<long, MergedFile, bool> isWorth, CancellationToken stopping)
    {
        var months = question is { From: { } from, To: { } to }
            ? await index.Between(question.Table.Id, from, to, stopping)
            : await index.Months(question.Table.Id, stopping);
        var parts = months
            .SelectMany(month => month.Parts.Where(part => question.Counts?.Invoke(month, part) != false))
            .ToDictionary(part => part.Batch);
        var merged = new List<(MergedFile, List<string>?)>();
        foreach (var file in await index.Merged(question.Table.Id, stopping))
        {
            var batches = file.Batches.Where(parts.ContainsKey).ToList();
            if (batches.Count == 0 || !isWorth(batches.Sum(batch => parts[batch].Rows), file)) { continue; }
            merged.Add((file, batches.Count == file.Batches.Count ? null : batches));
            foreach (var batch in batches) { parts.Remove(batch); }
        }
        return ([.. parts.Values], merged);
    }

    /// <summary>Selects over the parts' own files, one for those of the same columns; at least one.</summary>
    private async Task<List<string>> Rows(
        CatalogTable table, IReadOnlyList<LakePart> parts, CancellationToken stopping)
    {
        var selects = new List<string>();
        foreach (var alike in parts.GroupBy(part => $"{part.Layout} {string.Join(' ', part.Absent ?? [])}"))
        {
            var files = new List<(LakeFile, string)>();
            foreach (var part in alike) { files.Add((part.File, await blobs.LocalPath(part.File.Text, stopping))); }
            selects.Add(DetailTable.LakeTable(table, alike.First()).Read("rows", files).Select);
        }
        return selects.Count > 0 ? selects : [DetailTable.LakeTable(table).Read("rows", []).Select];
    }

    internal static string OneOf(IEnumerable<string> batches) =>
        $"source_batch in ({string.Join(", ", batches.Select(batch => $"'{batch}'"))})";
}
