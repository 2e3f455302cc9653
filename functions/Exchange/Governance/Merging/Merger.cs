using System.Security.Cryptography;
using System.Text;
using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>What a merge run did.</summary>
/// <param name="Removed">Files that nothing named any more.</param>
public sealed record MergeOutcome(int Files, long Rows, int Removed)
{
    /// <summary>For administrators.</summary>
    public string Text => (Files == 0 ? "没有需要归并的数据" : $"归并 {Rows} 行，{Files} 个文件")
        + (Removed == 0 ? "。" : $"；清理过期文件 {Removed} 个。");
}

/// <summary>
/// Brings merged files to what counts now. A file's name follows from the batches it holds, and it counts with one
/// commit after it is whole, so a run may stop anywhere, be repeated, or run twice at once.
/// </summary>
public sealed class Merger(
    IDocumentStore store, IBlobStore blobs, DuckDatabase duck, Catalogue catalogue, TimeProvider clock,
    string workFolder) : IDisposable
{
    /// <summary>A reader may still hold a file that was replaced a moment ago.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    private readonly LakeIndex _index = new(store);
    private readonly DetailLake _lake = new(new LakeIndex(store), blobs);
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<MergeOutcome> Run(IJobProgress? progress, CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            var outcome = new MergeOutcome(0, 0, 0);
            foreach (var (at, table) in catalogue.Tables.Index())
            {
                if (progress is not null) { await progress.Report($"归并{table.Name}", at, catalogue.Tables.Count); }
                var (files, rows) = await Merge(table, stopping);
                var removed = await Sweep(table, stopping);
                outcome = new MergeOutcome(outcome.Files + files, outcome.Rows + rows, outcome.Removed + removed);
            }
            return outcome;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<(int Files, long Rows)> Merge(CatalogTable table, CancellationToken stopping)
    {
        var months = (await _index.Months(table.Id, stopping)).Where(month => month.Parts.Count > 0).ToList();
        var standing = await _index.Merged(table.Id, stopping);
        var spans = Spans.Of(
            [.. months.Select(month => (month.Period, month.Parts.Sum(part => part.Rows)))],
            Period.Of(clock.GetUtcNow()));
        var (files, rows) = (0, 0L);
        foreach (var (from, to) in spans)
        {
            var parts = months.Where(month => month.Period >= from && month.Period <= to)
                .SelectMany(month => month.Parts).OrderBy(part => part.Batch, StringComparer.Ordinal).ToList();
            if (standing.Any(file => (file.From, file.To) == (from, to) && file.Batches.SequenceEqual(
                parts.Select(part => part.Batch))))
            {
                continue;
            }
            var merged = await Write(table, from, to, parts, stopping);
            await _index.Replace(merged, standing.Where(file => file.To >= from && file.From <= to), stopping);
            (files, rows) = (files + 1, rows + merged.Rows);
        }
        foreach (var empty in standing.Where(file => spans.All(span => file.To < span.From || file.From > span.To)))
        {
            await _index.Drop(empty, stopping);
        }
        return (files, rows);
    }

    private async Task<MergedFile> Write(
        CatalogTable table, Period from, Period to, IReadOnlyList<LakePart> parts, CancellationToken stopping)
    {
        using var connection = duck.Connect();
        connection.Create(await _lake.Own("rows", table, parts, stopping));
        var subject = table.Subject is { } about ? $"{about.Column}, " : "";
        connection.Create(new DuckView(
            "sorted", $"select * from rows order by {subject}period, source_batch, source_file, source_line"));
        var name = $"{from.Text}-{to.Text}-{DigestOf(parts)}";
        var (content, sums) = (WorkFile($"{name}.parquet"), WorkFile($"{name}.sums.parquet"));
        try
        {
            var count = ParquetWriter.Copy(connection, content, "sorted", stopping);
            connection.Create(DetailTable.LakeTable(table).ReadMerged("merged", [content]));
            connection.Create(new DuckView("sums", $"{BatchSums.Of(table, "merged")} order by 1, 2, 3"));
            ParquetWriter.Copy(connection, sums, "sums", stopping);
            Verify(connection, table, sums, parts);
            var kept = await Keep(table, $"{name}.parquet", content, stopping);
            var keptSums = await Keep(table, $"{name}.sums.parquet", sums, stopping);
            return new MergedFile(
                table.Id, from, to, kept.Name, keptSums.Name, [.. parts.Select(part => part.Batch)], count,
                kept.Size + keptSums.Size, table.Versions[^1].Version, clock.GetUtcNow());
        }
        finally
        {
            File.Delete(content);
            File.Delete(sums);
        }
    }

    /// <summary>Every batch must have come through whole, in rows and fen.</summary>
    private static void Verify(
        DuckConnection connection, CatalogTable table, string sums, IReadOnlyList<LakePart> parts)
    {
        var total = table.Total is { } field ? table.Find(field)!.Column : "0";
        var found = new Dictionary<string, (long Rows, long Fen)>();
        using var reader = connection.Query(
            $"select source_batch, sum(row_count)::bigint, sum({total})::bigint from read_parquet($path) group by 1",
            [("path", sums)]);
        while (reader.Read()) { found[reader.Text(0)] = (reader.Int64(1), reader.Int64(2)); }
        foreach (var part in parts)
        {
            if (found.GetValueOrDefault(part.Batch) != (part.Rows, part.Fen))
            {
                throw new InvalidOperationException($"{table.Id}: batch {part.Batch} did not come through the merge.");
            }
        }
    }

    private async Task<BlobInfo> Keep(CatalogTable table, string name, string path, CancellationToken stopping)
    {
        await using var content = File.OpenRead(path);
        return (await blobs.Put(MergedFile.Folder(table) + name, content, onlyNew: false, stopping)).Require();
    }

    private async Task<int> Sweep(CatalogTable table, CancellationToken stopping)
    {
        var counting = (await _index.Merged(table.Id, stopping))
            .SelectMany(file => new[] { file.Content, file.Sums }).ToHashSet();
        var orphans = new List<string>();
        await foreach (var blob in blobs.List(MergedFile.Folder(table), stopping))
        {
            if (!counting.Contains(blob.Name) && clock.GetUtcNow() - blob.WrittenAt > Grace) { orphans.Add(blob.Name); }
        }
        foreach (var name in orphans) { await blobs.Delete(name, stopping); }
        return orphans.Count;
    }

    private static string DigestOf(IReadOnlyList<LakePart> parts) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(' ', parts.Select(part => part.Batch)))))[..32];

    private string WorkFile(string name) =>
        Path.Combine(Directory.CreateDirectory(workFolder).FullName, $"merge-{name}");
}
