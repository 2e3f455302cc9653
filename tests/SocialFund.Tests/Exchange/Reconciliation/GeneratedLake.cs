using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Exchange.Reconciliation;
using SocialFund.Exchange.Synthesis;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Exchange.Ingestion;
using SocialFund.Tests.Exchange.Synthesis;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Reconciliation;

/// <summary>A small province, generated, dropped through the real intake, and asked.</summary>
public sealed class GeneratedLake : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 4, 10, 2, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public GeneratedLake()
    {
        Documents = new MemoryDocumentStore();
        Blobs = new FolderBlobStore(_folder.Of("blobs"), new NationalCrypto());
        Book = new AnswerBook(
            Documents, Blobs, Duck, Catalogue.Shipped, new FixedClock(Now), _folder.Of("work"));
    }

    public DuckDatabase Duck { get; } = DuckDatabase.Open(new DuckOptions { MemoryBytes = 512L << 20, Threads = 2 });
    public IDocumentStore Documents { get; }
    public IBlobStore Blobs { get; }
    public AnswerBook Book { get; }

    public string FolderOf(string name) => _folder.Of(name);

    public static Call System(string key) => Call.System("test", Now, key);

    internal static Options Request(TreasuryFiles treasury, int months = 2) => new(
        7, 1_500, months, Period.Of(2026, 1), new HashSet<string>(), new HashSet<string>(), 0, new HashSet<string>(),
        [Division.Of("630100")], SenderLevel.County, 2, treasury);

    /// <summary>Generates and drops; every file must be taken whole.</summary>
    internal async Task Load(string name, Options options)
    {
        Generator.Make(options, _folder.Of(name), new NationalCrypto());
        foreach (var path in Directory.EnumerateFiles(_folder.Of($"{name}/inbox"), "*.zip", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            await Drop(Path.GetFileName(Path.GetDirectoryName(path)!), Path.GetFileName(path), await File.ReadAllBytesAsync(path));
        }
    }

    public async Task<DetailBatch> Drop(string sender, string name, byte[] bytes)
    {
        var agency = new Agency(sender, sender, Division.Of(sender[2..]), IntakeWorld.EveryFund);
        var intake = new DetailIntake(
            Documents, Blobs, new NationalCrypto(), Duck, Catalogue.Shipped, new OneAgency(agency),
            new FixedClock(Now), _folder.Of("work"), SocialFund.Exchange.Ingestion.ArchiveLimits.Default, Division.Of("630000"));
        var blob = $"inbox/{sender}/{name}";
        (await Blobs.Put(blob, new MemoryStream(bytes), onlyNew: false)).Require();
        var batch = await intake.Receive(blob, CancellationToken.None);
        Assert.Equal(DetailState.Loaded, batch!.State);
        return batch;
    }

    /// <summary>Cells of a query over an answer's results, joined by a bar.</summary>
    public async Task<List<string>> Ask(Answer answer, string sql)
    {
        using var connection = await Book.Open(answer, CancellationToken.None);
        using var reader = connection.Query(sql);
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', reader.Columns.Select((_, at) => $"{reader.Value(at)}")));
        }
        return rows;
    }

    public void Dispose()
    {
        Duck.Dispose();
        _folder.Dispose();
    }
}
