using SocialFund.Analytics;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>What a person found about a line of an answer. The line's id is made of what it is about, so the decision
/// is still there when the question is asked again.</summary>
/// <param name="Facts">What the line said then; where it says another thing now, the decision is to be looked at
/// again.</param>
public sealed record KeptDecision(
    string Question, string Line, Division Region, string Verdict, string Reason, string Facts, string By,
    string ByName, DateTimeOffset At)
{
    public const string Type = "decision";

    /// <summary>In container <c>intake</c>: all of a question's, some thousand a year.</summary>
    public static string PartitionOf(string question) => $"decisions-{question}";
}

/// <summary>
/// Decides about a line; a later decision takes the place of an earlier one that the person has seen, the audit keeps
/// both.
/// </summary>
/// <param name="Seen">When the decision was made that the person saw; null for none.</param>
public sealed record Decide(
    string Question, string Line, Division Division, string Verdict, string Reason, DateTimeOffset? Seen = null)
    : IScoped
{
    public const int ReasonMax = 500;

    /// <summary>Lists tell times to the microsecond, documents ten times finer.</summary>
    private static readonly TimeSpan SameMoment = TimeSpan.FromMilliseconds(1);

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.ReconcileDecide, Division, null);

    internal static Endpoint Endpoint(AnswerBook book, IDocumentStore store) =>
        Kernel.Endpoint.Of<Decide, KeptDecision>(
            HttpMethod.Post, "reconciliation/{question}/decisions", Permission.ReconcileDecide, "处理对账差异或主索引冲突",
            (request, call) => Handle(request, call, book, store));

    private static async Task<Result<KeptDecision>> Handle(
        Decide request, Call call, AnswerBook book, IDocumentStore store)
    {
        var reason = request.Reason.Trim();
        if (reason.Length is < 2 or > ReasonMax) { return new DecisionReasonMissing(ReasonMax); }
        var verdicts = request.Question == Questions.Match.Name ? MatchRules.Shipped.Verdicts
            : request.Question == Questions.Registry.Name ? RegistryRules.Shipped.Verdicts : [];
        if (verdicts.All(verdict => verdict.Id != request.Verdict)) { return new VerdictUnknown(request.Verdict); }
        if (await FactsOf(request, book, call.Stopping) is not { } facts)
        {
            return new ReconciledLineUnknown(request.Line);
        }
        var decision = new KeptDecision(
            request.Question, request.Line, request.Division, request.Verdict, reason, facts, call.Actor.Id,
            call.Actor.Name, call.Now);
        return await store.Apply<KeptDecision>(
            Containers.Intake, KeptDecision.PartitionOf(request.Question), call, async unit =>
            {
                if (await unit.Find<KeptDecision>(request.Line) is { } earlier && !request.HasSeen(earlier))
                {
                    return new DecidedMeanwhile(earlier.ByName, earlier.Reason);
                }
                unit.Save(request.Line, KeptDecision.Type, decision);
                unit.Audit(
                    "reconcile.decide", new Scope(request.Division),
                    $"{request.Question} {request.Line}：{request.Verdict}（{reason}）");
                return decision;
            });
    }

    private bool HasSeen(KeptDecision earlier) => Seen is { } seen && (seen - earlier.At).Duration() < SameMoment;

    /// <returns>What the line says now; null where there is none in the division.</returns>
    private static async Task<string?> FactsOf(Decide request, AnswerBook book, CancellationToken stopping)
    {
        if (await book.Find(request.Question, stopping) is not { } answer) { return null; }
        using var connection = await book.Open(answer, stopping);
        using var reader = connection.Query(
            SqlFile.Beside<Question>(request.Question == Questions.Match.Name ? "match_facts" : "conflict_facts"),
            [("line", request.Line), ("region", request.Division.Stem)], stopping);
        return reader.Read() ? reader.Text(0) : null;
    }
}

/// <summary>Decisions beside the lines of an answer.</summary>
internal static class DecisionTable
{
    private static readonly SqlFile Empty = SqlFile.Beside<Question>("decisions");

    /// <summary>Fills the temporary table <c>decisions</c> (line, verdict, reason, facts, by_name,
    /// decided_at).</summary>
    public static async Task Fill(
        DuckConnection connection, IDocumentStore store, string question, CancellationToken stopping)
    {
        connection.Execute(Empty, cancellation: stopping);
        using var rows = connection.TemporaryAppender("decisions");
        var query = new DocumentQuery(KeptDecision.Type) { Limit = DocumentQuery.LimitMax };
        var kept = store.Each<KeptDecision>(Containers.Intake, KeptDecision.PartitionOf(question), query, stopping);
        await foreach (var decision in kept)
        {
            rows.Append(decision.Line).Append(decision.Verdict).Append(decision.Reason).Append(decision.Facts)
                .Append(decision.ByName).Append(decision.At.UtcDateTime);
            rows.EndRow();
        }
        rows.Complete();
    }
}

/// <summary>A decision as a line shows it.</summary>
/// <param name="IsOutdated">The line says another thing now than when it was decided.</param>
public sealed record LineDecision(string Verdict, string Reason, string ByName, DateTimeOffset At, bool IsOutdated)
{
    /// <summary>Reads verdict, reason, by_name, decided_at and is_outdated, in that order.</summary>
    internal static LineDecision? Of(DuckReader row, int first) => row.IsNull(first)
        ? null
        : new LineDecision(
            row.Text(first), row.Text(first + 1), row.Text(first + 2),
            new DateTimeOffset(DateTime.SpecifyKind(row.Timestamp(first + 3), DateTimeKind.Utc)),
            row.Boolean(first + 4));
}
