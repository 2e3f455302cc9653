using System.Diagnostics;
using System.Globalization;
using SocialFund.Funds.Payment;
using SocialFund.Hosts.Local;
using SocialFund.Storage;
using SocialFund.Tests.Simulation;
using SocialFund.Tests.Simulation.Payments;
using SocialFund.Tests.Support;
using Xunit.Abstractions;

namespace SocialFund.Tests.Hosts.Local.Kills;

/// <summary>
/// <c>kill -9</c> of the real local head while 200 requests are under way. KILLS says how often (25 when not set),
/// KILL_SEED when (1 when not set).
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    /// <summary>All lives together, at most: more kills make shorter ones, so that the work outlasts them.</summary>
    private const int LivesMs = 60_000;

    [Fact]
    public async Task Kill_AtRandomMomentsDuring200Requests_LosesAndDoublesNothing()
    {
        // What a process has written survives its death in the system's cache, on disk or not.
        using var folder = TemporaryFolder.InMemory();
        using var clients = new Clients();
        var office = new Office(clients, folder.Path);
        var watch = Stopwatch.StartNew();
        var kills = Chance.Setting("KILLS", 25);
        var head = await Begin(folder.Path, clients);
        try
        {
            await office.Prepare();
            Assert.Empty(clients.Complaints);
            var work = Task.WhenAll(office.Submit(), office.WorkUntilDone());
            head = await KillAgainAndAgain(head, folder.Path, clients, kills, work);
            output.WriteLine(
                $"{kills} kills in {watch.Elapsed.TotalSeconds:0.0} s, {clients.Repeats} calls sent again");
            await work;
            Assert.Empty(clients.Complaints);
            output.WriteLine($"all {Office.Requests} requests done after {watch.Elapsed.TotalSeconds:0.0} s");
            await VerifyChain(clients, folder.Path);
            var (code, took) = await head.Stop("TERM");
            Assert.Equal(0, code);
            Assert.Equal("", await head.Errors);
            output.WriteLine($"ended in {took.TotalSeconds:0.0} s");
        }
        finally
        {
            head.Dispose();
        }
        await Check(folder.Path, office);
    }

    private static async Task<HeadProcess> Begin(string data, Clients clients)
    {
        var head = HeadProcess.Start(data);
        if (await head.Ready is { } address) { clients.ServerIs(address); return head; }
        throw new InvalidOperationException(await head.Errors);
    }

    /// <returns>The head that lives on.</returns>
    private static async Task<HeadProcess> KillAgainAndAgain(
        HeadProcess head, string data, Clients clients, int kills, Task work)
    {
        var random = new Random(Chance.Setting("KILL_SEED", 1));
        for (var kill = 0; kill < kills; kill++)
        {
            // A quarter of the moments lie in the start itself; of the others short lives are likelier than long ones.
            var isInStart = random.Next(4) == 0;
            if (!isInStart && await head.Ready is { } address) { clients.ServerIs(address); }
            await Chance.Moment(
                TimeSpan.FromMilliseconds(random.Next(1, isInStart ? 600 : random.Next(2, LivesMs / kills))));
            Assert.False(work.IsCompleted, $"All was done before kill {kill + 1}: let lives be shorter.");
            clients.ServerIsGone();
            head.Kill();
            Assert.Equal("", await head.Errors);
            head.Dispose();
            head = HeadProcess.Start(data);
        }
        clients.ServerIs((await head.Ready)!);
        return head;
    }

    /// <summary>As an auditor does it: exported by the head, checked by the command.</summary>
    private async Task VerifyChain(Clients clients, string folder)
    {
        var file = Path.Combine(folder, "chain.ndjson");
        await File.WriteAllTextAsync(file, await clients.Download("auditadmin", "/api/audit/export?division=630100"));
        using var command = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", typeof(Command.VerifyCommand).Assembly.Location, "verify", file])
        {
            RedirectStandardOutput = true,
        })!;
        var said = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        Assert.True(command.ExitCode == 0, said);
        output.WriteLine(said.Split('\n')[0]);
    }

    /// <summary>
    /// The books of everybody, the bank's own included, over the folder that is left. First what was still on its way
    /// to lists is delivered, as the next start would.
    /// </summary>
    private static async Task Check(string data, Office office)
    {
        var crypto = new NationalCrypto();
        using var documents = SqliteDocumentStore.Open(Path.Combine(data, "documents.db"), TimeProvider.System);
        var blobs = new FolderBlobStore(Path.Combine(data, "blobs"), crypto);
        var bugs = new List<Exception>();
        var system = new PaymentSystem(new Ports(documents, blobs, TimeProvider.System, Faults.None), bugs);
        do { await system.Round(); }
        while (!system.IsQuiet || !await PaymentChecks.IsAtRest(documents, office.Ids));
        Assert.Empty(bugs);

        var bank = new DemoBank(blobs, BankLayouts.Shipped);
        var entries = await Ledger(bank, blobs);
        var checks = new PaymentChecks(documents, new BankLedger(entries, [], Office.FundOf), Office.City);
        await checks.Run(office.Ids, isSealed: false);
        Assert.Equal(["done"], checks.Ends);
        Assert.Equal(office.Total.Fen, entries.Values.Sum(entry => entry.NetFen));
    }

    /// <summary>The demo bank's files and its own record of what it did with them.</summary>
    private static async Task<Dictionary<string, BankEntry>> Ledger(DemoBank bank, FolderBlobStore blobs)
    {
        var deeds = (await bank.Deeds()).ToLookup(deed => deed.Instruction);
        Assert.DoesNotContain(deeds, deed => deed.Count() > 1);
        var entries = new Dictionary<string, BankEntry>();
        var layout = BankLayouts.Shipped.Find("hehuang")!;
        await foreach (var file in blobs.List("outbox/bank/"))
        {
            foreach (var row in await bank.Read(layout, file.Name))
            {
                var deed = deeds[row["instruction"]].Single();
                Assert.Equal(row["amount"], deed.Fen.ToString(CultureInfo.InvariantCulture));
                // The same number in two files would be a second instruction of the same money.
                entries.Add(row["instruction"], new BankEntry(
                    row, await PaymentBank.PayerOf(blobs, file.Name), deed.Result, deed.Result,
                    deed.Result == "paid" ? 1 : 0));
            }
        }
        return entries;
    }
}
