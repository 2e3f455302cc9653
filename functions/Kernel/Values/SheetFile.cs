using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace SocialFund.Kernel;

/// <summary>A workbook without the sheet that was asked for.</summary>
public sealed class SheetMissingException(string sheet) : Exception($"工作簿中没有名为“{sheet}”的工作表");

/// <summary>
/// The first sheet of an xlsx file as CSV text, so that one reader serves both. Formulas give their kept values, dates
/// their day.
/// </summary>
public static class SheetFile
{
    /// <summary>Unpacked. A bank statement of 20,000 lines has some 10 MB.</summary>
    private const long PartMax = 64 * 1_048_576;

    /// <summary>Empty rows are lines too; a sheet that begins further down is a mistake.</summary>
    private const int LinesMax = 40_000;

    private const int ColumnsMax = 200;

    private static readonly DateOnly Epoch = new(1899, 12, 30);

    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = PartMax,
    };

    /// <summary>Whether the file begins as ZIP files do, of which xlsx is one.</summary>
    public static bool IsZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8);

    /// <exception cref="InvalidDataException">No xlsx, or a part is missing or too large.</exception>
    /// <exception cref="XmlException">A part is no XML.</exception>
    /// <exception cref="SheetMissingException">No sheet of that name.</exception>
    /// <param name="sheet">By name; the first when null.</param>
    public static string ToCsv(byte[] bytes, string? sheet = null)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        var texts = Part(archive, "xl/sharedStrings.xml") is { } shared ? SharedTexts(shared) : [];
        var dates = Part(archive, "xl/styles.xml") is { } styles ? DateStyles(styles) : [];
        var part = sheet is not null
            ? NamedSheets(archive).FirstOrDefault(named => named.Name == sheet).Part
                ?? throw new SheetMissingException(sheet)
            : archive.Entries
                .Where(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)
                    && entry.FullName.EndsWith(".xml", StringComparison.Ordinal))
                .MinBy(entry => (entry.FullName.Length, entry.FullName))?.FullName
                ?? throw new InvalidDataException("xlsx 中没有工作表");
        return Rows(Part(archive, part) ?? throw new InvalidDataException("工作表残缺"), texts, dates);
    }

    /// <summary>The names of the sheets in their order.</summary>
    /// <exception cref="InvalidDataException">No xlsx, or a part is too large.</exception>
    /// <exception cref="XmlException">A part is no XML.</exception>
    public static IReadOnlyList<string> Sheets(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        return [.. NamedSheets(archive).Select(sheet => sheet.Name)];
    }

    private static List<(string Name, string Part)> NamedSheets(ZipArchive archive)
    {
        var targets = new Dictionary<string, string>();
        foreach (var relation in Elements(Part(archive, "xl/_rels/workbook.xml.rels"), "Relationship", "Id", "Target"))
        {
            targets[relation[0]] = relation[1];
        }
        return
        [
            .. Elements(Part(archive, "xl/workbook.xml"), "sheet", "name", "r:id")
                .Where(sheet => targets.ContainsKey(sheet[1]))
                .Select(sheet => (sheet[0], PartOf(targets[sheet[1]]))),
        ];
    }

    /// <summary>Targets are told from the folder xl, or from the archive's root.</summary>
    private static string PartOf(string target) => target is ['/', .. var rest] ? rest : $"xl/{target}";

    private static IEnumerable<string[]> Elements(string? xml, string name, params string[] attributes)
    {
        if (xml is null) { yield break; }
        using var reader = XmlReader.Create(new StringReader(xml), Safe);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == name)
            {
                yield return [.. attributes.Select(attribute => reader.GetAttribute(attribute) ?? "")];
            }
        }
    }

    private static string? Part(ZipArchive archive, string name)
    {
        if (archive.GetEntry(name) is not { } entry) { return null; }
        using var reader = new StreamReader(entry.Open());
        var text = new StringBuilder();
        var buffer = new char[81_920];
        // The size that the archive tells may be a lie.
        for (var count = reader.Read(buffer); count > 0; count = reader.Read(buffer))
        {
            if (text.Length + count > PartMax) { throw new InvalidDataException("工作表过大"); }
            text.Append(buffer, 0, count);
        }
        return text.ToString();
    }

    private static List<string> SharedTexts(string xml)
    {
        var texts = new List<string>();
        using var reader = XmlReader.Create(new StringReader(xml), Safe);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) { continue; }
            if (reader.LocalName == "si") { texts.Add(""); }
            if (reader.LocalName == "t" && texts.Count > 0) { texts[^1] += reader.ReadString(); }
        }
        return texts;
    }

    /// <summary>Cell styles that show days: built-in forms 14–22, and own ones with y and d.</summary>
    private static HashSet<string> DateStyles(string xml)
    {
        var (own, found) = (new HashSet<string>(), new HashSet<string>());
        var (isCells, number) = (false, 0);
        using var reader = XmlReader.Create(new StringReader(xml), Safe);
        while (reader.Read())
        {
            if (reader.LocalName == "cellXfs") { isCells = reader.NodeType == XmlNodeType.Element; }
            if (reader.NodeType != XmlNodeType.Element) { continue; }
            if (reader.LocalName == "numFmt" && reader.GetAttribute("formatCode") is { } form
                && form.Contains('y', StringComparison.OrdinalIgnoreCase)
                && form.Contains('d', StringComparison.OrdinalIgnoreCase))
            {
                own.Add(reader.GetAttribute("numFmtId") ?? "");
            }
            if (!isCells || reader.LocalName != "xf") { continue; }
            var shape = reader.GetAttribute("numFmtId") ?? "";
            var isBuiltIn = int.TryParse(shape, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && id is >= 14 and <= 22;
            if (isBuiltIn || own.Contains(shape)) { found.Add($"{number}"); }
            number++;
        }
        return found;
    }

    private static string Rows(string xml, List<string> texts, HashSet<string> dates)
    {
        var csv = new StringBuilder();
        var cells = new List<string>();
        var (line, kind, style) = (1, "", "");
        using var reader = XmlReader.Create(new StringReader(xml), Safe);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "row")
            {
                csv.AppendJoin(',', cells.Select(Quoted)).Append('\n');
                cells.Clear();
                line++;
            }
            if (reader.NodeType != XmlNodeType.Element) { continue; }
            if (reader.LocalName == "row" && int.TryParse(reader.GetAttribute("r"), out var row))
            {
                // Rows that are left out stay lines, so that faults are told with the sheet's own numbers.
                while (line < row && line < LinesMax) { csv.Append('\n'); line++; }
            }
            if (reader.LocalName == "c")
            {
                (kind, style) = (reader.GetAttribute("t") ?? "", reader.GetAttribute("s") ?? "");
                var column = ColumnOf(reader.GetAttribute("r"), cells.Count);
                if (column >= ColumnsMax) { throw new InvalidDataException("列数过多"); }
                while (cells.Count <= column) { cells.Add(""); }
            }
            if (reader.LocalName is "v" or "t" && cells.Count > 0)
            {
                cells[^1] += ValueOf(reader.ReadString(), kind, dates.Contains(style), texts);
            }
        }
        return csv.ToString();
    }

    private static int ColumnOf(string? place, int next)
    {
        if (place is null) { return next; }
        var column = 0;
        foreach (var letter in place.TakeWhile(char.IsAsciiLetterUpper)) { column = column * 26 + letter - 'A' + 1; }
        return column - 1;
    }

    private static string ValueOf(string value, string kind, bool isDate, List<string> texts)
    {
        if (kind == "s")
        {
            return int.TryParse(value, out var index) && index < texts.Count ? texts[index]
                : throw new InvalidDataException("文字表残缺");
        }
        if (kind.Length > 0 && kind != "n") { return value; }
        var whole = value.Split('.')[0];
        return isDate && int.TryParse(whole, out var day) && day is > 0 and < 100_000
            ? Epoch.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Rounded(value);
    }

    /// <summary>Sheets keep numbers in binary: 1234.56 may be written 1234.5599999999999.</summary>
    private static string Rounded(string value)
    {
        var parts = value.TrimStart('-').Split('.');
        if (parts is not [var whole, { Length: >= 9 } rest] || rest.Any(digit => !char.IsAsciiDigit(digit))
            || !long.TryParse(whole + rest[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var fen)
            || fen >= Money.MaxFen)
        {
            return value;
        }
        var money = Money.FromFen(rest[2] >= '5' ? fen + 1 : fen);
        return (value[0] == '-' ? -money : money).ToPlainYuan();
    }

    private static string Quoted(string cell) =>
        cell.Length == 0 ? ""
            : $"\"{cell.ReplaceLineEndings(" ").Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
