using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Oversight.Audit;

/// <summary>
/// How far a source (a partition with audit records) is in a chain; written in the same commit as the link.
/// </summary>
internal sealed record SourceMark(long Last)
{
    public const string Document = "source";

    public static string DocumentOf(string container, string partition) => $"source-{container}~{partition}";
}

/// <summary>A chain that is being lengthened: links gather and are committed together with the signed head.</summary>
internal sealed class Chain
{
    /// <summary>The list of chains, so that a reader need not ask every division.</summary>
    public const string ListPartition = "chains";

    /// <summary>
    /// Each link brings a source mark at most, and the head is one: 97 of the 100 writes of a commit.
    /// </summary>
    private const int GatherMax = 48;

    private readonly IDocumentStore _store;
    private readonly INationalCrypto _crypto;
    private readonly List<Link> _links = [];
    private readonly Dictionary<string, long> _marks = [];
    private readonly HashSet<string> _moved = [];
    private long _count;
    private string _digest = Link.None;
    private string? _headTag;

    private Chain(IDocumentStore store, INationalCrypto crypto, Division division) =>
        (_store, _crypto, Division) = (store, crypto, division);

    public Division Division { get; }

    public bool IsFull => _links.Count >= GatherMax;

    private string Partition => Division.Text;

    public static async Task<Chain> Open(
        IDocumentStore store, INationalCrypto crypto, Division division, CancellationToken stopping)
    {
        var chain = new Chain(store, crypto, division);
        if (await store.Find<ChainHead>(Containers.Audit, division.Text, ChainHead.Document, stopping) is { } head)
        {
            (chain._count, chain._digest, chain._headTag) = (head.Value.Count, head.Value.Digest, head.ETag);
        }
        return chain;
    }

    /// <summary>The number of the source's newest record in this chain; zero when there is none.</summary>
    public async Task<long> LastOf(string container, string partition, CancellationToken stopping)
    {
        var id = SourceMark.DocumentOf(container, partition);
        if (_marks.TryGetValue(id, out var known)) { return known; }
        var mark = await _store.Find<SourceMark>(Containers.Audit, Partition, id, stopping);
        return _marks[id] = mark?.Value.Last ?? 0;
    }

    public void Add(AuditRecord record, JsonElement body, long apart, long missing)
    {
        Append(body, apart, missing);
        var id = SourceMark.DocumentOf(record.Container, record.Subject);
        _marks[id] = record.Number;
        _moved.Add(id);
    }

    /// <summary>A record of the sealer itself, number 0.</summary>
    public void Alarm(string action, string detail, AuditRecord about, DateTimeOffset now)
    {
        var system = Actor.System("audit");
        var alarm = new AuditRecord(
            0, now, system.Id, system.Name, action, detail, Division, about.Fund, about.RequestId, system.Id,
            about.Container, about.Subject);
        Append(JsonSerializer.SerializeToElement(alarm, Json.Options), 0, 0);
    }

    /// <returns>False when another sealer was faster; what gathered is then void.</returns>
    public async Task<bool> Commit(Sm2KeyPair key, DateTimeOffset now, CancellationToken stopping)
    {
        if (_links.Count == 0) { return true; }
        if (_headTag is null)
        {
            // Listed before it begins: a listed chain may be empty, but none is ever unlisted.
            await _store.Commit(
                Containers.Audit, ListPartition,
                [new Write.Put(Partition, "chain", Json.Write(new ChainEntry(Division)))], stopping);
        }
        var head = Json.Write(ChainHead.Sign(_crypto, key, Division, _count, _digest, now));
        List<Write> writes =
        [
            .. _links.Select(link => new Write.Create(Link.DocumentOf(link.Number), Link.Document, Json.Write(link))),
            .. _moved.Select(id => new Write.Put(id, SourceMark.Document, Json.Write(new SourceMark(_marks[id])))),
            _headTag is null
                ? new Write.Create(ChainHead.Document, ChainHead.Document, head)
                : new Write.Replace(ChainHead.Document, ChainHead.Document, head, _headTag),
        ];
        var result = await _store.Commit(Containers.Audit, Partition, writes, stopping);
        if (!result.TryGet(out var tags, out _)) { return false; }
        _headTag = tags[^1];
        _links.Clear();
        _moved.Clear();
        return true;
    }

    private void Append(JsonElement body, long apart, long missing)
    {
        var number = _count + 1;
        var digest = Link.DigestOf(_crypto, number, apart, missing, body, _digest);
        _links.Add(new Link(number, apart, missing, body, _digest, digest));
        (_count, _digest) = (number, digest);
    }
}

internal sealed record ChainEntry(Division Division);
