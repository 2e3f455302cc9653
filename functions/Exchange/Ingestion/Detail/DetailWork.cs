using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Ingestion.Text;
using SocialFund.Exchange.Mapping;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>What a batch came to, before it counts.</summary>
/// <param name="ReturnPath">The local file with the returned rows; null when there are none.</param>
internal sealed record LoadedBatch(
    IReadOnlyList<DetailTableResult> Results, IReadOnlyList<DetailStage> Stages, string? ReturnPath)
{
    public IReadOnlyList<(string Table, LakePart Part)> Parts =>
        [.. Results.Where(result => result.File is not null).Select(result => (result.Table, result.File!))];

    public IReadOnlyList<DetailTableLine> Lines =>
    [
        .. Results.Select(result => new DetailTableLine(
            result.Table, result.Name, result.Tally.Received, result.Tally.Accepted, result.Tally.Returned,
            result.Tally.Duplicate, result.Tally.Regions.Sum(region => region.Noted), result.Tally.Standardized)),
    ];

    public (RowsAndFen Received, RowsAndFen Accepted, RowsAndFen Returned, RowsAndFen Duplicate) Sum => (
        Total(tally => tally.Received), Total(tally => tally.Accepted), Total(tally => tally.Returned),
        Total(tally => tally.Duplicate));

    private RowsAndFen Total(Func<TableTally, RowsAndFen> part) =>
        Results.Aggregate(RowsAndFen.None, (sum, result) => sum + part(result.Tally));
}

/// <summary>The work on one batch: every table through its load, each file kept in the lake under the batch's
/// id.</summary>
internal sealed class DetailWork(
    IDocumentStore store, IBlobStore blobs, INationalCrypto crypto, DuckDatabase duck, Catalogue catalogue,
    LakeIndex index, TimeProvider clock, string workFolder, DetailBatch batch, DetailPackage package,
    PartedBatch? parted) : IDisposable
{
    private readonly string _return = Path.Combine(workFolder, $"{batch.Id}-return.zip");
    private readonly List<string> _workFiles = [];

    public async Task<Result<LoadedBatch>> Run(Call call)
    {
        var startedAt = clock.GetUtcNow();
        if (!Prepare().TryGet(out var files, out var problem)) { return problem; }
        var preparedAt = clock.GetUtcNow();
        var results = new List<DetailTableResult>();
        using var returned = new DetailReturn(_return);
        foreach (var table in files.GroupBy(file => file.Source.Table))
        {
            if (!(await Load(table.Key, [.. table], returned, call))
                .TryGet(out var result, out problem))
            {
                return problem;
            }
            results.Add(result);
        }
        var hasReturned = returned.HasRows;
        returned.Finish(package);
        var loaded = new LoadedBatch(results, [], hasReturned ? _return : null);
        return loaded with { Stages = StagesOf(loaded, files, startedAt, preparedAt) };
    }

    public void Dispose()
    {
        foreach (var file in _workFiles.Append(_return)) { File.Delete(file); }
    }

    private Result<IReadOnlyList<PreparedFile>> Prepare()
    {
        var files = new List<PreparedFile>();
        foreach (var file in package.Files)
        {
            if (file.Declared?.Sm3 is { } told && !IsSame(file, told)) { return new DigestDiffers(file.Name); }
            var workFile = WorkFile($"{files.Count}.lines");
            if (!PreparedFile.Of(file, package.Period, package.Division, catalogue, workFile)
                .TryGet(out var prepared, out var problem))
            {
                return problem;
            }
            files.Add(prepared);
        }
        return files;
    }

    /// <summary>A pass of its own: what was altered on the way must not be half taken in.</summary>
    private bool IsSame(PackageFile file, string told)
    {
        using var stream = new CountedStream(file.Open(), crypto.Sm3(), file.Length);
        return string.Equals(stream.Finish(), told, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<Result<DetailTableResult>> Load(
        CatalogTable table, IReadOnlyList<PreparedFile> files, DetailReturn returned, Call call)
    {
        using var connection = duck.Connect();
        using var noting = duck.Connect();
        using var earlier = await new DetailLake(index, blobs).Earlier(
            connection, table, package.Period, package.Division, batch.Id,
            part => part.Sender == package.Sender && part.Number == package.Replaces, WaitingRows(table),
            call.Stopping);
        var (rows, notes) = (WorkFile("rows.parquet"), WorkFile("findings.parquet"));
        using var findings = new ParquetWriter(noting, notes, Findings.Columns);
        var sink = new DetailSink(files, returned, findings.Rows, count => ShowProgress(table.Name, count));
        var tally = TableLoad.Run(
            connection, new LoadOrder(table, package.Period, package.Division, batch.Id), catalogue,
            [.. files.Select(file => file.Table)], earlier, sink, rows, call.Stopping);
        if (CheckDeclared(files, tally) is { } differs) { return differs; }
        if (findings.Complete(call.Stopping) > 0) { await Keep(Findings.LakeTable(table), notes, call); }
        if (tally.Accepted.Rows == 0) { return new DetailTableResult(table.Id, table.Name, tally, null); }
        var given = TableLoad.PlacesOf([.. files.Select(each => each.Table)]).ToHashSet();
        Verify(connection, given.Contains(table.PlaceOf(table.Total)) ? table.Find(table.Total!) : null, rows, tally);
        var (file, info) = await Keep(DetailTable.LakeTable(table), rows, call);
        return new DetailTableResult(
            table.Id, table.Name, tally,
            new LakePart(
                batch.Id, package.Sender, package.Number, package.Division, file, tally.Accepted.Rows,
                tally.Accepted.Fen, info.Size, info.Sm3, batch.Sm3, table.VersionOf(package.Period), call.Now,
                table.Versions[^1].Version,
                [.. table.Fields.Where((_, place) => !given.Contains(place)).Select(field => field.Column)]));
    }

    /// <summary>What other parts of the batch brought; once all are there they count like everything else.</summary>
    private List<LakePart> WaitingRows(CatalogTable table) => parted is null or { IsWhole: true } ? [] :
    [
        .. parted.Came.Where(came => came.Batch != batch.Id).SelectMany(came => came.Tables)
            .Where(rows => rows.Table == table.Id).Select(rows => rows.Rows),
    ];

    /// <summary>Where the manifest told rows and totals they must be what came; unreadable amounts excuse the
    /// sum.</summary>
    private static Problem? CheckDeclared(IReadOnlyList<PreparedFile> files, TableTally tally)
    {
        var declared = files.Select(file => file.Source.Declared).ToList();
        if (declared.Any(file => file?.Rows is null)) { return null; }
        var rows = declared.Sum(file => file!.Rows!.Value);
        if (rows != tally.Received.Rows)
        {
            return new RowCountDiffers(files[0].Source.Name, rows, tally.Received.Rows);
        }
        if (declared.Any(file => file?.TotalFen is null)
            || HasUnreadable(files[0].Source.Table, tally))
        {
            return null;
        }
        var fen = declared.Sum(file => file!.TotalFen!.Value);
        return fen == tally.Received.Fen ? null
            : new ControlTotalDiffers(files[0].Source.Name, Money.FromFen(fen), Money.FromFen(tally.Received.Fen));
    }

    private static bool HasUnreadable(CatalogTable table, TableTally tally) => tally.Faults.Any(fault =>
        (fault.Field == table.Total || fault.Field.Length == 0)
        && fault.Rule is "not-money" or "not-mapped" or "negative" or "too-large" or "cell-count" or "long-line");

    /// <summary>校验: what lies in the file is what was counted on the way, to the fen.</summary>
    /// <param name="total">The field that is summed; null when there is none in the file.</param>
    private static void Verify(DuckConnection connection, CatalogField? total, string path, TableTally tally)
    {
        var sum = total is null ? "0" : $"coalesce(sum({total.Column}), 0)";
        using var reader = connection.Query(
            $"select count(*), {sum}::bigint from read_parquet($path)", [("path", path)]);
        reader.Read();
        if ((reader.Int64(0), reader.Int64(1)) != (tally.Accepted.Rows, tally.Accepted.Fen))
        {
            throw new InvalidOperationException($"{path} does not hold the rows that were counted.");
        }
    }

    private async Task<(LakeFile File, BlobInfo Info)> Keep(LakeTable table, string path, Call call)
    {
        var file = table.File(package.Period, package.Division, batch.Id);
        await using var content = File.OpenRead(path);
        return (file, (await blobs.Put(file.Text, content, onlyNew: false, call.Stopping)).Require());
    }

    private List<DetailStage> StagesOf(
        LoadedBatch loaded, IReadOnlyList<PreparedFile> files, DateTimeOffset startedAt, DateTimeOffset preparedAt)
    {
        var mapped = files.Select(file => file.Map).OfType<RowMap>().ToList();
        var note = mapped.Count == 0 ? "" : $"，{mapped.Count} 个经映射，合计等非明细行 {mapped.Sum(map => map.Skipped)} 行不计";
        var (received, accepted, returned, duplicate) = loaded.Sum;
        var now = clock.GetUtcNow();
        return
        [
            new("整理", preparedAt, received.Rows, received.Fen,
                $"{files.Count} 个文件，{loaded.Results.Count} 张表{note}，"
                + $"用时 {(preparedAt - startedAt).TotalSeconds:0.0} 秒"),
            new("验证", now, returned.Rows, returned.Fen, "未通过规则而退回"),
            new("清洗", now, duplicate.Rows, duplicate.Fen, "内容重复而去除"),
            new("转化", now, loaded.Results.Sum(result => result.Tally.Standardized), null, "改写为标准格式的单元格"),
            new("加载", now, accepted.Rows, accepted.Fen, "写入数据湖"),
            new("校验", now, accepted.Rows, accepted.Fen, "读回核对行数与金额一致"),
        ];
    }

    /// <summary>Progress is a courtesy to the screen: a lost write does not matter.</summary>
    private void ShowProgress(string table, long rows) => _ = store.Commit(
        Containers.Intake, batch.Id,
        [new Write.Put("progress", "progress", Json.Write(new DetailProgress(table, rows, clock.GetUtcNow())))]);

    private string WorkFile(string ending)
    {
        var path = Path.Combine(workFolder, $"{batch.Id}-{ending}");
        _workFiles.Add(path);
        return path;
    }
}
