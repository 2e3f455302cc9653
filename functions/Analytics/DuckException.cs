namespace SocialFund.Analytics;

/// <summary>DuckDB refused or failed a statement of ours: a bug, or a limit (memory, disk) that was reached.</summary>
/// <remarks>
/// The message is DuckDB's own. It can quote the statement and values of rows, so it never goes into a log.
/// </remarks>
public sealed class DuckException : Exception
{
    public DuckException() { }

    public DuckException(string message) : base(message) { }

    public DuckException(string message, Exception inner) : base(message, inner) { }

    internal static DuckException Of(string? message) => new(message ?? "DuckDB gave no message.");
}
