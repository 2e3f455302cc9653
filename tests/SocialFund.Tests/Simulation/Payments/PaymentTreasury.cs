using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Tests.Simulation.Payments;

/// <summary>
/// A treasury that works outside the system: it takes the files that are handed over and tells the results, as a file
/// or by calling; or its cashier carries a slip to the bank and records what was paid.
/// </summary>
internal sealed class PaymentTreasury(Random random, PaymentBank bank)
{
    private readonly HashSet<string> _read = [];
    private readonly List<(string Batch, IReadOnlyList<TreasuryLine> Lines)> _open = [];
    private readonly List<TreasuryResult> _told = [];
    private int _results;
    private int _tricks = random.Next(3);

    /// <summary>Whether it has answered whatever it took.</summary>
    public bool IsSettled => _open.Count == 0;

    /// <summary>Something that it could do now; each can be repeated until it has gone through.</summary>
    public async Task<List<Func<PaymentSystem, Task>>> Acts(PaymentSystem system)
    {
        var acts = new List<Func<PaymentSystem, Task>>();
        await foreach (var info in system.Ports.Blobs.List($"outbox/treasury/{PaymentPlan.County}/"))
        {
            // The vouchers that follow are for its files.
            var isOrder = !info.Name.EndsWith("-voucher.json", StringComparison.Ordinal);
            if (isOrder && !_read.Contains(info.Name)) { acts.Add(now => Read(now, info.Name)); }
        }
        if (_open.Count > 0) { acts.Add(Answer(_open[random.Next(_open.Count)])); }
        if (_tricks > 0 && _told.Count > 0) { acts.Add(Again(_told[random.Next(_told.Count)])); }
        return acts;
    }

    /// <summary>The cashier records what a slip paid; the bank has done it when the record stands.</summary>
    public async Task<PersonAct> OnPaper(PaymentBatch batch, IDocumentStore documents)
    {
        var lines = new List<TreasuryLine>();
        await foreach (var chunk in BatchDocuments.Chunks(documents, batch.Id, CancellationToken.None))
        {
            lines.AddRange(chunk.Lines.Select(line => new TreasuryLine(
                line.Line, line.Number, line.Name, line.Account, line.BankCode, line.BankName, line.Amount)));
        }
        var paid = lines.ToDictionary(line => line.Instruction, _ => random.Next(4) > 0);
        var failed = lines.Where(line => !paid[line.Instruction]).Select(line => new FailedLine(line.Line, "账户异常"));
        var record = new PaidOnPaper(
            TextValue.Parse<BatchId>(batch.Id), PaymentPlan.PaidOn, $"ZP{batch.Lines}", [.. failed]);
        return new PersonAct(PaymentPlan.Cashier, record, Then: () =>
        {
            foreach (var line in lines)
            {
                bank.Order(RowOf(batch.Id, line), batch.Payer.Number, paid[line.Instruction]);
            }
            bank.HaveTold(paid.Keys);
        });
    }

    private async Task Read(PaymentSystem system, string name)
    {
        await using var blob = (await system.Ports.Blobs.Open(name))!;
        using var text = new StreamReader(blob.Content);
        var file = Json.Read<TreasuryFile>(await text.ReadToEndAsync());
        Assert.Equal(file.Amount.Fen, file.Items.Sum(line => line.Amount.Fen));
        foreach (var line in file.Items)
        {
            bank.Order(RowOf(file.Batch, line), file.Payer.Number, isPaid: random.Next(4) > 0);
        }
        _open.Add((file.Batch, file.Items));
        _read.Add(name);
    }

    /// <summary>How the lines of a batch stand at the bank now.</summary>
    private Func<PaymentSystem, Task> Answer((string Batch, IReadOnlyList<TreasuryLine> Lines) open)
    {
        var failed = open.Lines.Where(line => bank.EntryOf(line.Instruction).State != "paid")
            .Select(line => new FailedLine(line.Line, "账户异常"));
        var number = ++_results;
        var result = new TreasuryResult(
            TextValue.Parse<BatchId>(open.Batch), PaymentPlan.PaidOn, $"GK{number:000}", [.. failed]);
        var tell = Tell(result, number, random.Next(2) == 0);
        return async system =>
        {
            await tell(system);
            _open.Remove(open);
            _told.Add(result);
            bank.HaveTold(open.Lines.Select(line => line.Instruction));
        };
    }

    /// <summary>The same once more, or all of it otherwise: nothing may come of either.</summary>
    private Func<PaymentSystem, Task> Again(TreasuryResult told)
    {
        var result = random.Next(2) == 0 ? told : told with { Failed = [], Reference = $"{told.Reference}-2" };
        var tell = Tell(result, ++_results, isByFile: true);
        return async system =>
        {
            await tell(system);
            _tricks--;
        };
    }

    private static Func<PaymentSystem, Task> Tell(TreasuryResult result, int number, bool isByFile) =>
        async system =>
        {
            if (!isByFile)
            {
                (await system.Do(PaymentPlan.Cashier, result, $"treasury-{number}")).Require();
                return;
            }
            using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Json.Write(result)));
            await system.Ports.Blobs.Put($"inbox/treasury/{number:000}.json", content, onlyNew: false);
        };

    /// <summary>As a row of a bank's instruction file would read.</summary>
    private static Dictionary<string, string> RowOf(string batch, TreasuryLine line) => new()
    {
        ["batch"] = batch,
        ["instruction"] = line.Instruction,
        ["line"] = $"{line.Line}",
        ["name"] = line.Name,
        ["account"] = line.Account,
        ["bankCode"] = line.BankCode,
        ["bankName"] = line.BankName,
        ["amount"] = $"{line.Amount.Fen}",
    };
}
