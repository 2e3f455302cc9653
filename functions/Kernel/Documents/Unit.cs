using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SocialFund.Kernel;

/// <summary>One record of what was done, numbered without gaps in its partition, written in the same commit.</summary>
public sealed record AuditRecord(
    long Number, DateTimeOffset At, string ActorId, string ActorName, string Action, string Detail,
    Division Division, Fund? Fund, string RequestId, string From, string Container, string Subject);

/// <summary>An effect on others, written in the same commit as its cause and delivered at least once.</summary>
/// <param name="Key">Unique over all containers: container/partition/number. Handlers use it as idempotency
/// key.</param>
public sealed record OutboxMessage(string Key, string Topic, DateTimeOffset At, JsonElement Payload)
{
    public T As<T>() => Payload.Deserialize<T>(Json.Options)
        ?? throw new JsonException($"Message {Key} has no payload.");
}

/// <summary>A stored value with the version it had.</summary>
public sealed record Stored<T>(T Value, string ETag);

/// <summary>The counters of a partition; replaced by every commit of a <see cref="Unit"/>, which orders them.</summary>
internal sealed record PartitionHead(long Audits, long Messages);

/// <summary>The answer kept under an idempotency key.</summary>
internal sealed record KeptAnswer(string ContentHash, JsonElement Answer);

/// <summary>
/// Reads and writes of one partition that commit together: documents, audit record, outbox messages and the kept
/// answer. Every unit replaces the partition's head, so units of one partition are serial.
/// </summary>
public sealed class Unit
{
    private const string HeadId = "_head";

    private readonly IDocumentStore _store;
    private readonly Dictionary<string, string> _etags = [];
    private readonly List<Write> _writes = [];
    private PartitionHead _head = new(0, 0);
    private string? _headTag;
    private int _audits;

    private Unit(IDocumentStore store, string container, string partition, Call call) =>
        (_store, Container, Partition, Call) = (store, container, partition, call);

    public string Container { get; }
    public string Partition { get; }
    public Call Call { get; }

    /// <summary>Whether anything would be written.</summary>
    public bool HasWrites => _writes.Count > 0;

    internal static async Task<Unit> Open(IDocumentStore store, string container, string partition, Call call)
    {
        var unit = new Unit(store, container, partition, call);
        if (await store.Read(container, partition, HeadId, call.Stopping) is { } head)
        {
            (unit._head, unit._headTag) = (head.As<PartitionHead>(), head.ETag);
        }
        return unit;
    }

    public async Task<T?> Find<T>(string id) where T : class
    {
        var document = await _store.Read(Container, Partition, id, Call.Stopping);
        if (document is null) { return null; }
        _etags[id] = document.ETag;
        return document.As<T>();
    }

    /// <summary>All documents of a type that match; for partitions that are small by design.</summary>
    public async Task<IReadOnlyList<(string Id, T Value)>> All<T>(DocumentQuery query)
    {
        var found = new List<(string, T)>();
        var continuation = query.Continuation;
        do
        {
            var page = await _store.Query(
                Container, Partition, query with { Continuation = continuation }, Call.Stopping);
            foreach (var document in page.Items)
            {
                _etags[document.Id] = document.ETag;
                found.Add((document.Id, document.As<T>()));
            }
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return found;
    }

    public void Create<T>(string id, string type, T value) =>
        _writes.Add(new Write.Create(id, type, Json.Write(value)));

    /// <summary>Replaces a document that this unit has read; the version read must still stand at commit.</summary>
    public void Replace<T>(string id, string type, T value) => _writes.Add(new Write.Replace(
        id, type, Json.Write(value), _etags.TryGetValue(id, out var etag)
            ? etag
            : throw new InvalidOperationException($"{id} is replaced but was not read by this unit.")));

    /// <summary>Creates, or replaces when this unit has read it.</summary>
    public void Save<T>(string id, string type, T value)
    {
        if (_etags.ContainsKey(id)) { Replace(id, type, value); }
        else { Create(id, type, value); }
    }

    /// <summary>Deletes a document that this unit has read.</summary>
    public void Delete(string id) => _writes.Add(new Write.Delete(id, _etags[id]));

    /// <summary>Sends an effect with this commit.</summary>
    public void Emit<T>(string topic, T payload)
    {
        _head = _head with { Messages = _head.Messages + 1 };
        var message = new OutboxMessage(
            $"{Container}/{Partition}/{_head.Messages}", topic, Call.Now,
            JsonSerializer.SerializeToElement(payload, Json.Options));
        _writes.Add(new Write.Create($"outbox-{_head.Messages:00000000}", "outbox", Json.Write(message)));
    }

    /// <summary>Records the command. Every unit that writes must record at least once.</summary>
    /// <param name="action">Stable code: <c>request.approve</c>.</param>
    /// <param name="detail">Chinese; ids and amounts, never names, id numbers or accounts.</param>
    public void Audit(string action, Scope scope, string detail)
    {
        _audits++;
        _head = _head with { Audits = _head.Audits + 1 };
        var record = new AuditRecord(
            _head.Audits, Call.Now, Call.Actor.Id, Call.Actor.Name, action, detail, scope.Division, scope.Fund,
            Call.RequestId, Call.From, Container, Partition);
        _writes.Add(new Write.Create($"audit-{_head.Audits:00000000}", "audit", Json.Write(record)));
    }

    internal async Task<KeptAnswer?> EarlierAnswer() => Call.IdempotencyKey is null
        ? null
        : (await _store.Read(Container, Partition, KeyId, Call.Stopping))?.As<KeptAnswer>();

    /// <returns>False when somebody else committed to the partition meanwhile.</returns>
    internal async Task<bool> Commit(object answer)
    {
        if (_writes.Count == 0) { return true; }
        if (_audits == 0) { throw new InvalidOperationException($"A change of {Container} without an audit record."); }
        if (Call.IdempotencyKey is not null)
        {
            var kept = new KeptAnswer(
                Call.ContentHash, JsonSerializer.SerializeToElement(answer, answer.GetType(), Json.Options));
            _writes.Add(new Write.Create(KeyId, "answer", Json.Write(kept)));
        }
        var body = Json.Write(_head);
        _writes.Add(_headTag is null
            ? new Write.Create(HeadId, "head", body)
            : new Write.Replace(HeadId, "head", body, _headTag));
        var result = await _store.Commit(Container, Partition, _writes, Call.Stopping);
        return result.TryGet(out _, out _);
    }

    /// <summary>Ids may not hold the characters that addresses use.</summary>
    private string KeyId =>
        $"answer-{Call.IdempotencyKey!.Replace('/', '~').Replace('\\', '~').Replace('?', '~').Replace('#', '~')}";
}

public static class Change
{
    /// <summary>
    /// Within a process whoever lost once takes turns; the tries are for races with other processes.
    /// </summary>
    private const int TriesMax = 60;

    /// <summary>
    /// Runs one command on one partition: gives back the earlier answer of the same idempotency key, else reads,
    /// decides and commits; when somebody else was faster it reads and decides again.
    /// </summary>
    /// <param name="decide">Repeatable: called once a try with a fresh unit. A problem writes nothing.</param>
    public static async Task<Result<T>> Apply<T>(
        this IDocumentStore store, string container, string partition, Call call,
        Func<Unit, Task<Result<T>>> decide) where T : notnull
    {
        var isInside = Turns.IsHeld;
        for (var attempt = 1; attempt <= TriesMax; attempt++)
        {
            using var turn = isInside ? null
                : await Turns.Of(store).Take((container, partition), attempt > 1, call.Stopping);
            Turns.IsHeld = isInside || turn is not null;
            var unit = await Unit.Open(store, container, partition, call);
            if (await unit.EarlierAnswer() is { } kept)
            {
                if (kept.ContentHash != call.ContentHash) { return new IdReused(call.IdempotencyKey!); }
                call.Origin.MarkKept();
                return kept.Answer.Deserialize<T>(Json.Options)!;
            }
            if (!(await decide(unit)).TryGet(out var answer, out var problem)) { return problem; }
            if (await unit.Commit(answer)) { return answer; }
        }
        return new ChangedMeanwhile("该笔业务");
    }

    /// <summary>Reads one document with its version.</summary>
    public static async Task<Stored<T>?> Find<T>(
        this IDocumentStore store, string container, string partition, string id, CancellationToken stopping = default)
        where T : class =>
        await store.Read(container, partition, id, stopping) is { } document
            ? new Stored<T>(document.As<T>(), document.ETag)
            : null;

    /// <summary>All that the query finds as values, in its order, read page by page of its limit.</summary>
    public static async IAsyncEnumerable<T> Each<T>(
        this IDocumentStore store, string container, string partition, DocumentQuery query,
        [EnumeratorCancellation] CancellationToken stopping = default)
    {
        do
        {
            var page = await store.Query(container, partition, query, stopping);
            foreach (var item in page.Items) { yield return item.As<T>(); }
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
    }

    /// <summary>A page of one type as values, with the full count.</summary>
    public static async Task<Page<T>> Page<T>(
        this IDocumentStore store, string container, string partition, DocumentQuery query,
        CancellationToken stopping = default)
    {
        var page = await store.Query(container, partition, query, stopping);
        var totals = await store.Totals(container, partition, query, [], stopping);
        return new Page<T>([.. page.Items.Select(item => item.As<T>())], totals.Count, page.Continuation);
    }
}
