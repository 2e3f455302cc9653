using System.Text;
using System.Xml;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Governance.Text;
using SocialFund.Exchange.Mapping;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>A file whose heading has been understood (整理): lines, encoding, delimiter and fields are known.</summary>
/// <param name="Heading">As received, with the lines above it; empty where a mapping says that there is none.</param>
/// <param name="Names">The received columns.</param>
/// <param name="Delimiter">Between received cells.</param>
/// <param name="Map">Where the columns are not the table's.</param>
internal sealed record PreparedFile(
    PackageFile Source, Func<Stream> Open, TextEncoding Encoding, byte[] Heading, IReadOnlyList<string> Names,
    char Delimiter, Layout Layout, RowMap? Map = null)
{
    private const int HeadingBytesMax = 64 * 1024;

    /// <summary>A workbook is read whole; tables that are larger come as text.</summary>
    private const long WorkbookBytesMax = 64L << 20;

    public TableFile Table => new(Source.Name, Open, Encoding, Layout, Map);

    /// <param name="workFile">Where rows of XML and workbooks are put down as lines.</param>
    public static Result<PreparedFile> Of(
        PackageFile file, Period period, Division division, Catalogue catalogue, string workFile)
    {
        if (file.Form == FileForm.Xlsx && file.Length > WorkbookBytesMax)
        {
            return new FileUnreadable(file.Name, $"工作簿超过 {WorkbookBytesMax >> 20} MB，请另存为 CSV 或 TXT");
        }
        try
        {
            if (file.Form == FileForm.Lines) { return Lines(file.Open, null); }
            using (var lines = File.Create(workFile))
            {
                if (file.Form == FileForm.Xml) { FileForms.WriteXmlLines(file.Open, lines); }
                else { FileForms.WriteSheetLines(file.Open, lines, file.Mapping?.Format.Sheet); }
            }
            return Lines(() => File.OpenRead(workFile), TextEncoding.Utf8);
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or DecoderFallbackException
            or SheetMissingException)
        {
            // A damaged deflate stream, no XML, no workbook: one answer to the sender.
            return new FileUnreadable(
                file.Name, error is XmlException xml ? $"第 {xml.LineNumber} 行不是有效的 XML"
                    : error is SheetMissingException ? error.Message : "内容已损坏或格式不符");
        }

        Result<PreparedFile> Lines(Func<Stream> open, TextEncoding? known) => file.Mapping is { } mapping
            ? OfMapped(file, mapping, open, known, period, division, catalogue)
            : OfLines(file, open, known, period);
    }

    private static Result<PreparedFile> OfMapped(
        PackageFile file, SourceMapping mapping, Func<Stream> open, TextEncoding? known, Period period,
        Division division, Catalogue catalogue)
    {
        var declared = file.Declared?.Encoding ?? mapping.Format.Encoding;
        var encoding = known ?? (declared is null ? EncodingOf(file, open) : Named(declared));
        var first = FirstLines.Read(open, encoding, Math.Max(1, mapping.Format.HeadingRow));
        if (first.Lines.Count == 0) { return new HeadingOfTableWrong(file.Name, "文件是空的。"); }
        if (first.Lines.Count < mapping.Format.HeadingRow)
        {
            return new HeadingOfTableWrong(
                file.Name, $"映射“{mapping.Name}”的标题在第 {mapping.Format.HeadingRow} 行，文件没有这么多行。");
        }
        var delimiter = known is not null ? file.Form == FileForm.Xlsx ? ',' : FileForms.Separator
            : (file.Declared?.Delimiter ?? mapping.Format.Delimiter) switch
            {
                null => first.MostFrequent(),
                "\t" => '	',
                var one => one[0],
            };
        var cells = EmbeddedCsv.Split(first.Lines[^1], delimiter);
        var names = mapping.Format.HeadingRow > 0 ? Headings.Names(cells)
            : Headings.Numbered(Math.Min(cells.Length, Math.Max(mapping.Headings.Count, 1)));
        var mapped = new MappedFile(file.Name, names, delimiter, file.Form == FileForm.Xlsx, period, division);
        return RowMap.Of(mapping, mapped, file.Table, catalogue).TryGet(out var map, out var problem)
            ? new PreparedFile(
                file, open, encoding, mapping.Format.HeadingRow > 0 ? first.Bytes : [], names, delimiter, map.Layout,
                map)
            : problem;
    }

    private static Result<PreparedFile> OfLines(
        PackageFile file, Func<Stream> open, TextEncoding? known, Period period)
    {
        var encoding = known ?? EncodingOf(file, open);
        using var stream = open();
        var bytes = new byte[HeadingBytesMax];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var end = bytes.AsSpan(0, count).IndexOf((byte)'\n');
        if (end < 0 && count == bytes.Length) { return new HeadingOfTableWrong(file.Name, "第一行过长，不是标题行。"); }
        var heading = bytes.AsSpan(0, end < 0 ? count : end).TrimEnd((byte)'\r').ToArray();
        if (heading.Length == 0) { return new HeadingOfTableWrong(file.Name, "第一行为空。第一行应为字段名称。"); }
        var delimiter =
            file.Declared?.Delimiter switch { null => (byte?)null, "\\t" => (byte)'\t', var one => (byte)one[0] };
        return Layout.Read(file.Name, Utf8Of(heading, encoding), file.Table, period, delimiter)
            .TryGet(out var layout, out var problem)
            ? new PreparedFile(
                file, open, encoding, heading,
                EmbeddedCsv.Split(System.Text.Encoding.UTF8.GetString(Utf8Of(heading, encoding)), (char)layout.Delimiter),
                (char)layout.Delimiter, layout)
            : problem;
    }

    private static TextEncoding EncodingOf(PackageFile file, Func<Stream> open)
    {
        if (file.Declared?.Encoding is { } declared)
        {
            return Named(declared);
        }
        using var stream = open();
        return FileForms.Probe(stream);
    }

    private static TextEncoding Named(string encoding) =>
        encoding.StartsWith("UTF", StringComparison.OrdinalIgnoreCase) ? TextEncoding.Utf8 : TextEncoding.Gb18030;

    private static byte[] Utf8Of(byte[] line, TextEncoding encoding)
    {
        if (encoding == TextEncoding.Utf8) { return line; }
        var utf8 = new byte[line.Length * Gb18030.GrowthMax];
        return utf8[..Gb18030.ToUtf8(line, utf8)];
    }
}
