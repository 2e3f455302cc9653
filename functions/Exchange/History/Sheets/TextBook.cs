using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>A CSV or TXT file as one sheet: UTF-8, UTF-16 with its mark, or GB18030; comma, tab, | or ; between
/// cells.</summary>
internal static class TextBook
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private static readonly char[] Separators = ['\t', '|', ',', ';'];

    /// <exception cref="InvalidDataException">Bytes that no text has.</exception>
    public static Sheet Read(byte[] bytes, string name)
    {
        var text = Decode(bytes);
        if (text.Any(symbol => symbol < ' ' && symbol is not ('\t' or '\r' or '\n' or '\f')))
        {
            throw new InvalidDataException("不是文本文件");
        }
        var sheet = new SheetBuilder(name);
        var row = 0;
        foreach (var cells in Cells(text))
        {
            for (var column = 0; column < cells.Length; column++)
            {
                if (cells[column].Length > 0) { sheet.Set(row, column, cells[column], isNumber: false); }
            }
            row++;
        }
        return sheet.Finish();
    }

    private static string Decode(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..]) { return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2); }
        var body = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
        try { return StrictUtf8.GetString(body); }
        catch (DecoderFallbackException)
        {
            var strict = CodePagesEncodingProvider.Instance.GetEncoding(
                "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
            try { return strict.GetString(body); }
            catch (DecoderFallbackException error)
            {
                throw new InvalidDataException("既不是 UTF-8 也不是 GB18030 文本", error);
            }
        }
    }

    private static IEnumerable<string[]> Cells(string text)
    {
        // Amounts have commas, so a comma separates only where nothing else does.
        var separator = Separators
            .FirstOrDefault(mark => text.Split('\n').Take(40).Count(line => line.Contains(mark)) >= 2, ',');
        return separator == ','
            ? EmbeddedCsv.Parse(text)
            : text.Split('\n').Select(line => line.TrimEnd('\r').Split(separator).Select(Unquoted).ToArray());
    }

    private static string Unquoted(string cell) =>
        cell is ['"', .., '"'] ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
}
