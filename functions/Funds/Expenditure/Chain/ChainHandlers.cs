using System.Globalization;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>Starts the chain of a new request, or of one that a refund opened again.</summary>
public sealed class StartChain(IWorkflows workflows) : IMessageHandler
{
    public string Topic => RequestTopics.Start;

    public Task Handle(OutboxMessage message, Call call)
    {
        var chain = message.As<ChainMessage>();
        var run = chain.Instance == $"pay-{chain.Request}"
            ? 1
            : int.Parse(chain.Instance[(chain.Request.Length + 5)..], CultureInfo.InvariantCulture);
        return workflows.Start(
            PaymentChain.WorkflowName, chain.Instance, Json.Write(new ChainInput(chain.Request, run)), call.Stopping);
    }
}

/// <summary>Wakes the chain after any change of its request.</summary>
public sealed class WakeChain(IWorkflows workflows) : IMessageHandler
{
    public string Topic => RequestTopics.Event;

    public Task Handle(OutboxMessage message, Call call)
    {
        var chain = message.As<ChainMessage>();
        return workflows.Raise(chain.Instance, PaymentChain.Changed, chain, message.Key, call.Stopping);
    }
}

/// <summary>All lines of a batch are answered: wakes the chain that waits for it.</summary>
public sealed class BatchAnsweredHandler(IDocumentStore store, IWorkflows workflows) : IMessageHandler
{
    public string Topic => PaymentTopics.Answered;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var (answered, round) = message.As<BatchAnswered>();
        var id = answered.Text;
        var request = await store.Find<PaymentRequest>(
            Containers.Requests, id, PaymentRequest.DocumentId, call.Stopping);
        // A message that comes late finds the round collected; a refund may even have opened another run, which has not
        // started yet.
        if (request?.Value.State is not RequestState.Paying paying || paying.Round != round) { return; }
        var instance = request.Value.ChainInstance;
        await workflows.Raise(
            instance, PaymentChain.Changed, new ChainMessage(instance, id), message.Key, call.Stopping);
    }
}

/// <summary>The bank sent lines back: notes it with the request, and starts the chain again if it had ended.</summary>
public sealed class LinesRefundedHandler(IDocumentStore store, ExpenditureKinds kinds) : IMessageHandler
{
    private readonly RequestChange _requests = new(store, kinds);

    public string Topic => PaymentTopics.Refunded;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var refunded = message.As<LinesRefunded>();
        await _requests.Advance(refunded.Request, call, "refund", request => Decide(request, refunded));
    }

    /// <summary>Pure.</summary>
    internal static Result<Changed> Decide(PaymentRequest request, LinesRefunded refunded)
    {
        if (request.Refunds.Any(refund => refund.Key == refunded.Key)) { return new Changed(request, "", ""); }
        var noted = request with
        {
            Refunds =
            [
                .. request.Refunds,
                new Refund(refunded.Key, refunded.Round, refunded.On, refunded.Lines, null, null),
            ],
        };
        var detail = $"{request.Id.Text} 收到退汇 {refunded.Lines.Count} 笔";
        return request.State is RequestState.Finished
            ? new Changed(noted with { Run = request.Run + 1 }, RequestChange.Reopened, detail)
            : new Changed(noted, "request.refund.received", detail);
    }
}
