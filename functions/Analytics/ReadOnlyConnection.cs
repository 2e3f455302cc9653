using SocialFund.Kernel;

namespace SocialFund.Analytics;

/// <summary>
/// A connection for SQL that a person wrote: single select statements over given views, and nothing else.
/// </summary>
public sealed class ReadOnlyConnection : IDisposable
{
    private readonly DuckConnection _connection;
    private readonly SqlGuard _guard;

    internal ReadOnlyConnection(DuckConnection connection, IReadOnlyList<DuckView> views)
    {
        _connection = connection;
        try
        {
            foreach (var view in views) { connection.Create(view); }
            _guard = SqlGuard.Over(connection, views);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs the statement if it names only what it may.</summary>
    /// <returns>Its rows, or the first that applies of <see cref="SqlNotOneSelect"/>, <see cref="SqlInvalid"/>,
    /// <see cref="SqlNameTaken"/>, <see cref="SqlTableNotOffered"/>, <see cref="SqlFunctionNotOffered"/>.</returns>
    /// <remarks>Reading can still throw <see cref="DuckException"/>: a cast or a limit may fail late.</remarks>
    public Result<DuckReader> Query(
        string sql,
        ReadOnlySpan<(string Name, DuckValue Value)> parameters = default,
        CancellationToken cancellation = default)
    {
        if (_guard.Check(sql) is { } problem) { return problem; }
        try
        {
            return _connection.Query(sql, parameters, cancellation);
        }
        catch (Exception error) when (error is DuckException or ArgumentException)
        {
            // Besides wrong names and types: a parameter that has no value.
            return new SqlInvalid(error.Message);
        }
    }

    public void Dispose() => _connection.Dispose();
}
