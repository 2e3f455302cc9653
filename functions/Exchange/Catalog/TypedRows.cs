using System.Runtime.CompilerServices;

namespace SocialFund.Exchange.Catalog;

/// <summary>
/// Some rows of a table, column by column, as the lake will hold them. A cell is one number: fen, millionths, days
/// since 1970, YYYYMM, microseconds since 1970, a count, or where a text stands.
/// </summary>
/// <remarks>One number a cell keeps millions of rows out of the garbage collector's sight.</remarks>
public sealed class TypedRows
{
    /// <summary>An empty cell.</summary>
    public const long Empty = long.MinValue;

    private const int LengthBits = 20;

    private byte[] _text = [];
    private int _textLength;
    private byte[] _added = new byte[1024];
    private int _addedLength;

    /// <param name="columns">As many as the table has fields.</param>
    public TypedRows(int columns)
    {
        Columns = new long[columns][];
        for (var column = 0; column < columns; column++) { Columns[column] = []; }
    }

    /// <summary>One array a field of the table, in its order.</summary>
    public long[][] Columns { get; }

    /// <summary>How many rows are in.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Starts over with rows whose texts mostly stand in <paramref name="text"/>. Cells keep what they had: whoever
    /// reads a row writes each cell of the columns that the file has; the other columns stay empty.
    /// </summary>
    public void Begin(int rows, byte[] text, int textLength)
    {
        (Count, _text, _textLength, _addedLength) = (rows, text, textLength, 0);
        for (var column = 0; column < Columns.Length; column++)
        {
            if (Columns[column].Length >= rows) { continue; }
            Columns[column] = GC.AllocateUninitializedArray<long>(rows);
            Columns[column].AsSpan().Fill(Empty);
        }
    }

    /// <summary>A text that stands at <paramref name="offset"/> of the rows' own text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long At(int offset, int length) => ((long)offset << LengthBits) | (uint)length;

    /// <summary>Where a text stands, for parts of it.</summary>
    public static int OffsetOf(long cell) => (int)(cell >> LengthBits);

    /// <summary>Keeps a text that does not stand in the rows as they came.</summary>
    public long Keep(ReadOnlySpan<byte> utf8)
    {
        if (_addedLength + utf8.Length > _added.Length)
        {
            Array.Resize(ref _added, Math.Max(_added.Length * 2, _addedLength + utf8.Length));
        }
        utf8.CopyTo(_added.AsSpan(_addedLength));
        var cell = At(_textLength + _addedLength, utf8.Length);
        _addedLength += utf8.Length;
        return cell;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> TextOf(long cell)
    {
        if (cell == Empty) { return default; }
        var offset = (int)(cell >> LengthBits);
        var length = (int)(cell & ((1 << LengthBits) - 1));
        return offset < _textLength ? _text.AsSpan(offset, length) : _added.AsSpan(offset - _textLength, length);
    }
}
