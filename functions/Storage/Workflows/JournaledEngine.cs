using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Storage.Workflows;

/// <param name="Instances">Run at once; each may hold a slot while its activities run.</param>
/// <param name="Activities">Of one instance at once.</param>
public sealed record EngineLimits(int Instances = 32, int Activities = 8)
{
    /// <summary>One thing after the other, so that a run can be repeated exactly.</summary>
    public static readonly EngineLimits OneByOne = new(1, 1);
}

/// <summary>
/// Runs process scripts over the document store. Each turn replays the script from its journal, commits what it
/// decided, and only then runs activities. Nothing in memory is needed: kill it anywhere and start another one on the
/// same store. One engine a store; a second one is safe, as every commit carries the head's ETag, but wasteful.
/// </summary>
public sealed class JournaledEngine : IWorkflows
{
    /// <summary>Wakes the loop when all is quiet, in case the machine slept or its clock was set.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan PauseAfterError = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly Runtime _runtime;
    private readonly Dispatcher _dispatcher;
    private readonly Action<string, Exception> _report;

    /// <param name="report">Told the instance id (or "engine") and the error when a turn fails; logs it.</param>
    public JournaledEngine(
        IDocumentStore store, TimeProvider clock, IEnumerable<IWorkflow> workflows, IEnumerable<IActivity> activities,
        Action<string, Exception> report, EngineLimits? limits = null)
    {
        limits ??= new EngineLimits();
        (_clock, _report) = (clock, report);
        _runtime = new Runtime(
            store, new SteadyClock(clock).Now, workflows.ToDictionary(workflow => workflow.Name),
            activities.ToDictionary(activity => activity.Name), limits.Activities);
        _dispatcher = new Dispatcher(_runtime, limits.Instances, report);
    }

    public async Task Start(
        string workflow, string instanceId, string input, CancellationToken stopping = default)
    {
        if (!_runtime.Workflows.ContainsKey(workflow))
        {
            throw new ArgumentException($"There is no workflow “{workflow}”.", nameof(workflow));
        }
        var head = Head.Started(workflow, input, _runtime.Now());
        // A conflict means that it was started already, which is what was asked for.
        await _runtime.Store.Commit(
            Containers.Workflows, instanceId, [new Write.Create(Head.Id, Head.Type, Json.Write(head))], stopping);
    }

    /// <remarks>
    /// To a finished instance it is too late: nothing happens. A failed one keeps the event for its retry.
    /// </remarks>
    /// <exception cref="InvalidOperationException">No such instance: raise it again after its start.</exception>
    public async Task Raise(
        string instanceId, string eventName, object payload, string eventId, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var json = JsonSerializer.Serialize(payload, payload.GetType(), Json.Options);
        var isDone = false;
        while (!isDone) { isDone = await TryRaise(instanceId, eventName, json, eventId, stopping); }
    }

    public async Task<WorkflowView?> View(string instanceId, CancellationToken stopping = default)
    {
        if (await Journal.Load(_runtime.Store, instanceId, stopping) is not { } journal) { return null; }
        var head = journal.Head;
        return new WorkflowView(
            instanceId, head.Workflow, head.State, head.Status, head.Error,
            [.. journal.Steps.Select(step => new WorkflowStep(
                step.Number, step.Kind, step.Name, step.State, step.Tries, step.At, step.Result))]);
    }

    /// <summary>Those that failed and were not retried since, with their histories; at most a thousand.</summary>
    public Task<IReadOnlyList<WorkflowView>> Failed(CancellationToken stopping = default) =>
        new Failures(_runtime.Store).List(id => View(id, stopping), stopping);

    /// <summary>
    /// Sets a failed instance going again: the script is replayed, and the activity whose failure ended it gets all its
    /// tries anew. For support, after the cause is mended; audited in the instance's partition.
    /// </summary>
    /// <returns><see cref="NotFound"/>, or <see cref="WrongState"/> when it has not failed.</returns>
    public Task<Result<Done>> Retry(string instanceId, Call call) =>
        _runtime.Store.Apply<Done>(Containers.Workflows, instanceId, call, async unit =>
        {
            if (await unit.Find<Head>(Head.Id) is not { } head) { return new NotFound("流程", instanceId); }
            if (!head.IsFailed) { return new WrongState("重试", head.IsRunning ? "运行中" : "已完成"); }
            if (head.FailedStep is { } number && await unit.Find<Step>(Step.IdOf(number)) is { } step)
            {
                unit.Replace(step.Id, Step.Type, Step.Asked(step.Number, step.Kind, step.Name, step.InputHash));
            }
            var running = head with { State = "running", Idle = false, Error = null, FailedStep = null };
            unit.Replace(Head.Id, Head.Type, running);
            unit.Audit("workflow.retry", new Scope(call.Actor.Division), $"重试失败的流程 {instanceId}");
            return Done.Value;
        });

    /// <summary>Works until stopped. Returns when the tries under way have ended.</summary>
    public async Task Run(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await _dispatcher.Round(stopping);
                await WaitForNews(stopping);
            }
            catch (Exception error)
            {
                // The loop outlives the store's failures; what it holds in memory stays true.
                if (!stopping.IsCancellationRequested) { await ReportAndPause(error, stopping); }
            }
        }
        await Ended(Task.WhenAll(_dispatcher.Running));
    }

    /// <summary>
    /// Does all that can be done now and returns when only events and later times are waited for. For tests and
    /// simulations, which set the clock themselves; not beside <see cref="Run"/>.
    /// </summary>
    /// <exception cref="Exception">What the store throws at the engine itself; call again to go on.</exception>
    public async Task RunUntilIdle(CancellationToken stopping = default)
    {
        while (await _dispatcher.Round(stopping)) { await Ended(Task.WhenAny(_dispatcher.Running)); }
    }

    private async Task<bool> TryRaise(
        string instanceId, string eventName, string payload, string eventId, CancellationToken stopping)
    {
        var stored = await _runtime.Store.Find<Head>(Containers.Workflows, instanceId, Head.Id, stopping)
            ?? throw new InvalidOperationException($"There is no workflow instance “{instanceId}”.");
        if (stored.Value.State == "done") { return true; }
        var same = new DocumentQuery(RaisedEvent.Type) { Where = [Filter.Is("eventId", eventId)], Limit = 1 };
        var known = await _runtime.Store.Query(Containers.Workflows, instanceId, same, stopping);
        if (known.Items.Count > 0) { return true; }
        var head = stored.Value with { Events = stored.Value.Events + 1, Idle = false };
        var raised = new RaisedEvent(head.Events, eventName, eventId, payload, _runtime.Now());
        var result = await _runtime.Store.Commit(
            Containers.Workflows, instanceId,
            [
                new Write.Create(raised.Id, RaisedEvent.Type, Json.Write(raised)),
                new Write.Replace(Head.Id, Head.Type, Json.Write(head), stored.ETag),
            ],
            stopping);
        return result.TryGet(out _, out _);
    }

    private async Task WaitForNews(CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        List<Task> news = [.. _dispatcher.Running];
        if (!_dispatcher.IsFull)
        {
            news.Add(_dispatcher.WaitForFeed(Patience, over.Token));
            if (_dispatcher.NextLook is { } look) { news.Add(Until(look, over.Token)); }
        }
        await Task.WhenAny(news);
        await over.CancelAsync();
    }

    private Task Until(DateTimeOffset look, CancellationToken stopping)
    {
        var pause = look - _clock.GetUtcNow();
        return Task.Delay(
            pause <= TimeSpan.Zero ? TimeSpan.Zero : pause < Patience ? pause : Patience, _clock, stopping);
    }

    private async Task ReportAndPause(Exception error, CancellationToken stopping)
    {
        _report("engine", error);
        await Ended(Task.Delay(PauseAfterError, _clock, stopping));
    }

    /// <summary>Waits for the end, whatever it is.</summary>
    private static Task Ended(Task task) => task.ContinueWith(
        _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
