using SocialFund.Kernel;

namespace SocialFund.Hosts.Azure.Outbox;

/// <summary>
/// One at a time across all instances: a document that whoever works renews. An instance that dies gives way when its
/// lease has run out; what the lease guards must bear a second worker in the worst case.
/// </summary>
internal sealed class StoreLease : IAsyncDisposable
{
    /// <summary>How long a dead instance holds up the others.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(30);

    private const string Partition = "leases";
    private const string Type = "lease";

    private sealed record Lease(DateTimeOffset Until);

    private readonly IDocumentStore _store;
    private readonly TimeProvider _clock;
    private readonly string _name;
    private readonly CancellationTokenSource _ended;
    private readonly Task _renewing;
    private string _tag;

    private StoreLease(IDocumentStore store, TimeProvider clock, string name, string tag, CancellationToken stopping)
    {
        (_store, _clock, _name, _tag) = (store, clock, name, tag);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _renewing = Renew();
    }

    /// <summary>Ends when the work is to stop, also because the lease was lost.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <returns>Null while another one holds it.</returns>
    public static async Task<StoreLease?> Take(
        IDocumentStore store, TimeProvider clock, string name, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var there = await store.Find<Lease>(Containers.System, Partition, name, stopping);
        if (there is not null && there.Value.Until > now) { return null; }
        var body = Json.Write(new Lease(now + Length));
        Write write = there is null
            ? new Write.Create(name, Type, body)
            : new Write.Replace(name, Type, body, there.ETag);
        return (await store.Commit(Containers.System, Partition, [write], stopping)).TryGet(out var tags, out _)
            ? new StoreLease(store, clock, name, tags[0], stopping)
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewing;
        // Refused when another one has taken it over meanwhile: then it is not ours to give back.
        await _store.Commit(Containers.System, Partition, [new Write.Delete(_name, _tag)], CancellationToken.None);
        _ended.Dispose();
    }

    private async Task Renew()
    {
        try
        {
            while (true)
            {
                await Task.Delay(RenewEvery, _clock, _ended.Token);
                var body = Json.Write(new Lease(_clock.GetUtcNow() + Length));
                var renewed = await _store.Commit(
                    Containers.System, Partition, [new Write.Replace(_name, Type, body, _tag)], _ended.Token);
                if (!renewed.TryGet(out var tags, out _)) { break; }
                _tag = tags[0];
            }
        }
        catch (Exception)
        {
            // Stopped, or the store failed: either way the lease is not renewed any more.
        }
        finally
        {
            // Lost: the work must not go on without it.
            await _ended.CancelAsync();
        }
    }
}
