using System.Text;
using System.Text.Json;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Kernel;
using SocialFund.Tests.Exchange.Ingestion.Detail;
using SocialFund.Tests.Support;
using Xunit.Abstractions;

namespace SocialFund.Tests.Hosts.Local.Kills;

/// <summary>
/// <c>kill -9</c> of the real local head while a batch of detail data is under way. DETAIL_KILLS says how often (5 when
/// not set), KILL_SEED when (1 when not set).
/// </summary>
public sealed class DetailKillTests(ITestOutputHelper output)
{
    private const string Sender = "630100SB";

    /// <summary>Rows of each table of a batch, of which one in a thousand is returned.</summary>
    private const int Rows = 8_000;

    /// <summary>What takes longer has hung.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] Tables =
        ["enterprise-pension/individual-contributions", "public-sector-pension/individual-contributions"];

    [Fact]
    public async Task Kill_InAnyStageOfABatch_LeavesItOutOrWholeAndTheNextStartBringsItIn()
    {
        using var folder = TemporaryFolder.InMemory();
        using var clients = new Clients();
        var random = new Random(Chance.Setting("KILL_SEED", 1));
        var kills = Chance.Setting("DETAIL_KILLS", 5);
        // How long a batch takes from the drop to the receipt is measured first; moments are taken out of that.
        var head = HeadProcess.Start(folder.Path);
        try
        {
            clients.ServerIs((await head.Ready)!);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            Drop(folder.Path, 0);
            await Finished(clients, 0);
            var span = (int)watch.ElapsedMilliseconds;
            var (unseen, whole) = (0, 0);
            for (var number = 1; number <= kills; number++)
            {
                Drop(folder.Path, number);
                await Chance.Moment(TimeSpan.FromMilliseconds(random.Next(1, span)));
                clients.ServerIsGone();
                head.Kill();
                Assert.Equal("", await head.Errors);
                head.Dispose();
                head = HeadProcess.Start(folder.Path);
                clients.ServerIs((await head.Ready)!);

                var first = await RowsOf(clients, Tables[0]);
                // The new head works on it already: the second table may have come since, the first may not lack.
                var second = await RowsOf(clients, Tables[1]);
                Assert.True(first <= second, $"kill {number}: {first} rows of one table, {second} of the other");
                Assert.Contains(first, new[] { RowsAfter(number - 1), RowsAfter(number) });
                (unseen, whole) = first == RowsAfter(number) ? (unseen, whole + 1) : (unseen + 1, whole);

                await Finished(clients, number);
                foreach (var table in Tables) { Assert.Equal(RowsAfter(number), await RowsOf(clients, table)); }
            }
            output.WriteLine($"{kills} kills within {span} ms: {unseen} batches not there, {whole} whole");
            await DropAgain(folder.Path, clients, kills);
            Assert.Empty(clients.Complaints);
        }
        finally
        {
            head.Dispose();
        }
    }

    private static int RowsAfter(int number) => (number + 1) * (Rows - Rows / 1000);

    /// <summary>Every file once more: nothing changes, and each is answered as a repeat.</summary>
    private static async Task DropAgain(string data, Clients clients, int kills)
    {
        await InboxIsEmpty(data);
        for (var number = 0; number <= kills; number++) { Drop(data, number); }
        await InboxIsEmpty(data);
        foreach (var table in Tables) { Assert.Equal(RowsAfter(kills), await RowsOf(clients, table)); }
        var batches = await Batches(clients);
        Assert.Equal(kills + 1, batches.Count);
        Assert.All(batches, batch => Assert.True(batch.GetProperty("repeats").GetInt32() > 0));
    }

    private static async Task InboxIsEmpty(string data)
    {
        using var patience = new CancellationTokenSource(Patience);
        var inbox = new DirectoryInfo(Path.Combine(data, "blobs", "inbox", Sender));
        while (inbox.EnumerateFiles().Any()) { await Chance.Moment(TimeSpan.FromMilliseconds(50), patience.Token); }
    }

    private static void Drop(string data, int number)
    {
        var file = Path.Combine(data, $"{number}.zip");
        // The same bytes again later: a ZIP tells when it was made.
        if (!System.IO.File.Exists(file)) { System.IO.File.WriteAllBytes(file, Zip(number)); }
        var inbox = Directory.CreateDirectory(Path.Combine(data, "blobs", "inbox", Sender));
        var copy = Path.Combine(data, $"{number}.copy");
        System.IO.File.Copy(file, copy);
        System.IO.File.Move(copy, Path.Combine(inbox.FullName, $"{number}.zip"), overwrite: true);
    }

    private static byte[] Zip(int number)
    {
        var files = Tables.Index()
            .Select(table => (Name: $"{table.Index}.txt", Bytes: File(number, table.Index))).ToList();
        var manifest = new DetailManifest(
            "detail", Sender, $"{number}", Period.Of(2026, 3), Division.Of("630100"),
            [.. Tables.Zip(files, (table, file) => new DetailManifestFile(file.Name, table, Rows: Rows))]);
        return DetailWorld.Zip([("manifest.json", Encoding.UTF8.GetBytes(Json.Write(manifest))), .. files]);
    }

    private static byte[] File(int number, int table) => DetailWorld.Gb(
        Enumerable.Range(1, Rows)
            .Select(row => $"630102|202603|P{number}-{table}-{row}|张三|1|{DetailWorld.IdOf(row % 400)}|5000.00|400.00|"
                + (row % 1000 == 0 ? "x" : "400.00"))
            .Prepend(DetailWorld.Heading));

    private static async Task Finished(Clients clients, int number)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var states = (await Batches(clients))
                .Where(batch => batch.TryGetProperty("number", out var told) && told.GetString() == $"{number}")
                .Select(batch => batch.GetProperty("state").GetString());
            if (states.SingleOrDefault() is "partlyLoaded") { return; }
            await Chance.Moment(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    private static async Task<IReadOnlyList<JsonElement>> Batches(Clients clients) =>
        [.. (await clients.Get("clerk", "/api/intake/details?limit=200")).GetProperty("items").EnumerateArray()];

    private static async Task<int> RowsOf(Clients clients, string table) => (await clients.Get(
        "clerk", $"/api/governance/tables/{table.Replace('/', '~')}/passport?from=202603&lines=0"))
        .GetProperty("rows").GetInt32();
}
