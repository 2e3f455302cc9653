namespace SocialFund.Hosts.Local.Demo;

/// <summary>A clock that is moved by hand, so that a year of business can be done in seconds.</summary>
internal sealed class SteppingClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Never goes back.</summary>
    public void MoveTo(DateTimeOffset instant) =>
        Interlocked.Exchange(ref _ticks, Math.Max(Interlocked.Read(ref _ticks), instant.UtcTicks));

    public void Advance(TimeSpan span) => MoveTo(GetUtcNow() + span);
}
