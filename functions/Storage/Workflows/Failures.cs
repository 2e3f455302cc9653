using SocialFund.Kernel;

namespace SocialFund.Storage.Workflows;

/// <summary>The instances that failed, for support. A retried one's entry goes away when it is listed.</summary>
internal sealed class Failures(IDocumentStore store)
{
    private const string Partition = "workflow-failed";
    private const string Type = "failed";

    private sealed record Failure(string InstanceId);

    /// <param name="instanceIds">At most <see cref="IDocumentStore.CommitMax"/>.</param>
    public async Task Put(IReadOnlyCollection<string> instanceIds, CancellationToken stopping)
    {
        if (instanceIds.Count == 0) { return; }
        IReadOnlyList<Write> writes =
            [.. instanceIds.Select(id => new Write.Put(id, Type, Json.Write(new Failure(id))))];
        (await store.Commit(Containers.System, Partition, writes, stopping)).Require();
    }

    /// <returns>Up to a thousand, by instance id.</returns>
    public async Task<IReadOnlyList<WorkflowView>> List(
        Func<string, Task<WorkflowView?>> view, CancellationToken stopping)
    {
        var query = new DocumentQuery(Type) { Limit = DocumentQuery.LimitMax };
        var page = await store.Query(Containers.System, Partition, query, stopping);
        var failed = new List<WorkflowView>();
        foreach (var entry in page.Items)
        {
            if (await view(entry.Id) is { State: "failed" } instance) { failed.Add(instance); continue; }
            // With the ETag: should it have failed again since, the newer entry stays.
            await store.Commit(Containers.System, Partition, [new Write.Delete(entry.Id, entry.ETag)], stopping);
        }
        return failed;
    }
}
