using System.Diagnostics.CodeAnalysis;

namespace SocialFund.Analytics;

/// <summary>Rows of a running statement, forward only; one chunk of at most 2,048 rows is in memory at a time.</summary>
/// <remarks>
/// A getter of the wrong kind, or of a null without "OrNull", throws <see cref="InvalidOperationException"/> naming the
/// column; a number that does not fit throws <see cref="OverflowException"/>. Columns count from 0.
/// </remarks>
[SuppressMessage("Usage", "CA2216", Justification = "A finalizer would end the stream beside a statement that runs.")]
public sealed class DuckReader : IDisposable
{
    private readonly CancellationToken cancellation;
    private readonly CancellationTokenRegistration interrupt;
    private readonly DuckVector[] vectors;
    private Native.Result result;
    private nint chunk;
    private long rows;
    private long row = -1;
    private bool isAtEnd;

    internal DuckReader(Native.Result result, nint connection, CancellationToken cancellation)
    {
        this.result = result;
        this.cancellation = cancellation;
        vectors = new DuckVector[checked((int)Native.ColumnCount(ref this.result))];
        for (var index = 0; index < vectors.Length; index++)
        {
            var name = Native.Borrowed(Native.ColumnName(ref this.result, (ulong)index)) ?? "";
            vectors[index] = DuckVector.Of(name, Native.ColumnType(ref this.result, (ulong)index));
        }

        Columns = [.. vectors.Select(vector => new DuckColumn(vector.Name, vector.Type))];
        interrupt = cancellation.UnsafeRegister(_ => Native.Interrupt(connection), null);
    }

    public IReadOnlyList<DuckColumn> Columns { get; }

    internal bool IsDisposed { get; private set; }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False behind the last row.</returns>
    public bool Read()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        row++;
        while (row >= rows && !isAtEnd) { isAtEnd = !Fetch(); }
        return !isAtEnd;
    }

    /// <returns>The place of the column of this name.</returns>
    public int Ordinal(string name)
    {
        var index = Array.FindIndex(vectors, vector => string.Equals(vector.Name, name, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw new ArgumentException($"The result has no column {name}.", nameof(name));
    }

    public bool IsNull(int column) => vectors[column].IsNull(Row);

    public bool Boolean(int column) => vectors[column].Boolean(Row);

    /// <summary>Any whole number that fits, and a decimal that has no digits behind its point.</summary>
    public long Int64(int column) => vectors[column].Int64(Row);

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public Int128 HugeInt(int column) => vectors[column].Whole(Row);

    /// <summary>A decimal with the scale of its column: 1.50 stays 1.50.</summary>
    public decimal Decimal(int column) => vectors[column].Decimal(Row);

    public double Double(int column) => vectors[column].Double(Row);

    /// <summary>A varchar or an enum's label.</summary>
    public string Text(int column) => vectors[column].Text(Row);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public DateOnly Date(int column) => vectors[column].Date(Row);

    public DateOnly? DateOrNull(int column) => IsNull(column) ? null : Date(column);

    /// <summary>A wall-clock timestamp of no zone.</summary>
    public DateTime Timestamp(int column) => vectors[column].Timestamp(Row);

    /// <summary>A timestamp with time zone, in UTC.</summary>
    public DateTimeOffset Instant(int column) => vectors[column].Instant(Row);

    /// <summary>A list: its items as <see cref="Value"/> gives them, in their order.</summary>
    public IReadOnlyList<object?> Items(int column) => vectors[column].Items(Row);

    /// <summary>
    /// The value in the type that fits its column: null, bool, long, Int128 (hugeint and unsigned 64 bits up), double,
    /// decimal, string, DateOnly, DateTime, DateTimeOffset or a list of these.
    /// </summary>
    public object? Value(int column) => vectors[column].Value(Row);

    /// <summary>Ends the statement, read to its end or not.</summary>
    public void Dispose()
    {
        if (IsDisposed) { return; }
        IsDisposed = true;
        interrupt.Dispose();
        Native.DestroyChunk(ref chunk);
        Native.DestroyResult(ref result);
    }

    private long Row => !IsDisposed && row >= 0 && row < rows
        ? row
        : throw new InvalidOperationException("The reader stands on no row.");

    private bool Fetch()
    {
        cancellation.ThrowIfCancellationRequested();
        (row, rows) = (0, 0);
        Native.DestroyChunk(ref chunk);
        chunk = Native.FetchChunk(result);
        if (chunk == 0)
        {
            // An interrupted or failed stream ends like a finished one; only the error tells them apart.
            cancellation.ThrowIfCancellationRequested();
            return Native.Borrowed(Native.ResultError(ref result)) is { Length: > 0 } error
                ? throw DuckException.Of(error)
                : false;
        }

        rows = checked((long)Native.ChunkSize(chunk));
        for (var index = 0; index < vectors.Length; index++)
        {
            vectors[index].Attach(Native.ChunkVector(chunk, (ulong)index));
        }

        return true;
    }
}
