using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SocialFund.Hosts.Pipeline.Health;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Background;

/// <summary>Delivers the outbox messages of every container, one loop a container.</summary>
public sealed class OutboxService(
    IDocumentStore store, TimeProvider clock, IEnumerable<IMessageHandler> handlers, Pulses pulses,
    ILogger<OutboxService> logger) : BackgroundService
{
    /// <summary>How long a loop sleeps when nothing is written; each round is a pulse.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PauseAfterError = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pump = new OutboxPump(store, clock, handlers.Select(handler => new TracedHandler(handler)), Report);
        return Task.WhenAll(Containers.All.Select(container => Task.Run(
            () => Deliver(pump, container, stoppingToken), stoppingToken)));
    }

    private async Task Deliver(OutboxPump pump, string container, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            pulses.Beat($"outbox:{container}", clock.GetUtcNow());
            try
            {
                if (await pump.RunOnce(container, stopping) == 0)
                {
                    await pump.WaitForMore(container, Patience, stopping);
                }
            }
            catch (Exception error) when (!stopping.IsCancellationRequested)
            {
                // The store is away for a moment; messages wait in it.
                Report(container, error);
                await Task.Delay(PauseAfterError, clock, stopping);
            }
        }
    }

    private void Report(string key, Exception error) => logger.LogError(
        "outbox {Key} failed: {ErrorType} {StackTrace}", key, error.GetType().FullName, error.StackTrace);
}

/// <summary>Shows each delivery as a step of a trace.</summary>
public sealed class TracedHandler(IMessageHandler handler) : IMessageHandler
{
    public string Topic => handler.Topic;

    public async Task Handle(OutboxMessage message, Call call)
    {
        using var activity = Telemetry.Source.StartActivity($"outbox {handler.Topic}");
        activity?.SetTag("outbox.key", message.Key);
        await handler.Handle(message, call);
    }
}
