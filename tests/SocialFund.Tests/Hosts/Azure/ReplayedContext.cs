using System.Text.Json;
using Microsoft.DurableTask;

namespace SocialFund.Tests.Hosts.Azure;

/// <summary>What an orchestrator sees in one replay. Refuses what the real one refuses.</summary>
internal sealed class ReplayedContext(
    string id, TaskName name, string input, DateTimeOffset startedAt, FakeInstance instance)
    : TaskOrchestrationContext
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Dictionary<int, Action<FakeHistory>> _asked = [];
    private readonly Dictionary<string, Queue<Action<string>>> _waiters = [];
    private readonly Dictionary<string, Queue<string>> _early = [];
    private readonly int _known = instance.Actions.Count;
    private DateTimeOffset _now = startedAt;
    private string? _fault;
    private int _next;

    public override TaskName Name => name;
    public override string InstanceId => id;
    public override DateTime CurrentUtcDateTime => _now.UtcDateTime;
    public string? Status { get; private set; }

    public override T? GetInput<T>() where T : default => JsonSerializer.Deserialize<T>(input);

    public void Deliver(FakeHistory entry)
    {
        _now = entry.At;
        if (entry.Kind != "event") { _asked[entry.Id](entry); return; }
        // Case does not count, and the oldest wait takes it even if it was cancelled.
        var key = entry.Name!.ToUpperInvariant();
        if (_waiters.TryGetValue(key, out var waiters) && waiters.TryDequeue(out var waiter)) { waiter(entry.Json!); }
        else { QueueOf(_early, key).Enqueue(entry.Json!); }
    }

    /// <summary>Throws what the real one would fail the instance with.</summary>
    public void Check()
    {
        if (_next < _known) { _fault ??= $"The replay did not ask for {instance.Actions[_next].What}."; }
        if (_fault is not null) { throw new InvalidOperationException(_fault); }
    }

    public override Task<TResult> CallActivityAsync<TResult>(
        TaskName name, object? input = null, TaskOptions? options = null)
    {
        var json = JsonSerializer.Serialize(input, input!.GetType());
        var answer = new TaskCompletionSource<TResult>();
        Ask(new FakeAction(_next, $"{name.Name} {json}", json, options, null), entry =>
        {
            if (entry.Kind == "done") { answer.SetResult(JsonSerializer.Deserialize<TResult>(entry.Json!)!); return; }
            var details = new TaskFailureDetails(entry.Name!, entry.Json!, null, null);
            answer.SetException(new TaskFailedException(name.Name, entry.Id, details));
        });
        return answer.Task;
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Assert.Equal(DateTimeKind.Utc, fireAt.Kind);
        var fired = new TaskCompletionSource();
        var timer = Ask(new FakeAction(_next, $"timer {fireAt:O}", null, null, fireAt), _ => fired.TrySetResult());
        cancellationToken.Register(() =>
        {
            timer.IsCancelled = true;
            fired.TrySetCanceled(cancellationToken);
        });
        return fired.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        OnThread();
        var key = eventName.ToUpperInvariant();
        if (QueueOf(_early, key).TryDequeue(out var early))
        {
            return Task.FromResult(JsonSerializer.Deserialize<T>(early)!);
        }
        var waiter = new TaskCompletionSource<T>();
        cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
        QueueOf(_waiters, key).Enqueue(json => waiter.TrySetResult(JsonSerializer.Deserialize<T>(json)!));
        return waiter.Task;
    }

    public override void SetCustomStatus(object? customStatus) => Status = (string?)customStatus;

    private FakeAction Ask(FakeAction action, Action<FakeHistory> deliver)
    {
        OnThread();
        _asked[_next] = deliver;
        if (_next == instance.Actions.Count) { instance.Actions.Add(action); }
        var known = instance.Actions[_next++];
        if (known.What != action.What) { _fault ??= $"The replay asks for {action.What} in place of {known.What}."; }
        return known;
    }

    private void OnThread()
    {
        if (Environment.CurrentManagedThreadId != _thread) { _fault ??= "The orchestrator left its thread."; }
    }

    private static Queue<T> QueueOf<T>(Dictionary<string, Queue<T>> queues, string key)
    {
        if (!queues.TryGetValue(key, out var queue)) { queues[key] = queue = []; }
        return queue;
    }
}
