using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>
/// Approves the step at which the request stands: a review step, or the treasury's review. The last review step issues
/// the appropriation order (拨款申请单) in the same commit.
/// </summary>
public sealed record ApproveRequest(RequestId Id, string? Opinion = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests) =>
        Kernel.Endpoint.Of<ApproveRequest, RequestAnswer>(
            HttpMethod.Post, "expenditure/requests/{id}/approve", Permission.RequestView, "审核同意",
            (command, call) => Handle(command, call, requests));

    internal static Task<Result<RequestAnswer>> Handle(ApproveRequest command, Call call, RequestChange requests) =>
        requests.Apply(command.Id, call, (unit, request) =>
        {
            var decided = Decide(request, command, call);
            if (decided.TryGet(out var changed, out _))
            {
                AppropriationOrder.IssueIfDue(unit, request, changed.Request, requests.Kinds, call.Now);
            }
            return Task.FromResult(decided);
        });

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>Or wrong_state, not_allowed, same_actor, over_budget (no written reason).</returns>
    internal static Result<Changed> Decide(PaymentRequest request, ApproveRequest command, Call call)
    {
        if (ReviewPlace.Of(request) is not { } place) { return new WrongState("同意", request.State.Title); }
        if (place.Refusal(request, call) is { } refusal) { return refusal; }
        var opinion = command.Opinion?.Trim() ?? "";
        if (request.OverBudget.Count > 0 && opinion.Length == 0) { return new OverBudgetReasonMissing(); }

        var next = request.With(call, place.Step, "approved", opinion) with { State = Next(request, call.Now) };
        return new Changed(
            next, $"request.approve.{place.Step}",
            $"{place.Name}同意用款申请 {request.Id.Text}，{request.Book.Total} 元");
    }

    private static RequestState Next(PaymentRequest request, DateTimeOffset now) => request.State switch
    {
        RequestState.InReview review when review.Step + 1 < request.Steps.Count => At(request, review.Step + 1, now),
        RequestState.InReview => At(request, request.Steps.Count, now),
        _ => FirstRound(now),
    };

    /// <summary>The state of standing before a step; the one after the last is the treasury's.</summary>
    /// <remarks>Where the treasury works outside the system, its review is part of its own work.</remarks>
    internal static RequestState At(PaymentRequest request, int step, DateTimeOffset now)
    {
        if (step < request.Steps.Count)
        {
            return new RequestState.InReview(step, WorkingDays.WaitOf(now, request.Steps[step].WorkingDays));
        }
        if (request.PayTo == PayTo.None) { return new RequestState.Finished(); }
        return request.Treasury == TreasuryMode.InSystem
            ? new RequestState.InTreasury(WorkingDays.WaitOf(now, ReviewRules.Shipped.Deadlines.Treasury))
            : FirstRound(now);
    }

    private static RequestState.Paying FirstRound(DateTimeOffset now) =>
        new(1, null, WorkingDays.WaitOf(now, ReviewRules.Shipped.Deadlines.Receipts));
}

/// <summary>The step at which a person may decide now.</summary>
internal sealed record ReviewPlace(string Step, string Name, string Permission, int Index)
{
    public static ReviewPlace? Of(PaymentRequest request) => request.State switch
    {
        RequestState.InReview { Step: var index } when request.Steps[index] is var step =>
            new ReviewPlace(step.Id, step.Name, step.Permission, index),
        RequestState.InTreasury =>
            new ReviewPlace("treasury", "国库审核", Kernel.Permission.TreasuryReview.Code, request.Steps.Count),
        _ => null,
    };

    /// <summary>Who hands in does not review, and each step is decided by another person.</summary>
    public Problem? Refusal(PaymentRequest request, Call call)
    {
        var permission = Kernel.Permission.All.Single(known => known.Code == Permission);
        if (!call.May(permission, request.Id.Scope)) { return new NotAllowed(permission.Title); }
        var others = request.Approvals.Where(decision => decision.Step != Step).Select(decision => decision.By.Id);
        return request.Makers.Concat(others).Contains(call.Actor.Id) ? new SameActor(Name) : null;
    }
}
