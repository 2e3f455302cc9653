using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SocialFund.Hosts.Azure.Outbox;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Azure;

/// <summary>
/// What the clock starts; the platform runs each of these on one instance at a time. Reminders and deadlines are timers
/// of their own processes.
/// </summary>
public sealed class ClockFunctions(Composition composition, ILogger<ClockFunctions> logger)
{
    private const string EveryMinute = "0 * * * * *";

    /// <summary>Messages whose alarm was lost, and those that were set aside.</summary>
    [Function("Sweep")]
    public async Task Sweep(
        [TimerTrigger(EveryMinute)] TimerInfo timer, [DurableClient] DurableTaskClient client,
        CancellationToken stopping)
    {
        await composition.FirstAccounts.Make(stopping);
        var workflows = composition.WorkflowsOf(client);
        foreach (var container in Deliveries.Sources)
        {
            await composition.Deliveries.Deliver(container, workflows, stopping);
        }
        var parked = await composition.Store.Totals(
            Containers.System, "parked", new DocumentQuery("parked"), [], stopping);
        // Said again every minute until somebody has looked after them: the alarm stands as long.
        if (parked.Count > 0) { logger.LogError("messages set aside: {Count}", parked.Count); }
    }

    [Function("Seal")]
    public Task Seal([TimerTrigger(EveryMinute)] TimerInfo timer, CancellationToken stopping) =>
        composition.Sealer.SealAll(stopping);

    /// <summary>Schedules by their own cron text, in China time; one that was missed is made up once.</summary>
    [Function("Schedules")]
    public Task Schedules([TimerTrigger(EveryMinute)] TimerInfo timer, CancellationToken stopping) =>
        composition.Scheduler.RunDue(stopping);

    [Function("Jobs")]
    public Task Jobs([TimerTrigger(EveryMinute)] TimerInfo timer, CancellationToken stopping) =>
        composition.Jobs.RunWaiting(stopping);
}
