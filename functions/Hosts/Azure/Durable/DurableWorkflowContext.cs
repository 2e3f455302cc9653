using System.Text.Json;
using Microsoft.DurableTask;
using SocialFund.Kernel;
using RetryPolicy = SocialFund.Kernel.RetryPolicy;

namespace SocialFund.Hosts.Azure.Durable;

/// <summary>
/// The product's scripts on a Durable Functions orchestration. Deterministic as they are: everything it keeps is
/// rebuilt by the replay.
/// </summary>
/// <remarks>
/// Whether an event or its deadline came first is decided by the order in which Durable Functions delivers them; the
/// local engine decides by the time of raising. Scripts read what really happened from the documents either way.
/// </remarks>
internal sealed class DurableWorkflowContext(TaskOrchestrationContext inner) : IWorkflowContext
{
    private readonly HashSet<string> _taken = [];

    /// <summary>
    /// Waits whose deadline won. They are never cancelled, because a cancelled wait still swallows the next event
    /// (durabletask-dotnet issue 508); the next wait of that name goes on with them.
    /// </summary>
    private readonly Dictionary<string, Queue<Task<RaisedEvent>>> _open = [];

    private int _steps;

    public string InstanceId => inner.InstanceId;

    public DateTimeOffset Now => new(DateTime.SpecifyKind(inner.CurrentUtcDateTime, DateTimeKind.Utc));

    public async Task<T> Call<T>(string activity, object input, RetryPolicy? retry = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        var json = JsonSerializer.Serialize(input, input.GetType(), Json.Options);
        var order = new ActivityOrder(InstanceId, ++_steps, activity, json);
        try
        {
            var options = TaskOptions.FromRetryPolicy(PolicyOf(retry ?? RetryPolicy.Default));
            var answer = await inner.CallActivityAsync<ActivityAnswer>(WorkflowFunctions.ActivityName, order, options);
            return Json.Read<T>(answer.Json);
        }
        catch (TaskFailedException failed)
        {
            throw new ActivityFailedException(activity, ReasonOf(failed.FailureDetails));
        }
    }

    public async Task<Signal<T>> WaitFor<T>(string eventName, DateTimeOffset? deadline = null)
    {
        _steps++;
        using var over = new CancellationTokenSource();
        Task? timer = null;
        while (true)
        {
            var wait = NextOf(eventName);
            if (!wait.IsCompleted && deadline is { } due)
            {
                timer ??= inner.CreateTimer(due.UtcDateTime, over.Token);
                if (await Task.WhenAny(wait, timer) == timer)
                {
                    _open[eventName].Enqueue(wait);
                    return new Signal<T>(TimedOut: true, default);
                }
            }
            var raised = await wait;
            if (!_taken.Add(raised.Id)) { continue; }
            StopTimer(over);
            return new Signal<T>(TimedOut: false, Json.Read<T>(raised.Payload));
        }
    }

    /// <summary>
    /// An instance ends only when its last timer did. Not CancelAsync: the script would go on on another thread.
    /// </summary>
    private static void StopTimer(CancellationTokenSource over) => over.Cancel();

    public Task SleepUntil(DateTimeOffset instant)
    {
        _steps++;
        return inner.CreateTimer(instant.UtcDateTime, CancellationToken.None);
    }

    public void SetStatus(string status) => inner.SetCustomStatus(status);

    private Task<RaisedEvent> NextOf(string eventName)
    {
        if (!_open.TryGetValue(eventName, out var waits)) { _open[eventName] = waits = []; }
        return waits.TryDequeue(out var wait) ? wait : inner.WaitForExternalEvent<RaisedEvent>(eventName);
    }

    private static Microsoft.DurableTask.RetryPolicy PolicyOf(RetryPolicy policy) =>
        new(policy.TriesMax, policy.FirstPause, policy.Backoff, policy.PauseMax);

    /// <summary>As the local engine says it: the error's bare name and its message.</summary>
    private static string ReasonOf(TaskFailureDetails details) =>
        $"{details.ErrorType.Split('.')[^1]}: {details.ErrorMessage}";
}
