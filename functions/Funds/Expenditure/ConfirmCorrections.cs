using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>
/// Finance confirms that the failed lines are paid again, as corrected where corrections were proposed.
/// </summary>
public sealed record ConfirmCorrections(RequestId Id, string? Opinion = null) : IScoped
{
    /// <summary>
    /// An instruction number holds the round in ten bits; a line that fails so often needs a new request.
    /// </summary>
    public const int RoundsMax = 99;

    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests, IPayments payments) =>
        Kernel.Endpoint.Of<ConfirmCorrections, RequestAnswer>(
            HttpMethod.Post, "expenditure/requests/{id}/corrections/confirm", Permission.RequestReviewReviewer,
            "确认更正并重新支付",
            (command, call) => requests.Apply(command.Id, call, async (_, request) =>
            {
                if (!Decide(request, command, call).TryGet(out var changed, out var problem)) { return problem; }
                // Paid after all? To pay the line again before somebody asked the bank could pay it twice.
                if (await payments.IsContradicted(command.Id, call.Stopping)) { return new AnswerContradicted(); }
                return changed;
            }));

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>Or wrong_state, same_actor; the endpoint also answers answer_contradicted.</returns>
    internal static Result<Changed> Decide(PaymentRequest request, ConfirmCorrections command, Call call)
    {
        if (request.State is not RequestState.PartlyFailed { Round: < RoundsMax } failed)
        {
            return new WrongState("确认更正", request.State.Title);
        }
        if (failed.CorrectedBy.Concat(request.Makers).Contains(call.Actor.Id)) { return new SameActor("失败明细更正"); }

        var wait = WorkingDays.WaitOf(call.Now, ReviewRules.Shipped.Deadlines.Receipts);
        var next = request.With(call, "correction", "confirmed", command.Opinion ?? "") with
        {
            State = new RequestState.Paying(failed.Round + 1, null, wait),
            Progress = request.Progress.Retry(),
            Blocked = null,
        };
        return new Changed(
            next, "request.correct.confirm", $"确认重新支付失败明细 {request.Progress.Failed} 元：{request.Id.Text}");
    }
}
