namespace SocialFund.Storage;

/// <summary>
/// When commits of the SQLite store are safe from a power cut. A crash of the process loses none either way.
/// </summary>
public enum CommitFlush
{
    /// <summary>When they return: for everything that people rely on.</summary>
    Each,

    /// <summary>
    /// By the time the store is closed; a power cut before may lose the newest, never part of one. For data that can be
    /// made again.
    /// </summary>
    AtTheEnd,
}
