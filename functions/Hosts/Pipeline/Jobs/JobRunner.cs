using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Jobs;

/// <summary>
/// Runs the jobs of this process, two at a time, and takes up those that a crash or a stop left behind.
/// </summary>
public sealed class JobRunner(
    IDocumentStore store, TimeProvider clock, IEnumerable<IJobHandler> handlers, ILogger<JobRunner> logger)
    : BackgroundService, IJobs
{
    /// <summary>More would only compete with the people at their screens for the cores.</summary>
    private const int AtOnceMax = 2;

    private static readonly TimeSpan PauseAfterError = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, IJobHandler> _handlers = handlers.ToDictionary(handler => handler.Kind);
    private readonly Channel<string> _waiting = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new();
    private readonly ConcurrentDictionary<string, bool> _again = new();

    public async Task<Result<Accepted>> Start(JobOrder order, Call call)
    {
        if (!_handlers.ContainsKey(order.Kind))
        {
            throw new InvalidOperationException($"No handler for {order.Kind}.");
        }
        await MarkActive(order.Id, call.Stopping);
        var started = await store.Apply<Accepted>(
            Containers.System, JobIds.PartitionOf(order.Scope.Division), call, async unit =>
            {
                if (await unit.Find<JobDocument>(order.Id) is null)
                {
                    unit.Create(order.Id, JobDocument.Type, new JobDocument(
                        order.Id, order.Kind, order.Title, order.Scope.Division, order.Scope.Fund,
                        order.Permission.Code, order.Input, call.Actor.Id, call.Actor.Name, call.Now, Run: 1,
                        CancelAsked: false));
                    unit.Audit("job.start", order.Scope, $"启动任务 {order.Id}");
                }
                return new Accepted(order.Id);
            });
        Enqueue(order.Id);
        return started;
    }

    /// <summary>Runs everything that waits or was left behind, once, for heads where no process lives on.</summary>
    public async Task RunWaiting(CancellationToken stopping)
    {
        var active = new List<string>();
        await foreach (var job in Active(stopping)) { active.Add(job.Id); }
        var limit = new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax, CancellationToken = stopping };
        await Parallel.ForEachAsync(active, limit, async (jobId, token) => await WorkOn(jobId, token));
    }

    /// <summary>Runs it again after a resume.</summary>
    internal async Task Restart(string jobId, CancellationToken stopping)
    {
        await MarkActive(jobId, stopping);
        Enqueue(jobId);
    }

    /// <summary>Stops it if it runs here; the document already says that it was asked to.</summary>
    internal void Stop(string jobId)
    {
        if (_running.TryGetValue(jobId, out var running)) { running.Cancel(); }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var workers = Enumerable.Range(0, AtOnceMax).Select(_ => Work(stoppingToken));
        await Task.WhenAll([FindLeftBehindAtLast(stoppingToken), .. workers]);
    }

    private async Task FindLeftBehindAtLast(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await FindLeftBehind(stopping);
                return;
            }
            catch (Exception error) when (!stopping.IsCancellationRequested)
            {
                // The store is away for a moment; a job that is looked at twice is run once.
                logger.LogError("jobs left behind not found yet: {ErrorType}", error.GetType().FullName);
            }
            await Task.Delay(PauseAfterError, clock, stopping);
        }
    }

    private void Enqueue(string jobId) => _waiting.Writer.TryWrite(jobId);

    private async Task MarkActive(string jobId, CancellationToken stopping) => (await store.Commit(
        Containers.System, ActiveJob.Partition,
        [new Write.Put(jobId, ActiveJob.Type, Json.Write(new ActiveJob(jobId)))], stopping)).Require();

    private async Task FindLeftBehind(CancellationToken stopping)
    {
        await foreach (var job in Active(stopping)) { Enqueue(job.Id); }
    }

    private IAsyncEnumerable<ActiveJob> Active(CancellationToken stopping) => store.Each<ActiveJob>(
        Containers.System, ActiveJob.Partition, new DocumentQuery(ActiveJob.Type), stopping);

    private async Task Work(CancellationToken stopping)
    {
        // Begins on the pool, so that the host's start does not wait for the first job.
        await Task.Yield();
        await foreach (var jobId in _waiting.Reader.ReadAllAsync(stopping)) { await WorkOn(jobId, stopping); }
    }

    private async Task WorkOn(string jobId, CancellationToken stopping)
    {
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        if (!_running.TryAdd(jobId, cancelling)) { LookAgainLater(jobId); return; }
        try
        {
            await RunOne(jobId, cancelling, stopping);
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            // The store failed under the job, which stays active.
            logger.LogError("job {JobId} broke off: {ErrorType}", jobId, error.GetType().FullName);
            _ = TakeUpAgain(jobId, stopping);
        }
        finally
        {
            _running.TryRemove(jobId, out _);
            if (_again.TryRemove(jobId, out _)) { Enqueue(jobId); }
        }
    }

    private async Task TakeUpAgain(string jobId, CancellationToken stopping)
    {
        await Task.Delay(PauseAfterError, clock, stopping);
        Enqueue(jobId);
    }

    /// <summary>Resumed while its cancelled run still winds down: looked at again when that is over.</summary>
    private void LookAgainLater(string jobId)
    {
        _again[jobId] = true;
        if (!_running.ContainsKey(jobId) && _again.TryRemove(jobId, out _)) { Enqueue(jobId); }
    }

    private async Task RunOne(string jobId, CancellationTokenSource cancelling, CancellationToken stopping)
    {
        var partition = JobIds.PartitionOf(jobId)!;
        var active = await store.Read(Containers.System, ActiveJob.Partition, jobId, stopping);
        var job = await store.Find<JobDocument>(Containers.System, partition, jobId, stopping);
        var before = await store.Find<JobProgressDocument>(
            Containers.System, partition, JobIds.ProgressOf(jobId), stopping);
        var isOver = before?.Value.Run == job?.Value.Run && before?.Value.Outcome is not (null or JobOutcome.Running);
        if (job is not null && !isOver)
        {
            using var progress = new JobProgress(store, clock, job.Value, before?.Value.Log ?? []);
            await progress.Begin(stopping);
            await Run(job.Value, progress, cancelling, stopping);
        }
        if (active is null) { return; }
        // With the ETag: a resume that came meanwhile has marked it anew, and the mark must stay.
        await store.Commit(Containers.System, ActiveJob.Partition, [new Write.Delete(jobId, active.ETag)], stopping);
    }

    private async Task Run(
        JobDocument job, JobProgress progress, CancellationTokenSource cancelling, CancellationToken stopping)
    {
        using var activity = Telemetry.Source.StartActivity($"job {job.Kind}");
        // Cancelled before it began here: the flag was set while it waited.
        if (job.CancelAsked) { await progress.End(JobOutcome.Cancelled, null, stopping); return; }
        var call = Call.System($"job:{job.Kind}", clock.GetUtcNow(), job.Id, cancelling.Token);
        Result<Done> result;
        try
        {
            result = await _handlers[job.Kind].Run(job.Input, progress, call);
        }
        catch (Exception) when (cancelling.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            await progress.End(JobOutcome.Cancelled, null, stopping);
            return;
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            // Any failure of a handler: people see that it failed, support finds where.
            logger.LogError(
                "job {JobId} failed: {ErrorType} {StackTrace}", job.Id, error.GetType().FullName, error.StackTrace);
            await progress.End(JobOutcome.Failed, "处理时出现错误，请查看日志后续办或联系系统管理员。", stopping);
            return;
        }
        var outcome = result.TryGet(out _, out var problem) ? JobOutcome.Done : JobOutcome.Failed;
        await progress.End(outcome, problem?.Message, stopping);
    }
}
