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

/// <summary>Keeps a quality row a table of each batch, for its division and those above it.</summary>
public sealed class KeepQuality(IDocumentStore store, Catalogue catalogue) : IMessageHandler
{
    public string Topic => DetailLoaded.Topic;

    public static string PartitionOf(Division division) => $"quality-{division.Text}";

    public async Task Handle(OutboxMessage message, Call call)
    {
        var loaded = message.As<DetailLoaded>();
        var batch = await store.Find<DetailBatch>(
            Containers.Intake, loaded.Batch, DetailBatch.DocumentId, call.Stopping)
            ?? throw new InvalidOperationException($"The batch {loaded.Batch} is not there.");
        foreach (var id in loaded.Tables)
        {
            var result = await store.Find<DetailTableResult>(
                Containers.Intake, loaded.Batch, DetailTableResult.DocumentId(id), call.Stopping)
                ?? throw new InvalidOperationException($"The batch {loaded.Batch} has no result of {id}.");
            // Period and number are only saved with the batch's end; the message tells them.
            var row = QualityRow.Of(
                batch.Value with { Period = loaded.Period, Division = loaded.Division }, result.Value,
                    catalogue.Find(id)!);
            foreach (var division in loaded.Division.UpToProvince().Append(Division.Country))
            {
                await store.Commit(
                    Containers.Lists, PartitionOf(division),
                    [new Write.Put($"{loaded.Batch}~{id.Replace('/', '~')}", "quality", Json.Write(row))],
                        call.Stopping);
            }
        }
    }
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
        var where = new List<Filter>();
        if (request.Table is { } table) { where.Add(Filter.Is("table", table)); }
        if (request.Fund is { } fund) { where.Add(Filter.Is("fund", fund.Entry().Id)); }
        if (request.Period is { } period) { where.Add(Filter.Is("period", period)); }
        if ((call.Actor.Agency ?? request.Sender) is { } sender) { where.Add(Filter.Is("sender", sender)); }
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
}
