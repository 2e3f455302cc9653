using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using SocialFund.Exchange.Ingestion.Text;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Local.Demo;

/// <summary>A batch as an agency would drop it, of synthetic people and firms only.</summary>
/// <param name="Rows">Cells by field id, a row each; fields left out are empty.</param>
internal sealed record SampleBatch(
    string Sender, string Batch, ExpenditureKind Kind, Fund Fund, Division Division, Period Period,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Rows)
{
    private const string TableName = "明细.txt";

    /// <summary>Papers that come along: file name to attachment type.</summary>
    public IReadOnlyDictionary<string, string> Papers { get; init; } = new Dictionary<string, string>();

    /// <summary>actual (实拨) or advance (预拨).</summary>
    public string Mode { get; init; } = "actual";

    public byte[] Zip(INationalCrypto crypto)
    {
        var table = TableBytes();
        var papers = Papers.ToDictionary(paper => paper.Key, paper => PaperBytes(paper.Key));
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "manifest.json", Encoding.UTF8.GetBytes(ManifestOf(table, papers, crypto).ToJsonString()));
            Put(zip, TableName, table);
            foreach (var (name, bytes) in papers) { Put(zip, name, bytes); }
        }
        return memory.ToArray();
    }

    private byte[] TableBytes()
    {
        var fields = Kind.Payees.Fields;
        var lines = Rows
            .Select(row => string.Join('|', fields.Select(field => row.GetValueOrDefault(field.Id, ""))))
            .Prepend(string.Join('|', fields.Select(field => field.Name)));
        return Encodings.Find("GB18030")!.GetBytes(string.Concat(lines.Select(line => line + "\r\n")));
    }

    private JsonObject ManifestOf(byte[] table, Dictionary<string, byte[]> papers, INationalCrypto crypto)
    {
        var amount = Kind.Payees.Fields.Single(field => field.Role == FieldRole.Amount).Id;
        var total = Rows.Sum(row =>
            Money.TryParseYuan(row.GetValueOrDefault(amount, ""), out var money) ? money.Fen : 0);
        return new JsonObject
        {
            ["sender"] = Sender,
            ["batch"] = Batch,
            ["kind"] = Kind.Id,
            ["fund"] = Fund.Entry().Id,
            ["division"] = Division.Text,
            ["period"] = Period.Text,
            ["mode"] = Mode,
            ["files"] = new JsonArray(new JsonObject
            {
                ["name"] = TableName,
                ["role"] = Kind.Payees.Role,
                ["encoding"] = "GB18030",
                ["delimiter"] = "|",
                ["rows"] = Rows.Count,
                ["totalFen"] = total,
                ["sm3"] = crypto.Sm3Of(table),
            }),
            ["attachments"] = new JsonArray([.. papers.Select(paper => new JsonObject
            {
                ["name"] = paper.Key,
                ["type"] = Papers[paper.Key],
                ["sm3"] = crypto.Sm3Of(paper.Value),
            })]),
        };
    }

    /// <summary>A PDF of one page whose text is Latin only: enough to be opened and to be told from another.</summary>
    private static byte[] PaperBytes(string name)
    {
        var number = name.Sum(symbol => symbol).ToString(CultureInfo.InvariantCulture);
        var content = $"BT /F1 24 Tf 72 720 Td (SocialFund sample paper {number}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                + " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var index = 0; index < objects.Length; index++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{objects[index]}\nendobj\n");
        }
        var start = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) { pdf.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n"); }
        pdf.Append(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }

    /// <summary>The same content gives the same bytes: entries carry no time of their own.</summary>
    private static void Put(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
        entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}
