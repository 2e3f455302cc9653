using SocialFund.Kernel;

namespace SocialFund.Hosts.Azure.Durable;

/// <summary>
/// What an instance's activities did, beside Durable Functions' own history: in container <c>workflows</c>, where
/// support reads it as in the local head. Notes only; nothing is decided by them.
/// </summary>
internal sealed class StepNotes(IDocumentStore store, TimeProvider clock)
{
    private const string Type = "step";

    public Task Done(ActivityOrder order, string answer, CancellationToken stopping) =>
        Note(order, "done", failedTries: 0, answer, stopping);

    public Task Failed(ActivityOrder order, Exception error, CancellationToken stopping) =>
        Note(order, "retrying", failedTries: 1, $"{error.GetType().Name}: {error.Message}", stopping);

    /// <returns>In the order of asking; at most a thousand.</returns>
    public async Task<IReadOnlyList<WorkflowStep>> Of(string instanceId, CancellationToken stopping)
    {
        var query = new DocumentQuery(Type) { Limit = DocumentQuery.LimitMax };
        var page = await store.Query(Containers.Workflows, instanceId, query, stopping);
        return [.. page.Items.Select(item => item.As<WorkflowStep>())];
    }

    private async Task Note(
        ActivityOrder order, string state, int failedTries, string result, CancellationToken stopping)
    {
        var id = $"step-{order.Step:00000000}";
        var before = await store.Find<WorkflowStep>(Containers.Workflows, order.Instance, id, stopping);
        var step = new WorkflowStep(
            order.Step, "activity", order.Activity, state, (before?.Value.Tries ?? 0) + failedTries,
            clock.GetUtcNow(), result);
        (await store.Commit(
            Containers.Workflows, order.Instance, [new Write.Put(id, Type, Json.Write(step))], stopping)).Require();
    }
}
