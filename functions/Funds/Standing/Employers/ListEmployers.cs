using SocialFund.Kernel;

namespace SocialFund.Funds.Standing;

/// <param name="DueUnit">Of all rows that match, not of this page; the other sums too.</param>
public sealed record EmployerPage(
    int Year, IReadOnlyList<EmployerSum> Items, long Total, Money DueUnit, Money DuePersonal, Money Due, Money PaidUnit,
    Money PaidPersonal, Money Paid, Money Difference, string? Continuation);

/// <summary>
/// Lists the employers of a division and all below it, a row a fund: what was due and what was paid for the months of
/// a year. The sums are those of the tickets' details by employer.
/// </summary>
/// <param name="Year">This year when not given.</param>
/// <param name="Text">The beginning of a credit code, part of a name, or pinyin initials.</param>
/// <param name="Differs">Only where due and paid differ.</param>
public sealed record ListEmployers(
    Division? Division, Fund? Fund, int? Year, string? Text, bool? Differs, int? Limit, string? Continuation) : IScoped
{
    private static readonly string[] Sums =
        ["dueUnit", "duePersonal", "due", "paidUnit", "paidPersonal", "paid", "difference"];

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, Division, Fund);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListEmployers, EmployerPage>(
        HttpMethod.Get, "standing/employers", Permission.BookView, "单位台账列表",
        (query, call) => Handle(query, call, store));

    private static async Task<Result<EmployerPage>> Handle(ListEmployers query, Call call, IDocumentStore store)
    {
        var division = query.Division ?? call.Actor.Division;
        var year = query.Year ?? Period.Of(call.Now).Year;
        var list = EmployerSum.ListOf(year);
        var partition = ListRows.Partition(list, division);
        var rows = new DocumentQuery(list)
        {
            Where =
            [
                ListScope.FundFilter(call.Actor, Permission.BookView, division, query.Fund),
                new Filter("entries", Comparison.AtLeast, 1L), .. Matching(query.Text?.Trim() ?? ""),
                .. query.Differs == true ? new[] { new Filter("difference", Comparison.NotEqual, 0L) } : [],
            ],
            OrderBy = "code",
            Limit = ListScope.Limit(query.Limit),
            Continuation = query.Continuation,
        };
        var page = await store.Query(Containers.Lists, partition, rows, call.Stopping);
        var totals = await store.Totals(Containers.Lists, partition, rows, Sums, call.Stopping);
        var sums = totals.Sums.Select(Money.FromFen).ToList();
        return new EmployerPage(
            year, [.. page.Items.Select(document => document.As<EmployerSum>())], totals.Count, sums[0], sums[1],
            sums[2], sums[3], sums[4], sums[5], sums[6], page.Continuation);
    }

    /// <summary>A digit makes it a code, letters alone initials, anything else a name.</summary>
    private static IEnumerable<Filter> Matching(string text)
    {
        if (text.Length == 0) { return []; }
        if (!text.All(char.IsAsciiLetterOrDigit)) { return [new Filter("name", Comparison.Contains, text)]; }
        return text.Any(char.IsAsciiDigit)
            ? [new Filter("code", Comparison.StartsWith, text.ToUpperInvariant())]
            : [new Filter("initials", Comparison.Contains, text.ToLowerInvariant())];
    }
}
