using System.Diagnostics.CodeAnalysis;

namespace SocialFund.Analytics;

/// <summary>A connection for SQL that a person wrote: single select statements over given views, and nothing else.</summary>
public sealed class ReadOnlyConnection : IDisposable
{
    private readonly DuckConnection connection;
    private readonly SqlGuard guard;

    internal ReadOnlyConnection(DuckConnection connection, IReadOnlyList<DuckView> views)
    {
        this.connection = connection;
        try
        {
            foreach (var view in views) { connection.Create(view); }
            guard = SqlGuard.Over(connection, views);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs the statement if it names only what it may.</summary>
    /// <param name="reader">Its rows. Reading can still throw <see cref="DuckException"/>: a cast or a limit can fail late.
    /// </param>
    /// <param name="refusal">Why it was not run, for the person who wrote it.</param>
    /// <returns>Whether there is a reader; else there is a refusal.</returns>
    public bool TryQuery(
        string sql,
        ReadOnlySpan<(string Name, DuckValue Value)> parameters,
        CancellationToken cancellation,
        [NotNullWhen(true)] out DuckReader? reader,
        [NotNullWhen(false)] out SqlRefusal? refusal)
    {
        reader = null;
        refusal = guard.Check(sql);
        if (refusal is not null) { return false; }
        try
        {
            reader = connection.Query(sql, parameters, cancellation);
            return true;
        }
        catch (DuckException error)
        {
            refusal = SqlRefusal.Invalid(error.Message);
            return false;
        }
    }

    public void Dispose() => connection.Dispose();
}
