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
        var period = batch.Period!.Value;
        var once = call with { IdempotencyKey = null };
        var added = await store.Apply<Done>(Containers.System, Partition, once, async unit =>
        {
            var tables = new List<string>();
            foreach (var (table, part) in parts)
            {
                var id = LakeMonth.IdOf(table, period);
                var month = await unit.Find<LakeMonth>(id) ?? new LakeMonth(table, period, [], []);
                if (month.Parts.Any(known => known.Batch == part.Batch)
                    || month.Replaced.Any(known => known.Part.Batch == part.Batch))
                {
                    continue;
                }
                unit.Save(id, LakeMonth.Type, With(month, part, batch.Replaces, call.Now));
                tables.Add(table);
            }
            if (tables.Count == 0) { return Done.Value; }
            unit.Emit(DetailLoaded.Topic, new DetailLoaded(batch.Id, period, batch.Division, tables));
            unit.Audit("detail.load", batch.Scope,
                $"明细入库 {tables.Count} 张表，{parts.Sum(part => part.Part.Rows)} 行（{batch.Id}）");
            return Done.Value;
        });
        added.Require();
    }

    /// <summary>How a batch of a month stands: what of it counts, what of it something else took the place of, and what
    /// it took the place of itself.</summary>
    public async Task<BatchStanding> StandingOf(DetailBatch batch, CancellationToken stopping)
    {
        var months = await Between(batch.Period!.Value, batch.Period!.Value, stopping);
        var counting = months.SelectMany(month => month.Parts).Where(part => part.Batch == batch.Id);
        var replaced = months.SelectMany(month => month.Replaced);
        return new BatchStanding(
            Sum(counting), Sum(replaced.Where(each => each.By == batch.Id).Select(each => each.Part)),
            replaced.FirstOrDefault(each => each.Part.Batch == batch.Id)?.By);
    }

    private static RowsAndFen Sum(IEnumerable<LakePart> parts) =>
        parts.Aggregate(RowsAndFen.None, (sum, part) => sum + new RowsAndFen(part.Rows, part.Fen));

    /// <summary>
    /// Takes a batch out again, in one commit; what it had replaced counts again in the same tables. Its files stay.
    /// </summary>
    /// <returns>The rows that no longer count, or <see cref="BatchNotCounting"/>.</returns>
    public Task<Result<RowsAndFen>> Withdraw(DetailBatch batch, string reason, Call call) =>
        store.Apply<RowsAndFen>(Containers.System, Partition, call, async unit =>
        {
            var taken = RowsAndFen.None;
            foreach (var table in batch.Tables.Select(table => table.Table))
            {
                var id = LakeMonth.IdOf(table, batch.Period!.Value);
                var month = await unit.Find<LakeMonth>(id);
                if (month?.Parts.FirstOrDefault(part => part.Batch == batch.Id) is not { } own) { continue; }
                unit.Save(id, LakeMonth.Type, Without(month, own, call.Now));
                taken += new RowsAndFen(own.Rows, own.Fen);
            }
            if (!unit.HasWrites) { return new BatchNotCounting(batch.Id); }
            unit.Emit(DetailLoaded.TakenOut, new DetailLoaded(
                batch.Id, batch.Period!.Value, batch.Division, [.. batch.Tables.Select(table => table.Table)]));
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
