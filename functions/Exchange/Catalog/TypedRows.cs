using System.Runtime.CompilerServices;

namespace SocialFund.Exchange.Catalog;

/// <summary>
/// Some rows of a table, column by column, as the lake will hold them. A cell is one number: fen, millionths, days
/// since 1970, YYYYMM, microseconds since 1970, a count, or where a text stands in <see cref="Text"/>.
/// </summary>
/// <remarks>One number a cell keeps millions of rows out of the garbage collector's sight.</remarks>
public sealed class TypedRows
{
    /// <summary>An empty cell.</summary>
    public const long Empty = long.MinValue;

    private const int LengthBits = 20;

    private byte[] _text;

    public TypedRows(int columns, int rowsMax, int textBytes)
    {
        Columns = new long[columns][];
        for (var column = 0; column < columns; column++) { Columns[column] = new long[rowsMax]; }
        _text = new byte[textBytes];
    }

    /// <summary>One array a field of the table, in its order.</summary>
    public long[][] Columns { get; }

    /// <summary>How many rows are in.</summary>
    public int Count { get; set; }

    /// <summary>UTF-8 of every text cell.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, TextLength);

    public byte[] TextBuffer => _text;

    public int TextLength { get; private set; }

    public void Clear() => (Count, TextLength) = (0, 0);

    /// <summary>Keeps a text; <see cref="TextOf"/> finds it again.</summary>
    public long Keep(ReadOnlySpan<byte> utf8)
    {
        if (TextLength + utf8.Length > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, TextLength + utf8.Length));
        }
        utf8.CopyTo(_text.AsSpan(TextLength));
        var cell = ((long)TextLength << LengthBits) | (uint)utf8.Length;
        TextLength += utf8.Length;
        return cell;
    }

    public ReadOnlySpan<byte> TextOf(long cell) =>
        cell == Empty ? default : _text.AsSpan(OffsetOf(cell), LengthOf(cell));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OffsetOf(long cell) => (int)(cell >> LengthBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthOf(long cell) => (int)(cell & ((1 << LengthBits) - 1));
}
