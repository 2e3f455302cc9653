using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A version of a rule with everything that a form for its events has to ask.</summary>
/// <param name="Until">The last day in force; null for the newest.</param>
public sealed record RuleVersionView(
    int Number, DateOnly From, DateOnly? Until, string Basis, string Summary, string Note,
    IReadOnlyList<TypicalEntry> Entries, IReadOnlyList<NeededAmount> Amounts, IReadOnlyList<NeededText> Dimensions,
    IReadOnlyList<NeededText> Facts, IReadOnlyList<RuleLine> Lines);

/// <param name="ByHand">The sign of the amounts that clerks may raise; null where only the system does.</param>
/// <param name="Funds">The funds that have such business; all when null.</param>
/// <param name="Versions">In the order of their days.</param>
public sealed record RuleView(
    string Id, string Name, BookKind Book, string BookName, Sign? ByHand, IReadOnlyList<Fund>? Funds,
    IReadOnlyList<RuleVersionView> Versions)
{
    internal static RuleView Of(PostingRule rule)
    {
        var versions = rule.Versions.OrderBy(version => version.From).ToList();
        return new RuleView(
            rule.Id, rule.Name, rule.Book, BookId.KindTitle(rule.Book), rule.ByHand, rule.Funds,
            [.. versions.Select((version, index) => Of(
                version, index + 1 < versions.Count ? versions[index + 1].From.AddDays(-1) : null))]);
    }

    private static RuleVersionView Of(RuleVersion version, DateOnly? until) => new(
        version.Number, version.From, until, version.Basis, version.Summary, version.Note,
        [.. version.Entries.Select(TypicalEntry.Of)], version.Amounts, version.Dimensions, version.Facts,
        version.Lines);
}

public sealed record RuleList(IReadOnlyList<RuleView> Items);

/// <summary>The posting rules: what each books, by which typical entry, from when, and what its events need.</summary>
public sealed record ListRules : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, null, null);

    public static Endpoint Endpoint(PostingRules rules)
    {
        var list = new RuleList([.. rules.All.Select(RuleView.Of).OrderBy(rule => rule.Id, StringComparer.Ordinal)]);
        return Kernel.Endpoint.Of<ListRules, RuleList>(
            HttpMethod.Get, "accounting/rules", Permission.BookView, "记账规则",
            (_, _) => Task.FromResult<Result<RuleList>>(list));
    }
}
