using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>How good the rows of a month were: scores in a thousand, each batch with the weight of its received
/// rows.</summary>
public sealed record QualityMonth(
    Period Period, long Received, int ScorePermille, int CompletenessPermille, int ConsistencyPermille,
    int AcceptancePermille)
{
    private const int Whole = 1000;

    /// <returns>Whole thousandths, cut off; months without received rows are whole.</returns>
    public static QualityMonth Of(Period period, IReadOnlyCollection<QualityRow> rows)
    {
        var received = rows.Sum(row => row.Received);
        int Mean(Func<QualityRow, int> score) =>
            received == 0 ? Whole : (int)(rows.Sum(row => score(row) * row.Received) / received);
        return new QualityMonth(
            period, received, Mean(row => row.ScorePermille), Mean(row => row.CompletenessPermille),
            Mean(row => row.ConsistencyPermille), Mean(row => row.AcceptancePermille));
    }
}

/// <summary>The months of a year up to this one, oldest first, over all rows of a division and those below it; months
/// without data are left out.</summary>
public sealed record ViewQualityTrend(
    Division? Division = null, string? Table = null, Fund? Fund = null, string? Sender = null) : IScoped
{
    private const int Months = 12;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    public static Endpoint Endpoint(IDocumentStore store) =>
        Kernel.Endpoint.Of<ViewQualityTrend, IReadOnlyList<QualityMonth>>(
            HttpMethod.Get, "governance/quality/months", Permission.IntakeView, "数据质量各月得分",
            (request, call) => Handle(request, call, store));

    private static async Task<Result<IReadOnlyList<QualityMonth>>> Handle(
        ViewQualityTrend request, Call call, IDocumentStore store)
    {
        var first = Period.Of(call.Now).Plus(-Months);
        var where = ListQuality.Where(request.Table, request.Fund, call.Actor.Agency ?? request.Sender);
        where.Add(new Filter("period", Comparison.AtLeast, first.Text));
        var query = new DocumentQuery("quality") { Where = where, Limit = DocumentQuery.LimitMax };
        var partition = KeepQuality.PartitionOf(request.Division ?? call.Actor.Division);
        var rows = await store.Each<QualityRow>(Containers.Lists, partition, query, call.Stopping)
            .ToListAsync(call.Stopping);
        return Result.Of<IReadOnlyList<QualityMonth>>(
        [
            .. rows.GroupBy(row => row.Period).OrderBy(month => month.Key)
                .Select(month => QualityMonth.Of(month.Key, [.. month])),
        ]);
    }
}
