using SocialFund.Kernel;

namespace SocialFund.Funds.Income;

/// <param name="State">Code of the new state.</param>
public sealed record SlipAnswer(SlipId Id, string State, string StateName)
{
    internal static Result<SlipAnswer> Of(Result<IncomeSlip> changed) => changed.TryGet(out var slip, out var problem)
        ? new SlipAnswer(slip.Id, slip.State.Code, slip.State.Title)
        : problem;
}

/// <summary>The upper finance office reviews a slip (R-3.9-05).</summary>
/// <param name="Opinion">Needed when it does not agree.</param>
public sealed record ReviewSlip(SlipId Id, bool Agree, string? Opinion) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Upper;

    public static Endpoint Endpoint(SlipChange slips) => Kernel.Endpoint.Of<ReviewSlip, SlipAnswer>(
        HttpMethod.Post, "income/slips/{id}/review", Permission.IncomeReview, "审核上解收入",
        async (request, call) => SlipAnswer.Of(await slips.Apply(
            request.Id, call, "income.review", request.Agree ? "上解收入审核同意" : "上解收入审核不同意",
            slip => slip.Review(request.Agree, request.Opinion, call.Actor, call.Now))));
}

/// <summary>The upper treasury confirms that the money has arrived (R-3.9-06).</summary>
/// <param name="ReceivedOn">The day on the bank's receipt; today when not given.</param>
public sealed record ConfirmSlip(SlipId Id, DateOnly? ReceivedOn) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Upper;

    public static Endpoint Endpoint(SlipChange slips) => Kernel.Endpoint.Of<ConfirmSlip, SlipAnswer>(
        HttpMethod.Post, "income/slips/{id}/confirm", Permission.BookConfirm, "确认上解收入到账",
        async (request, call) => SlipAnswer.Of(await slips.Apply(
            request.Id, call, "income.receive", "确认上解收入到账",
            slip => slip.Receive(request.ReceivedOn ?? ChinaTime.DateOf(call.Now), call.Actor, call.Now))));
}

/// <summary>The upper level disputes a slip: the money has not come, or not as told.</summary>
public sealed record DisputeSlip(SlipId Id, string? Reason) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Upper;

    public static Endpoint Endpoint(SlipChange slips) => Kernel.Endpoint.Of<DisputeSlip, SlipAnswer>(
        HttpMethod.Post, "income/slips/{id}/dispute", Permission.IncomeReview, "对上解收入提出异议",
        async (request, call) => SlipAnswer.Of(await slips.Apply(
            request.Id, call, "income.dispute", "对上解收入提出异议",
            slip => slip.Dispute(request.Reason, slip.State.Code, call.Actor, call.Now))));
}
