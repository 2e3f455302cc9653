using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <param name="Run">A later run of the same request ends the earlier one.</param>
public sealed record ChainInput(string Request, int Run);

/// <summary>What the chain does next for a request.</summary>
/// <param name="Do">An activity's name, <see cref="Wait"/> or <see cref="End"/>.</param>
/// <param name="Deadline">For waiting: when to remind; null waits for ever.</param>
public sealed record NextStep(string Do, string Title, DateTimeOffset? Deadline = null)
{
    public const string Wait = "wait";
    public const string End = "end";
}

/// <summary>
/// The payment chain: 自动检查 → 财政审核（初审、复审、负责人）→ 拨款申请单 → 国库审核 → 支付 → 回单 → 记账 → 完成, with return,
/// withdrawal, rejection, repeated rounds for failed lines, refunds, reminders and escalation.
/// </summary>
/// <remarks>
/// The script only loops: ask what is next, do it, or wait for somebody. Which step follows which is
/// <see cref="ChainPlan"/>, a pure function of the request; what people decide is in the commands; effects are in
/// idempotent activities. Events only wake the script, so a repeated, late or early event does no harm.
/// </remarks>
public sealed class PaymentChain : IWorkflow
{
    public const string WorkflowName = "expenditure.chain";
    public const string Changed = "request.changed";

    /// <summary>How long the chain waits before it tries again what was refused or failed.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    public string Name => WorkflowName;

    public async Task Run(IWorkflowContext context, string input)
    {
        var request = Json.Read<ChainInput>(input);
        while (true)
        {
            var next = await context.Call<NextStep>(AskNext.ActivityName, request);
            context.SetStatus(next.Title);
            switch (next.Do)
            {
                case NextStep.End:
                    return;
                case NextStep.Wait:
                    await WaitForPeople(context, request, next.Deadline);
                    break;
                default:
                    await Act(context, next, request);
                    break;
            }
        }
    }

    private static async Task WaitForPeople(IWorkflowContext context, ChainInput request, DateTimeOffset? deadline)
    {
        var signal = await context.WaitFor<ChainMessage>(Changed, deadline);
        if (signal.TimedOut) { await context.Call<StepDone>(RemindPeople.ActivityName, request); }
    }

    private static async Task Act(IWorkflowContext context, NextStep next, ChainInput request)
    {
        try
        {
            var done = await context.Call<StepDone>(next.Do, request);
            if (done.Blocked is null) { return; }
            context.SetStatus($"{next.Title}受阻：{done.Blocked}");
        }
        catch (ActivityFailedException error)
        {
            context.SetStatus($"{next.Title}失败：{error.Reason}");
        }
        await context.WaitFor<ChainMessage>(Changed, context.Now + Pause);
    }
}

/// <param name="Blocked">Why the step could not be done, Chinese; the chain tries again later.</param>
public sealed record StepDone(string? Blocked = null);
