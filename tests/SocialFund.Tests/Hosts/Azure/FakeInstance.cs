using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace SocialFund.Tests.Hosts.Azure;

/// <param name="Kind">done, failed, timer, event.</param>
internal sealed record FakeHistory(
    DateTimeOffset At, string Kind, int Id = 0, string? Name = null, string? Json = null);

/// <summary>Something that the orchestrator asked for, told so that a replay can be compared.</summary>
internal sealed record FakeAction(int Id, string What, string? Json, TaskOptions? Options, DateTimeOffset? FireAt)
{
    public bool IsCancelled { get; set; }
    public bool IsUnderWay { get; set; }
}

/// <summary>One orchestration: its history, and what it asked for.</summary>
internal sealed class FakeInstance(string id, TaskName name, string input, DateTimeOffset startedAt)
{
    private readonly List<FakeHistory> _history = [];
    private bool _hasNews = true;

    public List<FakeAction> Actions { get; } = [];
    public string? Status { get; private set; }
    public bool IsOver { get; private set; }
    public Exception? Failure { get; private set; }

    /// <summary>Timers that would keep an ended instance running until they fall due.</summary>
    public int OpenTimers => Actions.Count(action => action.FireAt is not null && !action.IsCancelled
        && !_history.Any(entry => entry.Kind == "timer" && entry.Id == action.Id));

    public void Add(FakeHistory entry)
    {
        _history.Add(entry);
        _hasNews = true;
    }

    public bool HasNews(DateTimeOffset now) => !IsOver && (_hasNews || Due(now).Any());

    public void FireTimers(DateTimeOffset now)
    {
        foreach (var timer in Due(now).ToList()) { Add(new FakeHistory(now, "timer", timer.Id)); }
    }

    public List<FakeAction> TakeNewActivities()
    {
        var asked = Actions.Where(action => action is { Json: not null, IsUnderWay: false }).ToList();
        asked.ForEach(action => action.IsUnderWay = true);
        return asked;
    }

    /// <summary>Runs the orchestrator from the start over the whole history.</summary>
    public void Turn(Func<TaskOrchestrationContext, Task> orchestrator)
    {
        _hasNews = false;
        var outer = SynchronizationContext.Current;
        // As in the real one, the orchestrator goes on where its results are delivered.
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var context = new ReplayedContext(id, name, input, startedAt, this);
            var run = orchestrator(context);
            foreach (var entry in _history) { context.Deliver(entry); }
            context.Check();
            Status = context.Status;
            IsOver = run.IsCompleted;
            Failure = run.Exception?.InnerException;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    public OrchestrationMetadata Metadata(bool whole) => new(name.Name, id)
    {
        RuntimeStatus = !IsOver ? OrchestrationRuntimeStatus.Running
            : Failure is null ? OrchestrationRuntimeStatus.Completed
            : OrchestrationRuntimeStatus.Failed,
        SerializedInput = whole ? input : null,
        SerializedCustomStatus = whole && Status is not null ? JsonSerializer.Serialize(Status) : null,
        FailureDetails = whole && Failure is not null
            ? new TaskFailureDetails(Failure.GetType().FullName!, Failure.Message, null, null)
            : null,
    };

    private IEnumerable<FakeAction> Due(DateTimeOffset now) => Actions.Where(action =>
        action.FireAt <= now && !action.IsCancelled
        && !_history.Any(entry => entry.Kind == "timer" && entry.Id == action.Id));
}
