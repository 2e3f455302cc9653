using System.Text;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Payment;
using SocialFund.Hosts.Local;
using SocialFund.Kernel;
using SocialFund.Tests.Funds.Expenditure;

namespace SocialFund.Tests.Funds.Payment;

/// <summary>Bank files out, receipt files in.</summary>
public sealed class ReceiptTests
{
    private static readonly DateOnly Day = new(2026, 6, 16);
    private static readonly BankLayout Hehuang = BankLayouts.Shipped.Find("hehuang")!;
    private readonly ChainWorld _world = new();

    private static string Batch => Id.Text;

    private static BatchId Id { get; } = new(ChainWorld.Id, 1);

    [Theory]
    [InlineData("hehuang", "outbox/bank/hehuang/630102-11-202606-A1-B1-r1.txt")]
    [InlineData("sanjiang", "outbox/bank/sanjiang/PAY_20260615_630102-11-202606-A1-B1-r1.txt")]
    public async Task BankFile_OfEachLayout_HoldsEveryLineAndItsReceiptIsTakenIn(string bank, string name)
    {
        await Sent(bank, ChainWorld.Line(1), ChainWorld.Line(2));
        var rows = await _world.Bank.Read(BankLayouts.Shipped.Find(bank)!, name);
        Assert.Equal(["收款人1 10000", "收款人2 20000"], rows.Select(row => $"{row["name"]} {row["amount"]}"));
        await _world.BankAnswers();
        Assert.Equal("done", await _world.State());
    }

    [Fact]
    public async Task BankFile_IsWrittenAsItsLayoutSays()
    {
        await Sent("hehuang", ChainWorld.Line(1));
        await using var blob = (await _world.Blobs.Open($"outbox/bank/hehuang/{Batch}.txt"))!;
        using var reader = new StreamReader(blob.Content);
        string[] lines =
        [
            $"H|{Batch}|20260615|2801000000011|城东区社会保险基金财政专户|1|100.00",
            "D|4A44GVS28SJB00000101|1|10000000100|收款人1|102851000019|河湟银行城东支行|100.00",
            "T|1|100.00", "",
        ];
        Assert.Equal(lines, (await reader.ReadToEndAsync()).Split("\r\n"));
    }

    [Fact]
    public async Task BankFile_WhenDeliveredTwice_IsNotWrittenAgain()
    {
        await Sent("hehuang", ChainWorld.Line(1));
        var name = $"outbox/bank/hehuang/{Batch}.txt";
        var first = await _world.Blobs.Info(name);
        var message = new OutboxMessage(
            "k", DeliverBatch.TopicName, _world.Clock.GetUtcNow(),
            System.Text.Json.JsonSerializer.SerializeToElement(new BatchMessage(Batch), Json.Options));
        var deliver = new DeliverBatch(_world.Store, _world.Blobs, BankLayouts.Shipped);
        await deliver.Handle(message, Call.System("x", _world.Clock.GetUtcNow().AddDays(1), "k"));
        Assert.Equal(first, await _world.Blobs.Info(name));
    }

    [Fact]
    public async Task Send_ByWhoReviewed_OrTwice_OrFromAnotherFundsAccount_IsRefused()
    {
        await _world.OpenAccounts();
        await _world.OpenAccounts(fund: Fund.WorkInjury);
        await _world.Submit(ChainWorld.Line(1));
        await _world.Approve(ChainWorld.Clerk);
        await _world.Approve(ChainWorld.Reviewer);
        var both = ChainWorld.Person(
            "u-both", "国库", null, Permission.RequestView, Permission.TreasuryReview, Permission.TreasuryPay);
        await _world.Approve(both);
        Assert.Equal("same_actor", await _world.Refused(both, new SendBatch(Id)));
        Assert.Equal("account_of_other_fund", await _world.Refused(
            ChainWorld.Cashier, new SendBatch(Id, "2801000000041")));
        Assert.Equal("account_of_other_fund", await _world.Refused(
            ChainWorld.Cashier, new SendBatch(Id, "2802000000011")));
        Assert.Equal("account_unknown", await _world.Refused(ChainWorld.Cashier, new SendBatch(Id, "99999999")));
        Assert.Equal("file_not_ready", await _world.Refused(ChainWorld.Cashier, new DownloadBankFile(Id)));
        await _world.Send(1);
        Assert.Equal("wrong_state", await _world.Refused(ChainWorld.Cashier, new SendBatch(Id)));
        var missing = TextValue.Parse<BatchId>("630102-11-202606-A1-B9-r1");
        var bulk = await _world.Ask<BulkAnswer>(ChainWorld.Cashier, new SendMany([Id, missing]));
        Assert.Equal(["wrong_state", "not_found"], bulk.Rows.Select(row => row.Code));
    }

    [Fact]
    public async Task Accounts_ThatCannotBe_AreRefusedByRow()
    {
        var good = new PayAccount(
            ChainWorld.Chengdong, Fund.EnterprisePension, AccountKind.Special, "", "28010000", "专户", "hehuang",
            "102851000019", "河湟银行");
        async Task<string> Code(params PayAccount[] accounts) =>
            await _world.Refused(ChainWorld.Admin, new ImportAccounts(ChainWorld.Chengdong, accounts));
        Assert.Equal("account_row_invalid", await Code(good with { Number = "1" }));
        Assert.Equal("account_row_invalid", await Code(good, good));
        Assert.Equal("account_row_invalid", await Code(good with { Kind = AccountKind.Expenditure }));
        Assert.Equal("account_row_invalid", await Code(good with { Division = Division.Of("630103") }));
        Assert.Equal("bank_unknown", await Code(good with { Bank = "x" }));
        Assert.Equal("too_many_rows", await Code([.. Enumerable.Repeat(good, 91)]));
        await _world.Ask<Done>(ChainWorld.Admin, new ImportAccounts(ChainWorld.Chengdong, [good]));
        Assert.Equal("account_of_other_fund", await Code(good with { Fund = Fund.WorkInjury }));
    }

    [Fact]
    public async Task Batches_OfAnotherAgency_AreNotSeenByAnAgencysPeople()
    {
        await Sent("hehuang", ChainWorld.Line(1, account: "100000199"));
        await using var receipt = (await _world.Blobs.Open((await _world.Bank.Answer(Day))[0]))!;
        await _world.Payment.Receipts.Upload(
            "hehuang", "1.txt", receipt.Content, ChainWorld.Chengdong, _world.By(ChainWorld.Cashier));
        await _world.Run();
        var batch = TextValue.Parse<BatchId>(Batch);
        var own = ChainWorld.Person("u-own", "本机构", "A1", Permission.PaymentView);
        var other = ChainWorld.Person("u-other", "别的机构", "A2", Permission.PaymentView);
        Assert.Equal(Batch, Assert.Single((await _world.Ask<BatchPage>(own, new ListBatches())).Items).Id);
        Assert.Single((await _world.Ask<Page<Instruction>>(own, new ViewInstructions(batch))).Items);
        var seen = await _world.Ask<BatchPage>(other, new ListBatches());
        Assert.Equal((0, 0), (seen.Total, seen.Amount.Fen));
        Assert.Equal("not_found", await _world.Refused(other, new ViewBatch(batch)));
        Assert.Equal("not_found", await _world.Refused(other, new ViewInstructions(batch)));
        Assert.Single((await _world.Ask<Page<ReceiptFile>>(ChainWorld.Treasury, new ListReceipts())).Items);
        Assert.Empty((await _world.Ask<Page<ReceiptFile>>(own, new ListReceipts())).Items);
    }

    [Fact]
    public async Task Exceptions_OfAFundThatOneMayNotSee_AreNotListed()
    {
        await Sent("hehuang", ChainWorld.Line(1));
        var rows = await _world.Bank.Read(Hehuang, $"outbox/bank/hehuang/{Batch}.txt");
        var paid = DemoBank.Row(rows[0], Hehuang, "paid", "", Day);
        var wrong = new Dictionary<string, string>(paid) { ["amount"] = "100" };
        await _world.Receive(await _world.Bank.Write(Hehuang, "test.txt", [wrong], Day));
        Actor Of(Fund? fund, string? agency) => ChainWorld.Person("u", "某人", agency) with
        {
            Grants = [new Grant(new HashSet<string> { Permission.PaymentView.Code }, fund, ChainWorld.Chengdong)],
        };
        async Task<long> SeenBy(Fund? fund, string? agency = null) =>
            (await _world.Ask<Page<PaymentException>>(Of(fund, agency), new ListExceptions())).Total;
        Assert.Equal(
            (1, 1, 0, 0),
            (await SeenBy(null), await SeenBy(Fund.EnterprisePension), await SeenBy(Fund.WorkInjury),
                await SeenBy(null, "A1")));
    }

    [Fact]
    public async Task Receipt_WhenAnsweredTwiceOrGivenInTwice_CountsOnce()
    {
        await Sent("hehuang", ChainWorld.Line(1, account: "100000199"), ChainWorld.Line(2));
        var first = (await _world.Bank.Answer(Day))[0];
        var answer = await _world.Receive(first);
        Assert.Equal((2, 1, 0), (answer.Matched, answer.Ignored, answer.Exceptions));
        var again = await _world.Receive(first);
        Assert.Equal((true, 2, 1), (again.Repeated, again.Matched, again.Ignored));
        Assert.Equal("done", await _world.State());
        Assert.Equal(300_00, await _world.BalanceOf("500101"));
    }

    [Fact]
    public async Task Receipt_WithRowsThatDoNotFit_SetsEachAsideWithItsReason()
    {
        await Sent("hehuang", ChainWorld.Line(1), ChainWorld.Line(2));
        var rows = await _world.Bank.Read(Hehuang, $"outbox/bank/hehuang/{Batch}.txt");
        Dictionary<string, string> Change(IReadOnlyDictionary<string, string> row, string name, string value) =>
            new Dictionary<string, string>(row) { [name] = value };
        var paid = DemoBank.Row(rows[0], Hehuang, "paid", "", Day);
        var file = await _world.Bank.Write(Hehuang, "test.txt",
            [
                paid, DemoBank.Row(rows[0], Hehuang, "failed", "余额不足", Day),
                Change(paid, "batch", "630102-11-202606-A1-B9-r1"), Change(paid, "batch", "x"),
                Change(paid, "instruction", "00000000000000000000"), Change(paid, "line", "2"),
                Change(DemoBank.Row(rows[1], Hehuang, "paid", "", Day), "amount", "1"),
            ], Day);
        var answer = await _world.Receive(file);
        Assert.Equal((1, 0, 6), (answer.Matched, answer.Ignored, answer.Exceptions));
        string[] expected =
        [
            "3 contradictory", "4 unknown_batch", "5 unknown_batch", "6 unknown_instruction", "7 unknown_instruction",
            "8 wrong_amount",
        ];
        Assert.Equal(expected, answer.BadRows.OrderBy(row => row.Line).Select(row => $"{row.Line} {row.Kind}"));
        Assert.Equal("paying", await _world.State());

        var page = await _world.Ask<Page<PaymentException>>(ChainWorld.Cashier, new ListExceptions(State: "open"));
        // The row whose batch names nothing of ours belongs to the bank's province and is not listed in the county.
        Assert.Equal(5, page.Total);
        var one = page.Items[0].Id;
        Assert.Equal("reason_needed", await _world.Refused(ChainWorld.Cashier, new ResolveException(one, "")));
        await _world.Ask<PaymentException>(ChainWorld.Cashier, new ResolveException(one, "已与银行核实，作废"));
        Assert.Equal("wrong_state", await _world.Refused(ChainWorld.Cashier, new ResolveException(one, "再次")));
        await _world.Run();
        Assert.Equal(
            4, (await _world.Ask<Page<PaymentException>>(ChainWorld.Cashier, new ListExceptions(State: "open"))).Total);
    }

    [Fact]
    public async Task Receipt_BeforeTheBatchWasSent_IsAnException()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1));
        await _world.Approve(ChainWorld.Clerk);
        await _world.Approve(ChainWorld.Reviewer);
        await _world.Approve(ChainWorld.Treasury);
        var row = new Dictionary<string, string>
        {
            ["batch"] = Batch,
            ["instruction"] = InstructionNumber.Of(ChainWorld.Id.Text, 1, 1),
            ["line"] = "1",
            ["amount"] = "10000",
        };
        var answer = await _world.Receive(
            await _world.Bank.Write(Hehuang, "test.txt", [DemoBank.Row(row, Hehuang, "paid", "", Day)], Day));
        Assert.Equal("not_sent", Assert.Single(answer.BadRows).Kind);
    }

    [Theory]
    [InlineData("cut", "receipt_unreadable")]
    [InlineData("row_missing", "receipt_totals_differ")]
    [InlineData("amount", "receipt_totals_differ")]
    [InlineData("empty", "receipt_unreadable")]
    [InlineData("encoding", "receipt_unreadable")]
    public async Task Receipt_WhenTheFileIsNotWhole_IsRefusedAndNothingIsApplied(string fault, string code)
    {
        await Sent("hehuang", ChainWorld.Line(1), ChainWorld.Line(2));
        var text = await TextOf((await _world.Bank.Answer(Day))[0]);
        var lines = text.Split("\r\n");
        var bytes = fault switch
        {
            "cut" => Encoding.UTF8.GetBytes(text[..(text.Length / 2)]),
            "row_missing" => Encoding.UTF8.GetBytes(string.Join("\r\n", lines.Where((_, index) => index != 1))),
            "amount" => Encoding.UTF8.GetBytes(text.Replace("|100.00|", "|100.01|", StringComparison.Ordinal)),
            "empty" => [],
            _ => [.. Encoding.UTF8.GetBytes(lines[0]), 0x0D, 0x0A, 0xFF, 0xFE],
        };
        var upload = _world.By(ChainWorld.Cashier) with { Body = new MemoryStream(bytes) };
        Assert.Equal(code, (await _world.Try(new UploadReceipt("hehuang", "r.txt"), upload)).Problem().Code);
        await _world.Run();
        Assert.Equal("paying", await _world.State());
        var receipts = await _world.Ask<Page<ReceiptFile>>(ChainWorld.Cashier, new ListReceipts());
        Assert.Equal("refused", Assert.Single(receipts.Items).State);
    }

    [Fact]
    public async Task Upload_OfAGoodReceipt_IsKeptByItsDigestAndApplied()
    {
        await Sent("hehuang", ChainWorld.Line(1));
        var text = await TextOf((await _world.Bank.Answer(Day))[0]);
        var upload = _world.By(ChainWorld.Cashier) with { Body = new MemoryStream(Encoding.UTF8.GetBytes(text)) };
        var answer = (ReceiptAnswer)(await _world.Try(new UploadReceipt("hehuang", "r.txt"), upload)).Require();
        await _world.Run();
        Assert.Equal("done", await _world.State());
        Assert.NotNull(await _world.Blobs.Info($"receipts/hehuang/{answer.Sm3}.txt"));
        Assert.Equal("bank_unknown", await _world.Refused(ChainWorld.Cashier, new UploadReceipt("x", "r.txt")));
        Assert.Equal("bad_blob_name", await _world.Refused(ChainWorld.Cashier, new UploadReceipt("hehuang", "../r")));
    }

    [Fact]
    public async Task Upload_ByACashierOfAnotherCounty_AppliesNothing()
    {
        await Sent("hehuang", ChainWorld.Line(1));
        var text = await TextOf((await _world.Bank.Answer(Day))[0]);
        var other = new Actor("u-x", "外县出纳", Division.Of("630103"), null,
            [new Grant(new HashSet<string> { "treasury.pay" }, null, Division.Of("630103"))]);
        var upload = _world.By(other) with { Body = new MemoryStream(Encoding.UTF8.GetBytes(text)) };
        var answer = (ReceiptAnswer)(await _world.Try(new UploadReceipt("hehuang", "r.txt"), upload)).Require();
        Assert.Equal((0, "not_allowed"), (answer.Matched, Assert.Single(answer.BadRows).Kind));
        Assert.Equal("paying", await _world.State());
    }

    /// <summary>Whatever happens to a receipt file: no crash, no money moved twice, every row accounted for.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Receipt_ForAnyMutation_MovesNoMoneyTwiceAndAccountsForEveryRow(int seed)
    {
        var random = new Random(seed);
        await Sent("hehuang", [.. Enumerable.Range(1, 12).Select(number => ChainWorld.Line(number, fen: number))]);
        var good = (await _world.Bank.Answer(Day))[0];
        var text = await TextOf(good);
        for (var time = 0; time < 60; time++)
        {
            var bytes = Mutate(Encoding.UTF8.GetBytes(text), random);
            var name = $"inbox/bank/hehuang/mutant-{time}.txt";
            (await _world.Blobs.Put(name, new MemoryStream(bytes), onlyNew: true)).Require();
            var result = await _world.Payment.Receipts.Receive(
                name, Call.System("inbox", _world.Clock.GetUtcNow(), name));
            if (result.TryGet(out var answer, out var problem))
            {
                Assert.True(
                    answer.Rows == answer.Matched + answer.Ignored + answer.Exceptions, $"SEED={seed} time {time}");
            }
            else { Assert.StartsWith("receipt_", problem.Code, StringComparison.Ordinal); }
            await _world.Run();
            await _world.CheckConservation();
        }
        await _world.Receive(good);
        var progress = (await _world.Request()).Progress;
        Assert.Equal(Money.Zero, progress.Open);
        Assert.Equal(progress.Paid.Fen, await _world.BalanceOf("500101"));
        Assert.Equal(progress.Paid.Fen, _world.Budget.Used("basic-pension"));
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n").ToList();
        switch (random.Next(6))
        {
            case 0: lines.Insert(random.Next(1, lines.Count - 2), lines[random.Next(1, lines.Count - 2)]); break;
            case 1: lines.RemoveAt(random.Next(lines.Count)); break;
            case 2: lines[random.Next(lines.Count)] += "|x"; break;
            case 3:
                var at = random.Next(1, lines.Count - 2);
                var code = random.Next(2) == 0 ? "|E101|" : "|T001|";
                lines[at] = lines[at].Replace("|0000|", code, StringComparison.Ordinal);
                break;
            case 4: (lines[1], lines[2]) = (lines[2], lines[1]); break;
            default:
                var copy = bytes.ToArray();
                copy[random.Next(copy.Length)] = (byte)random.Next(256);
                return copy;
        }
        return Encoding.UTF8.GetBytes(string.Join("\r\n", lines));
    }

    private async Task Sent(string bank, params TypedLine[] lines)
    {
        await _world.OpenAccounts(bank);
        await _world.Submit(lines);
        await _world.ApproveAndSend();
    }

    private async Task<string> TextOf(string blob)
    {
        await using var file = (await _world.Blobs.Open(blob))!;
        using var reader = new StreamReader(file.Content);
        return await reader.ReadToEndAsync();
    }
}
