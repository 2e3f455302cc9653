using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Income;

/// <summary>A remittance was paid below: opens the slip.</summary>
public sealed class OpenSlips(SlipChange slips) : IMessageHandler
{
    public string Topic => RemittancePaid.Topic;

    public async Task Handle(OutboxMessage message, Call call) =>
        (await slips.Open(message.As<RemittancePaid>(), call)).Require();
}

/// <summary>A remittance came back below: the slip shows it, and what was booked is reversed.</summary>
public sealed class RefundSlips(SlipChange slips) : IMessageHandler
{
    public string Topic => RemittanceRefunded.Topic;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var (remittance, on) = message.As<RemittanceRefunded>();
        // Messages may overtake one another: this one also opens the slip.
        (await slips.Open(remittance, call)).Require();
        var by = new Signature(call.Actor.Id, call.Actor.Name, call.Now);
        (await slips.Apply(
            remittance.Slip, call with { IdempotencyKey = null }, "income.refund", "上解款项银行退汇",
            slip => slip.Refund(on, by))).Require();
    }
}

/// <summary>Starts the slip's process, and wakes it after each change.</summary>
public sealed class WakeSlips(IWorkflows workflows) : IMessageHandler
{
    public string Topic => SlipRow.Topic;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var row = message.As<SlipRow>();
        var instance = RemittanceIncome.InstanceOf(row.Id);
        await workflows.Start(RemittanceIncome.WorkflowName, instance, row.Id.Text, call.Stopping);
        if (row.Version > 1)
        {
            await workflows.Raise(
                instance, RemittanceIncome.Changed, new SlipChanged(row.State), message.Key.Replace('/', '~'),
                call.Stopping);
        }
        // The process of a booked slip has ended. Where it has not, both do the same, which is booked once.
        if (row.State == "reversing")
        {
            await workflows.Start(
                RemittanceIncome.WorkflowName, RemittanceIncome.ReversalOf(row.Id), row.Id.Text, call.Stopping);
        }
    }
}

/// <summary>
/// Keeps the list of slips: a row for the payer's division and each one above, the receiver among them.
/// </summary>
public sealed class SlipRows(IDocumentStore store) : IMessageHandler
{
    public string Topic => SlipRow.Topic;

    public static string PartitionOf(Division division) => $"income-{division}";

    public async Task Handle(OutboxMessage message, Call call)
    {
        var row = message.As<SlipRow>();
        foreach (var division in row.From.UpToProvince())
        {
            var there = await store.Find<SlipRow>(
                Containers.Lists, PartitionOf(division), row.Id.Text, call.Stopping);
            if (there?.Value.Version >= row.Version) { continue; }
            (await store.Commit(
                Containers.Lists, PartitionOf(division), [new Write.Put(row.Id.Text, "slip", Json.Write(row))],
                call.Stopping)).Require();
        }
    }
}
