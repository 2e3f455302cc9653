namespace SocialFund.Storage.Workflows;

/// <summary>
/// The clock, but never backwards: a timer that was found due stays due when the machine's clock is set back meanwhile.
/// </summary>
internal sealed class SteadyClock(TimeProvider clock)
{
    private long _latestTicks;

    public DateTimeOffset Now()
    {
        var ticks = clock.GetUtcNow().UtcTicks;
        while (true)
        {
            var latest = Interlocked.Read(ref _latestTicks);
            if (ticks <= latest) { return new DateTimeOffset(latest, TimeSpan.Zero); }
            if (Interlocked.CompareExchange(ref _latestTicks, ticks, latest) == latest)
            {
                return new DateTimeOffset(ticks, TimeSpan.Zero);
            }
        }
    }
}
