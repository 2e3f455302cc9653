using SocialFund.Analytics;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>A batch's rows of one table and month, as they lie in the lake.</summary>
/// <param name="Number">The sender's own number of the batch.</param>
/// <param name="Sm3">Of the Parquet file.</param>
/// <param name="Source">SM3 of the received file that the rows came from.</param>
/// <param name="Version">The layout that data of the month have.</param>
/// <param name="Layout">The newest layout of the table when the file was written: it has the columns of all up to
/// that.</param>
/// <param name="Absent">The columns of that layout that no received file had, and so the file has not.</param>
public sealed record LakePart(
    string Batch, string Sender, string Number, Division Division, LakeFile File, long Rows, long Fen, long Bytes,
    string Sm3, string Source, int Version, DateTimeOffset LoadedAt, int Layout = 1,
    IReadOnlyList<string>? Absent = null);

/// <summary>A part that a correction took the place of, or that was withdrawn; its file stays for questions about
/// then.</summary>
/// <param name="By">The correction's batch, or <see cref="Withdrawn"/>.</param>
public sealed record ReplacedPart(LakePart Part, string By, DateTimeOffset At)
{
    /// <summary>Taken out by a person; nothing took its place.</summary>
    public const string Withdrawn = "withdrawn";
}

/// <summary>How a batch stands in the lake.</summary>
/// <param name="Counting">Rows of it that count.</param>
/// <param name="Replaced">Rows of other batches that it took the place of; they count again when it is taken
/// out.</param>
/// <param name="By">What took its own place: a batch, or <see cref="ReplacedPart.Withdrawn"/>.</param>
public sealed record BatchStanding(RowsAndFen Counting, RowsAndFen Replaced, string? By);

/// <summary>Which batches make a table's month (数据湖清单).</summary>
public sealed record LakeMonth(
    string Table, Period Period, IReadOnlyList<LakePart> Parts, IReadOnlyList<ReplacedPart> Replaced)
{
    public const string Type = "lakeMonth";

    public static string IdOf(string table, Period period) => $"{table.Replace('/', '~')}~{period.Text}";
}

/// <summary>Told when a batch has become part of the lake.</summary>
public sealed record DetailLoaded(string Batch, Period Period, Division Division, IReadOnlyList<string> Tables)
{
    public const string Topic = "detail.loaded";

    /// <summary>The same of a batch that was taken out again.</summary>
    public const string TakenOut = "detail.takenOut";
}

/// <summary>
/// The manifest of the detail lake: readers see exactly the files that it lists. All months share a partition, so that
/// a batch of many tables becomes visible whole or not at all.
/// </summary>
public sealed class LakeIndex(IDocumentStore store)
{
    /// <summary>In container <c>system</c>.</summary>
    public const string Partition = "detail";

    public async Task<LakeMonth?> Month(string table, Period period, CancellationToken stopping) =>
        (await store.Find<LakeMonth>(Containers.System, Partition, LakeMonth.IdOf(table, period), stopping))?.Value;

    /// <summary>Every month of a table, oldest first.</summary>
    public Task<IReadOnlyList<LakeMonth>> Months(string table, CancellationToken stopping) =>
        Query([Filter.Is("table", table)], stopping);

    /// <summary>The months of every table in a span, oldest first.</summary>
    public Task<IReadOnlyList<LakeMonth>> Between(Period from, Period to, CancellationToken stopping) => Query(
        [
            new Filter("period", Comparison.AtLeast, from.Text), new Filter("period", Comparison.AtMost, to.Text),
        ],
        stopping);

    /// <summary>The months of a table in a span, oldest first.</summary>
    public Task<IReadOnlyList<LakeMonth>> Between(
        string table, Period from, Period to, CancellationToken stopping) => Query(
        [
            Filter.Is("table", table), new Filter("period", Comparison.AtLeast, from.Text),
            new Filter("period", Comparison.AtMost, to.Text),
        ],
        stopping);

    /// <summary>A table's merged files, oldest first.</summary>
    public async Task<IReadOnlyList<MergedFile>> Merged(string table, CancellationToken stopping) =>
    [
        .. (await All<MergedFile>(MergedFile.Type, [Filter.Is("table", table)], stopping)).OrderBy(file => file.From),
    ];

    /// <summary>A merged file counts, and in the same commit those stop that it was made from or instead of.</summary>
    public async Task Replace(MergedFile merged, IEnumerable<MergedFile> old, CancellationToken stopping)
    {
        Write[] writes =
        [
            new Write.Put(merged.Id, MergedFile.Type, Json.Write(merged)),
            .. old.Where(file => file.Id != merged.Id).Select(file => new Write.Delete(file.Id, null)),
        ];
        (await store.Commit(Containers.System, Partition, writes, stopping)).Require();
    }

    /// <summary>The merged file of months without rows stops counting.</summary>
    public async Task Drop(MergedFile merged, CancellationToken stopping) => (await store.Commit(
        Containers.System, Partition, [new Write.Delete(merged.Id, null)], stopping)).Require();

    private async Task<IReadOnlyList<LakeMonth>> Query(IReadOnlyList<Filter> where, CancellationToken stopping) =>
        [.. (await All<LakeMonth>(LakeMonth.Type, where, stopping)).OrderBy(month => month.Period)];

    private async Task<List<T>> All<T>(string type, IReadOnlyList<Filter> where, CancellationToken stopping)
    {
        var query = new DocumentQuery(type) { Where = where, Limit = DocumentQuery.LimitMax };
        return await store.Each<T>(Containers.System, Partition, query, stopping).ToListAsync(stopping);
    }

    /// <summary>
    /// Makes the parts count, in one commit; repeated, it finds them there. Rows of the batch that it replaces stop
    /// counting in the same tables.
    /// </summary>
    public async Task Add(DetailBatch batch, IReadOnlyList<(string Table, LakePart Part)> parts, Call call)
    {
        var once = call with { IdempotencyKey = null };
        var added = await store.Apply<Done>(Containers.System, Partition, once, async unit =>
        {
            var tables = await Count(unit, batch, parts, call.Now);
            if (tables.Count == 0) { return Done.Value; }
            unit.Emit(DetailLoaded.Topic, new DetailLoaded(batch.Id, batch.Period!.Value, batch.Division, tables));
            unit.Audit("detail.load", batch.Scope,
                $"明细入库 {tables.Count} 张表，{parts.Sum(part => part.Part.Rows)} 行（{batch.Id}）");
            return Done.Value;
        });
        added.Require();
    }

    /// <summary>How a batch of a month stands: what of it counts, what of it something else took the place of, and what
    /// it took the place of itself. A batch that came in parts stands as a whole.</summary>
    public async Task<BatchStanding> StandingOf(DetailBatch batch, CancellationToken stopping)
    {
        var parted = batch.Part is null
            ? null : await Parted(batch.Sender, batch.Number!, batch.Period!.Value, stopping);
        var batches = parted?.Batches ?? new HashSet<string> { batch.Id };
        var months = await Between(batch.Period!.Value, batch.Period!.Value, stopping);
        var counting = months.SelectMany(month => month.Parts).Where(part => batches.Contains(part.Batch));
        var replaced = months.SelectMany(month => month.Replaced);
        return new BatchStanding(
            Sum(counting), Sum(replaced.Where(each => batches.Contains(each.By)).Select(each => each.Part)),
            replaced.FirstOrDefault(each => batches.Contains(each.Part.Batch))?.By);
    }

    private static RowsAndFen Sum(IEnumerable<LakePart> parts) =>
        parts.Aggregate(RowsAndFen.None, (sum, part) => sum + new RowsAndFen(part.Rows, part.Fen));

    /// <summary>A batch in several packages, as far as it has come.</summary>
    public async Task<PartedBatch?> Parted(
        string sender, string number, Period period, CancellationToken stopping) => (await store.Find<PartedBatch>(
            Containers.System, Partition, PartedBatch.IdOf(sender, number, period), stopping))?.Value;

    /// <summary>
    /// Keeps the rows of one part; with the last of them all parts begin to count, in the same commit. Repeated, it
    /// finds the part there.
    /// </summary>
    /// <returns>The batch with the part, or <see cref="PartTaken"/> or <see cref="PartsDiffer"/>.</returns>
    public Task<Result<PartedBatch>> Gather(
        DetailBatch part, IReadOnlyList<(string Table, LakePart Part)> rows, Call call) =>
        store.Apply<PartedBatch>(Containers.System, Partition, call with { IdempotencyKey = null }, async unit =>
        {
            var id = PartedBatch.IdOf(part.Sender, part.Number!, part.Period!.Value);
            var parted = await unit.Find<PartedBatch>(id) ?? PartedBatch.Begun(part);
            if (parted.Refusal(part) is { } problem) { return problem; }
            if (parted.Has(part)) { return parted; }
            var came = new CamePart(
                part.Part!.Number, part.Id, [.. rows.Select(each => new PartOfTable(each.Table, each.Part))]);
            parted = parted with { Came = [.. parted.Came, came] };
            unit.Save(id, PartedBatch.Type, parted);
            unit.Audit("detail.part", part.Scope, $"明细批次第 {came.Number} 部分已到，共 {parted.Of} 部分（{part.Id}）");
            if (parted.IsWhole) { await CountAll(unit, part, parted, call.Now); }
            return parted;
        });

    private static async Task CountAll(Unit unit, DetailBatch last, PartedBatch parted, DateTimeOffset now)
    {
        var rows = parted.Came.SelectMany(came => came.Tables).Select(table => (table.Table, table.Rows));
        await Count(unit, last, [.. rows], now);
        foreach (var came in parted.Came.Where(came => came.Tables.Count > 0))
        {
            unit.Emit(DetailLoaded.Topic, new DetailLoaded(
                came.Batch, parted.Period, parted.Division, [.. came.Tables.Select(table => table.Table)]));
        }
    }

    /// <returns>The tables that had not got these rows yet.</returns>
    private static async Task<IReadOnlyList<string>> Count(
        Unit unit, DetailBatch batch, IReadOnlyList<(string Table, LakePart Part)> rows, DateTimeOffset now)
    {
        var tables = new List<string>();
        foreach (var table in rows.GroupBy(each => each.Table, each => each.Part))
        {
            var id = LakeMonth.IdOf(table.Key, batch.Period!.Value);
            var month = await unit.Find<LakeMonth>(id) ?? new LakeMonth(table.Key, batch.Period.Value, [], []);
            var fresh = table.Where(part => month.Parts.All(known => known.Batch != part.Batch)
                && month.Replaced.All(known => known.Part.Batch != part.Batch)).ToList();
            if (fresh.Count == 0) { continue; }
            unit.Save(id, LakeMonth.Type, fresh.Aggregate(
                month, (grown, part) => With(grown, part, batch.Replaces, now)));
            tables.Add(table.Key);
        }
        return tables;
    }

    /// <summary>
    /// Takes a batch out again, in one commit; what it had replaced counts again in the same tables. Its files stay.
    /// A batch that came in parts goes with all of them.
    /// </summary>
    /// <returns>The rows that no longer count, or <see cref="BatchNotCounting"/>.</returns>
    public Task<Result<RowsAndFen>> Withdraw(DetailBatch batch, string reason, Call call) =>
        store.Apply<RowsAndFen>(Containers.System, Partition, call, async unit =>
        {
            var taken = RowsAndFen.None;
            var parted = batch.Part is null ? null : await unit.Find<PartedBatch>(
                PartedBatch.IdOf(batch.Sender, batch.Number!, batch.Period!.Value));
            var batches = parted?.Batches ?? new HashSet<string> { batch.Id };
            var tables = (parted is null
                ? batch.Tables.Select(table => table.Table)
                : parted.Came.SelectMany(came => came.Tables).Select(table => table.Table).Distinct()).ToList();
            foreach (var table in tables)
            {
                var id = LakeMonth.IdOf(table, batch.Period!.Value);
                var month = await unit.Find<LakeMonth>(id);
                var own = month?.Parts.Where(part => batches.Contains(part.Batch)).ToList() ?? [];
                if (own.Count == 0) { continue; }
                unit.Save(id, LakeMonth.Type, own.Aggregate(month!, (left, part) => Without(left, part, call.Now)));
                taken = own.Aggregate(taken, (sum, part) => sum + new RowsAndFen(part.Rows, part.Fen));
            }
            if (!unit.HasWrites) { return new BatchNotCounting(batch.Id); }
            unit.Emit(
                DetailLoaded.TakenOut, new DetailLoaded(batch.Id, batch.Period!.Value, batch.Division, tables));
            unit.Audit("detail.withdraw", batch.Scope, $"撤回明细批次 {taken.Rows} 行（{batch.Id}）：{reason}");
            return taken;
        });

    private static LakeMonth Without(LakeMonth month, LakePart own, DateTimeOffset now)
    {
        var again = month.Replaced.Where(each => each.By == own.Batch).ToList();
        return month with
        {
            Parts = [.. month.Parts.Where(part => part != own), .. again.Select(each => each.Part)],
            Replaced = [.. month.Replaced.Except(again), new ReplacedPart(own, ReplacedPart.Withdrawn, now)],
        };
    }

    private static LakeMonth With(LakeMonth month, LakePart part, string? replaces, DateTimeOffset now)
    {
        var replaced = month.Parts
            .Where(known => known.Sender == part.Sender && known.Number == replaces).ToList();
        return month with
        {
            Parts = [.. month.Parts.Except(replaced), part],
            Replaced = [.. month.Replaced, .. replaced.Select(known => new ReplacedPart(known, part.Batch, now))],
        };
    }
}
