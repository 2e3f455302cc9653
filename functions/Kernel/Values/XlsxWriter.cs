using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Xml;

namespace SocialFund.Kernel;

/// <summary>Writes sheets as a plain xlsx workbook: texts, numbers, merged cells. The same sheets give the same
/// bytes.</summary>
public static class XlsxWriter
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    public static byte[] Write(IReadOnlyList<Sheet> sheets)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            var numbers = Enumerable.Range(1, sheets.Count).ToList();
            Part(zip, "[Content_Types].xml",
                $"<Types xmlns=\"{Package}/content-types\">"
                + "<Default Extension=\"rels\" "
                + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + Override("workbook.xml", "sheet.main")
                + string.Concat(numbers.Select(number => Override($"worksheets/sheet{number}.xml", "worksheet")))
                + "</Types>");
            Part(zip, "_rels/.rels", Relations([("rId1", "officeDocument", "xl/workbook.xml")]));
            Part(zip, "xl/_rels/workbook.xml.rels", Relations(
                numbers.Select(number => ($"rId{number}", "worksheet", $"worksheets/sheet{number}.xml"))));
            Part(zip, "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>"
                + string.Concat(sheets.Select((sheet, place) =>
                    $"<sheet name=\"{SecurityElement.Escape(sheet.Name)}\" "
                    + $"sheetId=\"{place + 1}\" r:id=\"rId{place + 1}\"/>"))
                + "</sheets></workbook>");
            for (var place = 0; place < sheets.Count; place++)
            {
                Part(zip, $"xl/worksheets/sheet{place + 1}.xml", Worksheet(sheets[place]));
            }
        }
        return memory.ToArray();
    }

    private static string Worksheet(Sheet sheet)
    {
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\"><sheetData>");
        for (var row = 0; row < sheet.Rows.Count; row++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{row + 1}\">");
            for (var column = 0; column < sheet.Rows[row].Count; column++)
            {
                var cell = sheet.Rows[row][column];
                if (cell.Text.Length == 0) { continue; }
                var place = Sheet.PlaceOf(row, column);
                xml.Append(cell.IsNumber
                    ? $"<c r=\"{place}\"><v>{cell.Text}</v></c>"
                    : $"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                        + $"{Escaped(cell.Text)}</t></is></c>");
            }
            xml.Append("</row>");
        }
        xml.Append("</sheetData>");
        if (sheet.Merges.Count > 0)
        {
            var areas = sheet.Merges.Select(merge =>
                $"{Sheet.PlaceOf(merge.Top, merge.Left)}:{Sheet.PlaceOf(merge.Bottom, merge.Right)}");
            xml.Append("<mergeCells>").AppendJoin("", areas.Select(area => $"<mergeCell ref=\"{area}\"/>"))
                .Append("</mergeCells>");
        }
        return xml.Append("</worksheet>").ToString();
    }

    /// <summary>What XML cannot hold is left away.</summary>
    private static string? Escaped(string text) =>
        SecurityElement.Escape(string.Concat(text.Where(XmlConvert.IsXmlChar)));

    private static string Override(string part, string kind) =>
        $"<Override PartName=\"/xl/{part}\" "
        + $"ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>";

    private static string Relations(IEnumerable<(string Id, string Kind, string Target)> targets) =>
        $"<Relationships xmlns=\"{Package}/relationships\">" + string.Concat(targets.Select(target =>
            $"<Relationship Id=\"{target.Id}\" Type=\"{Office}/{target.Kind}\" Target=\"{target.Target}\"/>"))
        + "</Relationships>";

    private static void Part(ZipArchive zip, string name, string xml)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = new DateTimeOffset(2018, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{xml}"));
    }
}
