using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace SocialFund.Exchange.Governance.Text;

/// <summary>The encodings that detail files come in.</summary>
public enum TextEncoding
{
    Gb18030 = 1,
    Utf8,
}

/// <summary>Whole lines of a file, as received and as UTF-8.</summary>
/// <param name="Number">Blocks of a file are numbered from 0 in its order.</param>
/// <param name="FirstLine">The number of its first line in the file, from 1.</param>
/// <param name="Source">As received; the lines are the same as in <paramref name="Utf8"/>.</param>
/// <param name="Utf8">Bytes that were not valid are U+FFFD.</param>
public sealed record TextBlock(
    int Number, long FirstLine, int Lines, byte[] Source, int SourceLength, byte[] Utf8, int Utf8Length)
{
    /// <summary>The received bytes of a line, without its end.</summary>
    /// <param name="line">From 0 in this block.</param>
    public ReadOnlySpan<byte> SourceLine(int line) => LineOf(Source.AsSpan(0, SourceLength), line);

    /// <summary>The same line as UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8Line(int line) => LineOf(Utf8.AsSpan(0, Utf8Length), line);

    /// <summary>Gives the memory back to be used again: once, last, and only by who got the block from a reader.
    /// </summary>
    public void Release()
    {
        ArrayPool<byte>.Shared.Return(Source);
        if (Utf8 != Source) { ArrayPool<byte>.Shared.Return(Utf8); }
    }

    private static ReadOnlySpan<byte> LineOf(ReadOnlySpan<byte> rest, int line)
    {
        for (; line > 0; line--) { rest = rest[(rest.IndexOf((byte)'\n') + 1)..]; }
        var end = rest.IndexOf((byte)'\n');
        return (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
    }
}

/// <summary>Cuts a stream into blocks of whole lines. Memory is bounded: a line longer than a block is cut.</summary>
public sealed class BlockReader(Stream stream, TextEncoding encoding, int blockBytes = BlockReader.BlockBytes)
{
    /// <summary>Some thousand rows: enough to share out, few enough to stay in the processor's cache.</summary>
    public const int BlockBytes = 512 * 1024;

    private byte[] _rest = [];
    private int _number;
    private long _line = 1;
    private bool _isOver;

    /// <summary>The next block; null at the end.</summary>
    public TextBlock? Next()
    {
        if (_isOver) { return null; }
        var source = ArrayPool<byte>.Shared.Rent(blockBytes);
        _rest.CopyTo(source, 0);
        var length = _rest.Length;
        var room = source.AsSpan(length, blockBytes - length);
        length += stream.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
        _isOver = length < blockBytes;
        var end = _isOver ? length : source.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
        // A line without an end in a whole block is no line of ours; what follows is cut where the block ends.
        if (end == 0) { end = length; }
        _rest = source[end..length];
        if (end == 0) { return null; }
        return Make(source, end);
    }

    private TextBlock Make(byte[] source, int length)
    {
        var lines = source.AsSpan(0, length).Count((byte)'\n');
        if (source[length - 1] != '\n') { lines++; }
        var (utf8, utf8Length) = ToUtf8(source, length);
        var block = new TextBlock(_number++, _line, lines, source, length, utf8, utf8Length);
        _line += lines;
        return block;
    }

    private (byte[] Utf8, int Length) ToUtf8(byte[] source, int length)
    {
        var bytes = source.AsSpan(0, length);
        if (encoding == TextEncoding.Gb18030)
        {
            if (!bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF)) { return (source, length); }
            var room = ArrayPool<byte>.Shared.Rent(Room(bytes));
            return (room, Gb18030.ToUtf8(bytes, room));
        }
        if (Utf8.IsValid(bytes)) { return (source, length); }
        var text = Encoding.UTF8.GetString(bytes);
        var mended = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(text));
        return (mended, Encoding.UTF8.GetBytes(text, mended));
    }

    /// <summary>Each byte above 7F is at least half of a character of three bytes, or wrong and three bytes.</summary>
    private static int Room(ReadOnlySpan<byte> bytes)
    {
        var high = bytes.Length - CountAscii(bytes);
        return bytes.Length + high * (Gb18030.GrowthMax - 1) + Gb18030.GrowthMax;
    }

    private static int CountAscii(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            count += 8 - BitOperations.PopCount(word & 0x8080_8080_8080_8080);
        }
        foreach (var each in bytes[(bytes.Length / 8 * 8)..]) { count += each < 0x80 ? 1 : 0; }
        return count;
    }
}
