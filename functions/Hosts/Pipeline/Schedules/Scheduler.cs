using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Schedules;

/// <summary>
/// When a schedule ran and will run. Kept, so that a run missed while the process was down is made up once.
/// </summary>
internal sealed record ScheduleDocument(
    DateTimeOffset Next, DateTimeOffset? LastStart, DateTimeOffset? LastEnd, bool? LastSucceeded, string? LastResult)
{
    public const string Type = "schedule";
    public const string Partition = "schedules";
}

/// <summary>A schedule as administrators see it.</summary>
/// <param name="LastResult">What the last run did, or why it failed.</param>
public sealed record ScheduleView(
    string Name, string Title, string Cron, DateTimeOffset Next, DateTimeOffset? LastStart, DateTimeOffset? LastEnd,
    bool? LastSucceeded, string? LastResult);

/// <summary>
/// Runs what the clock starts. In the Azure head a timer trigger calls <see cref="RunDue"/>.
/// </summary>
public sealed class Scheduler(
    IDocumentStore store, TimeProvider clock, IEnumerable<ISchedule> schedules, ILogger<Scheduler> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly (ISchedule Schedule, Cron Cron)[] _schedules =
        [.. schedules.Select(schedule => (schedule, Cron.Parse(schedule.Cron)))];

    /// <summary>Runs everything that is due, one after the other.</summary>
    public async Task RunDue(CancellationToken stopping)
    {
        foreach (var (schedule, cron) in _schedules)
        {
            var now = clock.GetUtcNow();
            var stored = await Find(schedule, stopping);
            if (stored is null) { await Save(schedule, First(cron, now), stopping); }
            else if (stored.Next <= now) { await RunOne(schedule, cron, stored, stopping); }
        }
    }

    internal async Task<IReadOnlyList<ScheduleView>> View(CancellationToken stopping)
    {
        var views = new List<ScheduleView>();
        foreach (var (schedule, cron) in _schedules)
        {
            var at = await Find(schedule, stopping) ?? First(cron, clock.GetUtcNow());
            views.Add(new ScheduleView(
                schedule.Name, schedule.Title, schedule.Cron, at.Next, at.LastStart, at.LastEnd, at.LastSucceeded,
                at.LastResult));
        }
        return views;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        do
        {
            try
            {
                await RunDue(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The store is away for a moment; the next look finds the same things due.
                logger.LogError("schedules broke off: {ErrorType}", error.GetType().FullName);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RunOne(ISchedule schedule, Cron cron, ScheduleDocument stored, CancellationToken stopping)
    {
        var started = clock.GetUtcNow();
        var (succeeded, result) = await Attempt(schedule, stored.Next, started, stopping);
        var ended = clock.GetUtcNow();
        // However many runs were missed, one makes up for them: the next one lies in the future.
        await Save(schedule, new ScheduleDocument(cron.After(ended), started, ended, succeeded, result), stopping);
    }

    private async Task<(bool Succeeded, string Result)> Attempt(
        ISchedule schedule, DateTimeOffset due, DateTimeOffset now, CancellationToken stopping)
    {
        using var activity = Telemetry.Source.StartActivity($"schedule {schedule.Name}");
        var key = $"{schedule.Name}-{due.ToUniversalTime():yyyyMMddHHmm}";
        try
        {
            return (true, await schedule.Run(Call.System(schedule.Name, now, key, stopping)));
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            // One schedule that fails does not hold up the others; administrators see it in the list.
            logger.LogError("schedule {Schedule} failed: {ErrorType} {StackTrace}",
                schedule.Name, error.GetType().FullName, error.StackTrace);
            return (false, "执行失败，详见系统日志。");
        }
    }

    private static ScheduleDocument First(Cron cron, DateTimeOffset now) =>
        new(cron.After(now), null, null, null, null);

    private async Task<ScheduleDocument?> Find(ISchedule schedule, CancellationToken stopping) =>
        (await store.Find<ScheduleDocument>(
            Containers.System, ScheduleDocument.Partition, schedule.Name, stopping))?.Value;

    private async Task Save(ISchedule schedule, ScheduleDocument document, CancellationToken stopping) =>
        (await store.Commit(
            Containers.System, ScheduleDocument.Partition,
            [new Write.Put(schedule.Name, ScheduleDocument.Type, Json.Write(document))], stopping)).Require();
}
