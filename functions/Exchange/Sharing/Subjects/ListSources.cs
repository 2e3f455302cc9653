using SocialFund.Funds.Budget;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>财政资金安排情况: the budget lines.</summary>
internal sealed class ArrangementSource(IDocumentStore store) : ISharedSource
{
    public string Subject => "fiscal-arrangement";

    public IReadOnlyList<SharedPart> Parts(SharedQuery query) => [BudgetLines.Of(store, query, RowOf)];

    private static SharedRow RowOf(BudgetRow line) => new(
    [
        .. Place.Of(line.Division, line.Fund), (long)line.Year, line.Line, line.Name,
        line.Control == BudgetControlMode.Refuse ? "刚性" : "预警", line.Budgeted, line.Reserved, line.Used,
        line.Available,
    ]);
}

/// <summary>财政资金分配情况: what passed finance's review and goes to the treasury, or went.</summary>
internal sealed class AllocationSource(IDocumentStore store) : ISharedSource
{
    private static readonly string[] Passed = ["inTreasury", "paying", "booking", "partlyFailed", "done"];

    public string Subject => "fiscal-allocation";

    public IReadOnlyList<SharedPart> Parts(SharedQuery query)
    {
        var period = query.Month is { } month ? Period.Of(query.Year, month).Text : $"{query.Year:0000}";
        return
        [
            new ListPart<RequestRow>(
                store, ListRows.Partition(RequestRow.List, query.Division),
                new DocumentQuery(RequestRow.List)
                {
                    Where =
                    [
                        Place.FundFilter(query), Filter.OneOf("state", Passed),
                        new Filter("period", Comparison.StartsWith, period),
                    ],
                },
                RowOf),
        ];
    }

    private static SharedRow RowOf(RequestRow request) => new(
    [
        .. Place.Of(request.Division, request.Fund), request.Id.Text, request.Period.Text, request.KindName,
        request.Agency, request.AgencyName, request.Total, request.Paid, request.Failed, request.StateTitle,
        request.Purpose,
    ]);
}

/// <summary>The list of budget lines, for the two subjects that show it.</summary>
internal static class BudgetLines
{
    public static SharedPart Of(IDocumentStore store, SharedQuery query, Func<BudgetRow, SharedRow> row) =>
        new ListPart<BudgetRow>(
            store, BudgetRows.PartitionOf(query.Division),
            new DocumentQuery("budgetLine")
            {
                Where = [Place.FundFilter(query), new Filter("year", Comparison.Equal, (long)query.Year)],
            },
            row);
}

/// <summary>The columns that every subject begins with.</summary>
internal static class Place
{
    public static IEnumerable<object?> Of(Division division, Fund fund) =>
        [division.Text, Divisions.NameOf(division), fund.Entry().Id, fund.Entry().Name];

    public static Filter FundFilter(SharedQuery query) =>
        Filter.OneOf("fund", [.. query.Funds.Select(fund => fund.Entry().Id)]);
}
