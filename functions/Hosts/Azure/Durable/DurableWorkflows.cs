using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Azure.Durable;

/// <summary>Starts and signals processes as Durable Functions instances.</summary>
internal sealed class DurableWorkflows(DurableTaskClient client, IDocumentStore store, TimeProvider clock) : IWorkflows
{
    /// <remarks>
    /// Durable Functions would begin a finished id anew, so it is looked up first. Two starts at once meet in the
    /// scheduling: the one that is refused finds the other's instance.
    /// </remarks>
    public async Task Start(
        string workflow, string instanceId, string input, CancellationToken stopping = default)
    {
        if (await client.GetInstanceAsync(instanceId, false, stopping) is not null) { return; }
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                WorkflowFunctions.WorkflowName, new WorkflowOrder(workflow, input),
                new StartOrchestrationOptions(InstanceId: instanceId), stopping);
        }
        catch (Exception) when (!stopping.IsCancellationRequested)
        {
            // Refused because it is there by now: what was asked for. Anything else is told to the caller.
            if (await client.GetInstanceAsync(instanceId, false, stopping) is null) { throw; }
        }
    }

    /// <remarks>To an instance that has ended, well or badly, it is too late: nothing happens.</remarks>
    /// <exception cref="InvalidOperationException">No such instance: raise it again after its start.</exception>
    public async Task Raise(
        string instanceId, string eventName, object payload, string eventId, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (await HasEnded(instanceId, stopping)) { return; }
        var json = JsonSerializer.Serialize(payload, payload.GetType(), Json.Options);
        try
        {
            await client.RaiseEventAsync(instanceId, eventName, new RaisedEvent(eventId, json), stopping);
        }
        catch (Exception) when (!stopping.IsCancellationRequested)
        {
            // It may have ended between the two requests; while it runs, the caller must try again.
            if (!await HasEnded(instanceId, stopping)) { throw; }
        }
    }

    public async Task<WorkflowView?> View(string instanceId, CancellationToken stopping = default)
    {
        if (await client.GetInstanceAsync(instanceId, true, stopping) is not { } found) { return null; }
        var order = found.SerializedInput is { } input ? Json.Read<WorkflowOrder>(input) : null;
        var status = found.SerializedCustomStatus is ['"', ..] ? Json.Read<string>(found.SerializedCustomStatus) : null;
        var error = found.FailureDetails is { } failure ? $"{failure.ErrorType}: {failure.ErrorMessage}" : null;
        var steps = await new StepNotes(store, clock).Of(instanceId, stopping);
        return new WorkflowView(
            instanceId, order?.Workflow ?? found.Name, Word(found.RuntimeStatus), status, error, steps);
    }

    private async Task<bool> HasEnded(string instanceId, CancellationToken stopping) =>
        (await client.GetInstanceAsync(instanceId, false, stopping)
            ?? throw new InvalidOperationException($"There is no workflow instance “{instanceId}”.")).IsCompleted;

    private static string Word(OrchestrationRuntimeStatus status) => status switch
    {
        OrchestrationRuntimeStatus.Completed => "done",
        OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated => "failed",
        _ => "running",
    };
}
