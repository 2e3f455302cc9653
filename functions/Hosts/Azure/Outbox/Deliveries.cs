using SocialFund.Hosts.Pipeline.Background;
using SocialFund.Kernel;
using SocialFund.Storage.Azure;

namespace SocialFund.Hosts.Azure.Outbox;

/// <summary>
/// Delivers outbox messages when told that there may be some. One instance a container at a time, so that the order
/// within a partition holds however many instances were woken.
/// </summary>
/// <param name="handlers">Made for the processes of one invocation.</param>
internal sealed class Deliveries(
    IDocumentStore store, TimeProvider clock, Func<IWorkflows, IEnumerable<IMessageHandler>> handlers,
    ILogger<Deliveries> logger)
{
    /// <summary>The containers that commands write. Rows, chains and notes of processes send no messages.</summary>
    public static IReadOnlyList<string> Sources { get; } =
        [.. Containers.All.Except([Containers.Lists, Containers.Audit, Containers.Workflows])];

    /// <summary>Delivers everything that waits, unless another instance is at it.</summary>
    public async Task Deliver(string container, IWorkflows workflows, CancellationToken stopping)
    {
        var pump = new OutboxPump(
            store, clock, handlers(workflows).Select(handler => new TracedHandler(handler)), Report,
            AzureOutage.Is);
        do
        {
            await using var lease = await StoreLease.Take(store, clock, $"outbox-{container}", stopping);
            if (lease is null) { return; }
            await DeliverAll(pump, container, lease.Ended);
        }
        // What came while others were sent away at the lease would otherwise wait for the next sweep.
        while (await pump.HasMore(container, stopping));
    }

    private static async Task DeliverAll(OutboxPump pump, string container, CancellationToken stopping)
    {
        while (await pump.RunOnce(container, stopping) > 0) { }
        await pump.Keep(container, stopping);
    }

    private void Report(string key, Exception error) => logger.LogError(
        "outbox {Key} failed: {ErrorType} {StackTrace}", key, error.GetType().FullName, error.StackTrace);
}
