using System.Globalization;

namespace SocialFund.Tests.Hosts.Local.Kills;

/// <summary>When and how often something is killed.</summary>
internal static class Chance
{
    public static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;

    /// <summary>The moment is what is random here; nothing is waited for.</summary>
    public static async Task Moment(TimeSpan span, CancellationToken patience = default)
    {
        using var timer = new PeriodicTimer(span);
        await timer.WaitForNextTickAsync(patience);
    }
}
