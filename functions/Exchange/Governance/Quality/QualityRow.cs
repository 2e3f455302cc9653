using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>How good the rows of one table of a batch were (数据质量), for one sender and month.</summary>
/// <param name="Fund">Null for other departments' tables.</param>
/// <param name="CompletenessPermille">完整性: filled cells of the table's fields in a thousand.</param>
/// <param name="ConsistencyPermille">一致性: taken rows without a noted finding in a thousand.</param>
/// <param name="AcceptancePermille">准确性: rows that were not returned in a thousand of those received.</param>
/// <param name="ScorePermille">The mean of the three.</param>
public sealed record QualityRow(
    string Batch, string Table, string TableName, Fund? Fund, string Sender, string? SenderName, Division Division,
    Period Period, DateTimeOffset At, long Received, long Accepted, long Returned, long Duplicate, long Noted,
    int CompletenessPermille, int ConsistencyPermille, int AcceptancePermille, int ScorePermille)
{
    private const int Whole = 1000;

    public static QualityRow Of(DetailBatch batch, DetailTableResult result, CatalogTable table)
    {
        var tally = result.Tally;
        var noted = tally.Regions.Sum(region => region.Noted);
        var filled = tally.Regions.Sum(region => region.Filled.Values.Sum());
        var cells = tally.Accepted.Rows * table.Fields.Count(field => field.IsIn(table.VersionOf(batch.Period!.Value)));
        var (complete, consistent, right) = (
            Permille(filled, cells), Permille(tally.Accepted.Rows - noted, tally.Accepted.Rows),
            Permille(tally.Received.Rows - tally.Returned.Rows, tally.Received.Rows));
        return new QualityRow(
            batch.Id, table.Id, table.Name, table.Fund, batch.Sender, batch.SenderName, batch.Division,
            batch.Period!.Value, batch.ReceivedAt, tally.Received.Rows, tally.Accepted.Rows, tally.Returned.Rows,
            tally.Duplicate.Rows, noted, complete, consistent, right, (complete + consistent + right) / 3);
    }

    /// <summary>Nothing of nothing is whole.</summary>
    private static int Permille(long part, long whole) => whole == 0 ? Whole : (int)(part * Whole / whole);
}

/// <summary>
/// Keeps a quality row a table of each batch that counts, for its division and those above it. What a correction took
/// the place of, or a person took out, has none.
/// </summary>
/// <param name="topic"><see cref="DetailLoaded.Topic"/> or <see cref="DetailLoaded.TakenOut"/>.</param>
public sealed class KeepQuality(IDocumentStore store, Catalogue catalogue, string topic) : IMessageHandler
{
    private readonly LakeIndex _lake = new(store);

    public string Topic => topic;

    public static string PartitionOf(Division division) => $"quality-{division.Text}";

    /// <summary>What counts is asked of the lake, so that a late or repeated message does no harm.</summary>
    public async Task Handle(OutboxMessage message, Call call)
    {
        var told = message.As<DetailLoaded>();
        foreach (var table in told.Tables)
        {
            var month = await _lake.Month(table, told.Period, call.Stopping)
                ?? throw new InvalidOperationException($"The lake has no {told.Period.Text} of {table}.");
            var replaced = month.Replaced.Select(each => each.Part).ToList();
            var sender = month.Parts.Concat(replaced).FirstOrDefault(part => part.Batch == told.Batch)?.Sender;
            foreach (var part in replaced.Where(part => part.Sender == sender))
            {
                await Drop(table, part, call);
            }
            // Nobody tells which batches count again after one was taken out: they are the sender's.
            var fresh = topic == DetailLoaded.TakenOut
                ? month.Parts.Where(part => part.Sender == sender)
                : month.Parts.Where(part => part.Batch == told.Batch);
            foreach (var part in fresh) { await Keep(table, month.Period, part, call); }
        }
    }

    private async Task Keep(string table, Period period, LakePart part, Call call)
    {
        var batch = await store.Find<DetailBatch>(
            Containers.Intake, part.Batch, DetailBatch.DocumentId, call.Stopping)
            ?? throw new InvalidOperationException($"The batch {part.Batch} is not there.");
        var result = await store.Find<DetailTableResult>(
            Containers.Intake, part.Batch, DetailTableResult.DocumentId(table), call.Stopping)
            ?? throw new InvalidOperationException($"The batch {part.Batch} has no result of {table}.");
        // Period and number are only saved with the batch's end; the lake tells them.
        var row = QualityRow.Of(
            batch.Value with { Period = period, Division = part.Division }, result.Value, catalogue.Find(table)!);
        await Commit(part, new Write.Put(IdOf(table, part), "quality", Json.Write(row)), call);
    }

    /// <summary>A row that is not there is none to drop.</summary>
    private Task Drop(string table, LakePart part, Call call) =>
        Commit(part, new Write.Delete(IdOf(table, part), null), call);

    private async Task Commit(LakePart part, Write write, Call call)
    {
        foreach (var division in part.Division.UpToProvince().Append(Division.Country))
        {
            await store.Commit(Containers.Lists, PartitionOf(division), [write], call.Stopping);
        }
    }

    private static string IdOf(string table, LakePart part) => $"{part.Batch}~{table.Replace('/', '~')}";
}

/// <summary>Quality rows of a division and those below it, newest first; screens draw trends of them.</summary>
public sealed record ListQuality(
    Division? Division = null, string? Table = null, Fund? Fund = null, string? Period = null, string? Sender = null,
    string? Sort = null, int? Limit = null, string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListQuality, Page<QualityRow>>(
        HttpMethod.Get, "governance/quality", Permission.IntakeView, "数据质量",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<Page<QualityRow>>> Handle(ListQuality request, Call call, IDocumentStore store)
    {
        var where = Where(request.Table, request.Fund, call.Actor.Agency ?? request.Sender);
        if (request.Period is { } period) { where.Add(Filter.Is("period", period)); }
        var query = new DocumentQuery("quality")
        {
            Where = where,
            OrderBy = request.Sort == "score" ? "scorePermille" : "at",
            Descending = request.Sort != "score",
            Limit = ListScope.Limit(request.Limit),
            Continuation = request.Continuation,
        };
        return await store.Page<QualityRow>(
            Containers.Lists, KeepQuality.PartitionOf(request.Division ?? call.Actor.Division), query, call.Stopping);
    }

    /// <summary>What list and trend are narrowed to alike.</summary>
    internal static List<Filter> Where(string? table, Fund? fund, string? sender)
    {
        var where = new List<Filter>();
        if (table is not null) { where.Add(Filter.Is("table", table)); }
        if (fund is { } known) { where.Add(Filter.Is("fund", known.Entry().Id)); }
        if (sender is not null) { where.Add(Filter.Is("sender", sender)); }
        return where;
    }
}
