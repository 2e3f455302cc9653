using System.Globalization;
using System.Text;
using SocialFund.Funds.Payment;
using SocialFund.Hosts.Local;
using SocialFund.Kernel;

namespace SocialFund.Tests.Simulation.Payments;

/// <summary>What the bank has done with one instruction.</summary>
/// <param name="Row">As it was first told.</param>
/// <param name="State">paid, failed or refunded: where the money is.</param>
/// <param name="Told">The state that the system was last told; null before the first.</param>
internal sealed record BankEntry(
    IReadOnlyDictionary<string, string> Row, string Payer, string State, string? Told, int Payments)
{
    /// <summary>Whoever ordered it tells what came of it first: no receipt of the bank does.</summary>
    public bool IsOrdered { get; init; }

    public string Batch => Row["batch"];
    public int Line => int.Parse(Row["line"], CultureInfo.InvariantCulture);
    public long Fen => long.Parse(Row["amount"], CultureInfo.InvariantCulture);

    /// <summary>What has left the account and not come back.</summary>
    public long NetFen => Fen * (State == "refunded" ? Payments - 1 : Payments);
}

/// <summary>
/// A bank as bad as they come: it answers late, in pieces, twice, for others, against its own word and with cut files;
/// but it pays an instruction number once, and its ledger is the truth. What it sees and sends goes through the ports,
/// so it also fails like any other partner.
/// </summary>
/// <param name="forgets">A bug to be found: it pays a line each time it is told.</param>
internal sealed class PaymentBank(Random random, bool forgets)
{
    private static readonly BankLayout Layout = BankLayouts.Shipped.Find("hehuang")!;

    private readonly SortedDictionary<string, BankEntry> _ledger = new(StringComparer.Ordinal);
    private readonly List<string> _complaints = [];
    private readonly HashSet<string> _read = [];
    private readonly List<string> _answered = [];
    private int _files;
    private int _tricks = random.Next(8);

    public BankLedger Ledger => new(_ledger, _complaints, PaymentPlan.FundOf);

    /// <summary>Whether every line that it was told of is answered as it stands.</summary>
    public bool IsSettled => _ledger.Values.All(entry => entry.Told == entry.State);

    /// <summary>Something that the bank could do now; each can be repeated until it has gone through.</summary>
    public async Task<List<Func<PaymentSystem, Task>>> Acts(PaymentSystem system)
    {
        var acts = new List<Func<PaymentSystem, Task>>();
        var files = new List<string>();
        await foreach (var info in system.Ports.Blobs.List($"outbox/bank/{Layout.Id}/")) { files.Add(info.Name); }
        var fresh = files.Where(file => !_read.Contains(file)).ToList();
        if (fresh.Count > 0) { acts.Add(now => Read(now, fresh[0])); }
        var open = _ledger.Where(entry => entry.Value.Told != entry.Value.State)
            .Where(entry => !entry.Value.IsOrdered || entry.Value.Told is not null).ToList();
        if (open.Count > 0) { acts.Add(Answer(open)); }
        if (_tricks == 0 || _ledger.Count == 0) { return acts; }
        acts.Add(random.Next(6) switch
        {
            0 when files.Count > 0 => now => Trick(Read(now, files[0])),
            1 => SendBack(),
            2 => Lie(),
            3 => Stray(),
            4 when _answered.Count > 0 => Again(),
            _ => Cut(),
        });
        return acts;
    }

    /// <summary>A payment that comes by another way than a file: from the treasury's system, or on a slip.</summary>
    public void Order(IReadOnlyDictionary<string, string> row, string payer, bool isPaid) =>
        Take(row, payer, isPaid, isOrdered: true);

    public BankEntry EntryOf(string number) => _ledger[number];

    /// <summary>Whoever ordered these payments has told the system how they stand.</summary>
    public void HaveTold(IEnumerable<string> numbers)
    {
        foreach (var number in numbers) { _ledger[number] = _ledger[number] with { Told = _ledger[number].State }; }
    }

    private async Task Trick(Task act)
    {
        await act;
        _tricks--;
    }

    private async Task Read(PaymentSystem system, string file)
    {
        var payer = await PayerOf(system.Ports.Blobs, file);
        foreach (var row in await new DemoBank(system.Ports.Blobs, BankLayouts.Shipped).Read(Layout, file))
        {
            Take(row, payer, isPaid: random.Next(4) > 0, isOrdered: false);
        }
        _read.Add(file);
    }

    /// <summary>The account that the file's heading names.</summary>
    internal static async Task<string> PayerOf(IBlobStore blobs, string file)
    {
        await using var blob = (await blobs.Open(file))!;
        await foreach (var line in Layout.Instruction.Read(blob.Content, CancellationToken.None))
        {
            return line.Values["payerAccount"];
        }
        throw new InvalidOperationException($"{file} is empty.");
    }

    private void Take(IReadOnlyDictionary<string, string> row, string payer, bool isPaid, bool isOrdered)
    {
        var number = row["instruction"];
        if (!_ledger.TryGetValue(number, out var known))
        {
            var entry = new BankEntry(row, payer, isPaid ? "paid" : "failed", null, isPaid ? 1 : 0);
            _ledger.Add(number, entry with { IsOrdered = isOrdered });
            return;
        }
        if (payer != known.Payer || row.Any(cell => known.Row[cell.Key] != cell.Value)) { _complaints.Add(number); }
        if (forgets && known.State == "paid") { _ledger[number] = known with { Payments = known.Payments + 1 }; }
    }

    /// <summary>Some of what is open, perhaps a line of it twice.</summary>
    private Func<PaymentSystem, Task> Answer(List<KeyValuePair<string, BankEntry>> open)
    {
        var told = open.Where(_ => random.Next(3) > 0).DefaultIfEmpty(open[0]).ToList();
        var rows = told.Select(entry => (entry.Value.Row, entry.Value.State)).ToList();
        if (random.Next(4) == 0) { rows.Add(rows[0]); }
        var file = NextFile();
        return async system =>
        {
            await Send(system, file, rows);
            foreach (var (number, entry) in told) { _ledger[number] = entry with { Told = entry.State }; }
            _answered.Add(file);
        };
    }

    /// <summary>A payee's account turns out closed: what was paid comes back.</summary>
    private Func<PaymentSystem, Task> SendBack()
    {
        var paid = _ledger.Where(entry => entry.Value.State == "paid").ToList();
        if (paid.Count == 0) { return Stray(); }
        var (number, entry) = paid[random.Next(paid.Count)];
        return _ =>
        {
            _ledger[number] = entry with { State = "refunded" };
            return Trick(Task.CompletedTask);
        };
    }

    /// <summary>The opposite of what it has told, or another amount.</summary>
    private Func<PaymentSystem, Task> Lie()
    {
        var told = _ledger.Values.Where(entry => entry.Told is not null).ToList();
        if (told.Count == 0) { return Stray(); }
        var entry = told[random.Next(told.Count)];
        var isWrongAmount = random.Next(2) == 0;
        var row = isWrongAmount
            ? new Dictionary<string, string>(entry.Row) { ["amount"] = $"{entry.Fen + 1}" }
            : entry.Row;
        var file = NextFile();
        var result = isWrongAmount ? entry.Told! : entry.Told == "failed" ? "paid" : "failed";
        return system => Trick(Send(system, file, [(row, result)]));
    }

    /// <summary>Somebody else's instruction.</summary>
    private Func<PaymentSystem, Task> Stray()
    {
        var row = new Dictionary<string, string>(_ledger.First().Value.Row);
        if (random.Next(2) == 0) { row["batch"] = "630102-11-202606-A1-NONE-r1"; }
        row["instruction"] = $"STRAY{random.Next(1_000_000):000000000000000}";
        var file = NextFile();
        return system => Trick(Send(system, file, [(row, "paid")]));
    }

    /// <summary>A receipt that was sent long ago comes once more, under a new name.</summary>
    private Func<PaymentSystem, Task> Again()
    {
        var rows = _ledger.Values.Where(entry => entry.Told is not null)
            .Select(entry => (entry.Row, entry.Told!)).ToList();
        var file = NextFile();
        return system => Trick(Send(system, file, rows));
    }

    /// <summary>A file that ends in the middle: nothing of it may count.</summary>
    private Func<PaymentSystem, Task> Cut()
    {
        var row = _ledger.First().Value.Row;
        var line = $"D|{row["batch"]}|{row["instruction"]}|{row["line"]}|0.01|0000||20260601";
        var file = $"inbox/bank/{Layout.Id}/{NextFile()}";
        return async system =>
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes($"R|20260601\r\n{line}\r\nT|2|9.99\r\n"));
            await Trick(system.Ports.Blobs.Put(file, content, onlyNew: false));
        };
    }

    private static Task<string> Send(
        PaymentSystem system, string file, IReadOnlyList<(IReadOnlyDictionary<string, string> Row, string State)> rows)
    {
        var day = ChinaTime.DateOf(system.Ports.Clock.GetUtcNow());
        var bank = new DemoBank(system.Ports.Blobs, BankLayouts.Shipped);
        return bank.Write(
            Layout, file,
            [.. rows.Select(row => DemoBank.Row(row.Row, Layout, row.State, row.State == "paid" ? "" : "账户异常", day))],
            day);
    }

    private string NextFile() => $"{++_files:000}.txt";
}
