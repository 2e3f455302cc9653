using SocialFund.Kernel;

namespace SocialFund.Funds.Budget;

public sealed record BudgetSums(long Lines, Money Budgeted, Money Reserved, Money Used, Money Available);

/// <param name="Name">本级 for the division's own lines.</param>
public sealed record BudgetSubtotal(Division Division, string Name, bool IsOwn, BudgetSums Sums);

/// <param name="Totals">Of all lines that match, not of this page.</param>
/// <param name="Subtotals">The division's own and each one directly below; they sum to the totals.</param>
public sealed record BudgetLinePage(
    Division Division, int Year, IReadOnlyList<BudgetRow> Items, long Total, BudgetSums Totals,
    IReadOnlyList<BudgetSubtotal> Subtotals, string? Continuation);

/// <summary>Lists the budget lines of a division and everything below it, with subtotals to drill into.</summary>
/// <param name="Year">The current year when not given.</param>
public sealed record ListBudgetLines(
    Division? Division, Fund? Fund, int? Year, int? Limit, string? Continuation) : IScoped
{
    private static readonly string[] Amounts = ["budgeted", "reserved", "used", "available"];

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BudgetView, Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListBudgetLines, BudgetLinePage>(
        HttpMethod.Get, "budget/lines", Permission.BudgetView, "预算额度",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<BudgetLinePage>> Handle(ListBudgetLines request, Call call, IDocumentStore store)
    {
        var division = request.Division ?? call.Actor.Division;
        var year = request.Year ?? ChinaTime.DateOf(call.Now).Year;
        var query = new DocumentQuery("budgetLine")
        {
            Where =
            [
                ListScope.FundFilter(call.Actor, Permission.BudgetView, division, request.Fund),
                new Filter("year", Comparison.Equal, (long)year),
            ],
            Limit = ListScope.Limit(request.Limit),
            Continuation = request.Continuation,
        };
        var page = await store.Query(Containers.Lists, BudgetRows.PartitionOf(division), query, call.Stopping);
        var totals = await Sums(store, division, query, call.Stopping);
        return new BudgetLinePage(
            division, year, [.. page.Items.Select(document => document.As<BudgetRow>())], totals.Lines, totals,
            await Subtotals(store, division, query, call.Stopping), page.Continuation);
    }

    /// <summary>Each division below has a partition of its own, whose sums are its subtotal.</summary>
    private static async Task<IReadOnlyList<BudgetSubtotal>> Subtotals(
        IDocumentStore store, Division division, DocumentQuery query, CancellationToken stopping)
    {
        var own = query with { Where = [.. query.Where, Filter.Is("division", division.Text)] };
        var rows = new List<BudgetSubtotal> { new(division, "本级", true, await Sums(store, division, own, stopping)) };
        foreach (var below in Divisions.Below(division))
        {
            rows.Add(new BudgetSubtotal(
                below.Code, below.Name, false, await Sums(store, below.Code, query, stopping)));
        }
        return [.. rows.Where(row => row.Sums.Lines > 0)];
    }

    private static async Task<BudgetSums> Sums(
        IDocumentStore store, Division division, DocumentQuery query, CancellationToken stopping)
    {
        var totals = await store.Totals(
            Containers.Lists, BudgetRows.PartitionOf(division), query, Amounts, stopping);
        var sums = totals.Sums.Select(Money.FromFen).ToArray();
        return new BudgetSums(totals.Count, sums[0], sums[1], sums[2], sums[3]);
    }
}
