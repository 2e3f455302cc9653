// What functions/Hosts/Azure uses of Microsoft.DurableTask.Abstractions and .Client: docs/decisions/0021.
#nullable enable
namespace Microsoft.DurableTask
{
    public readonly struct TaskName(string name)
    {
        public string Name { get; } = name;

        public static implicit operator TaskName(string value) => new(value);
    }

    public class TaskRetryOptions(RetryPolicy policy)
    {
        public RetryPolicy? Policy { get; } = policy;
    }

    public class RetryPolicy(
        int maxNumberOfAttempts, System.TimeSpan firstRetryInterval, double backoffCoefficient = 1.0,
        System.TimeSpan? maxRetryInterval = null, System.TimeSpan? retryTimeout = null)
    {
        public int MaxNumberOfAttempts { get; } = maxNumberOfAttempts;
        public System.TimeSpan FirstRetryInterval { get; } = firstRetryInterval;
        public double BackoffCoefficient { get; } = backoffCoefficient;
        public System.TimeSpan MaxRetryInterval { get; } = maxRetryInterval ?? System.TimeSpan.FromHours(1);
        public System.TimeSpan RetryTimeout { get; } =
            retryTimeout ?? System.Threading.Timeout.InfiniteTimeSpan;
    }

    public record TaskOptions(TaskRetryOptions? Retry = null)
    {
        public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(new TaskRetryOptions(policy));
    }

    public record StartOrchestrationOptions(string? InstanceId = null, System.DateTimeOffset? StartAt = null);

    public record TaskFailureDetails(
        string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure);

    public sealed class TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : System.Exception($"Task '{taskName}' (#{taskId}) failed: {failureDetails.ErrorMessage}")
    {
        public TaskFailureDetails FailureDetails { get; } = failureDetails;
    }

    public abstract class TaskOrchestrationContext
    {
        public abstract TaskName Name { get; }
        public abstract string InstanceId { get; }
        public abstract System.DateTime CurrentUtcDateTime { get; }
        public abstract T? GetInput<T>();

        public abstract System.Threading.Tasks.Task<TResult> CallActivityAsync<TResult>(
            TaskName name, object? input = null, TaskOptions? options = null);

        public abstract System.Threading.Tasks.Task CreateTimer(
            System.DateTime fireAt, System.Threading.CancellationToken cancellationToken);

        public abstract System.Threading.Tasks.Task<T> WaitForExternalEvent<T>(
            string eventName, System.Threading.CancellationToken cancellationToken = default);

        public abstract void SetCustomStatus(object? customStatus);
    }
}

namespace Microsoft.DurableTask.Client
{
    public enum OrchestrationRuntimeStatus
    {
        Running,
        Completed,
        ContinuedAsNew,
        Failed,
        Canceled,
        Terminated,
        Pending,
        Suspended,
    }

    public sealed class OrchestrationMetadata(string name, string instanceId)
    {
        public string Name { get; } = name;
        public string InstanceId { get; } = instanceId;
        public OrchestrationRuntimeStatus RuntimeStatus { get; init; }
        public string? SerializedInput { get; init; }
        public string? SerializedCustomStatus { get; init; }
        public TaskFailureDetails? FailureDetails { get; init; }

        public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed
            or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
    }

    public abstract class DurableTaskClient(string name) : System.IAsyncDisposable
    {
        public string Name { get; } = name;

        public abstract System.Threading.Tasks.Task<string> ScheduleNewOrchestrationInstanceAsync(
            TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null,
            System.Threading.CancellationToken cancellation = default);

        public abstract System.Threading.Tasks.Task RaiseEventAsync(
            string instanceId, string eventName, object? eventPayload = null,
            System.Threading.CancellationToken cancellation = default);

        public virtual System.Threading.Tasks.Task<OrchestrationMetadata?> GetInstanceAsync(
            string instanceId, bool getInputsAndOutputs = false,
            System.Threading.CancellationToken cancellation = default) =>
            throw new System.NotSupportedException();

        public abstract System.Threading.Tasks.ValueTask DisposeAsync();
    }
}
