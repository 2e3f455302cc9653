using System.Globalization;
using System.Security.Cryptography;
using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

/// <summary>One try of one run: writes files and lists that nobody sees until the head names them.</summary>
internal sealed class LakeWork(
    IDocumentStore store, IBlobStore blobs, Lake lake, DuckConnection connection, TimeProvider clock,
    string workFolder, bool isFull, LakeHead standing)
{
    private const int FeedPage = 500;

    private static readonly SqlFile Newest = SqlFile.Beside<LakeWork>("newest");
    private static readonly SqlFile Partitions = SqlFile.Beside<LakeWork>("partitions");
    private static readonly SqlFile Merged = SqlFile.Beside<LakeWork>("merged");
    private static readonly SqlFile Ancestry = SqlFile.Beside<LakeWork>("ancestry");
    private static readonly SqlFile Place = SqlFile.Beside<LakeWork>("place");

    private readonly LakeHead _basis = isFull ? LakeHead.Empty : standing;
    private readonly Dictionary<string, string> _positions = [];
    private readonly Dictionary<string, IReadOnlyList<LakeEntry>> _lists = [];
    private readonly List<LakeRunTable> _tables = [];

    private sealed record Part(Period Period, Division Division);

    public bool HasChanges => _tables.Count > 0;

    public IReadOnlyList<LakeRunTable> Tables => _tables;

    /// <summary>Brings one dataset and what rolls up from it to the present.</summary>
    public async Task TakeOver(LakeDataset dataset, IJobProgress? progress, CancellationToken stopping)
    {
        var (documents, rows) = await Gather(dataset, progress, stopping);
        if (documents == 0) { return; }
        connection.Create(new DuckView("changed", Newest.Text));
        var parts = connection.List(
            Partitions,
            reader => new Part(
                TextValue.Parse<Period>(reader.Int64(0).ToString(CultureInfo.InvariantCulture)),
                Division.Of(reader.Text(1))),
            cancellation: stopping);
        var written = 0;
        foreach (var year in parts.GroupBy(part => part.Period.Year))
        {
            var files = await Standing(dataset.Table, year.Key, stopping);
            foreach (var part in year)
            {
                await Tell(progress, $"写入{dataset.Source.Title}", written, parts.Count);
                files = await Write(dataset.Table, part, files, stopping);
                written++;
            }
            _lists[LakeHead.KeyOf(dataset.Table, year.Key)] = files;
            await RollUpYear(dataset, year.Key, [.. year.Select(part => part.Division)], progress, stopping);
        }
        _tables.Add(new LakeRunTable(dataset.Key, dataset.Source.Title, rows, written));
    }

    /// <summary>Writes the lists that changed and answers the head that would name them.</summary>
    public async Task<LakeHead> NextHead(CancellationToken stopping)
    {
        var lists = new Dictionary<string, string>(_basis.Lists);
        foreach (var (key, files) in _lists)
        {
            var list = new LakeList(
                clock.GetUtcNow(), [.. files.OrderBy(file => file.File.Text, StringComparer.Ordinal)]);
            var id = LakeList.IdOf(key, Version(Digest(Json.Write(list.Files))));
            var write = new Write.Put(id, LakeList.Type, Json.Write(list));
            (await store.Commit(Containers.System, LakeHead.Partition, [write], stopping)).Require();
            lists[key] = id;
        }
        var positions = new Dictionary<string, string>(_basis.Positions);
        foreach (var (dataset, position) in _positions) { positions[dataset] = position; }
        return new LakeHead(standing.Version + 1, clock.GetUtcNow(), positions, lists);
    }

    /// <summary>Reads the change feed to its end into table <c>gathered</c>.</summary>
    private async Task<(long Documents, long Rows)> Gather(
        LakeDataset dataset, IJobProgress? progress, CancellationToken stopping)
    {
        dataset.CreateGathered(connection);
        using var rows = connection.TemporaryAppender("gathered");
        var position = _basis.Positions.GetValueOrDefault(dataset.Key);
        long documents = 0;
        while (true)
        {
            await Tell(progress, $"读取{dataset.Source.Title}变更", rows.Rows, null);
            var page = await store.Changes(
                dataset.Source.Container, position, dataset.Source.DocumentType, FeedPage, stopping);
            position = page.Position;
            if (page.Items.Count == 0) { break; }
            foreach (var document in page.Items)
            {
                LakeDataset.Append(rows, document, await dataset.Source.Rows(document, stopping), ++documents);
            }
        }
        rows.Complete();
        _positions[dataset.Key] = position;
        return (documents, rows.Rows);
    }

    /// <summary>The partition's new file in place of its old one.</summary>
    private async Task<IReadOnlyList<LakeEntry>> Write(
        LakeTable table, Part part, IReadOnlyList<LakeEntry> files, CancellationToken stopping)
    {
        var old = files.Where(entry => entry.File.Period == part.Period && entry.File.Division == part.Division);
        connection.Create(table.Read("kept", await lake.Copies(old, stopping)));
        connection.Execute(
            Merged, [("period", part.Period.Number), ("division", part.Division.Text)], stopping);
        return Replaced(files, await Keep(table, part, stopping));
    }

    /// <summary>Sums a year again for every place that a change reaches.</summary>
    private async Task RollUpYear(
        LakeDataset dataset, int year, IReadOnlyList<Division> changed, IJobProgress? progress,
        CancellationToken stopping)
    {
        var source = await lake.Copies(await Standing(dataset.Table, year, stopping), stopping);
        connection.Create(dataset.Table.Read("standing", source));
        connection.Execute(Ancestry, cancellation: stopping);
        var places = changed.SelectMany(division => division.UpToProvince()).Distinct()
            .OrderBy(place => place.Text, StringComparer.Ordinal).ToList();
        foreach (var rollUp in RollUp.All.Where(rollUp => rollUp.Source == dataset.Key))
        {
            connection.Execute(rollUp.Sql, cancellation: stopping);
            var files = await Standing(rollUp.Table, year, stopping);
            foreach (var (at, place) in places.Index())
            {
                await Tell(progress, $"逐级汇总 {year} 年{dataset.Source.Title}", at, places.Count);
                connection.Execute(Place, [("place", place.Text)], stopping);
                files = Replaced(files, await Keep(rollUp.Table, new Part(Period.Of(year, 12), place), stopping));
            }
            _lists[LakeHead.KeyOf(rollUp.Table, year)] = files;
        }
    }

    /// <summary>The files of a table's year as this run leaves them so far.</summary>
    private async Task<IReadOnlyList<LakeEntry>> Standing(LakeTable table, int year, CancellationToken stopping) =>
        _lists.TryGetValue(LakeHead.KeyOf(table, year), out var files)
            ? files
            : await lake.Files(_basis, table, year, stopping);

    private static IReadOnlyList<LakeEntry> Replaced(IReadOnlyList<LakeEntry> files, LakeEntry entry) =>
    [
        .. files.Where(file => (file.File.Period, file.File.Division) != (entry.File.Period, entry.File.Division)),
        entry,
    ];

    /// <summary>
    /// Puts table <c>written</c> into the lake. The name holds the content's digest, so two runs never write different
    /// things under one name, and a run that is repeated finds its own.
    /// </summary>
    private async Task<LakeEntry> Keep(LakeTable table, Part part, CancellationToken stopping)
    {
        var path = Path.Combine(workFolder, "lake", $"{table.Name}.parquet");
        var rows = ParquetWriter.Copy(connection, path, "written", stopping);
        await using var content = File.OpenRead(path);
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stopping));
        content.Position = 0;
        var file = table.File(part.Period, part.Division, Version(digest));
        // Over an orphan of the same name and so the same content: that makes it young, and no sweep takes it.
        var info = (await blobs.Put(file.Text, content, onlyNew: false, stopping)).Require();
        return new LakeEntry(file, rows, info.Size, info.Sm3);
    }

    private string Version(string digest) =>
        string.Create(CultureInfo.InvariantCulture, $"v{standing.Version + 1:000000}-{digest[..16]}");

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private static Task Tell(IJobProgress? progress, string stage, long done, long? total) =>
        progress?.Report(stage, done, total) ?? Task.CompletedTask;
}
