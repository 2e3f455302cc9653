using System.Text;

namespace SocialFund.Exchange.Ingestion.Text;

/// <summary>What ended the reading of a file before its end.</summary>
public enum LineFault
{
    None = 0,
    TooLong,
    WrongEncoding,
}

/// <summary>
/// Reads a byte stream line by line in bounded memory. Lines end with LF or CRLF; in GB18030 no trailing byte of a
/// character is LF, so cutting bytes first is safe and gives every decoding fault its line.
/// </summary>
public sealed class LineReader(Stream stream, Encoding encoding)
{
    public const int BytesMax = 8192;

    private readonly byte[] _buffer = new byte[1 << 18];
    private readonly char[] _chars = new char[BytesMax + 1];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>1 for the first line, after the first <see cref="Read"/>.</summary>
    public int Number { get; private set; }

    public LineFault Fault { get; private set; }

    /// <summary>The line's bytes without its end; valid until the next read.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_lineStart, _lineLength);

    private int _lineStart;
    private int _lineLength;

    /// <summary>The next line; valid until the next call.</summary>
    /// <returns>False at the end or at a <see cref="Fault"/>. A last line without a line end counts when not
    /// empty.</returns>
    public bool Read(out ReadOnlySpan<char> line)
    {
        line = default;
        if (!Cut()) { return false; }
        Number++;
        if (_lineLength > BytesMax) { Fault = LineFault.TooLong; return false; }
        if (Number == 1 && Bytes.StartsWith("\uFEFF"u8)) { _lineStart += 3; _lineLength -= 3; }
        try
        {
            var count = encoding.GetChars(Bytes, _chars);
            line = _chars.AsSpan(0, count);
            return true;
        }
        catch (DecoderFallbackException)
        {
            Fault = LineFault.WrongEncoding;
            return false;
        }
    }

    private bool Cut()
    {
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (found >= 0) { Take(found, found + 1); return true; }
            if (_end - _start > BytesMax + 1) { Take(_end - _start, _end - _start); return true; }
            if (_ended)
            {
                if (_end == _start) { return false; }
                Take(_end - _start, _end - _start);
                return true;
            }
            Fill();
        }
    }

    private void Take(int length, int consumed)
    {
        (_lineStart, _lineLength) = (_start, length);
        if (length > 0 && _buffer[_start + length - 1] == '\r') { _lineLength--; }
        _start += consumed;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }
        var count = stream.Read(_buffer, _end, _buffer.Length - _end);
        _ended = count == 0;
        _end += count;
    }
}
