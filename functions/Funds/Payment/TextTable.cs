using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

/// <summary>One column of a bank's text file.</summary>
/// <param name="Of">The value's name: <c>amount</c>, <c>account</c> …; empty for a fixed text.</param>
/// <param name="Width">Bytes, for fixed-width files.</param>
/// <param name="Format">text, integer, yuan (1234.50), fen (123450), date (YYYYMMDD).</param>
/// <param name="Fixed">The text that stands here always, such as the record mark.</param>
public sealed record TextColumn(string Of = "", int Width = 0, string Format = "text", string? Fixed = null)
{
    /// <summary>Numbers stand right, filled with zeros; texts left, filled with blanks.</summary>
    public bool IsNumber => Format is "integer" or "fen";
}

/// <summary>A line as read: its values by column name, or why it cannot be read.</summary>
/// <param name="Part">header, row or trailer.</param>
public sealed record TextLine(int Line, string Part, IReadOnlyDictionary<string, string> Values, string? Bad);

/// <summary>
/// A bank's file format as data: a header line, rows, a trailer line, each a list of columns; delimited or of fixed
/// width.
/// Written and read by the same description. Amounts are fen texts inside, whatever the file shows.
/// </summary>
/// <param name="Encoding">gb18030 or utf-8.</param>
/// <param name="Delimiter">Empty for fixed width.</param>
public sealed record TextTable(
    string Encoding, string Delimiter, IReadOnlyList<TextColumn> Header, IReadOnlyList<TextColumn> Rows,
    IReadOnlyList<TextColumn> Trailer)
{
    /// <summary>A longer line is no line of any bank's file.</summary>
    private const int LineMax = 4_000;

    private Encoding Codec => Encoding == "gb18030"
        ? CodePagesEncodingProvider.Instance.GetEncoding(
            "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!
        : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes the file; lines end with CR LF.</summary>
    public async Task Write(
        Stream stream, IReadOnlyDictionary<string, string> header,
        IAsyncEnumerable<IReadOnlyDictionary<string, string>> rows, IReadOnlyDictionary<string, string> trailer,
        CancellationToken stopping)
    {
        var codec = Codec;
        async Task Line(IReadOnlyList<TextColumn> columns, IReadOnlyDictionary<string, string> values)
        {
            if (columns.Count > 0) { await stream.WriteAsync(LineOf(columns, values, codec), stopping); }
        }
        await Line(Header, header);
        await foreach (var row in rows.WithCancellation(stopping)) { await Line(Rows, row); }
        await Line(Trailer, trailer);
    }

    /// <summary>
    /// Reads line by line; never more than two lines in memory. A line that cannot be read is told as such.
    /// </summary>
    /// <exception cref="DecoderFallbackException">The bytes are not of the encoding.</exception>
    public async IAsyncEnumerable<TextLine> Read(
        Stream stream, [EnumeratorCancellation] CancellationToken stopping)
    {
        using var reader = new StreamReader(stream, Codec, detectEncodingFromByteOrderMarks: false);
        var number = 0;
        var next = await reader.ReadLineAsync(stopping);
        while (next is not null)
        {
            var line = next;
            number++;
            next = await NextLine(reader, stopping);
            var part = number == 1 && Header.Count > 0 ? "header"
                : next is null && Trailer.Count > 0 ? "trailer" : "row";
            yield return Parse(number, part, line);
        }
    }

    /// <summary>The next line that is not empty: files often end in an empty one.</summary>
    private static async Task<string?> NextLine(StreamReader reader, CancellationToken stopping)
    {
        var line = await reader.ReadLineAsync(stopping);
        while (line is { Length: 0 }) { line = await reader.ReadLineAsync(stopping); }
        return line;
    }

    private TextLine Parse(int number, string part, string line)
    {
        var columns = part switch { "header" => Header, "trailer" => Trailer, _ => Rows };
        var values = new Dictionary<string, string>();
        if (line.Length > LineMax) { return new TextLine(number, part, values, "行过长"); }
        if (Split(line, columns) is not { } cells) { return new TextLine(number, part, values, "栏数或长度不符"); }
        for (var index = 0; index < columns.Count; index++)
        {
            var column = columns[index];
            var cell = cells[index].Trim();
            if (column.Fixed is not null)
            {
                if (cell != column.Fixed) { return new TextLine(number, part, values, $"记录标识应为“{column.Fixed}”"); }
                continue;
            }
            if (FromFile(column, cell) is not { } value)
            {
                return new TextLine(number, part, values, $"第 {index + 1} 栏“{column.Of}”格式不符");
            }
            values[column.Of] = value;
        }
        return new TextLine(number, part, values, null);
    }

    private string[]? Split(string line, IReadOnlyList<TextColumn> columns)
    {
        if (Delimiter.Length > 0)
        {
            var cells = line.Split(Delimiter);
            return cells.Length == columns.Count ? cells : null;
        }
        var bytes = Codec.GetBytes(line);
        if (bytes.Length != columns.Sum(column => column.Width)) { return null; }
        var (at, parts) = (0, new List<string>());
        try
        {
            foreach (var column in columns)
            {
                parts.Add(Codec.GetString(bytes, at, column.Width));
                at += column.Width;
            }
        }
        catch (DecoderFallbackException)
        {
            // A character cut in two by the column's edge: the columns do not stand where they should.
            return null;
        }
        return [.. parts];
    }

    private byte[] LineOf(
        IReadOnlyList<TextColumn> columns, IReadOnlyDictionary<string, string> values, Encoding codec)
    {
        var cells = columns.Select(column => column.Fixed ?? ToFile(column, values[column.Of]));
        if (Delimiter.Length > 0) { return codec.GetBytes(string.Join(Delimiter, cells) + "\r\n"); }
        var text = string.Concat(cells.Zip(columns, (cell, column) => Pad(cell, column, codec)));
        return codec.GetBytes(text + "\r\n");
    }

    private static string Pad(string cell, TextColumn column, Encoding codec)
    {
        var missing = column.Width - codec.GetByteCount(cell);
        if (missing < 0)
        {
            throw new InvalidOperationException($"Column {column.Of} is wider than {column.Width} bytes.");
        }
        return column.IsNumber ? new string('0', missing) + cell : cell + new string(' ', missing);
    }

    private static string ToFile(TextColumn column, string value) => column.Format == "yuan"
        ? Money.FromFen(long.Parse(value, CultureInfo.InvariantCulture)).ToPlainYuan()
        : value;

    private static string? FromFile(TextColumn column, string cell) => column.Format switch
    {
        "yuan" => Money.TryParseYuan(cell, out var money) ? $"{money.Fen}" : null,
        "fen" or "integer" => long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= Money.MaxFen ? $"{number}" : null,
        "date" => DateOnly.TryParseExact(cell, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? cell : null,
        _ => cell,
    };
}
