using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Storage.Workflows;

/// <summary>What is known of one instance: head, steps and events as stored, and the changes to commit.</summary>
internal sealed class Journal
{
    /// <summary>Room for the head and the batch's envelope below the store's limit of a commit.</summary>
    private const int CommitBytesMax = 1_500_000;

    private readonly IDocumentStore _store;
    private readonly SortedDictionary<int, Step> _steps;
    private readonly List<int> _changed = [];
    private Head _stored;

    private Journal(
        IDocumentStore store, string instanceId, Head head, string headTag, IEnumerable<Step> steps,
        IReadOnlyList<RaisedEvent> events)
    {
        (_store, InstanceId, Head, _stored, HeadTag, Events) = (store, instanceId, head, head, headTag, events);
        _steps = new SortedDictionary<int, Step>(steps.ToDictionary(step => step.Number));
        Completed = _steps.Values.Max(step => step.Order) ?? 0;
        LastAt = _steps.Values.Max(step => step.At) ?? head.StartedAt;
    }

    public string InstanceId { get; }
    public Head Head { get; set; }
    public string HeadTag { get; private set; }
    public IReadOnlyList<RaisedEvent> Events { get; }
    public IReadOnlyCollection<Step> Steps => _steps.Values;

    /// <summary>How many steps are completed.</summary>
    public int Completed { get; private set; }

    /// <summary>When the newest step was completed; time inside an instance never runs backwards.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <returns>Null when there is no such instance.</returns>
    public static async Task<Journal?> Load(IDocumentStore store, string instanceId, CancellationToken stopping)
    {
        // The head comes first: whatever is written after it changes its ETag, and the commit is then refused.
        if (await store.Read(Containers.Workflows, instanceId, Head.Id, stopping) is not { } head) { return null; }
        return new Journal(
            store, instanceId, head.As<Head>(), head.ETag,
            await All<Step>(store, instanceId, Step.Type, stopping),
            await All<RaisedEvent>(store, instanceId, RaisedEvent.Type, stopping));
    }

    public Step? Find(int number) => _steps.GetValueOrDefault(number);

    public Step Ask(Step step) => Change(step);

    /// <summary>Completes a step; it comes after all that are completed already.</summary>
    public Step Complete(Step step, DateTimeOffset now)
    {
        LastAt = now > LastAt ? now : LastAt;
        Completed++;
        return Change(step with { Order = Completed, At = LastAt, RetryAt = null });
    }

    /// <summary>Keeps a step that goes on waiting.</summary>
    public Step Change(Step step)
    {
        _steps[step.Number] = step;
        _changed.Remove(step.Number);
        _changed.Add(step.Number);
        return step;
    }

    /// <summary>
    /// Writes what changed, in the order of changing: when it does not fit into one commit, each commit is by itself a
    /// journal that replays.
    /// </summary>
    /// <returns>False when somebody else wrote meanwhile: load again.</returns>
    public async Task<bool> Commit(CancellationToken stopping)
    {
        if (_changed.Count == 0 && Head == _stored) { return true; }
        while (_changed.Count > 0)
        {
            var steps = NextWrites();
            var head = steps.Count == _changed.Count ? Head : _stored with { Idle = false };
            if (!await Commit(head, steps, stopping)) { return false; }
            _changed.RemoveRange(0, steps.Count);
        }
        return Head == _stored || await Commit(Head, [], stopping);
    }

    private List<Write> NextWrites()
    {
        var writes = new List<Write>();
        var bytes = 0;
        foreach (var step in _changed.Select(number => _steps[number]))
        {
            // A Put needs no ETag here: the head's guards the whole partition.
            var write = new Write.Put(step.Id, Step.Type, Json.Write(step));
            bytes += Encoding.UTF8.GetByteCount(write.Body);
            if (writes.Count == IDocumentStore.CommitMax - 1 || (bytes > CommitBytesMax && writes.Count > 0))
            {
                break;
            }
            writes.Add(write);
        }
        return writes;
    }

    private async Task<bool> Commit(Head head, IEnumerable<Write> steps, CancellationToken stopping)
    {
        IReadOnlyList<Write> writes = [.. steps, new Write.Replace(Head.Id, Head.Type, Json.Write(head), HeadTag)];
        var result = await _store.Commit(Containers.Workflows, InstanceId, writes, stopping);
        if (!result.TryGet(out var etags, out _)) { return false; }
        (_stored, HeadTag) = (head, etags[^1]);
        return true;
    }

    private static async Task<List<T>> All<T>(
        IDocumentStore store, string instanceId, string type, CancellationToken stopping)
    {
        var query = new DocumentQuery(type) { Limit = DocumentQuery.LimitMax };
        return await store.Each<T>(Containers.Workflows, instanceId, query, stopping).ToListAsync(stopping);
    }
}
