using SocialFund.Kernel;

namespace SocialFund.Storage.Workflows;

/// <summary>A page of the feed of which so many instances are not yet settled.</summary>
internal sealed class FeedPage(string? before)
{
    public string? Before { get; } = before;
    public int Open { get; set; }
}

/// <summary>
/// Reads the heads that changed. The position that is kept is that of the oldest page with an unsettled instance, so
/// after a crash everything that may need work is read again, and nothing older.
/// </summary>
internal sealed class Feed(IDocumentStore store)
{
    private const string Partition = "workflows";

    /// <summary>Keeping a position costs a commit; reading so many pages again costs little.</summary>
    private const int PagesBetweenKeeping = 20;

    private readonly Queue<FeedPage> _pages = [];
    private string? _position;
    private string? _kept;
    private bool _isOpen;
    private int _passed;

    /// <returns>Null when there is nothing new. Call <see cref="Pass"/> when the page is taken in.</returns>
    public async Task<ChangePage?> Next(CancellationToken stopping)
    {
        if (!_isOpen)
        {
            var stored = await store.Find<FeedPosition>(Containers.System, Partition, "position", stopping);
            (_position, _kept, _isOpen) = (stored?.Value.Position, stored?.Value.Position, true);
        }
        var page = await store.Changes(Containers.Workflows, _position, Head.Type, IDocumentStore.CommitMax, stopping);
        if (page.Items.Count > 0) { return page; }
        _position = page.Position;
        return null;
    }

    /// <param name="entry">The page's own count of unsettled instances.</param>
    public void Pass(ChangePage page, FeedPage entry)
    {
        _pages.Enqueue(entry);
        _position = page.Position;
        _passed++;
    }

    public FeedPage NewPage() => new(_position);

    /// <summary>Returns when something may have been written since the last page.</summary>
    public Task Wait(TimeSpan patience, CancellationToken stopping) =>
        store.WaitForChanges(Containers.Workflows, _position, patience, stopping);

    /// <summary>Keeps the position, now and then, or at once when all is quiet.</summary>
    public async Task Keep(bool isQuiet, CancellationToken stopping)
    {
        while (_pages.TryPeek(out var oldest) && oldest.Open == 0) { _pages.Dequeue(); }
        var safe = _pages.TryPeek(out var first) ? first.Before : _position;
        if (safe is null || safe == _kept || !(isQuiet || _passed >= PagesBetweenKeeping)) { return; }
        await store.Commit(
            Containers.System, Partition,
            [new Write.Put("position", "position", Json.Write(new FeedPosition(safe)))], stopping);
        (_kept, _passed) = (safe, 0);
    }
}
