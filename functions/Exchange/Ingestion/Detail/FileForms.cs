using System.Text;
using System.Text.Unicode;
using System.Xml;
using SocialFund.Exchange.Governance.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>How rows stand in a file.</summary>
public enum FileForm
{
    /// <summary>Lines of delimited cells: .txt .csv .tsv.</summary>
    Lines = 1,

    /// <summary>One element a row, one child a cell.</summary>
    Xml,

    /// <summary>The first sheet of a workbook, for small tables.</summary>
    Xlsx,
}

/// <summary>Brings every form to delimited lines.</summary>
public static class FileForms
{
    /// <summary>Between cells of what was not delimited; in cells it becomes a blank.</summary>
    public const char Separator = '\t';

    private const int ProbeBytes = 64 * 1024;

    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    public static bool IsArchive(string name) => EndsWith(name, ".zip");

    /// <returns>Null for a file of no form that is read.</returns>
    public static FileForm? Of(string name) =>
        EndsWith(name, ".txt") || EndsWith(name, ".csv") || EndsWith(name, ".tsv") ? FileForm.Lines
        : EndsWith(name, ".xml") ? FileForm.Xml
        : EndsWith(name, ".xlsx") ? FileForm.Xlsx
        : null;

    /// <summary>UTF-8 where the beginning is valid UTF-8 (with or without a mark), else GB18030.</summary>
    public static TextEncoding Probe(Stream stream)
    {
        var bytes = new byte[ProbeBytes];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        // The last character may be cut.
        for (var cut = 0; cut < 4 && cut <= count; cut++)
        {
            if (Utf8.IsValid(bytes.AsSpan(0, count - cut))) { return TextEncoding.Utf8; }
        }
        return TextEncoding.Gb18030;
    }

    /// <summary>
    /// Rows of an XML file as lines: <c>&lt;rows&gt;&lt;row&gt;&lt;citizenIdNumber&gt;…</c>, any names for the two
    /// outer levels, fields by id, data element or Chinese name. The heading is what the first hundred rows have.
    /// </summary>
    /// <exception cref="XmlException">It is no XML, or has a document type.</exception>
    public static void WriteXmlLines(Func<Stream> open, Stream into)
    {
        var headings = new List<string>();
        foreach (var row in XmlRows(open).Take(100))
        {
            headings.AddRange(row.Keys.Except(headings));
        }
        using var writer = new StreamWriter(into, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(Separator, headings));
        foreach (var row in XmlRows(open))
        {
            var cells = headings.Select(heading => Clean(row.GetValueOrDefault(heading, "")));
            // A field that only a later row has would be lost: the row says so by having a cell too many.
            var others = row.Keys.Except(headings).Select(_ => "");
            writer.WriteLine(string.Join(Separator, cells.Concat(others)));
        }
    }

    /// <exception cref="InvalidDataException">It is no workbook, or too large for one.</exception>
    /// <param name="sheet">By name; the first when null.</param>
    public static void WriteSheetLines(Func<Stream> open, Stream into, string? sheet = null)
    {
        using var memory = new MemoryStream();
        using (var stream = open()) { stream.CopyTo(memory); }
        into.Write(Encoding.UTF8.GetBytes(SheetFile.ToCsv(memory.ToArray(), sheet)));
    }

    private static IEnumerable<Dictionary<string, string>> XmlRows(Func<Stream> open)
    {
        using var reader = XmlReader.Create(open(), Safe);
        Dictionary<string, string>? row = null;
        string? field = null;
        var text = new StringBuilder();
        while (reader.Read())
        {
            switch (reader.NodeType, reader.Depth)
            {
                case (XmlNodeType.Element, 1) when !reader.IsEmptyElement:
                    row = [];
                    break;
                case (XmlNodeType.Element, 2):
                    field = reader.LocalName;
                    text.Clear();
                    // <name/> is an empty cell of the row like any other.
                    if (reader.IsEmptyElement && row is not null) { row[field] = ""; }
                    break;
                case (XmlNodeType.Text or XmlNodeType.CDATA, _) when text.Length < LineTextMax:
                    text.Append(reader.Value);
                    break;
                case (XmlNodeType.EndElement, 2) when row is not null && field is not null:
                    row[field] = text.ToString();
                    break;
                case (XmlNodeType.EndElement, 1) when row is not null:
                    yield return row;
                    row = null;
                    break;
            }
        }
    }

    private const int LineTextMax = 4096;

    private static string Clean(string cell) => cell.ReplaceLineEndings(" ").Replace(Separator, ' ').Trim();

    private static bool EndsWith(string name, string ending) =>
        name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
