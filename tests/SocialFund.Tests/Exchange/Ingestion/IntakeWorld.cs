using System.IO.Compression;
using System.Text;
using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Ingestion;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Ingestion;

/// <summary>The intake over a real folder and DuckDB, with a door that only remembers what came through it.</summary>
internal sealed class IntakeWorld : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly DuckDatabase _duck = DuckDatabase.Open(new DuckOptions { MemoryBytes = 512L << 20, Threads = 2 });

    public IntakeWorld(Agency? agency = null)
    {
        var crypto = new NationalCrypto();
        Blobs = new FolderBlobStore(_folder.Of("blobs"), crypto);
        var agencies = new KnownAgencies(
            agency ?? new Agency("A6301021", "城东区社会保险服务中心", Division.Of("630102"), EveryFund));
        var attachments = new Attachments(Blobs, crypto);
        Intake = new Intake(
            Store, Blobs, crypto, _duck, new BatchCheck(ExpenditureKinds.Shipped, agencies, attachments, crypto),
            attachments,
            new EarlierBatches(Store, Blobs, _duck, (request, _) => Task.FromResult(!Dead.Contains(request))),
            Door, Clock, _folder.Of("work"), ArchiveLimits.Default, Division.Of("630000"));
    }

    public static IReadOnlyList<Fund> EveryFund { get; } = [.. FundList.All.Select(entry => entry.Fund)];

    public static IReadOnlyList<string> EveryDepartment { get; } =
        [.. Catalogue.Shipped.Departments.Select(department => department.Id)];

    public MemoryDocumentStore Store { get; } = new();
    public FolderBlobStore Blobs { get; }
    public FixedClock Clock { get; } = new(new DateTimeOffset(2026, 6, 20, 2, 0, 0, TimeSpan.Zero));
    public RememberingDoor Door { get; } = new();
    public HashSet<RequestId> Dead { get; } = [];
    public Intake Intake { get; }

    public async Task<IntakeRecord> Drop(byte[] zip, string name = "待遇.zip", string agency = "A6301021")
    {
        var blob = $"inbox/{agency}/{name}";
        (await Blobs.Put(blob, new MemoryStream(zip), onlyNew: false)).Require();
        var record = await Intake.Receive(blob, CancellationToken.None);
        Assert.Null(await Blobs.Info(blob));
        return record!;
    }

    /// <summary>Puts a file into the inbox, over what lies there.</summary>
    public async Task Put(byte[] zip, string name = "待遇.zip") =>
        (await Blobs.Put($"inbox/A6301021/{name}", new MemoryStream(zip), onlyNew: false)).Require();

    public Task<IntakeRecord?> Receive(string name = "待遇.zip") =>
        Intake.Receive($"inbox/A6301021/{name}", CancellationToken.None);

    public async Task<IReadOnlyList<IntakeRecord>> Records() =>
    [
        .. (await Store.Changes(Containers.Intake, null, "intake", 100)).Items.Select(item => item.As<IntakeRecord>()),
    ];

    public async Task<IntakeRecord> Record(string id) =>
        (await Store.Find<IntakeRecord>(Containers.Intake, id, IntakeRecord.DocumentId))!.Value;

    public async Task<string> Text(string blob, Encoding? encoding = null)
    {
        await using var opened = (await Blobs.Open(blob))!;
        using var reader = new StreamReader(opened.Content, encoding ?? Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    public async Task<string[]> ReturnedLines(IntakeRecord record)
    {
        await using var opened = (await Blobs.Open(record.ReturnFile!))!;
        using var zip = new ZipArchive(opened.Content);
        using var reader = new StreamReader(
            await zip.Entries.Single().OpenAsync(), CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!);
        return (await reader.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose()
    {
        _duck.Dispose();
        _folder.Dispose();
    }

    /// <summary>Keeps requests and lines; the same id with another digest is refused as the real door does.</summary>
    internal sealed class RememberingDoor : ISubmissions
    {
        public Dictionary<RequestId, (NewRequest Request, List<PayeeLine> Lines)> Requests { get; } = [];

        public bool KeepLines { get; set; } = true;

        public long LinesSeen { get; private set; }

        /// <summary>What happens while the next request comes through.</summary>
        public Func<Task>? Meanwhile { get; set; }

        public async Task<Result<Submitted>> Submit(NewRequest request, IAsyncEnumerable<PayeeLine> lines, Call call)
        {
            var meanwhile = Meanwhile;
            Meanwhile = null;
            if (meanwhile is not null) { await meanwhile(); }
            if (Requests.TryGetValue(request.Id, out var known))
            {
                return known.Request.Received!.Sm3 == request.Received!.Sm3
                    ? new Submitted(request.Id, true)
                    : new BatchReused(request.Id.Batch);
            }
            var kept = new List<PayeeLine>();
            await foreach (var line in lines)
            {
                LinesSeen++;
                if (KeepLines) { kept.Add(line); }
            }
            Requests[request.Id] = (request, kept);
            return new Submitted(request.Id, false);
        }
    }
}
