using System.Collections.Concurrent;

namespace SocialFund.Hosts.Pipeline.Health;

/// <summary>Each background loop says here that it has come round.</summary>
public sealed class Pulses
{
    /// <summary>A message that keeps failing is tried for about two minutes before it is set aside.</summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _last = new();

    public void Beat(string loop, DateTimeOffset now) => _last[loop] = now;

    /// <summary>Loops that have not come round since then, by name.</summary>
    public IReadOnlyList<string> SilentSince(DateTimeOffset instant) =>
        [.. _last.Where(entry => entry.Value < instant).Select(entry => entry.Key).Order(StringComparer.Ordinal)];
}
