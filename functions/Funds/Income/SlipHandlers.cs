using SocialFund.Kernel;

namespace SocialFund.Funds.Income;

/// <summary>A remittance was paid below: opens the slip.</summary>
public sealed class OpenSlips(SlipChange slips) : IMessageHandler
{
    public string Topic => RemittancePaid.Topic;

    public async Task Handle(OutboxMessage message, Call call) =>
        (await slips.Open(message.As<RemittancePaid>(), call)).Require();
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
