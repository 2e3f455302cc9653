using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="AccountName">Empty where the year's chart has no such account.</param>
/// <param name="IsChecked">Somebody checked it; else it is a proposal.</param>
public sealed record ClassLineView(
    Fund Fund, AccountCode Account, string AccountName, string Code, string Name, bool IsChecked);

/// <param name="IsShipped">Came with the system.</param>
public sealed record ClassificationView(
    int FromYear, int Number, bool IsShipped, IReadOnlyList<ClassLineView> Lines);

/// <summary>The mapping that holds in a year, for one fund or all.</summary>
public sealed record ReadClassification(int Year, Fund? Fund) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, null, Fund);

    internal static Endpoint Endpoint(Classifications classifications, Charts charts) =>
        Kernel.Endpoint.Of<ReadClassification, ClassificationView>(
            HttpMethod.Get, "accounting/classification", Permission.BookView, "政府收支分类对应关系",
            (request, call) => Handle(request, call, classifications, charts));

    private static async Task<Result<ClassificationView>> Handle(
        ReadClassification request, Call call, Classifications classifications, Charts charts)
    {
        if (Charts.RegimeOf(request.Year) is null) { return new InvalidValue("year", "该年度没有适用的会计制度。"); }
        var map = await classifications.For(request.Year, call.Stopping);
        var views = new List<ClassLineView>();
        foreach (var group in map.Lines.GroupBy(line => line.Fund))
        {
            if (request.Fund is { } fund && fund != group.Key) { continue; }
            var book = new BookId(Division.Country, group.Key, request.Year, BookKind.Fsa);
            var chart = await charts.For(book, call.Stopping);
            views.AddRange(group.Select(line => new ClassLineView(
                line.Fund, line.Account, chart.FullName(line.Account), line.Code, line.Name, line.IsChecked)));
        }
        return new ClassificationView(map.FromYear, map.Number, map == ClassificationMap.Shipped, views);
    }
}
