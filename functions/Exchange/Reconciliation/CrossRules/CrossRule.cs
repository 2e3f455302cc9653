using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>
/// A rule that rows of several tables must keep together (跨表规则): <c>{id}.sql</c> finds what breaks it, <c>{id}.json</c>
/// says what it means, with rows that keep it and rows that break it.
/// </summary>
/// <param name="Views">From <c>views.json</c>: what the statement reads.</param>
/// <param name="Subject">What a finding is about: the name of a field.</param>
/// <param name="Unit">Of expected and actual: fen, person or row.</param>
public sealed record CrossRule(
    string Id, string Message, Severity Severity, IReadOnlyList<string> Views, string Subject, string Unit)
{
    private static readonly string[] Ids =
    [
        "persons-paid-sum", "persons-base-sum", "employer-known", "tax-persons-count", "plan-items-sum",
        "payments-are-plans", "payee-on-roll", "pension-after-death", "benefit-once", "enrolled-once",
    ];

    public static IReadOnlyList<CrossRule> Shipped { get; } =
        [.. Ids.Select(id => Json.Read<CrossRule>(TextOf(id)))];

    public string Sql => SqlFile.Load(
        typeof(CrossRule).Assembly, $"SocialFund.Exchange.Reconciliation.CrossRules.{Id}.sql").Text;

    /// <summary>A statement that leaves <c>cross_rows</c>: the findings of every rule.</summary>
    public static string RowsSql { get; } =
        "create or replace temporary table cross_rows as "
        + string.Join(" union all ", Shipped.Select(rule => $"select '{rule.Id}' as rule, * from (\n{rule.Sql}\n)"));

    /// <summary>With the rows of its cases.</summary>
    internal static string TextOf(string id) =>
        EmbeddedText.Read(typeof(CrossRule).Assembly, $"CrossRules.{id}.json");
}
