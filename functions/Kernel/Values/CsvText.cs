namespace SocialFund.Kernel;

/// <summary>
/// CSV as Chinese Excel opens it right (RFC 4180; the writer puts the UTF-8 mark before), and as nothing runs in it.
/// </summary>
public static class CsvText
{
    public const string ContentType = "text/csv; charset=utf-8";

    /// <returns>The cells with separators and the line's end.</returns>
    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>Quoted where needed; text that a spreadsheet would run as a formula gets an apostrophe.</summary>
    public static string Cell(string text)
    {
        var isFormula = text is ['=' or '+' or '@' or '\t' or '\r', ..]
            || (text is ['-', ..] && !Money.TryParseYuan(text, out _));
        var safe = isFormula ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }
}
