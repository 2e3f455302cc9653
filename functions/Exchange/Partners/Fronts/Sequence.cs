using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>The serial numbers of the packages from one sender: which came, which are missing.</summary>
/// <param name="Highest">The highest that came.</param>
/// <param name="Missing">Below it, in order.</param>
public sealed record IncomingSequence(int Highest, IReadOnlyList<int> Missing, DateTimeOffset? LastAt)
{
    internal const string DocumentId = "incoming";

    /// <summary>A larger jump is a fault of the sender, not a gap that anybody will fill.</summary>
    private const int JumpMax = 1000;

    public static readonly IncomingSequence None = new(0, [], null);

    /// <returns>Or <see cref="PackageUnreadable"/> for a jump beyond reason.</returns>
    internal Result<IncomingSequence> With(int serial, DateTimeOffset now)
    {
        if (serial <= Highest) { return new IncomingSequence(Highest, [.. Missing.Where(one => one != serial)], now); }
        if (serial - Highest > JumpMax) { return new PackageUnreadable($"序号从 {Highest} 跳到 {serial}"); }
        var skipped = Enumerable.Range(Highest + 1, serial - Highest - 1);
        return new IncomingSequence(serial, [.. Missing, .. skipped], now);
    }
}

/// <summary>A package that came, so that its number is never taken by another content.</summary>
internal sealed record IncomingPackage(string Sm3);

/// <summary>A package of ours: its number is given in the commit that orders it.</summary>
internal sealed record OutgoingPackage(
    string Receiver, string Type, int Serial, string FileName, string Blob, long Size, string Sm3, DateTimeOffset At);

internal sealed record OutgoingSequence(int Last);

/// <summary>One partition <c>front-{peer}</c>: what we exchange with one far node, both ways.</summary>
internal static class SequenceDocuments
{
    public const string Outgoing = "outgoing";

    public static string Partition(string peer) => $"front-{peer}";

    public static string Incoming(int serial) => $"in-{serial:00000000}";
}
