using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>The agency hands a returned request in again: with corrected lines, or with an explanation only.</summary>
/// <param name="Note">What was corrected, or why nothing was.</param>
/// <param name="Lines">Null keeps the lines; many lines come by file.</param>
/// <param name="Purpose">Null keeps it.</param>
/// <param name="Attachments">Null keeps them.</param>
public sealed record Resubmit(
    RequestId Id, string Note, IReadOnlyList<TypedLine>? Lines = null, string? Purpose = null,
    IReadOnlyList<KeptFile>? Attachments = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests, Submissions submissions) =>
        Kernel.Endpoint.Of<Resubmit, RequestAnswer>(
            HttpMethod.Post, "expenditure/requests/{id}/resubmit", Permission.RequestSubmit, "重新报送",
            (command, call) => Handle(command, call, requests, submissions));

    private static Task<Result<RequestAnswer>> Handle(
        Resubmit command, Call call, RequestChange requests, Submissions submissions)
    {
        if (CreateRequest.StrangeFile(command.Id, command.Attachments) is { } strange)
        {
            return Task.FromResult<Result<RequestAnswer>>(strange);
        }
        return command.Lines is null
            ? requests.Apply(command.Id, call, request => Decide(request, command, call))
            : WithLines(command, command.Lines, call, requests, submissions);
    }

    /// <summary>The rule for handing in the same lines again. Pure.</summary>
    /// <returns>Or wrong_state, reason_needed.</returns>
    internal static Result<Changed> Decide(PaymentRequest request, Resubmit command, Call call)
    {
        if (request.State is not RequestState.Returned) { return new WrongState("重新报送", request.State.Title); }
        if (string.IsNullOrWhiteSpace(command.Note)) { return new ReasonMissing("重新报送"); }

        var renewed = Renew(
            request, request.Book, command.Purpose ?? request.Purpose, command.Attachments ?? request.Attachments,
            LineChanges.None) with
        { SubmittedAt = call.Now };
        renewed = renewed with { ContentHash = Submissions.HashOf(Content(renewed), renewed.Book) };
        return new Changed(
            renewed.With(call, "submit", "submitted", command.Note), "request.resubmit",
            $"第 {renewed.Submission} 次报送用款申请 {request.Id.Text}，明细未变");
    }

    /// <summary>
    /// The next submission of a returned request. Approvals made so far stay when what they were given for, payees and
    /// amounts, did not change, or changed only where the returner had marked and the total did not grow.
    /// </summary>
    internal static PaymentRequest Renew(
        PaymentRequest request, LineBook book, string purpose, IReadOnlyList<KeptFile> attachments, LineChanges diff)
    {
        var returned = (RequestState.Returned)request.State;
        var isSame = book.Hash == request.Book.Hash;
        var isKept = isSame || (book.Total <= request.Book.Total && diff.IsOnlyMarked(returned.Marks));
        return request with
        {
            Book = book,
            Purpose = purpose.Trim(),
            Attachments = attachments,
            Before = new Earlier(request.Book, request.Purpose, request.Attachments),
            Submission = request.Submission + 1,
            ReviewedFrom = isKept ? request.ReviewedFrom : request.Submission + 1,
            State = new RequestState.Checking(isKept ? returned.Resume : 0),
            Progress = Progress.Of(book.Total),
            Findings = [],
            OverBudget = [],
            Blocked = null,
        };
    }

    private static NewRequest Content(PaymentRequest request) => new(
        request.Id, request.Kind, request.AgencyName, request.Mode, request.Purpose, request.Book.Lines,
        request.Book.Total, null, request.Attachments, []);

    private static async Task<Result<RequestAnswer>> WithLines(
        Resubmit command, IReadOnlyList<TypedLine> lines, Call call, RequestChange requests, Submissions submissions)
    {
        if (!(await requests.Visible(command.Id, call)).TryGet(out var request, out var problem)) { return problem; }
        if (request.State is not RequestState.Returned) { return new WrongState("重新报送", request.State.Title); }
        if (string.IsNullOrWhiteSpace(command.Note)) { return new ReasonMissing("重新报送"); }
        if (CreateRequest.Fault(lines) is { } fault) { return fault; }

        var renewed = CreateRequest.Compose(
            request.Id, request.Kind, request.AgencyName, request.Mode, command.Purpose ?? request.Purpose,
            command.Attachments ?? request.Attachments, lines);
        var answer = await submissions.Submit(renewed, TypedLine.Stream(lines), command.Note, call);
        if (!answer.TryGet(out _, out problem)) { return problem; }
        var now = (await requests.Find(command.Id, call.Stopping))!;
        return new RequestAnswer(now.Id, now.State.Code, now.State.Title, now.Version);
    }
}
