namespace SocialFund.Kernel;

/// <param name="TriesMax">The first try included.</param>
/// <param name="Backoff">Each pause is the one before times this.</param>
public sealed record RetryPolicy(int TriesMax, TimeSpan FirstPause, double Backoff, TimeSpan PauseMax)
{
    /// <summary>Ten tries over some five minutes: a store, bank line or blob that is away for a moment.</summary>
    public static readonly RetryPolicy Default = new(10, TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(1));
}

/// <summary>What came of waiting for an event.</summary>
/// <param name="TimedOut">The deadline passed first; <paramref name="Value"/> is then default.</param>
public sealed record Signal<T>(bool TimedOut, T? Value);

/// <summary>An activity failed for good: its retries are used up.</summary>
public sealed class ActivityFailedException(string activity, string reason)
    : Exception($"{activity}: {reason}")
{
    public string Activity { get; } = activity;
    public string Reason { get; } = reason;
}

/// <summary>
/// What a process script may use. A script is deterministic: no clock but <see cref="Now"/>, no randomness, no I/O, no
/// awaits of anything but this context (and Task.WhenAll over it). Effects live in activities, which are idempotent.
/// </summary>
public interface IWorkflowContext
{
    /// <summary>Comes from the business key, so starting twice is starting once.</summary>
    string InstanceId { get; }

    /// <summary>The time as of the last step that this replay has passed.</summary>
    DateTimeOffset Now { get; }

    /// <exception cref="ActivityFailedException">After the last try.</exception>
    Task<T> Call<T>(string activity, object input, RetryPolicy? retry = null);

    /// <summary>Waits for the next unread event of that name; events that came early are kept.</summary>
    /// <param name="deadline">Null waits for ever.</param>
    Task<Signal<T>> WaitFor<T>(string eventName, DateTimeOffset? deadline = null);

    Task SleepUntil(DateTimeOffset instant);

    /// <summary>Shown to support beside the history; business state lives in documents.</summary>
    void SetStatus(string status);
}

/// <summary>A process script: one deterministic method, told once and run by both engines.</summary>
public interface IWorkflow
{
    /// <summary>Stable; instances keep it for years.</summary>
    string Name { get; }

    Task Run(IWorkflowContext context, string input);
}

/// <summary>The effects of a script. Idempotent: called at least once.</summary>
public interface IActivity
{
    string Name { get; }

    Type Input { get; }

    /// <param name="call">Acts as the system; the idempotency key is instance and step.</param>
    Task<object> Run(object input, Call call);
}

/// <summary>An activity with types.</summary>
public abstract class Activity<TInput, TOutput> : IActivity where TInput : notnull where TOutput : notnull
{
    public abstract string Name { get; }

    public Type Input => typeof(TInput);

    public async Task<object> Run(object input, Call call) => await Run((TInput)input, call);

    protected abstract Task<TOutput> Run(TInput input, Call call);
}

/// <param name="State">running, done, failed.</param>
public sealed record WorkflowView(
    string InstanceId, string Workflow, string State, string? Status, string? Error, IReadOnlyList<WorkflowStep> Steps);

/// <param name="Kind">activity, event, timer.</param>
public sealed record WorkflowStep(
    int Number, string Kind, string Name, string State, int Tries, DateTimeOffset? At, string? Result);

/// <summary>Starts and signals processes; the local engine and Durable Functions both answer it.</summary>
public interface IWorkflows
{
    /// <summary>Starts it, unless an instance of that id is there already.</summary>
    Task Start(string workflow, string instanceId, string input, CancellationToken stopping = default);

    /// <summary>Gives an event to an instance.</summary>
    /// <param name="eventId">The same id twice is one event.</param>
    Task Raise(
        string instanceId, string eventName, object payload, string eventId, CancellationToken stopping = default);

    /// <returns>Null when there is no such instance.</returns>
    Task<WorkflowView?> View(string instanceId, CancellationToken stopping = default);
}
