using SocialFund.Funds.Payment;

namespace SocialFund.Funds.Expenditure;

/// <summary>Which step of the chain follows, from the request alone. Pure.</summary>
internal static class ChainPlan
{
    /// <param name="batch">The payment batch of the round that is being paid; null when there is none.</param>
    public static NextStep Next(PaymentRequest request, BatchState? batch) => request.State switch
    {
        RequestState.Checking => new(CheckRequest.ActivityName, "自动检查"),
        RequestState.Returned when request.BudgetHeld => Release,
        RequestState.Returned => WaitAt(request),
        RequestState.InReview => WaitAt(request),
        RequestState.InTreasury => WaitAt(request),
        RequestState.Paying { Batch: null } => new(InstructPayment.ActivityName, "生成支付批次"),
        RequestState.Paying when batch is { IsAnswered: true } => new(CollectAnswers.ActivityName, "归集回单"),
        RequestState.Booking => new(BookRound.ActivityName, "生成凭证"),
        RequestState.Paying or RequestState.PartlyFailed or RequestState.Finished => AfterPayment(request),
        RequestState.Rejected or RequestState.Withdrawn when request.BudgetHeld => Release,
        RequestState.Rejected or RequestState.Withdrawn => new(NextStep.End, request.State.Title),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static NextStep AfterPayment(PaymentRequest request)
    {
        // Before a refund opens the request again: what it gave up would stay held until its next end.
        if (request.State is RequestState.Finished && request.BudgetHeld) { return Release; }
        if (request.Refunds.Any(refund => IsDue(refund, request))) { return new(BookRefund.ActivityName, "处理退汇"); }
        if (request.Rounds.Any(IndexPayees.IsDue) || request.Refunds.Any(IndexPayees.IsDue))
        {
            return new(IndexPayees.ActivityName, "登记支付记录");
        }
        return request.State is RequestState.Finished
            ? new(NextStep.End, request.State.Title)
            : WaitAt(request);
    }

    /// <summary>
    /// A refund waits until its round is collected: only then does the request know the lines as paid.
    /// </summary>
    internal static bool IsDue(Refund refund, PaymentRequest request) =>
        !refund.IsSettled && request.Rounds.Any(round => round.Number == refund.Round && round.PaidOn is not null);

    private static NextStep Release => new(ReleaseBudget.ActivityName, "释放预算");

    private static NextStep WaitAt(PaymentRequest request) =>
        new(NextStep.Wait, request.State.Title, request.State.Waiting?.RemindAt);
}
