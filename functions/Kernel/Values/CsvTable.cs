using System.Text;

namespace SocialFund.Kernel;

/// <summary>A fault of one cell or row of an uploaded table.</summary>
/// <param name="Line">The line in the file; the heading is line 1.</param>
public sealed record RowProblem(int Line, string Column, string Code, string Message)
{
    public override string ToString() => $"第{Line}行 {Column}：{Message}";
}

/// <param name="Line">Where the row begins in the file.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string> Cells);

public sealed record TableUnreadable(int Line, string Why)
    : Problem(ProblemKind.Invalid, "table_unreadable", $"第{Line}行：{Why}");

public sealed record TableTooLarge(long Max)
    : Problem(ProblemKind.TooLarge, "table_too_large", $"文件超过 {Max / 1_048_576} MB，请拆分后上传。");

/// <summary>
/// A small CSV table as people upload it: UTF-8 (with or without a mark) or GB18030, a heading row, quoted cells.
/// Nothing is repaired: a torn quote refuses the file; blank lines are passed over.
/// </summary>
public sealed class CsvTable
{
    /// <summary>Tables of codes and budgets are small; detail data come through the inbox.</summary>
    public const long BytesMax = 16 * 1_048_576;

    private readonly Dictionary<string, int> _columns;

    private CsvTable(IReadOnlyList<string> header, IReadOnlyList<CsvRow> rows)
    {
        Header = header;
        Rows = rows;
        _columns = header.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index);
    }

    public IReadOnlyList<string> Header { get; }

    public IReadOnlyList<CsvRow> Rows { get; }

    /// <returns>The table, or <see cref="TableTooLarge"/> or <see cref="TableUnreadable"/>.</returns>
    public static async Task<Result<CsvTable>> Read(Stream stream, CancellationToken stopping = default) =>
        (await ReadText(stream, stopping)).TryGet(out var text, out var problem) ? Parse(text) : problem;

    /// <summary>Any uploaded text, in UTF-8 or GB18030, up to the size of a table.</summary>
    /// <returns>The text, or <see cref="TableTooLarge"/> or <see cref="TableUnreadable"/>.</returns>
    public static async Task<Result<string>> ReadText(Stream stream, CancellationToken stopping = default)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (var count = await stream.ReadAsync(buffer, stopping); count > 0;
            count = await stream.ReadAsync(buffer, stopping))
        {
            if (bytes.Length + count > BytesMax) { return new TableTooLarge(BytesMax); }
            await bytes.WriteAsync(buffer.AsMemory(0, count), stopping);
        }
        return Decode(bytes.ToArray()) is { } text
            ? text
            : new TableUnreadable(1, "文件编码既不是 UTF-8 也不是 GB18030。");
    }

    public static Result<CsvTable> Parse(string text)
    {
        if (!Split(text).TryGet(out var rows, out var problem)) { return problem; }
        if (rows.Count == 0) { return new TableUnreadable(1, "文件没有内容。"); }
        List<string> header = [.. rows[0].Cells.Select(cell => cell.Trim())];
        if (header.Distinct().Count() < header.Count) { return new TableUnreadable(1, "表头有重复的列名。"); }
        foreach (var row in rows.Skip(1))
        {
            if (row.Cells.Count > header.Count) { return new TableUnreadable(row.Line, "列数多于表头，请检查是否多了逗号。"); }
        }
        return new CsvTable(header, [.. rows.Skip(1)]);
    }

    /// <summary>Whether one of these headings is there.</summary>
    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_columns.ContainsKey(name)) { return true; }
        }
        return false;
    }

    /// <summary>A fault for each column that is not there.</summary>
    /// <param name="columns">The headings that may name each column, the Chinese one first.</param>
    public IEnumerable<RowProblem> MissingColumns(IEnumerable<string[]> columns) =>
        columns.Where(names => !Has(names)).Select(names =>
            new RowProblem(1, names[0], "column_missing", $"缺少列“{names[0]}”（{names[1]}）。"));

    /// <summary>The trimmed cell under the first of these headings that is there; empty when none is.</summary>
    public string Cell(CsvRow row, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_columns.TryGetValue(name, out var index))
            {
                return index < row.Cells.Count ? row.Cells[index].Trim() : "";
            }
        }
        return "";
    }

    private static string? Decode(byte[] bytes)
    {
        var start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        foreach (var encoding in (Encoding[])[new UTF8Encoding(false, throwOnInvalidBytes: true), Gb18030()])
        {
            try { return encoding.GetString(bytes, start, bytes.Length - start); }
            catch (DecoderFallbackException)
            {
                // Not this encoding; the next one is tried.
            }
        }
        return null;
    }

    private static Encoding Gb18030() => CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static Result<List<CsvRow>> Split(string text)
    {
        var rows = new List<CsvRow>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (line, rowLine, quoted) = (1, 1, false);

        void EndRow()
        {
            cells.Add(cell.ToString());
            cell.Clear();
            if (cells.Any(value => !string.IsNullOrWhiteSpace(value))) { rows.Add(new CsvRow(rowLine, [.. cells])); }
            cells.Clear();
            rowLine = line;
        }

        for (var index = 0; index < text.Length; index++)
        {
            var symbol = text[index];
            if (symbol == '\n') { line++; }
            var isPair = quoted && symbol == '"' && index + 1 < text.Length && text[index + 1] == '"';
            if (isPair) { cell.Append('"'); index++; }
            else if (symbol == '"' && (quoted || cell.Length == 0)) { quoted = !quoted; }
            else if (quoted) { cell.Append(symbol); }
            else if (symbol == ',') { cells.Add(cell.ToString()); cell.Clear(); }
            else if (symbol == '\n') { EndRow(); }
            else if (symbol != '\r') { cell.Append(symbol); }
        }
        if (quoted) { return new TableUnreadable(rowLine, "引号没有成对。"); }
        if (cell.Length > 0 || cells.Count > 0) { EndRow(); }
        return rows;
    }
}
