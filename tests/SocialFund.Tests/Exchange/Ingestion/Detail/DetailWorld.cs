using System.IO.Compression;
using System.Text;
using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Ingestion;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Ingestion.Detail;

/// <summary>The intake of detail data over a real folder and DuckDB.</summary>
internal sealed class DetailWorld : IDisposable
{
    public const string Sender = "RS630102";

    public const string MedicalSender = "YB630102";

    /// <summary>Eight of the table's 34 fields: a file need not have them all.</summary>
    public const string Heading = "行政区划代码|数据期别|个人编号|姓名|性别|公民身份号码|个人缴费基数|个人应缴当月金额|个人实缴当月金额";

    public static readonly CatalogTable Contributions =
        Catalogue.Shipped.Find("enterprise-pension/individual-contributions")!;

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private readonly TempFolder _folder = new();

    public DetailWorld(
        IBlobStore? blobs = null, IDocumentStore? store = null, TimeProvider? clock = null, Agency? sender = null)
    {
        Blobs = blobs ?? new FolderBlobStore(_folder.Of("blobs"), new NationalCrypto());
        Documents = store ?? new MemoryDocumentStore();
        Intake = new DetailIntake(
            Documents, Blobs, new NationalCrypto(), Duck, Catalogue.Shipped,
            new KnownAgencies(
                sender ?? new Agency(Sender, "城东区社保局", Division.Of("630102"), IntakeWorld.EveryFund)
                {
                    Departments = IntakeWorld.EveryDepartment,
                },
                new Agency(MedicalSender, "城东区医保局", Division.Of("630102"), IntakeWorld.EveryFund)),
            clock ?? new FixedClock(new DateTimeOffset(2026, 4, 10, 2, 0, 0, TimeSpan.Zero)), _folder.Of("work"),
            ArchiveLimits.Default, Division.Of("630000"));
    }

    public DuckDatabase Duck { get; } = DuckDatabase.Open(new DuckOptions { MemoryBytes = 512L << 20, Threads = 2 });
    public IBlobStore Blobs { get; }
    public IDocumentStore Documents { get; }
    public DetailIntake Intake { get; }

    public static byte[] Gb(params IEnumerable<string> lines) =>
        Gb18030.GetBytes(string.Concat(lines.Select(line => line + "\r\n")));

    /// <summary>A row of <see cref="Heading"/> of a person without fault.</summary>
    /// <param name="number">Makes person and id.</param>
    public static string Row(int number, string paid = "400.00") =>
        $"630102|202603|P{number:0000}|张三|1|{IdOf(number)}|5000.00|400.00|{paid}";

    /// <summary>A man born on 1990-03-07; the serial number makes him.</summary>
    public static string IdOf(int number)
    {
        var digits = $"63010219900307{(number * 2 + 1) % 1000:000}";
        return digits + (char)CitizenId.CheckOf(Encoding.ASCII.GetBytes(digits));
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                var entry = zip.CreateEntry(name);
                // The same files make the same package whenever it is made.
                entry.LastWriteTime = new DateTimeOffset(2026, 4, 1, 8, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(bytes);
            }
        }
        return memory.ToArray();
    }

    /// <summary>A ZIP with a manifest and one file of the contributions table.</summary>
    public static byte[] Batch(
        string number, byte[] file, string? replaces = null, long? rows = null, long? totalFen = null,
        string? sm3 = null, int? part = null, int? parts = null, string division = "630102") =>
        Zip(
            ("manifest.json", Encoding.UTF8.GetBytes(Json.Write(new DetailManifest(
                "detail", Sender, number, Period.Of(2026, 3), Division.Of(division),
                [new DetailManifestFile("缴费.txt", Contributions.Id, Rows: rows, TotalFen: totalFen, Sm3: sm3)],
                    replaces, part, parts)))),
            ("缴费.txt", file));

    public async Task<DetailBatch> Drop(byte[] bytes, string name = "明细.zip", string sender = Sender)
    {
        var blob = $"inbox/{sender}/{name}";
        (await Blobs.Put(blob, new MemoryStream(bytes), onlyNew: false)).Require();
        var batch = await Intake.Receive(blob, CancellationToken.None);
        Assert.Null(await Blobs.Info(blob));
        return batch!;
    }

    /// <summary>What a statement over the table's current rows answers, cells joined by blanks.</summary>
    public async Task<List<string>> Ask(string select, CatalogTable? table = null)
    {
        using var connection = Duck.Connect();
        connection.Create(await new DetailLake(new LakeIndex(Documents), Blobs)
            .View("rows", table ?? Contributions, null, CancellationToken.None));
        using var reader = connection.Query($"select ({select})::varchar from rows order by all");
        var answers = new List<string>();
        while (reader.Read()) { answers.Add(reader.IsNull(0) ? "" : reader.Text(0)); }
        return answers;
    }

    /// <summary>Names and texts of what came back.</summary>
    public async Task<Dictionary<string, string>> Returned(DetailBatch batch)
    {
        await using var blob = await Blobs.Open(batch.ReturnFile!);
        using var zip = new ZipArchive(blob!.Content);
        var texts = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(
                await entry.OpenAsync(),
                    entry.Name.EndsWith(".json", StringComparison.Ordinal) ? Encoding.UTF8 : Gb18030);
            texts[entry.Name] = await reader.ReadToEndAsync();
        }
        return texts;
    }

    public async Task<byte[]> ReturnedBytes(DetailBatch batch)
    {
        await using var blob = await Blobs.Open(batch.ReturnFile!);
        using var memory = new MemoryStream();
        await blob!.Content.CopyToAsync(memory);
        return memory.ToArray();
    }

    public void Dispose()
    {
        Duck.Dispose();
        _folder.Dispose();
    }
}
