using System.Globalization;
using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Ingestion;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Exchange.Reconciliation;
using SocialFund.Exchange.Synthesis;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Exchange.Ingestion;
using SocialFund.Tests.Exchange.Ingestion.Detail;
using SocialFund.Tests.Exchange.Synthesis;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Reconciliation;

/// <summary>A lake that files were dropped into through the real intake, and that questions are asked of.</summary>
public sealed class QuestionLake : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 4, 10, 2, 0, 0, TimeSpan.Zero);

    /// <summary>May see everything in Xining and decide.</summary>
    public static readonly Actor Clerk = Person("u-clerk", "630100", Permission.IntakeView, Permission.ReconcileDecide);

    private readonly TempFolder _folder = new();

    public QuestionLake()
    {
        Blobs = new FolderBlobStore(_folder.Of("blobs"), new NationalCrypto());
        Book = new AnswerBook(Documents, Blobs, Duck, Catalogue.Shipped, new FixedClock(Now), _folder.Of("work"));
        Module = new ReconciliationModule(Book, Documents, null!);
    }

    public DuckDatabase Duck { get; } = DuckDatabase.Open(new DuckOptions { MemoryBytes = 512L << 20, Threads = 2 });
    public IDocumentStore Documents { get; } = new MemoryDocumentStore();
    public IBlobStore Blobs { get; }
    public AnswerBook Book { get; }
    public ReconciliationModule Module { get; }

    public static Actor Person(string id, string division, params IReadOnlyList<Permission> permissions) => new(
        id, "测试员", Division.Of(division), null,
        [new Grant(permissions.Select(each => each.Code).ToHashSet(), null, Division.Of(division))]);

    public string FolderOf(string name) => _folder.Of(name);

    /// <summary>Drops a file that must be taken whole.</summary>
    public async Task<DetailBatch> Drop(string sender, string name, byte[] bytes)
    {
        var agency = new Agency(sender, sender, Division.Of(sender[2..]), IntakeWorld.EveryFund)
        {
            Departments = IntakeWorld.EveryDepartment,
        };
        var intake = new DetailIntake(
            Documents, Blobs, new NationalCrypto(), Duck, Catalogue.Shipped, new KnownAgencies(agency),
            new FixedClock(Now), _folder.Of("work"), ArchiveLimits.Default, Division.Of("630000"));
        var blob = $"inbox/{sender}/{name}";
        (await Blobs.Put(blob, new MemoryStream(bytes), onlyNew: false)).Require();
        var batch = (await intake.Receive(blob, CancellationToken.None))!;
        Assert.Equal((DetailState.Loaded, null), (batch.State, batch.ProblemText));
        return batch;
    }

    /// <summary>Drops lines of a table, heading first.</summary>
    public Task<DetailBatch> Drop(string table, string period, string division, params IReadOnlyList<string> lines) =>
        Drop($"RS{division}", $"{table}_{period}_{division}.txt", DetailWorld.Gb(lines));

    public Task<Answer> Ask(Question question) => Book.Ask(question, null, Call.System("test", Now, question.Name));

    /// <summary>Cells of a query over an answer's results, joined by a bar; nothing is empty.</summary>
    public async Task<List<string>> Ask(Answer answer, string sql)
    {
        using var connection = await Book.Open(answer, CancellationToken.None);
        using var reader = connection.Query(sql);
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', reader.Columns.Select(
                (_, at) => Convert.ToString(reader.Value(at), CultureInfo.InvariantCulture))));
        }
        return rows;
    }

    /// <summary>What an endpoint of the module answers.</summary>
    public async Task<Result<object>> Handle(object request, Actor? actor = null) =>
        await Module.Endpoints.Single(endpoint => endpoint.Request == request.GetType())
            .Handle(request, new Call(actor ?? Clerk, Now, "r-1", Guid(request), Guid(request)));

    public async Task<T> Read<T>(object request, Actor? actor = null) =>
        (T)(await Handle(request, actor)).Require();

    public void Dispose()
    {
        Duck.Dispose();
        _folder.Dispose();
    }

    private static string Guid(object request) => Json.Write(request).GetHashCode(StringComparison.Ordinal).ToString(
        CultureInfo.InvariantCulture);
}

/// <summary>Two counties of a generated province, dropped once for all tests.</summary>
public sealed class GeneratedLakes : IAsyncLifetime
{
    internal const string Name = "generated lakes";

    public QuestionLake Agreeing { get; } = new();

    public QuestionLake Differing { get; } = new();

    /// <summary>The generated files, read back naively.</summary>
    internal IReadOnlyList<ReadFile> AgreeingFiles { get; private set; } = [];

    internal IReadOnlyList<ReadFile> DifferingFiles { get; private set; } = [];

    public async Task InitializeAsync()
    {
        AgreeingFiles = await Load(Agreeing, TreasuryFiles.Agreeing);
        DifferingFiles = await Load(Differing, TreasuryFiles.Differing);
    }

    public Task DisposeAsync()
    {
        Agreeing.Dispose();
        Differing.Dispose();
        return Task.CompletedTask;
    }

    private static async Task<List<ReadFile>> Load(QuestionLake lake, TreasuryFiles treasury)
    {
        var nothing = new HashSet<string>();
        var request = new Options(
            7, 3_200, 1, Period.Of(2026, 1), nothing, nothing, 0, nothing,
            [Division.Of("630102"), Division.Of("630103")], SenderLevel.County, 2, treasury);
        Generator.Make(request, lake.FolderOf("made"), new NationalCrypto());
        var files = new List<ReadFile>();
        foreach (var path in Directory
            .EnumerateFiles(lake.FolderOf("made/inbox"), "*.zip", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            files.AddRange(GeneratedFiles.Read(path));
            await lake.Drop(
                Path.GetFileName(Path.GetDirectoryName(path)!), Path.GetFileName(path),
                await File.ReadAllBytesAsync(path));
        }
        return files;
    }
}

[CollectionDefinition(GeneratedLakes.Name)]
public sealed class GeneratedLakesCollection : ICollectionFixture<GeneratedLakes>;
