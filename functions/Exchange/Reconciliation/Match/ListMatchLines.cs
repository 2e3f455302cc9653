using SocialFund.Analytics;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>A payer's month as agency, tax bureau and treasury tell it; null where a side tells nothing.</summary>
/// <param name="PayerKind">employer, person, or ticket where only the treasury knows it.</param>
/// <param name="Tickets">How many tax tickets make up the amount; <paramref name="Ticket"/> is the first.</param>
/// <param name="Days">Since the oldest side's day.</param>
/// <param name="Reason">What is proposed.</param>
public sealed record MatchLine(
    string Id, string Fund, string Region, string Period, string? TaxPeriod, string? TreasuryPeriod, string PayerKind,
    string Payer, string? PayerName, string? Ticket, long Tickets, long? AgencyFen, long? TaxFen, long? TreasuryFen,
    long DifferenceFen, string Status, DateOnly? Since, long? Days, string Reason, SourceRef? Agency, SourceRef? Tax,
    SourceRef? Treasury, LineDecision? Decision);

/// <summary>The lines behind a figure of the match; without a status the differences.</summary>
/// <param name="Period">Lines of which some side names this month.</param>
/// <param name="Age">The place of a step of ageing.</param>
/// <param name="Open">Only what nobody has decided about.</param>
/// <param name="Line">The one line of this id, whatever its status.</param>
public sealed record ListMatchLines(
    Division? Division = null, Fund? Fund = null, string? Period = null, string? Status = null, int? Age = null,
    bool? Open = null, string? Line = null, int? Limit = null, string? Continuation = null) : IScoped
{
    private static readonly SqlFile Sql = SqlFile.Beside<Question>("match_lines");

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, Fund);

    internal static Endpoint Endpoint(AnswerBook book) => Kernel.Endpoint.Of<ListMatchLines, Page<MatchLine>>(
        HttpMethod.Get, "reconciliation/match/lines", Permission.IntakeView, "三方对账明细",
        (request, call) => book.Read<Page<MatchLine>>(
            Questions.Match, request.Division, request.Fund, call, answer => Read(answer, request, call),
            withDecisions: true));

    private static Page<MatchLine> Read(OpenAnswer answer, ListMatchLines request, Call call)
    {
        var sql = Sql.Text.Replace("{reason}", MatchRules.Shipped.ReasonSql, StringComparison.Ordinal)
            .Replace("{age}", MatchRules.Shipped.AgeSql, StringComparison.Ordinal);
        return AnswerReader.Page(
            answer.Connection, sql,
            [
                .. answer.Where, ("month", AnswerReader.Month(request.Period)), ("status", request.Status ?? ""),
                ("age", request.Age ?? -1), ("open", request.Open ?? false), ("line", request.Line ?? ""),
                ("today", ViewMatch.Today(call)),
            ],
            request.Limit, request.Continuation, LineOf, call.Stopping);
    }

    private static MatchLine LineOf(DuckReader row) => new(
        row.Text(1), row.Text(2), row.Text(3), AnswerReader.MonthText(row, 4)!, AnswerReader.MonthText(row, 5),
        AnswerReader.MonthText(row, 6), row.Text(7), row.Text(8), row.TextOrNull(9), row.TextOrNull(10), row.Int64(11),
        row.Int64OrNull(12), row.Int64OrNull(13), row.Int64OrNull(14), row.Int64(15), row.Text(16), row.DateOrNull(17),
        row.Int64OrNull(18), row.TextOrNull(19) ?? "", SourceRef.Of(row, 20), SourceRef.Of(row, 21),
        SourceRef.Of(row, 22), LineDecision.Of(row, 23));
}
