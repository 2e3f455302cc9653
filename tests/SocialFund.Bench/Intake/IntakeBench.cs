using System.Diagnostics;
using SocialFund.Analytics;
using SocialFund.Bench.Postings;
using SocialFund.Hosts.Pipeline;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Bench.Intake;

/// <summary>Rows a second of one batch: unpacked, digested, every check, kept as lake file and lines.</summary>
internal static class IntakeBench
{
    private const int Rounds = 3;
    private const int Rows = 300_000;

    public static async Task Run()
    {
        using var folder = new WorkFolder();
        var builder = new BatchBuilder { Encoding = "UTF-8", TotalFen = Rows * 100L };
        for (var number = 1; number <= Rows; number++) { builder.Rows.Add(BatchBuilder.PensionRow(number, "1.00")); }
        var csv = folder.Of("rows.csv");
        await File.WriteAllBytesAsync(csv, builder.TableBytes);
        var zip = builder.Zip();

        await using var peer = await PostgresPeer.Start(folder.Of("postgres"));
        List<double> ours = [], limit = [], copy = [];
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await Ours(folder.Of($"round-{round}"), zip));
            limit.Add(CsvToParquet(csv, folder.Of($"rows-{round}.parquet")));
            if (peer is not null) { copy.Add(await Copy(peer, csv)); }
        }
        Report.Print(
            $"Intake of a batch of {Rows:N0} rows ({new FileInfo(csv).Length >> 20} MiB)", "row",
            new Measured("ours, ZIP to request lines, all checks", ours),
            new Measured("DuckDB CSV to Parquet, no check", limit),
            new Measured("PostgreSQL COPY into texts", copy, peer is null ? "not installed (Debian: postgresql)" : ""));
    }

    private static async Task<double> Ours(string folder, byte[] zip)
    {
        var crypto = new NationalCrypto();
        using var store = SqliteDocumentStore.Open(Path.Combine(folder, "documents.db"), TimeProvider.System);
        var blobs = new FolderBlobStore(Path.Combine(folder, "blobs"), crypto);
        using var duck = DuckDatabase.Open(new DuckOptions());
        using var secrets = new FolderSecrets(Path.Combine(folder, "secrets"));
        var business = new Business(new Means(
            store, blobs, crypto, duck, new OneAgency(), TimeProvider.System, secrets, Sm2Keys.New,
            Path.Combine(folder, "work")));
        const string blob = "inbox/A6301021/202606.zip";
        using var content = new MemoryStream(zip);
        (await blobs.Put(blob, content, onlyNew: true)).Require();
        var clock = Stopwatch.StartNew();
        var record = await business.Intake.Receive(blob, CancellationToken.None);
        var rate = Rows / clock.Elapsed.TotalSeconds;
        return record?.Request is not null
            ? rate
            : throw new InvalidOperationException($"The batch was refused: {record?.ProblemText}");
    }

    private static double CsvToParquet(string csv, string parquet)
    {
        using var duck = DuckDatabase.Open(new DuckOptions());
        using var connection = duck.Connect();
        var clock = Stopwatch.StartNew();
        connection.Execute(
            $"copy (select * from read_csv('{csv}', delim = '|', header = true, all_varchar = true)) "
            + $"to '{parquet}' (format parquet)");
        return Rows / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> Copy(PostgresPeer peer, string csv)
    {
        var columns = string.Join(", ", Enumerable.Range(1, 10).Select(number => $"c{number} text"));
        await peer.Sql("-c", $"drop table if exists rows; create table rows ({columns})");
        var clock = Stopwatch.StartNew();
        await peer.Sql("-c", $@"\copy rows from '{csv}' (format csv, delimiter '|', header true)");
        return Rows / clock.Elapsed.TotalSeconds;
    }

    private sealed class OneAgency : IAgencies
    {
        private static readonly Agency Known = new(
            "A6301021", "城东区社会保险服务中心", Division.Of("630102"), [Fund.EnterprisePension]);

        public Task<Agency?> Find(string code, CancellationToken stopping = default) =>
            Task.FromResult(code == Known.Code ? Known : null);
    }
}
