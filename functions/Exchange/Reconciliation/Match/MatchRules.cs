using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <param name="Tone">good, warn or bad: how screens colour it.</param>
/// <param name="Reason">What is proposed where no condition of <see cref="ReasonRule"/> holds.</param>
public sealed record MatchStatus(string Id, string Name, string Tone, string Reason);

/// <param name="When">SQL over a line of the match.</param>
public sealed record ReasonRule(string Id, string When, string Text);

/// <summary>A step of ageing (账龄): days since, both ends in it; null is no end.</summary>
public sealed record AgeingStep(string Name, int From, int? To);

/// <summary>What a person may find about a difference.</summary>
public sealed record Verdict(string Id, string Name);

/// <summary>How the three-way match is read, as data (<c>match.json</c>).</summary>
public sealed record MatchRules(
    IReadOnlyList<MatchStatus> Statuses, IReadOnlyList<ReasonRule> Reasons, IReadOnlyList<AgeingStep> Ages,
    IReadOnlyList<Verdict> Verdicts)
{
    public static MatchRules Shipped { get; } =
        Json.Read<MatchRules>(EmbeddedText.Read(typeof(MatchRules).Assembly, "Match.match.json"));

    /// <summary>SQL of the proposed reason of a line.</summary>
    public string ReasonSql => string.Concat(
        [
            "case ",
            .. Reasons.Select(reason => $"when {reason.When} then '{reason.Text}' "),
            .. Statuses.Select(status => $"when status = '{status.Id}' then '{status.Reason}' "),
            "end",
        ]);

    /// <summary>SQL of the ageing step's place of a line, on the day <c>$today</c>.</summary>
    public string AgeSql
    {
        get
        {
            var steps = Ages.Select((age, place) =>
                age.To is { } to ? $"when days <= {to} then {place} " : $"else {place} ");
            return $"case {string.Concat(steps)}end";
        }
    }
}
