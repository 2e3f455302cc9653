using System.Diagnostics.CodeAnalysis;

namespace SocialFund.Analytics;

/// <summary>
/// Rows of a running statement, forward only; one chunk of at most 2,048 rows is in memory at a time.
/// </summary>
/// <remarks>
/// A getter of the wrong kind, or of a null without "OrNull", throws <see cref="InvalidOperationException"/> naming the
/// column; a number that does not fit throws <see cref="OverflowException"/>. Columns count from 0.
/// </remarks>
[SuppressMessage("Usage", "CA2216", Justification = "A finalizer would end the stream beside a statement that runs.")]
public sealed class DuckReader : IDisposable
{
    private readonly nint _connection;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _interrupt;
    private readonly DuckVector[] _vectors;
    private Native.Result _result;
    private nint _chunk;
    private long _rows;
    private long _row = -1;
    private bool _isAtEnd;

    internal DuckReader(Native.Result result, nint connection, CancellationToken cancellation)
    {
        _result = result;
        _connection = connection;
        _cancellation = cancellation;
        _vectors = new DuckVector[checked((int)Native.ColumnCount(ref _result))];
        for (var index = 0; index < _vectors.Length; index++)
        {
            var name = Native.Borrowed(Native.ColumnName(ref _result, (ulong)index)) ?? "";
            _vectors[index] = DuckVector.Of(name, Native.ColumnType(ref _result, (ulong)index));
        }

        Columns = [.. _vectors.Select(vector => new DuckColumn(vector.Name, vector.Type))];
        _interrupt = _cancellation.UnsafeRegister(_ => Native.Interrupt(connection), null);
    }

    public IReadOnlyList<DuckColumn> Columns { get; }

    internal bool IsDisposed { get; private set; }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False behind the last row.</returns>
    public bool Read()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        _row++;
        while (_row >= _rows && !_isAtEnd) { _isAtEnd = !Fetch(); }
        return !_isAtEnd;
    }

    /// <returns>The place of the column of this name.</returns>
    public int Ordinal(string name)
    {
        var index = Array.FindIndex(_vectors, vector => vector.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw new ArgumentException($"The result has no column {name}.", nameof(name));
    }

    public bool IsNull(int column) => _vectors[column].IsNull(Row);

    public bool Boolean(int column) => _vectors[column].Boolean(Row);

    /// <summary>Any whole number that fits, and a decimal that has no digits behind its point.</summary>
    public long Int64(int column) => _vectors[column].Int64(Row);

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public Int128 HugeInt(int column) => _vectors[column].Whole(Row);

    /// <summary>A decimal with the scale of its column: 1.50 stays 1.50.</summary>
    public decimal Decimal(int column) => _vectors[column].Decimal(Row);

    public double Double(int column) => _vectors[column].Double(Row);

    /// <summary>A varchar or an enum's label.</summary>
    public string Text(int column) => _vectors[column].Text(Row);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public DateOnly Date(int column) => _vectors[column].Date(Row);

    public DateOnly? DateOrNull(int column) => IsNull(column) ? null : Date(column);

    /// <summary>A wall-clock timestamp of no zone.</summary>
    public DateTime Timestamp(int column) => _vectors[column].Timestamp(Row);

    /// <summary>A timestamp with time zone, in UTC.</summary>
    public DateTimeOffset Instant(int column) => _vectors[column].Instant(Row);

    /// <summary>A list: its items as <see cref="Value"/> gives them, in their order.</summary>
    public IReadOnlyList<object?> Items(int column) => _vectors[column].Items(Row);

    /// <summary>
    /// The value in the type that fits its column: null, bool, long, Int128 (hugeint and unsigned 64 bits up), double,
    /// decimal, string, DateOnly, DateTime, DateTimeOffset or a list of these.
    /// </summary>
    public object? Value(int column) => _vectors[column].Value(Row);

    /// <summary>Ends the statement, read to its end or not.</summary>
    public void Dispose()
    {
        if (IsDisposed) { return; }
        IsDisposed = true;
        _interrupt.Dispose();

        // Without this DuckDB works on until its buffers are full before it lets go.
        if (!_isAtEnd) { Native.Interrupt(_connection); }
        Native.DestroyChunk(ref _chunk);
        Native.DestroyResult(ref _result);
    }

    private long Row => !IsDisposed && _row >= 0 && _row < _rows
        ? _row
        : throw new InvalidOperationException("The reader stands on no row.");

    private bool Fetch()
    {
        _cancellation.ThrowIfCancellationRequested();
        (_row, _rows) = (0, 0);
        Native.DestroyChunk(ref _chunk);
        _chunk = Native.FetchChunk(_result);
        if (_chunk == 0)
        {
            // An interrupted or failed stream ends like a finished one; only the error tells them apart.
            _cancellation.ThrowIfCancellationRequested();
            return Native.Borrowed(Native.ResultError(ref _result)) is { Length: > 0 } error
                ? throw DuckException.Of(error)
                : false;
        }

        _rows = checked((long)Native.ChunkSize(_chunk));
        for (var index = 0; index < _vectors.Length; index++)
        {
            _vectors[index].Attach(Native.ChunkVector(_chunk, (ulong)index));
        }

        return true;
    }
}
