namespace SocialFund.Storage.Workflows;

/// <summary>
/// Finds the instances that have something to do, and runs them, so many at a time. Everything it holds in memory can
/// be lost: the feed's kept position and the timers find it again. One caller at a time.
/// </summary>
internal sealed class Dispatcher(Runtime runtime, int instancesMax, Action<string, Exception> report)
{
    /// <summary>What waits beyond this stays unread in the feed and the timers.</summary>
    private const int EntriesMax = 1000;

    private static readonly TimeSpan PauseFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(1);

    /// <summary>An instance that is not settled: ready, running, or paused after an error of the store.</summary>
    private sealed class Entry(Instance instance)
    {
        public Instance Instance { get; } = instance;
        public FeedPage? Page { get; set; }
        public Dictionary<string, DueTimer> Timers { get; } = [];
        public Task? Running { get; set; }
        public int Errors { get; set; }
        public DateTimeOffset? PausedUntil { get; set; }
    }

    private readonly Timers _timers = new(runtime.Store);
    private readonly Failures _failures = new(runtime.Store);
    private readonly Feed _feed = new(runtime.Store);
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly Queue<Entry> _ready = [];
    private readonly List<Entry> _running = [];
    private DateTimeOffset? _nextTimer = DateTimeOffset.MinValue;

    public IReadOnlyList<Task> Running => [.. _running.Select(entry => entry.Running!)];

    /// <summary>Whether more is ready than may run; then only the end of a run brings news.</summary>
    public bool IsFull => _ready.Count > 0;

    /// <summary>When to look again though nothing is written; null when nothing waits for a time.</summary>
    public DateTimeOffset? NextLook =>
        _entries.Values.Select(entry => entry.PausedUntil).Append(HasRoom ? _nextTimer : null).Min();

    private bool HasRoom => _entries.Count < EntriesMax;

    public Task WaitForFeed(TimeSpan patience, CancellationToken stopping) => _feed.Wait(patience, stopping);

    /// <summary>Takes in what ended, what was written and what fell due, and starts what may run.</summary>
    /// <returns>False when nothing runs.</returns>
    public async Task<bool> Round(CancellationToken stopping)
    {
        await TakeInEnded(stopping);
        await ReadFeed(stopping);
        await ReadTimers(stopping);
        Resume();
        while (_running.Count < instancesMax && _ready.TryDequeue(out var entry))
        {
            entry.Running = Task.Run(() => entry.Instance.Advance(stopping), stopping);
            _running.Add(entry);
        }
        await _feed.Keep(isQuiet: _entries.Count == 0, stopping);
        return _running.Count > 0;
    }

    private async Task TakeInEnded(CancellationToken stopping)
    {
        foreach (var entry in _running.Where(entry => entry.Running!.IsCompleted).ToList())
        {
            _running.Remove(entry);
            stopping.ThrowIfCancellationRequested();
            if (!entry.Running!.IsCompletedSuccessfully)
            {
                Pause(entry, entry.Running.Exception?.InnerException);
                continue;
            }
            entry.Errors = 0;
            if (entry.Instance.Bell.Rung.IsCompleted) { _ready.Enqueue(entry); continue; }
            _entries.Remove(entry.Instance.Id);
            if (entry.Page is not null) { entry.Page.Open--; }
            foreach (var timer in entry.Timers.Values) { await _timers.Remove(timer, stopping); }
        }
    }

    /// <summary>The store failed, or a bug of ours: the journal is read anew later; other instances go on.</summary>
    private void Pause(Entry entry, Exception? error)
    {
        report(entry.Instance.Id, error ?? new TaskCanceledException());
        var pause = PauseFirst * Math.Pow(2, Math.Min(entry.Errors++, 10));
        entry.PausedUntil = runtime.Now() + (pause < PauseMax ? pause : PauseMax);
    }

    private void Resume()
    {
        foreach (var entry in _entries.Values.Where(entry => entry.PausedUntil <= runtime.Now()))
        {
            entry.PausedUntil = null;
            _ready.Enqueue(entry);
        }
    }

    private async Task ReadFeed(CancellationToken stopping)
    {
        // While enough is ready anyhow, changes gather: a hundred together cost one commit of timers.
        while (HasRoom && _ready.Count < instancesMax && await _feed.Next(stopping) is { } changes)
        {
            List<(string Id, string Tag, Head Head)> heads =
                [.. changes.Items.Select(item => (item.Partition, item.ETag, item.As<Head>()))];
            await Index(heads, stopping);
            var page = _feed.NewPage();
            foreach (var item in heads.Where(item => item.Head.IsRunning))
            {
                Notice(item.Id, item.Tag, item.Head.Idle, page);
            }
            _feed.Pass(changes, page);
        }
    }

    /// <summary>Notes, before the feed moves on, what it will not tell again: times and failures.</summary>
    private async Task Index(List<(string Id, string Tag, Head Head)> heads, CancellationToken stopping)
    {
        await _failures.Put([.. heads.Where(item => item.Head.IsFailed).Select(item => item.Id)], stopping);
        List<DueTimer> timers =
        [
            .. from item in heads
               where item.Head is { IsRunning: true, WakeAt: not null }
               select new DueTimer(item.Id, item.Head.WakeAt!.Value),
        ];
        await _timers.Put(timers, stopping);
        if (timers.Count > 0) { _nextTimer = Earlier(_nextTimer, timers.Min(timer => timer.At)); }
    }

    private void Notice(string id, string tag, bool isIdle, FeedPage page)
    {
        if (!_entries.TryGetValue(id, out var entry))
        {
            if (isIdle) { return; }
            entry = Add(id);
        }
        else if (!entry.Instance.Wrote(tag))
        {
            entry.Instance.Bell.Ring();
        }
        if (entry.Page is null)
        {
            entry.Page = page;
            page.Open++;
        }
    }

    private async Task ReadTimers(CancellationToken stopping)
    {
        var now = runtime.Now();
        if (!(_nextTimer <= now)) { return; }
        await foreach (var timer in _timers.InOrder(stopping))
        {
            // When there is no room, the next round looks again: something of what runs must end first.
            if (timer.At > now || !HasRoom) { _nextTimer = timer.At; return; }
            var isKnown = _entries.TryGetValue(timer.InstanceId, out var entry);
            entry ??= Add(timer.InstanceId);
            if (entry.Timers.TryAdd(timer.Id, timer) && isKnown) { entry.Instance.Bell.Ring(); }
        }
        _nextTimer = null;
    }

    private Entry Add(string id)
    {
        var entry = new Entry(new Instance(id, runtime));
        _entries.Add(id, entry);
        _ready.Enqueue(entry);
        return entry;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset right) => left < right ? left : right;
}
