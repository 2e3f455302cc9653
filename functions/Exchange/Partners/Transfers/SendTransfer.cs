using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>
/// Sends one content: tries, waits longer each time, and ends sent or as a dead letter. The journal or Durable
/// Functions carry it over restarts; what people see is the transfer.
/// </summary>
public sealed class SendTransfer : IWorkflow
{
    public const string WorkflowName = "transfer-send";

    public string Name => WorkflowName;

    public async Task Run(IWorkflowContext context, string input)
    {
        var round = Json.Read<SendRound>(input);
        while ((await context.Call<TriedOnce>(TryTransfer.ActivityName, round)).NextAt is { } next)
        {
            context.SetStatus("等待重试");
            await context.SleepUntil(next);
        }
        context.SetStatus("已结束");
    }

    public static string InstanceOf(SendRound round) => $"send-{round.Id}-{round.Round}";
}

/// <summary>Starts the process of a round, once.</summary>
internal sealed class StartSending(IWorkflows workflows) : IMessageHandler
{
    public string Topic => TransferBook.ToSend;

    public Task Handle(OutboxMessage message, Call call)
    {
        var round = message.As<SendRound>();
        return workflows.Start(
            SendTransfer.WorkflowName, SendTransfer.InstanceOf(round), Json.Write(round), call.Stopping);
    }
}

/// <param name="NextAt">When to try again; null when there is nothing left to do.</param>
public sealed record TriedOnce(DateTimeOffset? NextAt);

/// <summary>The pauses between tries: a minute, doubling up to an hour.</summary>
public static class Backoff
{
    /// <summary>Some two hours of trying; by then people should look.</summary>
    public const int AttemptsMax = 8;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="attempt">Of this round, from 1.</param>
    /// <returns>Null after the last.</returns>
    public static TimeSpan? After(int attempt)
    {
        if (attempt >= AttemptsMax) { return null; }
        var pause = First * (1 << (attempt - 1));
        return pause < Longest ? pause : Longest;
    }
}

/// <summary>What the other side said at once; null where only a later acknowledgement tells.</summary>
/// <param name="Receipt">The blob with its answer.</param>
/// <param name="IsFinal">The answer itself confirms; nothing else is to come.</param>
public sealed record Carried(string? Receipt, bool IsFinal);

/// <summary>Carries outgoing content over one kind of channel.</summary>
/// <remarks>At least once: the other side knows a repeat by the content's digest.</remarks>
internal interface ICarrier
{
    ChannelKind Channel { get; }

    /// <returns>Or <see cref="CarriageFailed"/>, which is tried again; any other problem is final.</returns>
    Task<Result<Carried>> Carry(Partner partner, Transfer transfer, Call call);
}

/// <summary>One try of a round, recorded whatever came of it.</summary>
internal sealed class TryTransfer(PartnerRegister partners, TransferBook book, IReadOnlyList<ICarrier> carriers)
    : Activity<SendRound, TriedOnce>
{
    public const string ActivityName = "transfer-try";

    public override string Name => ActivityName;

    protected override async Task<TriedOnce> Run(SendRound input, Call call)
    {
        var transfer = await book.Find(input.Id, call.Stopping)
            ?? throw new InvalidOperationException($"Transfer {input.Id} is gone.");
        if (transfer.State is not (TransferState.Waiting or TransferState.Retrying) || transfer.Round != input.Round)
        {
            return new TriedOnce(null);
        }
        var outcome = await Carry(transfer, call);
        await book.Note(input.Id, call, now => Next(now, outcome, call.Now));
        return new TriedOnce((await book.Find(input.Id, call.Stopping))!.NextAt);
    }

    /// <summary>The rule itself. Pure.</summary>
    internal static Transfer Next(Transfer transfer, Result<Carried> outcome, DateTimeOffset now)
    {
        // The receiver's word may come before ours that it was sent.
        if (transfer.State is not (TransferState.Waiting or TransferState.Retrying)) { return transfer; }
        var tried = transfer with { Attempts = transfer.Attempts + 1, NextAt = null, ReasonCode = null, Reason = null };
        if (outcome.TryGet(out var carried, out var problem))
        {
            return (tried with { Receipt = carried.Receipt ?? transfer.Receipt }).With(
                carried.IsFinal ? TransferState.Confirmed : TransferState.Sent,
                new TransferEvent(now, $"第 {tried.Attempts} 次发送成功{(carried.IsFinal ? "，对方已签收" : "")}"));
        }
        var failed = tried with { ReasonCode = problem.Code, Reason = problem.Message };
        var pause = problem is CarriageFailed ? Backoff.After(AttemptsOfRound(failed)) : null;
        var moment = new TransferEvent(now, $"第 {tried.Attempts} 次发送失败：{problem.Message}", problem.Code);
        return pause is null
            ? failed.With(TransferState.Dead, moment)
            : (failed with { NextAt = now + pause }).With(TransferState.Retrying, moment);
    }

    /// <summary>Attempts since the last replay: each replay begins the pauses anew.</summary>
    private static int AttemptsOfRound(Transfer transfer) => transfer.Attempts - transfer.AttemptsBefore;

    private async Task<Result<Carried>> Carry(Transfer transfer, Call call)
    {
        if (await partners.Find(transfer.Partner, call.Stopping) is not { } partner)
        {
            return new NotFound("交换单位", transfer.Partner);
        }
        if (!partner.IsOpen) { return new PartnerClosed(partner.Name); }
        return await carriers.Single(carrier => carrier.Channel == transfer.Channel).Carry(partner, transfer, call);
    }
}
