using System.Runtime.CompilerServices;

namespace SocialFund.Analytics;

/// <summary>The rows that DuckDB wants next: columns to write into, straight in its memory.</summary>
public sealed unsafe class RowChunk
{
    /// <summary>A text of at most so many bytes lies in its cell; a longer one elsewhere.</summary>
    private const int InlineTextMax = 12;

    private readonly DuckColumn[] _columns;
    private readonly nint[] _vectors;
    private readonly nint[] _data;
    private readonly nint[] _validity;

    internal RowChunk(DuckColumn[] columns)
    {
        _columns = columns;
        (_vectors, _data, _validity) =
            (new nint[columns.Length], new nint[columns.Length], new nint[columns.Length]);
        Capacity = (int)Native.VectorSize();
    }

    /// <summary>How many rows fit.</summary>
    public int Capacity { get; }

    /// <summary>Cells of a bigint, timestamp or decimal column (of at most 18 digits).</summary>
    public Span<long> Long(int column) => new((void*)_data[column], Capacity);

    /// <summary>Cells of an integer or date column.</summary>
    public Span<int> Int(int column) => new((void*)_data[column], Capacity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetText(int column, int row, ReadOnlySpan<byte> utf8)
    {
        fixed (byte* bytes = utf8)
        {
            if (utf8.Length > InlineTextMax)
            {
                Native.AssignText(_vectors[column], (ulong)row, bytes, (ulong)utf8.Length);
                return;
            }
            // duckdb_string_t: a length, then the bytes themselves padded with zeros.
            var cell = (byte*)_data[column] + row * 16;
            *(long*)cell = 0;
            *(long*)(cell + 8) = 0;
            *(int*)cell = utf8.Length;
            utf8.CopyTo(new Span<byte>(cell + 4, utf8.Length));
        }
    }

    public void SetNull(int column, int row)
    {
        if (_validity[column] == 0)
        {
            Native.EnsureValidity(_vectors[column]);
            _validity[column] = (nint)Native.VectorValidity(_vectors[column]);
        }
        ((ulong*)_validity[column])[row >> 6] &= ~(1UL << (row & 63));
    }

    internal void Attach(nint chunk)
    {
        for (var column = 0; column < _columns.Length; column++)
        {
            _vectors[column] = Native.ChunkVector(chunk, (ulong)column);
            _data[column] = (nint)Native.VectorData(_vectors[column]);
            _validity[column] = 0;
        }
    }
}
