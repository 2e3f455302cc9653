using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>Returns the request to the agency for correction, saying why and where.</summary>
public sealed record SendBackRequest(RequestId Id, string Reason, IReadOnlyList<Mark>? Marks = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests) => Kernel.Endpoint.Of<SendBackRequest, RequestAnswer>(
        HttpMethod.Post, "expenditure/requests/{id}/return", Permission.RequestView, "退回更正",
        (command, call) => requests.Apply(command.Id, call, request => Decide(request, command, call)));

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>Or wrong_state, not_allowed, same_actor, reason_needed, line_invalid (a mark on no line).</returns>
    internal static Result<Changed> Decide(PaymentRequest request, SendBackRequest command, Call call)
    {
        if (ReviewPlace.Of(request) is not { } place) { return new WrongState("退回", request.State.Title); }
        if (place.Refusal(request, call) is { } refusal) { return refusal; }
        if (string.IsNullOrWhiteSpace(command.Reason)) { return new ReasonMissing("退回"); }
        IReadOnlyList<Mark> marks = command.Marks ?? [];
        if (marks.FirstOrDefault(mark => mark.Line < 0 || mark.Line > request.Book.Lines) is { } wrong)
        {
            return new LineInvalid(wrong.Line, "标注行", $"申请共 {request.Book.Lines} 行。");
        }

        var wait = WorkingDays.WaitOf(call.Now, ReviewRules.Shipped.Deadlines.Returned);
        var next = request.With(call, place.Step, "returned", command.Reason, marks) with
        {
            State = new RequestState.Returned(place.Step, command.Reason.Trim(), marks, place.Index, wait),
        };
        return new Changed(next, "request.return", $"{place.Name}退回用款申请 {request.Id.Text}");
    }
}
