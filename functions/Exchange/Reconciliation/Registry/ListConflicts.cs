using SocialFund.Analytics;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>A case of the index that does not fit together, or a change that is told as a note.</summary>
/// <param name="Subjects">Id numbers masked, or organisation codes.</param>
/// <param name="Keys">Of the subjects, for <see cref="ViewSubject"/>.</param>
/// <param name="Severity">conflict or note.</param>
public sealed record IndexConflict(
    string Id, string Kind, string Severity, IReadOnlyList<string> Subjects, IReadOnlyList<string> Keys,
    IReadOnlyList<string> Names, IReadOnlyList<string> Numbers, IReadOnlyList<string> Regions,
    IReadOnlyList<string> Funds, string FirstPeriod, string LastPeriod, long Rows, SourceRef? Source,
    LineDecision? Decision);

/// <summary>The worklist of conflicts, open ones first.</summary>
/// <param name="Of">person or employer.</param>
/// <param name="Open">Only conflicts that nobody has decided about; notes are left away.</param>
public sealed record ListConflicts(
    string Of, Division? Division = null, string? Kind = null, bool? Open = null, int? Limit = null,
    string? Continuation = null) : IScoped
{
    private static readonly SqlFile Sql = SqlFile.Beside<Question>("list_conflicts");

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    internal static Endpoint Endpoint(AnswerBook book) => Kernel.Endpoint.Of<ListConflicts, Page<IndexConflict>>(
        HttpMethod.Get, "reconciliation/registry/{of}/conflicts", Permission.IntakeView, "主索引冲突",
        (request, call) => book.Read<Page<IndexConflict>>(
            Questions.Registry, request.Division, null, call, answer => request.Read(answer, call),
            withDecisions: true));

    private Page<IndexConflict> Read(OpenAnswer answer, Call call)
    {
        var isPerson = Of == "person";
        return AnswerReader.Page(
            answer.Connection, Sql.Text,
            [
                .. answer.Where, ("of", isPerson ? "person" : "employer"), ("kind", Kind ?? ""),
                ("open", Open ?? false),
            ],
            Limit, Continuation, row => new IndexConflict(
                row.Text(1), row.Text(2), row.Text(3), Shown(row.TextOrNull(4), isPerson),
                AnswerReader.Items(row.TextOrNull(5)), AnswerReader.Items(row.TextOrNull(6)),
                AnswerReader.Items(row.TextOrNull(7)), AnswerReader.Items(row.TextOrNull(8)),
                AnswerReader.Items(row.TextOrNull(9)), AnswerReader.MonthText(row, 10)!,
                AnswerReader.MonthText(row, 11)!, row.Int64(12), SourceRef.Of(row, 13), LineDecision.Of(row, 14)),
            call.Stopping);
    }

    private static IReadOnlyList<string> Shown(string? subjects, bool isPerson) =>
        [.. AnswerReader.Items(subjects).Select(subject => isPerson ? CitizenId.Mask(subject) : subject)];
}
