using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>
/// The agency takes its request back before money moves. Final: a new request takes a new batch number.
/// </summary>
public sealed record WithdrawRequest(RequestId Id, string Reason) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests) => Kernel.Endpoint.Of<WithdrawRequest, RequestAnswer>(
        HttpMethod.Post, "expenditure/requests/{id}/withdraw", Permission.RequestSubmit, "撤回",
        (command, call) => requests.Apply(command.Id, call, request => Decide(request, command, call)));

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>Or wrong_state, reason_needed.</returns>
    internal static Result<Changed> Decide(PaymentRequest request, WithdrawRequest command, Call call)
    {
        var isBeforePayment = request.State is RequestState.Checking or RequestState.Returned
            or RequestState.InReview or RequestState.InTreasury;
        if (!isBeforePayment) { return new WrongState("撤回", request.State.Title); }
        if (string.IsNullOrWhiteSpace(command.Reason)) { return new ReasonMissing("撤回"); }

        var next = request.With(call, "withdraw", "withdrawn", command.Reason) with
        {
            State = new RequestState.Withdrawn(command.Reason.Trim()),
            // The checks may have reserved and died before they said so; giving back what is not held does no harm.
            BudgetHeld = request.BudgetHeld || request.State is RequestState.Checking,
        };
        return new Changed(next, "request.withdraw", $"撤回用款申请 {request.Id.Text}");
    }
}
