using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Oversight.Audit;

/// <summary>
/// Copies every audit record, in one order a division, into chains that cannot be changed unseen. It may stop anywhere
/// and begin again: a record is sealed once. Records of one source are sealed in their order; one that is missing
/// raises an alarm inside the chain and is never passed over.
/// </summary>
public sealed class Sealer : IDisposable
{
    private const string PositionPartition = "sealer";

    /// <summary>Signing costs some 10 ms a chain, so records gather for a moment before they are sealed.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>So many numbers in between are looked up one by one; what lies before them counts as missing.</summary>
    private const int LookBackMax = 10_000;

    private readonly IDocumentStore _store;
    private readonly INationalCrypto _crypto;
    private readonly Func<CancellationToken, Task<Sm2KeyPair>> _key;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _one = new(1);

    /// <param name="key">Hands in the system's key; asked once a page.</param>
    public Sealer(
        IDocumentStore store, INationalCrypto crypto, Func<CancellationToken, Task<Sm2KeyPair>> key,
        TimeProvider clock) =>
        (_store, _crypto, _key, _clock) = (store, crypto, key, clock);

    /// <summary>Seals until stopped.</summary>
    /// <param name="report">Told of errors; the next round tries again.</param>
    public async Task Run(Action<Exception> report, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try { await SealAll(stopping); }
            catch (Exception error) when (!stopping.IsCancellationRequested)
            {
                // Whatever the store or the key could not do now, they may do in the next round.
                report(error);
            }
            await Task.Delay(Pause, _clock, stopping);
        }
    }

    /// <summary>Seals everything that waits.</summary>
    public async Task SealAll(CancellationToken stopping = default)
    {
        foreach (var container in Containers.All.Where(name => name != Containers.Audit))
        {
            while (await RunOnce(container, stopping) > 0) { }
        }
    }

    /// <summary>Seals one page of a container's records.</summary>
    /// <returns>How many were read; zero when none waits.</returns>
    public async Task<int> RunOnce(string container, CancellationToken stopping = default)
    {
        await _one.WaitAsync(stopping);
        try
        {
            var at = await _store.Find<FeedPosition>(Containers.System, PositionPartition, container, stopping);
            var page = await _store.Changes(container, at?.Value.Position, "audit", 100, stopping);
            if (page.Items.Count == 0) { return 0; }
            if (await Seal(page.Items, stopping))
            {
                await _store.Commit(
                    Containers.System, PositionPartition,
                    [new Write.Put(container, "position", Json.Write(new FeedPosition(page.Position)))], stopping);
            }
            return page.Items.Count;
        }
        finally { _one.Release(); }
    }

    public void Dispose() => _one.Dispose();

    /// <returns>False when another sealer wrote to one of the chains; the page is then read again.</returns>
    private async Task<bool> Seal(IReadOnlyList<Document> records, CancellationToken stopping)
    {
        var key = await _key(stopping);
        var chains = new Dictionary<Division, Chain>();
        foreach (var document in records)
        {
            var record = document.As<AuditRecord>();
            if (!chains.TryGetValue(record.Division, out var chain))
            {
                chain = await Chain.Open(_store, _crypto, record.Division, stopping);
                chains.Add(record.Division, chain);
            }
            if (!await Add(chain, record, document, key, stopping)) { return false; }
        }
        foreach (var chain in chains.Values)
        {
            if (!await chain.Commit(key, _clock.GetUtcNow(), stopping)) { return false; }
        }
        return true;
    }

    private async Task<bool> Add(
        Chain chain, AuditRecord record, Document document, Sm2KeyPair key, CancellationToken stopping)
    {
        var last = await chain.LastOf(record.Container, record.Subject, stopping);
        if (record.Number <= last)
        {
            await Compare(chain, record, document, stopping);
            return true;
        }
        var (apart, missing) = (0L, Math.Max(0, record.Number - last - 1 - LookBackMax));
        for (var number = last + missing + 1; number <= record.Number; number++)
        {
            var found = number == record.Number ? document : await _store.Read(
                record.Container, record.Subject, $"audit-{number:00000000}", stopping);
            if (found is null) { missing++; continue; }
            if (found.As<AuditRecord>().Division != chain.Division) { apart++; continue; }

            Take(chain, found, apart, missing);
            (apart, missing) = (0, 0);
            if (chain.IsFull && !await chain.Commit(key, _clock.GetUtcNow(), stopping)) { return false; }
        }
        return true;
    }

    private void Take(Chain chain, Document document, long apart, long missing)
    {
        var record = document.As<AuditRecord>();
        if (missing > 0)
        {
            chain.Alarm(
                "audit.gap", $"{record.Container}/{record.Subject} 第{record.Number}号之前缺少{missing}条审计记录",
                record, _clock.GetUtcNow());
        }
        chain.Add(record, BodyOf(document), apart, missing);
    }

    /// <summary>
    /// A sealed record came again. Where it says something else now, somebody has changed the source.
    /// </summary>
    private async Task Compare(Chain chain, AuditRecord record, Document document, CancellationToken stopping)
    {
        var page = await _store.Query(Containers.Audit, chain.Division.Text, new DocumentQuery(Link.Document)
        {
            Where =
            [
                Filter.Is("record.container", record.Container), Filter.Is("record.subject", record.Subject),
                new Filter("record.number", Comparison.Equal, record.Number),
            ],
            Limit = 1,
        }, stopping);
        if (page.Items is [var item] && Canonical.Of(item.As<Link>().Record) != Canonical.Of(BodyOf(document)))
        {
            chain.Alarm(
                "audit.altered", $"{record.Container}/{record.Subject} 第{record.Number}号审计记录在封存后被改动，链中为原记录",
                record, _clock.GetUtcNow());
        }
    }

    private static JsonElement BodyOf(Document document)
    {
        using var json = JsonDocument.Parse(document.Body);
        return json.RootElement.Clone();
    }
}
