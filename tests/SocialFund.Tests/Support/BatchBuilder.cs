using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Tests.Support;

/// <summary>Builds batches as an agency would: a table, its manifest, a ZIP. Every part can be spoiled.</summary>
public sealed class BatchBuilder
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
    private static readonly NationalCrypto Crypto = new();

    public const string PensionHeading = "单位编号|公民身份号码|姓名|待遇项目|待遇月份|金额|开户行|行号|银行账号|死亡或待遇终止日期";

    public string Sender { get; set; } = "A6301021";
    public string Batch { get; set; } = "0001";
    public string Kind { get; set; } = "periodic-benefit";
    public string Fund { get; set; } = "enterprise-pension";
    public string Division { get; set; } = "630102";
    public string Period { get; set; } = "202606";
    public string Encoding { get; set; } = "GB18030";
    public string Heading { get; set; } = PensionHeading;
    public string TableName { get; set; } = "个人支出明细.txt";
    public IList<string> Rows { get; } = new List<string>();
    public long? TotalFen { get; set; }
    public long? RowCount { get; set; }
    public string? Digest { get; set; }

    /// <summary>Changes the manifest before it is written.</summary>
    public Action<JsonObject> Edit { get; set; } = _ => { };

    /// <summary>Other entries of the ZIP.</summary>
    public Dictionary<string, byte[]> Extra { get; } = [];

    public byte[] TableBytes
    {
        get
        {
            var encoding = Encoding == "GB18030" ? Gb18030 : System.Text.Encoding.UTF8;
            return encoding.GetBytes(string.Concat(new[] { Heading }.Concat(Rows).Select(row => row + "\r\n")));
        }
    }

    /// <summary>A synthetic person's 18-digit number, valid by GB 11643.</summary>
    public static string PersonId(int number)
    {
        var birth = new DateOnly(1950, 1, 1).AddDays(number % 10_000);
        var body = string.Create(
            CultureInfo.InvariantCulture, $"630102{birth:yyyyMMdd}{number / 10_000 % 1000:000}");
        return "10X98765432".Select(check => body + check).First(id => CitizenId.IsValid(id));
    }

    public static string PensionRow(int number, string yuan, string item = "basic-pension", string month = "202606") =>
        $"E{number % 50:000}|{PersonId(number)}|测试人{number}|{item}|{month}|{yuan}|青海农商银行|402851000019|"
        + string.Create(CultureInfo.InvariantCulture, $"8210{number:000000000000}|");

    public BatchBuilder Add(params string[] rows)
    {
        foreach (var row in rows) { Rows.Add(row); }
        return this;
    }

    public byte[] Zip()
    {
        var table = TableBytes;
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "manifest.json", System.Text.Encoding.UTF8.GetBytes(ManifestOf(table).ToJsonString()));
            Put(zip, TableName, table);
            foreach (var (name, bytes) in Extra) { Put(zip, name, bytes); }
        }
        return memory.ToArray();
    }

    private JsonObject ManifestOf(byte[] table)
    {
        var manifest = new JsonObject
        {
            ["sender"] = Sender,
            ["batch"] = Batch,
            ["kind"] = Kind,
            ["fund"] = Fund,
            ["division"] = Division,
            ["period"] = Period,
            ["files"] = new JsonArray(new JsonObject
            {
                ["name"] = TableName,
                ["role"] = "payees",
                ["encoding"] = Encoding,
                ["delimiter"] = "|",
                ["rows"] = RowCount ?? Rows.Count,
                ["totalFen"] = TotalFen ?? SumOfAmounts(),
                ["sm3"] = Digest ?? Crypto.Sm3Of(table),
            }),
        };
        Edit(manifest);
        return manifest;
    }

    private long SumOfAmounts()
    {
        var column = Array.IndexOf(Heading.Split('|'), "金额");
        return Rows.Select(row => row.Split('|').ElementAtOrDefault(column))
            .Sum(cell => decimal.TryParse(cell, CultureInfo.InvariantCulture, out var yuan) ? (long)(yuan * 100) : 0);
    }

    private static void Put(ZipArchive zip, string name, byte[] bytes)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(bytes);
    }
}
