using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using SocialFund.Hosts.Azure.Durable;
using SocialFund.Kernel;

namespace SocialFund.Tests.Hosts.Azure;

/// <summary>
/// Durable Functions as far as the adapter can see it, in memory and on a clock that tests move: every turn replays the
/// orchestrator from its history, activities are retried by their policy, everything crosses as JSON. As strict as the
/// real one about threads and order, and with its trap: a cancelled wait still takes the next event.
/// </summary>
internal sealed class FakeDurable(
    IDocumentStore store, TimeProvider clock, IEnumerable<IWorkflow> workflows, IEnumerable<IActivity> activities)
    : DurableTaskClient("fake")
{
    private readonly Dictionary<string, IWorkflow> _workflows = workflows.ToDictionary(workflow => workflow.Name);
    private readonly ActivityRunner _runner = new(store, clock, activities, NullLogger<ActivityRunner>.Instance);
    private readonly Dictionary<string, FakeInstance> _instances = [];

    /// <summary>How often an instance was scheduled.</summary>
    public int Starts { get; private set; }

    /// <summary>Pauses between tries, in order; they pass at once.</summary>
    public List<TimeSpan> Pauses { get; } = [];

    public FakeInstance Instance(string id) => _instances[id];

    public DurableWorkflows Workflows => new(this, store, clock);

    /// <summary>Lets everything run until only events and later times are waited for.</summary>
    public async Task RunUntilIdle()
    {
        while (_instances.Values.FirstOrDefault(instance => instance.HasNews(clock.GetUtcNow())) is { } instance)
        {
            instance.FireTimers(clock.GetUtcNow());
            instance.Turn(async context =>
                await WorkflowFunctions.Run(_workflows, context.GetInput<WorkflowOrder>()!, context));
            foreach (var asked in instance.TakeNewActivities()) { await RunActivity(instance, asked); }
        }
    }

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        var id = options!.InstanceId!;
        if (_instances.TryGetValue(id, out var there) && !there.IsOver)
        {
            throw new InvalidOperationException("An orchestration with that id exists already.");
        }
        Starts++;
        _instances[id] = new FakeInstance(id, orchestratorName, Crossed(input), clock.GetUtcNow());
        return Task.FromResult(id);
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        if (!_instances.TryGetValue(instanceId, out var instance) || instance.IsOver)
        {
            throw new InvalidOperationException("Status(StatusCode=\"NotFound\")");
        }
        instance.Add(new FakeHistory(clock.GetUtcNow(), "event", Name: eventName, Json: Crossed(eventPayload)));
        return Task.CompletedTask;
    }

    public override Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(_instances.GetValueOrDefault(instanceId)?.Metadata(getInputsAndOutputs));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task RunActivity(FakeInstance instance, FakeAction asked)
    {
        var policy = asked.Options!.Retry!.Policy!;
        var pause = policy.FirstRetryInterval;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await _runner.Run(JsonSerializer.Deserialize<ActivityOrder>(asked.Json!)!, default);
                instance.Add(new FakeHistory(clock.GetUtcNow(), "done", asked.Id, Json: Crossed(answer)));
                return;
            }
            catch (Exception error) when (attempt < policy.MaxNumberOfAttempts)
            {
                // The next try; what went wrong is in the notes of the step.
                Pauses.Add(pause);
                pause = TimeSpan.FromTicks(Math.Min(
                    (long)(pause.Ticks * policy.BackoffCoefficient), policy.MaxRetryInterval.Ticks));
                Assert.NotNull(error.Message);
            }
            catch (Exception error)
            {
                instance.Add(new FakeHistory(
                    clock.GetUtcNow(), "failed", asked.Id, Name: error.GetType().FullName, Json: error.Message));
                return;
            }
        }
    }

    private static string Crossed(object? value) => JsonSerializer.Serialize(value, value?.GetType() ?? typeof(object));
}
