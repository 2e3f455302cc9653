using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>Refuses the request for good.</summary>
public sealed record RejectRequest(RequestId Id, string Reason) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests) => Kernel.Endpoint.Of<RejectRequest, RequestAnswer>(
        HttpMethod.Post, "expenditure/requests/{id}/reject", Permission.RequestView, "否决",
        (command, call) => requests.Apply(command.Id, call, request => Decide(request, command, call)));

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>Or wrong_state, not_allowed, same_actor, reason_needed.</returns>
    internal static Result<Changed> Decide(PaymentRequest request, RejectRequest command, Call call)
    {
        if (ReviewPlace.Of(request) is not { } place) { return new WrongState("否决", request.State.Title); }
        if (place.Refusal(request, call) is { } refusal) { return refusal; }
        if (string.IsNullOrWhiteSpace(command.Reason)) { return new ReasonMissing("否决"); }

        var next = request.With(call, place.Step, "rejected", command.Reason) with
        {
            State = new RequestState.Rejected(command.Reason.Trim()),
        };
        return new Changed(next, "request.reject", $"{place.Name}否决用款申请 {request.Id.Text}");
    }
}
