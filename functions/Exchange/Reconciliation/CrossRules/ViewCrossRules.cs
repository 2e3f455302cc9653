using SocialFund.Analytics;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>How often a rule is broken in a fund, region and month.</summary>
public sealed record CrossSum(string Rule, string Fund, string Region, string Period, long Findings);

public sealed record CrossView(DateTimeOffset AskedAt, IReadOnlyList<CrossRule> Rules, IReadOnlyList<CrossSum> Sums);

/// <summary>What the rules across tables found, rule by rule.</summary>
public sealed record ViewCrossRules(Division? Division = null, Fund? Fund = null) : IScoped
{
    private static readonly SqlFile Sql = SqlFile.Beside<Question>("view_cross_sums");

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, Fund);

    internal static Endpoint Endpoint(AnswerBook book) => Kernel.Endpoint.Of<ViewCrossRules, CrossView>(
        HttpMethod.Get, "reconciliation/cross-rules", Permission.IntakeView, "跨表规则",
        (request, call) => book.Read<CrossView>(
            Questions.CrossRules, request.Division, request.Fund, call,
            answer => new CrossView(answer.AskedAt, CrossRule.Shipped, answer.Connection.List(
                Sql, row => new CrossSum(
                    row.Text(0), row.Text(1), row.Text(2), AnswerReader.MonthText(row, 3)!, row.Int64(4)),
                [.. answer.Where], call.Stopping))));
}

/// <summary>A place where a rule across tables is broken.</summary>
/// <param name="Subject">What it is about, named by the rule's subject; never an id number.</param>
/// <param name="Expected">In the rule's unit, as <paramref name="Actual"/>.</param>
public sealed record CrossLine(
    string Rule, string Fund, string Region, string Period, string Subject, long? Expected, long? Actual,
    SourceRef? Source);

/// <summary>The rows behind a rule's findings.</summary>
public sealed record ListCrossLines(
    Division? Division = null, Fund? Fund = null, string? Period = null, string? Rule = null, int? Limit = null,
    string? Continuation = null) : IScoped
{
    private static readonly SqlFile Sql = SqlFile.Beside<Question>("view_cross_lines");

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, Fund);

    internal static Endpoint Endpoint(AnswerBook book) => Kernel.Endpoint.Of<ListCrossLines, Page<CrossLine>>(
        HttpMethod.Get, "reconciliation/cross-rules/lines", Permission.IntakeView, "跨表规则明细",
        (request, call) => book.Read<Page<CrossLine>>(
            Questions.CrossRules, request.Division, request.Fund, call, answer => AnswerReader.Page(
                answer.Connection, Sql.Text,
                [.. answer.Where, ("month", AnswerReader.Month(request.Period)), ("rule", request.Rule ?? "")],
                request.Limit, request.Continuation,
                row => new CrossLine(
                    row.Text(1), row.Text(2), row.Text(3), AnswerReader.MonthText(row, 4)!, row.Text(5),
                    row.Int64OrNull(6), row.Int64OrNull(7), SourceRef.Of(row, 8)),
                call.Stopping)));
}
