using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>Finance ends the request without paying what failed; the budget that it held is given back.</summary>
public sealed record GiveUpFailed(RequestId Id, string Reason) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests) => Kernel.Endpoint.Of<GiveUpFailed, RequestAnswer>(
        HttpMethod.Post, "expenditure/requests/{id}/give-up", Permission.RequestReviewReviewer, "不再支付失败明细",
        (command, call) => requests.Apply(command.Id, call, request => Decide(request, command, call)));

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>Or wrong_state, same_actor, reason_needed.</returns>
    internal static Result<Changed> Decide(PaymentRequest request, GiveUpFailed command, Call call)
    {
        if (request.State is not RequestState.PartlyFailed) { return new WrongState("终止失败明细支付", request.State.Title); }
        if (request.Makers.Contains(call.Actor.Id)) { return new SameActor("终止失败明细支付"); }
        if (string.IsNullOrWhiteSpace(command.Reason)) { return new ReasonMissing("终止失败明细支付"); }

        var next = request.With(call, "correction", "givenUp", command.Reason) with
        {
            State = new RequestState.Finished(),
            Progress = request.Progress.GiveUp(),
            GiveUps = request.GiveUps + 1,
            // A refund has given the budget back, but a remittance still charges its plan: both are given back now, and
            // giving back what is not held does no harm.
            BudgetHeld = true,
            Blocked = null,
        };
        return new Changed(
            next, "request.giveUp", $"不再支付失败明细 {request.Progress.Failed} 元：{request.Id.Text}");
    }
}
