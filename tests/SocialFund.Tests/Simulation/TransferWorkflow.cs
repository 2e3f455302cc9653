using SocialFund.Kernel;

namespace SocialFund.Tests.Simulation;

public sealed record Move(string Transfer, long Fen);

public sealed record Finish(string Transfer, string State);

public sealed record Instruction(string Transfer, int Attempt, long Fen)
{
    public string Number => $"{Transfer}-{Attempt}";
}

/// <summary>
/// The sample: money leaves one counter, somebody decides, the bank is told and answers, and it arrives on the other
/// counter or goes back. It uses every kind of step, in the shapes that the payment chain uses.
/// </summary>
public sealed class TransferWorkflow : IWorkflow
{
    private const int AttemptsMax = 2;

    private static readonly RetryPolicy ThreeTries = new(3, TimeSpan.FromSeconds(5), 2, TimeSpan.FromMinutes(1));

    public string Name => "transfer";

    public async Task Run(IWorkflowContext context, string input)
    {
        var fen = await context.Call<long>("open", input);
        var move = new Move(input, fen);
        var state = await context.Call<bool>("debit", move) ? await Forward(context, move) : "refused";
        if (state is not ("refused" or "paid")) { await context.Call<Done>("refund", move); }
        await context.Call<Done>("finish", new Finish(input, state));
    }

    /// <returns>How it ended; anything but paid leaves the money to be given back.</returns>
    private static async Task<string> Forward(IWorkflowContext context, Move move)
    {
        try
        {
            await context.Call<Done>("check", move, ThreeTries);
        }
        catch (ActivityFailedException)
        {
            return "failed";
        }
        var decision = await Decision(context);
        return decision == "approved" ? await Pay(context, move) : decision;
    }

    private static async Task<string> Decision(IWorkflowContext context)
    {
        foreach (var status in (string[])["待审核", "已催办"])
        {
            context.SetStatus(status);
            var decided = await context.WaitFor<string>("decided", context.Now + TimeSpan.FromHours(12));
            if (!decided.TimedOut) { return decided.Value!; }
        }
        return "expired";
    }

    private static async Task<string> Pay(IWorkflowContext context, Move move)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            await context.Call<Done>("instruct", new Instruction(move.Transfer, attempt, move.Fen));
            var receipt = await context.WaitFor<bool>($"receipt-{attempt}");
            if (receipt.Value)
            {
                await Task.WhenAll(context.Call<Done>("credit", move), context.Call<Done>("slip", move));
                return "paid";
            }
            await context.SleepUntil(context.Now + TimeSpan.FromHours(1));
        }
        return "returned";
    }
}
