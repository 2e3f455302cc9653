using SocialFund.Kernel;

namespace SocialFund.Storage.Workflows;

/// <summary>An instance wants to be looked at then.</summary>
internal sealed record DueTimer(string InstanceId, DateTimeOffset At)
{
    public const string Type = "due";

    /// <summary>Ordered by time; unique to instant and instance, so an entry is never changed.</summary>
    public string Id => $"{At.UtcDateTime:yyyyMMddHHmmssfffffff}~{InstanceId}";
}

/// <summary>
/// The index of waiting instances by time. It may hold entries that are no longer wanted: they cost one look when they
/// fall due. It never lacks one that is.
/// </summary>
internal sealed class Timers(IDocumentStore store)
{
    private const string Partition = "workflow-due";

    /// <param name="timers">At most <see cref="IDocumentStore.CommitMax"/>.</param>
    public async Task Put(IReadOnlyCollection<DueTimer> timers, CancellationToken stopping)
    {
        if (timers.Count == 0) { return; }
        IReadOnlyList<Write> writes =
            [.. timers.Select(timer => new Write.Put(timer.Id, DueTimer.Type, Json.Write(timer)))];
        (await store.Commit(Containers.System, Partition, writes, stopping)).Require();
    }

    /// <summary>All from the earliest on.</summary>
    public IAsyncEnumerable<DueTimer> InOrder(CancellationToken stopping) =>
        store.Each<DueTimer>(Containers.System, Partition, new DocumentQuery(DueTimer.Type), stopping);

    /// <summary>Removes an entry; it may be gone already.</summary>
    public Task Remove(DueTimer timer, CancellationToken stopping) =>
        store.Commit(Containers.System, Partition, [new Write.Delete(timer.Id, ETag: null)], stopping);
}
