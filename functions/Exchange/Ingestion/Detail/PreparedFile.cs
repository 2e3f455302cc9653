using System.Text;
using System.Xml;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Governance.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>A file whose heading has been understood (整理): lines, encoding, delimiter and fields are known.</summary>
/// <param name="Heading">As received.</param>
internal sealed record PreparedFile(
    PackageFile Source, Func<Stream> Open, TextEncoding Encoding, byte[] Heading, Layout Layout)
{
    private const int HeadingBytesMax = 32 * 1024;

    /// <summary>A workbook is read whole; tables that are larger come as text.</summary>
    private const long WorkbookBytesMax = 64L << 20;

    public byte[] HeadingUtf8 => Utf8Of(Heading, Encoding);

    public char Delimiter => (char)Layout.Delimiter;

    public TableFile Table => new(Source.Name, Open, Encoding, Layout);

    /// <param name="workFile">Where rows of XML and workbooks are put down as lines.</param>
    public static Result<PreparedFile> Of(PackageFile file, Period period, string workFile)
    {
        if (file.Form == FileForm.Xlsx && file.Length > WorkbookBytesMax)
        {
            return new FileUnreadable(file.Name, $"工作簿超过 {WorkbookBytesMax >> 20} MB，请另存为 CSV 或 TXT");
        }
        try
        {
            if (file.Form == FileForm.Lines) { return OfLines(file, file.Open, null, period); }
            using (var lines = File.Create(workFile))
            {
                if (file.Form == FileForm.Xml) { FileForms.WriteXmlLines(file.Open, lines); }
                else { FileForms.WriteSheetLines(file.Open, lines); }
            }
            return OfLines(file, () => File.OpenRead(workFile), TextEncoding.Utf8, period);
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or DecoderFallbackException)
        {
            // A damaged deflate stream, no XML, no workbook: one answer to the sender.
            return new FileUnreadable(
                file.Name, error is XmlException xml ? $"第 {xml.LineNumber} 行不是有效的 XML" : "内容已损坏或格式不符");
        }
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
            ? new PreparedFile(file, open, encoding, heading, layout)
            : problem;
    }

    private static TextEncoding EncodingOf(PackageFile file, Func<Stream> open)
    {
        if (file.Declared?.Encoding is { } declared)
        {
            return declared.StartsWith("UTF", StringComparison.OrdinalIgnoreCase) ? TextEncoding.Utf8
                : TextEncoding.Gb18030;
        }
        using var stream = open();
        return FileForms.Probe(stream);
    }

    private static byte[] Utf8Of(byte[] line, TextEncoding encoding)
    {
        if (encoding == TextEncoding.Utf8) { return line; }
        var utf8 = new byte[line.Length * Gb18030.GrowthMax];
        return utf8[..Gb18030.ToUtf8(line, utf8)];
    }
}
