using SocialFund.Funds.Budget;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>A request in full, but for its lines.</summary>
/// <param name="Timeline">Who did what when, from where, with which opinion.</param>
/// <param name="Budget">The budget lines that it charges, as they stand now.</param>
/// <param name="Actions">What the caller may do now: approve, return, reject, withdraw, resubmit, corrections,
/// confirm, give-up, unmask.</param>
/// <param name="Batches">Payment batch ids, a round each.</param>
public sealed record RequestView(
    RequestRow Row, PaymentRequest Request, string KindName, IReadOnlyList<Decision> Timeline,
    IReadOnlyList<BudgetPosition> Budget, IReadOnlyList<string> Actions, IReadOnlyList<string> Batches,
    bool HasOrder, string ETag) : IVersioned;

public sealed record ViewRequest(RequestId Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests, IBudgetControl budget) =>
        Kernel.Endpoint.Of<ViewRequest, RequestView>(
            HttpMethod.Get, "expenditure/requests/{id}", Permission.RequestView, "查看用款申请",
            (query, call) => Handle(query, call, requests, budget));

    private static async Task<Result<RequestView>> Handle(
        ViewRequest query, Call call, RequestChange requests, IBudgetControl budget)
    {
        if (!(await requests.Visible(query.Id, call)).TryGet(out var request, out var problem)) { return problem; }
        var kind = requests.Kinds.Find(request.Kind)!;
        var lines = PaymentRequest.Charges(kind, request.Id.Fund, request.Book.Items).Select(charge => charge.Line);
        var positions = await budget.Positions(
            request.Id.Division, request.Id.Fund, request.Id.Period.Year, [.. lines], call.Stopping);
        var order = await requests.Store.Read(
            Containers.Requests, request.Id.Text, AppropriationOrder.DocumentId(request.Submission), call.Stopping);
        var payersMasked = request.Rounds.Select(round => round with { Payer = BankCodes.MaskAccount(round.Payer) });
        return new RequestView(
            RequestRow.Of(request, requests.Kinds), request with { Rounds = [.. payersMasked] }, kind.Name,
            request.Decisions, positions, ActionsFor(request, call),
            [.. request.Rounds.Select(round => round.Batch).Where(batch => batch.Length > 0)], order is not null,
            $"{request.Version}");
    }

    /// <summary>What the rules would let the caller do now. Pure.</summary>
    internal static IReadOnlyList<string> ActionsFor(PaymentRequest request, Call call)
    {
        const string Reason = "-";
        var id = request.Id;
        var scope = id.Scope;
        var actions = new List<string>();
        void Offer(string action, bool isAllowed)
        {
            if (isAllowed) { actions.Add(action); }
        }
        bool Passes(Result<Changed> decided) => decided.TryGet(out _, out _);
        var submits = call.May(Permission.RequestSubmit, scope);
        var reviews = call.May(Permission.RequestReviewReviewer, scope);
        Offer("approve", Passes(ApproveRequest.Decide(request, new ApproveRequest(id, Reason), call)));
        Offer("return", Passes(SendBackRequest.Decide(request, new SendBackRequest(id, Reason), call)));
        Offer("reject", Passes(RejectRequest.Decide(request, new RejectRequest(id, Reason), call)));
        Offer("withdraw", submits && Passes(WithdrawRequest.Decide(request, new WithdrawRequest(id, Reason), call)));
        Offer("resubmit", submits && Passes(Resubmit.Decide(request, new Resubmit(id, Reason), call)));
        Offer("corrections", submits && request.State is RequestState.PartlyFailed);
        Offer("confirm", reviews && Passes(ConfirmCorrections.Decide(request, new ConfirmCorrections(id), call)));
        Offer("give-up", reviews && Passes(GiveUpFailed.Decide(request, new GiveUpFailed(id, Reason), call)));
        Offer("unmask", call.May(Permission.PersonUnmask, scope));
        return actions;
    }
}

/// <summary>What changed since the request was returned: lines, purpose, attachments.</summary>
public sealed record RequestChanges(
    int Submission, LineChanges Lines, Money TotalBefore, Money TotalNow, string? PurposeBefore, string? PurposeNow,
    IReadOnlyList<string> AttachmentsAdded, IReadOnlyList<string> AttachmentsRemoved, IReadOnlyList<Mark> Marks);

public sealed record ViewChanges(RequestId Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests) => Kernel.Endpoint.Of<ViewChanges, RequestChanges>(
        HttpMethod.Get, "expenditure/requests/{id}/changes", Permission.RequestView, "查看退回后的变更",
        (query, call) => Handle(query, call, requests));

    private static async Task<Result<RequestChanges>> Handle(ViewChanges query, Call call, RequestChange requests)
    {
        if (!(await requests.Visible(query.Id, call)).TryGet(out var now, out var problem)) { return problem; }
        if (now.Before is not { } before) { return new NotFound("退回前的版本", query.Id.Text); }
        var lines = before.Book.Hash == now.Book.Hash
            ? LineChanges.None
            : await LineChanges.Compare(requests.Store, now.Id, before.Book, now.Book, call.Stopping);
        var isPurposeSame = before.Purpose == now.Purpose;
        var marks = now.Decisions.LastOrDefault(decision => decision.Outcome == "returned")?.Marks ?? [];
        return new RequestChanges(
            now.Submission, lines, before.Book.Total, now.Book.Total, isPurposeSame ? null : before.Purpose,
            isPurposeSame ? null : now.Purpose, NamesNotIn(now.Attachments, before.Attachments),
            NamesNotIn(before.Attachments, now.Attachments), marks);
    }

    private static List<string> NamesNotIn(IReadOnlyList<KeptFile> files, IReadOnlyList<KeptFile> others) =>
    [
        .. files.ExceptBy(others.Select(file => (file.Name, file.Sm3)), file => (file.Name, file.Sm3))
            .Select(file => file.Name),
    ];
}

/// <summary>An attachment, or the received file, of a request.</summary>
public sealed record GetAttachment(RequestId Id, string Name) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests, IBlobStore blobs) =>
        Kernel.Endpoint.Of<GetAttachment, Download>(
            HttpMethod.Get, "expenditure/requests/{id}/attachments/{name}", Permission.RequestView, "查看附件",
            async (query, call) =>
            {
                if (!(await requests.Visible(query.Id, call)).TryGet(out var request, out var problem))
                {
                    return problem;
                }
                var file = request.Attachments.FirstOrDefault(file => file.Name == query.Name);
                return file is null ? new NotFound("附件", query.Name) : file.Download(blobs);
            });
}
