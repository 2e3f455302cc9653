using SocialFund.Funds.Budget;
using SocialFund.Funds.Income;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>
/// Gives back what the request still holds of the budget: it was returned, ended, or partly given up.
/// </summary>
internal sealed class ReleaseBudget(RequestChange requests, IBudgetControl budget, IRemittancePlans plans)
    : ChainActivity(requests)
{
    public const string ActivityName = "expenditure.release";

    public override string Name => ActivityName;

    protected override async Task<StepDone> Run(PaymentRequest request, Call call)
    {
        var isOver = request.State is RequestState.Returned or RequestState.Rejected or RequestState.Withdrawn
            or RequestState.Finished;
        if (!isOver || !request.BudgetHeld) { return new StepDone(); }
        if (!(await budget.Release(request.Id, call)).TryGet(out _, out var problem))
        {
            return await Block(request, problem, call);
        }
        if (request.PayTo == PayTo.UpperAccount && request.Progress.Paid.IsZero) { await ReleasePlans(request, call); }
        await Requests.Advance(request.Id, call, "released", now =>
            new Changed(now with { BudgetHeld = false, Blocked = null }, "request.released", $"释放预算：{now.Id.Text}"));
        return new StepDone();
    }

    /// <summary>An item without a plan was never charged: nothing to give back.</summary>
    private async Task ReleasePlans(PaymentRequest request, Call call)
    {
        foreach (var item in request.Book.Items)
        {
            if (RemittanceTypes.TryOf(item.Item, out var type)) { await plans.Release(request.Id, type, call); }
        }
    }
}
