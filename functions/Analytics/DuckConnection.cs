namespace SocialFund.Analytics;

/// <summary>
/// A connection, used by one thread at a time. Temporary views and tables belong to it and end with it.
/// </summary>
/// <remarks>
/// Parameters are named: <c>$fund</c> in the statement, <c>("fund", 1)</c> in the call; a missing or an unused one
/// throws. Cancelling interrupts the running statement and throws <see cref="OperationCanceledException"/>; the
/// connection stays good. A statement that DuckDB refuses throws <see cref="DuckException"/>.
/// </remarks>
public sealed class DuckConnection : IDisposable
{
    private nint _handle;
    private DuckReader? _open;

    internal DuckConnection(nint handle) => _handle = handle;

    /// <summary>Runs a statement and streams its rows: memory does not grow with their number.</summary>
    /// <returns>A reader before its first row. The connection is busy until it is disposed.</returns>
    public DuckReader Query(
        string sql,
        ReadOnlySpan<(string Name, DuckValue Value)> parameters = default,
        CancellationToken cancellation = default)
    {
        using var statement = Prepare(sql, parameters);
        _open = new DuckReader(statement.Run(streaming: true, cancellation), _handle, cancellation);
        return _open;
    }

    /// <inheritdoc cref="Query(string, ReadOnlySpan{ValueTuple{string, DuckValue}}, CancellationToken)"/>
    public DuckReader Query(
        SqlFile sql,
        ReadOnlySpan<(string Name, DuckValue Value)> parameters = default,
        CancellationToken cancellation = default) => Query(sql.Text, parameters, cancellation);

    /// <summary>Reads all rows of a statement, in their order.</summary>
    public IReadOnlyList<T> List<T>(
        SqlFile sql,
        Func<DuckReader, T> read,
        ReadOnlySpan<(string Name, DuckValue Value)> parameters = default,
        CancellationToken cancellation = default)
    {
        using var reader = Query(sql.Text, parameters, cancellation);
        var rows = new List<T>();
        while (reader.Read()) { rows.Add(read(reader)); }
        return rows;
    }

    /// <summary>Runs a statement to its end.</summary>
    /// <returns>How many rows it inserted, updated, deleted or copied.</returns>
    public long Execute(
        string sql,
        ReadOnlySpan<(string Name, DuckValue Value)> parameters = default,
        CancellationToken cancellation = default)
    {
        using var statement = Prepare(sql, parameters);
        var result = statement.Run(streaming: false, cancellation);
        var changed = checked((long)Native.RowsChanged(ref result));
        Native.DestroyResult(ref result);
        return changed;
    }

    /// <inheritdoc cref="Execute(string, ReadOnlySpan{ValueTuple{string, DuckValue}}, CancellationToken)"/>
    public long Execute(
        SqlFile sql,
        ReadOnlySpan<(string Name, DuckValue Value)> parameters = default,
        CancellationToken cancellation = default) => Execute(sql.Text, parameters, cancellation);

    /// <summary>Fills a table of the database row by row, much faster than insert statements do.</summary>
    public DuckAppender Appender(string table) => new(Idle(), catalog: null, table);

    /// <summary>The same for a temporary table of this connection.</summary>
    public DuckAppender TemporaryAppender(string table) => new(Idle(), catalog: "temp", table);

    /// <summary>Gives rows of ours a name that statements can select from, in any connection of the process.</summary>
    public static NamedRows Name(IRowSource source) => RowSources.Name(source);

    internal void TakeRowSources() => RowSources.Register(Idle());

    /// <summary>Creates or replaces a temporary view, for statements of this connection.</summary>
    public void Create(DuckView view) =>
        Execute($"create or replace temporary view {SqlText.Name(view.Name)} as {view.Select}");

    public void Dispose()
    {
        _open?.Dispose();
        Native.Disconnect(ref _handle);
    }

    private DuckStatement Prepare(string sql, ReadOnlySpan<(string Name, DuckValue Value)> parameters) =>
        DuckStatement.Prepare(Idle(), sql, parameters);

    // A second statement would end the first one's stream in the middle, and the reader would take that for its end.
    private nint Idle()
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        return _open is null or { IsDisposed: true }
            ? _handle
            : throw new InvalidOperationException("A reader of this connection is open: dispose it, or connect again.");
    }
}

/// <summary>A temporary view: a name and the select behind it.</summary>
/// <param name="Select">Our own SQL, never text that a person wrote.</param>
/// <param name="IsVisible">Whether SQL that a person wrote may name it; others only serve the views after them.</param>
public sealed record DuckView(string Name, string Select, bool IsVisible = true);
