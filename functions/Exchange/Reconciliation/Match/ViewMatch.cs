using SocialFund.Analytics;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>A status of a fund, region and month. Each side's amount stands under the month that the side
/// names.</summary>
public sealed record MatchSum(
    string Fund, string Region, string Period, string Status, long Lines, long DifferenceFen, long AgencyFen,
    long TaxFen, long TreasuryFen);

/// <summary>Differences of a step of ageing.</summary>
/// <param name="Age">The step's place in the rules.</param>
public sealed record MatchAge(int Age, string Status, long Lines, long DifferenceFen);

public sealed record MatchView(DateTimeOffset AskedAt, IReadOnlyList<MatchSum> Sums, IReadOnlyList<MatchAge> Ages);

/// <summary>The three-way match of a division and those below it.</summary>
/// <param name="From">First month; all when missing.</param>
public sealed record ViewMatch(Division? Division = null, Fund? Fund = null, string? From = null, string? To = null)
    : IScoped
{
    private static readonly SqlFile SumsSql = SqlFile.Beside<Question>("view_match_sums");
    private static readonly SqlFile AgesSql = SqlFile.Beside<Question>("view_match_ages");

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, Fund);

    internal static Endpoint Endpoint(AnswerBook book) => Kernel.Endpoint.Of<ViewMatch, MatchView>(
        HttpMethod.Get, "reconciliation/match", Permission.IntakeView, "三方对账",
        (request, call) => book.Read<MatchView>(
            Questions.Match, request.Division, request.Fund, call, answer => Read(answer, request, call)));

    private static MatchView Read(OpenAnswer answer, ViewMatch request, Call call)
    {
        (string, DuckValue)[] where =
        [
            .. answer.Where, ("from", AnswerReader.Month(request.From)),
            ("to", AnswerReader.Month(request.To) is > 0 and var to ? to : 999912),
        ];
        var sums = answer.Connection.List(SumsSql, row => new MatchSum(
            row.Text(0), row.Text(1), AnswerReader.MonthText(row, 2)!, row.Text(3), row.Int64(4), row.Int64(5),
            row.Int64(6), row.Int64(7), row.Int64(8)), where, call.Stopping);
        var sql = AgesSql.Text.Replace("{age}", MatchRules.Shipped.AgeSql, StringComparison.Ordinal);
        var ages = new List<MatchAge>();
        using (var reader = answer.Connection.Query(sql, [.. where, ("today", Today(call))], call.Stopping))
        {
            while (reader.Read())
            {
                ages.Add(new MatchAge((int)reader.Int64(0), reader.Text(1), reader.Int64(2), reader.Int64(3)));
            }
        }
        return new MatchView(answer.AskedAt, sums, ages);
    }

    /// <summary>The day in China.</summary>
    internal static DateOnly Today(Call call) =>
        DateOnly.FromDateTime(call.Now.ToOffset(TimeSpan.FromHours(8)).DateTime);
}
