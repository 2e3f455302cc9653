using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>Reads where the request stands and answers what the chain does next.</summary>
internal sealed class AskNext(RequestChange requests, IPayments payments) : Activity<ChainInput, NextStep>
{
    public const string ActivityName = "expenditure.next";

    public override string Name => ActivityName;

    protected override async Task<NextStep> Run(ChainInput input, Call call)
    {
        var request = (await requests.Find(TextValue.Parse<RequestId>(input.Request), call.Stopping))!;
        if (request.Run != input.Run) { return new NextStep(NextStep.End, "由后续流程接办"); }
        var batch = request.State is RequestState.Paying { Batch: { } id }
            ? await payments.Find(id, call.Stopping)
            : null;
        return ChainPlan.Next(request, batch);
    }
}

/// <summary>An activity of the chain: loads the request and acts on it.</summary>
internal abstract class ChainActivity(RequestChange requests) : Activity<ChainInput, StepDone>
{
    protected RequestChange Requests => requests;

    protected sealed override async Task<StepDone> Run(ChainInput input, Call call)
    {
        var id = TextValue.Parse<RequestId>(input.Request);
        var request = await requests.Find(id, call.Stopping)
            ?? throw new InvalidOperationException($"Request {id} is gone.");
        // A step that an earlier run had asked for must not touch what the later one holds.
        return request.Run == input.Run ? await Run(request, call) : new StepDone();
    }

    protected abstract Task<StepDone> Run(PaymentRequest request, Call call);

    /// <summary>Notes why the chain cannot go on, where people see it.</summary>
    protected async Task<StepDone> Block(PaymentRequest request, Problem problem, Call call)
    {
        await requests.Advance(request.Id, call, "blocked", now => now.Blocked == problem.Message
            ? new Changed(now, "", "")
            : new Changed(
                now with { Blocked = problem.Message }, "request.blocked", $"{request.Id.Text}：{problem.Code}"));
        return new StepDone(problem.Message);
    }
}
