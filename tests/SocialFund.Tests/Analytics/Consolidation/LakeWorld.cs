using SocialFund.Analytics;
using SocialFund.Analytics.Consolidation;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Analytics.Consolidation;

/// <summary>
/// Real books, requests and batches as documents in memory, the lake in a folder. Qinghai: province 630000, Xining
/// 630100 with counties 630102 and 630121, Haidong 630200 with county 630202.
/// </summary>
internal sealed class LakeWorld : IDisposable
{
    /// <summary>When people look: the year 2026 is over.</summary>
    public static readonly DateTimeOffset Asked = new(2027, 2, 1, 1, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private int _numbers;

    public LakeWorld()
    {
        Store = new MemoryDocumentStore();
        // The folder tells when files were written, so the lake's time is the machine's.
        Clock = new FixedClock(TimeProvider.System.GetUtcNow());
        Blobs = new FolderBlobStore(_folder.File("blobs"), new NationalCrypto());
        Duck = DuckDatabase.Open(new DuckOptions { Threads = 1 });
        Charts = new Charts(Store);
        Books = new Books(Store, Charts, PostingRules.Shipped, new NationalCrypto());
        Consolidator = Over(Store, Blobs);
        Nightly = new NightlyRun(Consolidator, Store, Blobs, Clock, new TimeOnly(2, 30));
        Module = new ConsolidationModule(
            Store, Blobs, Duck, Consolidator, new NoJobs(), now => now + TimeSpan.FromHours(8));
    }

    public MemoryDocumentStore Store { get; }
    public FixedClock Clock { get; }
    public FolderBlobStore Blobs { get; }
    public DuckDatabase Duck { get; }
    public Charts Charts { get; }
    public Books Books { get; }
    public Consolidator Consolidator { get; }
    public NightlyRun Nightly { get; }
    public ConsolidationModule Module { get; }

    /// <summary>Another process over these stores.</summary>
    public Consolidator Over(IDocumentStore store, IBlobStore blobs) => new(
        store, blobs, Duck, [new VoucherDataset(Charts), new RequestDataset(), new BatchDataset()], Clock,
        _folder.File("work"), Division.Of("630000"));

    public Task<LakeRun> Run(string key = "night", bool full = false) => Run(Consolidator, key, full);

    public Task<LakeRun> Run(Consolidator consolidator, string key, bool full = false)
    {
        Clock.Now += TimeSpan.FromMinutes(1);
        return consolidator.Run(
            new LakeOrder("manual", "省社保处经办", full), null, Call.System("lake", Clock.Now, key));
    }

    /// <summary>A whole run of another process.</summary>
    public async Task RunElsewhere(string key)
    {
        using var other = Over(Store, Blobs);
        await Run(other, key);
    }

    public static Actor Person(string division, Fund? fund = null) => new(
        "u-1", "查看者", Division.Of(division), null,
        [new Grant(new HashSet<string> { Permission.LakeView.Code }, fund, Division.Of(division))]);

    /// <summary>Asks an endpoint as the pipeline does, its permission check included.</summary>
    public async Task<Result<object>> Try(Actor actor, IScoped request)
    {
        var endpoint = Module.Endpoints.Single(endpoint => endpoint.Request == request.GetType());
        var call = new Call(actor, Asked, "r-1");
        return endpoint.Access is Access.Needs needs && !call.May(needs.Permission, request.ScopeFor(actor))
            ? new NotAllowed(needs.Permission.Title)
            : await endpoint.Handle(request, call);
    }

    public async Task<T> Ask<T>(IScoped request, string division = "630000") =>
        (T)(await Try(Person(division), request)).Require();

    public Task<LakeOverview> Overview(string division, int year = 2026) =>
        Ask<LakeOverview>(new ReadOverview(null, null, year), division);

    public async Task<IReadOnlyList<string>> Files()
    {
        var names = new List<string>();
        await foreach (var blob in Blobs.List("lake/")) { names.Add(blob.Name); }
        return names;
    }

    /// <summary>A benefit paid and booked: debit 500101, credit bank.</summary>
    public Task Pay(string division, string date, long fen, Fund fund = Fund.EnterprisePension) => Post(
        division, date, fund, "payment",
        new EventAmount("x", "500101", Money.FromFen(fen), new Dictionary<string, string>()));

    /// <summary>Income from below: debit bank, credit 4701.</summary>
    public Task Receive(string division, string date, long fen) => Post(
        division, date, Fund.EnterprisePension, "remit-received",
        new EventAmount("adjustment", null, Money.FromFen(fen), new Dictionary<string, string>()));

    public Task Open(string division, int year, long fen) => Post(
        division, $"{year}-01-01", Fund.EnterprisePension, "opening",
        new EventAmount("debit", "1001", Money.FromFen(fen), new Dictionary<string, string>()),
        new EventAmount("credit", "3001", Money.FromFen(fen), new Dictionary<string, string>()));

    /// <summary>Puts a request as it stands.</summary>
    public async Task<RequestId> Request(
        string division, string period, string batch, long fen, RequestState state, long paid = 0)
    {
        var id = RequestId.Of(
            Division.Of(division), Fund.EnterprisePension, TextValue.Parse<Period>(period), "A1", batch);
        var at = Clock.Now;
        var progress = Progress.Of(Money.FromFen(fen)).Answer(Money.FromFen(paid), Money.Zero);
        var request = new PaymentRequest(
            id, 1, "periodic-benefit", "社保局", "actual", "养老金",
            new LineBook(1, "k", 2, Money.FromFen(fen), "h", []), new KeptFile("a.zip", "received", "b", 1, "5f"), [],
            "h", null, at, at, 1, 1, state, progress, [], [], [], [], [], false, PayTo.Payees,
            TreasuryMode.InSystem, [], [], 0, 1, null);
        await Put(Containers.Requests, id.Text, PaymentRequest.DocumentId, PaymentRequest.DocumentType, request);
        return id;
    }

    /// <summary>Puts a batch of a request, answered in full on that day.</summary>
    public async Task Batch(RequestId request, long fen, string paidOn)
    {
        var id = new BatchId(request, 1);
        var account = new PayAccount(
            request.Division, request.Fund, AccountKind.Special, "", "1", "专户", "hehuang", "102", "行");
        var amount = Money.FromFen(fen);
        var batch = new PaymentBatch(
            id.Text, 1, request, 1, PayChannel.Bank, account, "养老金", 2,
            new BatchProgress(amount, Money.Zero, amount, Money.Zero, Money.Zero, 2), [], PaymentBatch.AllAnswered,
            Clock.Now, null, Clock.Now, null, Clock.Now, DateOnly.Parse(paidOn, null));
        await Put(Containers.Payments, id.Text, PaymentBatch.DocumentId, PaymentBatch.DocumentType, batch);
    }

    /// <summary>Two cities, three counties, two funds, two years; a known sum everywhere.</summary>
    public async Task Business()
    {
        await Open("630102", 2025, 900_000_01);
        await Pay("630102", "2025-12-10", 100_00);
        await Pay("630102", "2026-01-10", 200_03);
        await Pay("630102", "2026-02-10", 300_00);
        await Pay("630121", "2026-02-10", 40_07);
        await Pay("630100", "2026-02-11", 5_00);
        await Pay("630202", "2026-03-10", 7_11);
        await Receive("630000", "2026-03-12", 1_000_00);
        var first = await Request("630102", "202601", "B1", 200_03, new RequestState.Finished(), 200_03);
        await Batch(first, 200_03, "2026-01-10");
        var second = await Request("630121", "202602", "B2", 40_07, new RequestState.Finished(), 40_07);
        await Batch(second, 40_07, "2026-02-10");
        await Request("630202", "202603", "B3", 99_99, new RequestState.Booking(1));
    }

    public void Dispose()
    {
        Consolidator.Dispose();
        Duck.Dispose();
        _folder.Dispose();
    }

    private async Task Post(string division, string date, Fund fund, string rule, params EventAmount[] amounts)
    {
        var happened = new BusinessEvent(
            $"e-{++_numbers}", rule, Division.Of(division), fund, DateOnly.Parse(date, null), amounts,
            new Dictionary<string, string>(), new SourceLink("request", $"{division}-request", "第1轮"));
        (await Books.Post(happened, Call.System("test", Clock.Now, $"k-{_numbers}"))).Require();
    }

    private async Task Put<T>(string container, string partition, string id, string type, T value) =>
        (await Store.Commit(container, partition, [new Write.Put(id, type, Json.Write(value))])).Require();
}
