namespace SocialFund.Analytics;

/// <summary>
/// Limits of one database. Every default is safe on the smallest machine that is supported (2 cores, 8 GiB).
/// </summary>
public sealed record DuckOptions
{
    /// <summary>
    /// The database file; null keeps the database in memory, which is all that work over the lake needs.
    /// </summary>
    public string? File { get; init; }

    /// <summary>
    /// What tables, sorts and joins may hold in memory; beyond it they spill to <see cref="TempFolder"/>.
    /// </summary>
    public long MemoryBytes { get; init; } = 2L << 30;

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Where work larger than memory spills; null forbids spilling, and such work fails.</summary>
    public string? TempFolder { get; init; }

    /// <summary>What may be spilled, so that one bad join cannot fill the disk.</summary>
    public long TempBytes { get; init; } = 20L << 30;
}
