using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>Every sheet of an xlsx workbook (ECMA-376), hidden ones too.</summary>
internal static class XlsxBook
{
    /// <summary>Unpacked; what unpacks to more is no report.</summary>
    private const long PartMax = 128 * 1_048_576;

    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = PartMax,
    };

    /// <exception cref="InvalidDataException">No xlsx, damaged, or too large.</exception>
    /// <exception cref="XmlException">A part is no XML.</exception>
    public static List<Sheet> Read(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        var texts = Part(archive, "xl/sharedStrings.xml") is { } shared ? Texts(shared) : [];
        var book = Part(archive, "xl/workbook.xml") ?? throw new InvalidDataException("不是 xlsx 工作簿");
        var percents = Part(archive, "xl/styles.xml") is { } styles ? Percents(styles) : [];
        var targets = Targets(Part(archive, "xl/_rels/workbook.xml.rels") ?? "<none/>");
        var sheets = new List<Sheet>();
        foreach (var (name, relation) in Names(book))
        {
            if (!targets.TryGetValue(relation, out var target)) { throw new InvalidDataException("工作簿目录残缺"); }
            if (!target.StartsWith("xl/worksheets/", StringComparison.Ordinal)) { continue; }
            sheets.Add(Rows(
                name, Part(archive, target) ?? throw new InvalidDataException($"缺少工作表“{name}”"), texts, percents));
        }
        return sheets;
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

    private static List<(string Name, string Relation)> Names(string xml)
    {
        var names = new List<(string, string)>();
        using var reader = XmlReader.Create(new StringReader(xml), Safe);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "sheet") { continue; }
            var relation = "";
            for (var index = 0; index < reader.AttributeCount; index++)
            {
                reader.MoveToAttribute(index);
                if (reader.LocalName == "id" && reader.NamespaceURI.Length > 0) { relation = reader.Value; }
            }
            reader.MoveToElement();
            names.Add((reader.GetAttribute("name") ?? "", relation));
        }
        return names;
    }

    private static Dictionary<string, string> Targets(string xml)
    {
        var targets = new Dictionary<string, string>();
        using var reader = XmlReader.Create(new StringReader(xml), Safe);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Relationship") { continue; }
            var target = reader.GetAttribute("Target") ?? "";
            targets[reader.GetAttribute("Id") ?? ""] = target.StartsWith('/') ? target[1..] : $"xl/{target}";
        }
        return targets;
    }

    private static List<string> Texts(string xml)
    {
        var texts = new List<string>();
        var isReading = false;
        using var reader = XmlReader.Create(new StringReader(xml), Safe);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                // Phonetic readings beside the text are not part of it.
                if (reader.LocalName == "rPh") { reader.Skip(); }
                if (reader.LocalName == "si") { texts.Add(""); }
                isReading = reader.LocalName == "t" && !reader.IsEmptyElement;
            }
            else if (reader.NodeType == XmlNodeType.EndElement) { isReading = false; }
            else if (isReading && texts.Count > 0) { texts[^1] += reader.Value; }
        }
        return texts;
    }

    /// <summary>Cell styles that show percentages: two built-in forms, and own ones with %.</summary>
    private static HashSet<string> Percents(string xml)
    {
        var (forms, found) = (new HashSet<string> { "9", "10" }, new HashSet<string>());
        var (isCells, number) = (false, 0);
        using var reader = XmlReader.Create(new StringReader(xml), Safe);
        while (reader.Read())
        {
            if (reader.LocalName == "cellXfs") { isCells = reader.NodeType == XmlNodeType.Element; }
            if (reader.NodeType != XmlNodeType.Element) { continue; }
            if (reader.LocalName == "numFmt"
                && reader.GetAttribute("formatCode")?.Contains('%', StringComparison.Ordinal) == true)
            {
                forms.Add(reader.GetAttribute("numFmtId") ?? "");
            }
            if (!isCells || reader.LocalName != "xf") { continue; }
            if (forms.Contains(reader.GetAttribute("numFmtId") ?? "")) { found.Add($"{number}"); }
            number++;
        }
        return found;
    }

    private static Sheet Rows(string name, string xml, List<string> texts, HashSet<string> percents)
    {
        var sheet = new SheetBuilder(name);
        var (row, column, kind, value, isReading, isPercent) = (-1, -1, "", "", false, false);
        using var reader = XmlReader.Create(new StringReader(xml), Safe);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "row":
                    row = int.TryParse(reader.GetAttribute("r"), out var number) ? number - 1 : row + 1;
                    column = -1;
                    break;
                case XmlNodeType.Element when reader.LocalName == "c":
                    (kind, value) = (reader.GetAttribute("t") ?? "", "");
                    isPercent = percents.Contains(reader.GetAttribute("s") ?? "");
                    column = ColumnOf(reader.GetAttribute("r"), column + 1);
                    break;
                case XmlNodeType.Element when reader.LocalName == "mergeCell":
                    if (Merge(reader.GetAttribute("ref") ?? "") is { } merge) { sheet.Merge(merge); }
                    break;
                case XmlNodeType.Element:
                    isReading = reader.LocalName is "v" or "t" && !reader.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "c":
                    Set(sheet, row, column, value, kind, texts, isPercent);
                    break;
                case XmlNodeType.EndElement:
                    isReading = false;
                    break;
                default:
                    if (isReading && reader.HasValue) { value += reader.Value; }
                    break;
            }
        }
        return sheet.Finish();
    }

    private static void Set(
        SheetBuilder sheet, int row, int column, string value, string kind, List<string> texts, bool isPercent)
    {
        if (value.Length == 0) { return; }
        if (kind == "s")
        {
            if (!int.TryParse(value, out var index) || index < 0 || index >= texts.Count)
            {
                throw new InvalidDataException("文字表残缺");
            }
            sheet.Set(row, column, texts[index], isNumber: false);
            return;
        }
        var isNumber = kind is "" or "n";
        var shown = isNumber && isPercent ? ExactNumber.AsPercent(value) : isNumber ? ExactNumber.Typed(value) : value;
        sheet.Set(row, column, shown, isNumber);
    }

    private static int ColumnOf(string? place, int next)
    {
        if (place is null) { return next; }
        var column = 0;
        foreach (var letter in place.TakeWhile(char.IsAsciiLetterUpper).Take(4))
        {
            column = column * 26 + letter - 'A' + 1;
        }
        return column - 1;
    }

    private static MergedCells? Merge(string area)
    {
        var ends = area.Split(':');
        if (ends.Length != 2) { return null; }
        var (top, bottom) = (RowOf(ends[0]), RowOf(ends[1]));
        return top < 0 || bottom < top ? null
            : new MergedCells(top, ColumnOf(ends[0], 0), bottom, ColumnOf(ends[1], 0));
    }

    private static int RowOf(string place) =>
        int.TryParse(
            place.TrimStart([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]), NumberStyles.None, CultureInfo.InvariantCulture,
            out var row) ? row - 1 : -1;
}
