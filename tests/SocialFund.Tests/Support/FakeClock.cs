namespace SocialFund.Tests.Support;

/// <summary>A clock that moves only when told, and then fires the timers that fell due, in order of time.</summary>
public sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) { return _now; }
    }

    public void Advance(TimeSpan span) => Set(GetUtcNow() + span);

    /// <summary>May go backwards, as a machine's clock does when it is corrected.</summary>
    public void Set(DateTimeOffset now)
    {
        List<FakeTimer> due;
        lock (_lock)
        {
            _now = now;
            due = [.. _timers.Where(timer => timer.Due <= now).OrderBy(timer => timer.Due)];
            _timers.RemoveAll(due.Contains);
        }
        foreach (var timer in due) { timer.Fire(); }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class FakeTimer(FakeClock clock, Action callback) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) { return true; }
                Due = clock._now + dueTime;
                if (dueTime > TimeSpan.Zero) { clock._timers.Add(this); return true; }
            }
            Fire();
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock) { clock._timers.Remove(this); }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
