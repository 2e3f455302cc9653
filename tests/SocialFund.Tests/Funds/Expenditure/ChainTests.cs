using System.Text.Json;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Budget;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Income;
using SocialFund.Funds.Payment;
using SocialFund.Hosts.Local;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Expenditure;

/// <summary>The payment chain, path by path, through the real engine, books, bank files and receipts.</summary>
public class ChainTests
{
    private static readonly DateOnly Day = new(2026, 6, 16);
    private readonly ScriptEngine.Maker _engine;
    private readonly ChainWorld _world;

    public ChainTests() : this(ScriptEngine.Local) { }

    private protected ChainTests(ScriptEngine.Maker engine) =>
        (_engine, _world) = (engine, new ChainWorld(engine: engine));

    [Fact]
    public async Task Chain_WhenEverybodyAgrees_PaysBooksAndEnds()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2), ChainWorld.Line(3));
        Assert.Equal("inReview", await _world.State());
        Assert.Equal(600_00, _world.Budget.Reserved("basic-pension"));

        await _world.Approve(ChainWorld.Clerk);
        await _world.Approve(ChainWorld.Reviewer);
        Assert.Equal("inTreasury", await _world.State());
        await _world.Approve(ChainWorld.Treasury);
        Assert.Equal("paying", await _world.State());
        await _world.CheckConservation();
        await _world.Send(1);
        var receipt = await _world.BankAnswers();

        Assert.Equal((3, 0, 0), (receipt!.Matched, receipt.Ignored, receipt.Exceptions));
        Assert.Equal("done", await _world.State());
        await _world.CheckConservation();
        Assert.Equal(600_00, _world.Bank.Paid.Values.Sum());
        Assert.Equal(0, _world.Budget.Reserved("basic-pension"));
        Assert.Equal(600_00, _world.Budget.Used("basic-pension"));
        Assert.Equal(600_00, await _world.BalanceOf("500101"));
        Assert.Equal(-600_00, await _world.BalanceOf("1001"));
        string[] timeline =
        [
            "submit submitted", "checks passed", "clerk approved", "reviewer approved", "treasury approved",
            "payment instructed", "payment paid", "booking booked",
        ];
        Assert.Equal(
            timeline, (await _world.Request()).Decisions.Select(decision => $"{decision.Step} {decision.Outcome}"));
    }

    [Fact]
    public async Task Review_WhenAmountReachesTheHeadsLimit_PassesTheHead()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1, fen: 500_000_00));
        await _world.Approve(ChainWorld.Clerk);
        await _world.Approve(ChainWorld.Reviewer);
        Assert.Equal("inReview", await _world.State());
        Assert.Equal("not_allowed", await _world.Refused(ChainWorld.Clerk, new ApproveRequest(ChainWorld.Id)));
        await _world.Approve(ChainWorld.Head);
        Assert.Equal("inTreasury", await _world.State());

        var order = await _world.Ask<AppropriationOrder>(ChainWorld.Treasury, new ViewOrder(ChainWorld.Id));
        Assert.Equal("BK63010211202606A1B1-1", order.Number);
        Assert.Equal("伍拾万元整", order.Capitals);
        Assert.Equal(["clerk", "reviewer", "head"], order.Reviewed.Select(decision => decision.Step));
    }

    [Fact]
    public async Task PartialFailure_WhenCorrectedAndConfirmed_PaysOnlyTheFailedLinesAgain()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2, account: "100000277"), ChainWorld.Line(3));
        await _world.ApproveAndSend();
        await _world.BankAnswers();

        Assert.Equal("partlyFailed", await _world.State());
        await _world.CheckConservation();
        Assert.Equal(200_00, (await _world.Request()).Progress.Failed.Fen);
        Assert.Equal(400_00, _world.Budget.Used("basic-pension"));
        Assert.Equal(200_00, _world.Budget.Reserved("basic-pension"));
        var failed = Assert.Single(await _world.Lines(), line => line.State == "failed");
        Assert.Equal((2, "账号户名不符"), (failed.Number, failed.Reason));

        var correction = new Correction(2, "收款人2", "100000200", "102851000019", "河湟银行城东支行");
        Assert.Equal("line_not_failed", await _world.Refused(
            ChainWorld.Agency, new ProposeCorrections(ChainWorld.Id, [correction with { Number = 1 }])));
        await _world.Ask<RequestAnswer>(ChainWorld.Agency, new ProposeCorrections(ChainWorld.Id, [correction]));
        Assert.False((await _world.Lines())[1].Corrected);
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        await _world.Run();
        await _world.CheckConservation();
        await _world.Send(2);
        await _world.BankAnswers();

        Assert.Equal("done", await _world.State());
        await _world.CheckConservation();
        Assert.Equal(3, _world.Bank.Paid.Count);
        Assert.Equal(600_00, _world.Bank.Paid.Values.Sum());
        Assert.Equal(0, _world.Bank.Repeats);
        Assert.Equal(600_00, await _world.BalanceOf("500101"));
        Assert.Equal(600_00, _world.Budget.Used("basic-pension"));
        Assert.True((await _world.Lines())[1].Corrected);
        Assert.Equal([600_00, 200_00], (await _world.Request()).Rounds.Select(round => round.Asked.Fen));
    }

    [Fact]
    public async Task Confirm_WhileTheBankContradictsItself_WaitsUntilThatIsSettled()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2, account: "100000277"));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        var day = new DateOnly(2026, 6, 17);
        var layout = BankLayouts.Shipped.All.Single(layout => layout.Id == "hehuang");
        var sent = await _world.SentRows(layout);
        var paidAfterAll = DemoBank.Row(sent.Single(row => row["line"] == "2"), layout, "paid", "", day);
        await _world.Receive(await _world.Bank.Write(layout, "LATE.txt", [paidAfterAll], day));
        await _world.Run();

        var confirm = new ConfirmCorrections(ChainWorld.Id);
        Assert.Equal("answer_contradicted", await _world.Refused(ChainWorld.Reviewer, confirm));
        var exceptions = await _world.Ask<Page<PaymentException>>(ChainWorld.Cashier, new ListExceptions());
        var contradiction = Assert.Single(exceptions.Items);
        await _world.Ask<PaymentException>(
            ChainWorld.Cashier, new ResolveException(contradiction.Id, "银行确认未付款，原回单有误"));
        await _world.Run();
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, confirm);
    }

    [Fact]
    public async Task AllFailed_WhenGivenUp_EndsUnpaidAndGivesTheBudgetBack()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1, account: "100000177"));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        Assert.Equal("partlyFailed", await _world.State());
        Assert.Equal("reason_needed", await _world.Refused(ChainWorld.Reviewer, new GiveUpFailed(ChainWorld.Id, " ")));

        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new GiveUpFailed(ChainWorld.Id, "收款人已死亡"));
        await _world.Run();

        Assert.Equal("done", await _world.State());
        await _world.CheckConservation();
        Assert.Equal(100_00, (await _world.Request()).Progress.GivenUp.Fen);
        Assert.Equal((0, 0), (_world.Budget.Reserved("basic-pension"), _world.Budget.Used("basic-pension")));
        Assert.Equal(0, await _world.BalanceOf("500101"));
    }

    [Fact]
    public async Task Refund_WhenTheRequestHadEnded_IsBookedRedAndTheLinePaidAgain()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2, account: "100000288"));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        Assert.Equal("done", await _world.State());

        var refunds = await _world.Refunds();
        await _world.Receive(refunds);

        Assert.Equal("partlyFailed", await _world.State());
        await _world.CheckConservation();
        Assert.Equal(100_00, await _world.BalanceOf("500101"));
        Assert.Equal(100_00, _world.Budget.Used("basic-pension"));
        Assert.Equal("refunded", (await _world.Lines())[1].State);
        Assert.Equal(2, (await _world.Request()).Run);

        // The same file again changes nothing.
        Assert.True((await _world.Receive(refunds)).Repeated);
        Assert.Equal(100_00, await _world.BalanceOf("500101"));

        var correction = new Correction(2, "收款人2", "100000200", "102851000019", "河湟银行城东支行");
        await _world.Ask<RequestAnswer>(ChainWorld.Agency, new ProposeCorrections(ChainWorld.Id, [correction]));
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        await _world.Run();
        await _world.Send(2);
        await _world.BankAnswers();
        Assert.Equal("done", await _world.State());
        await _world.CheckConservation();
        Assert.Equal(300_00, await _world.BalanceOf("500101"));
        Assert.Equal(300_00, _world.Budget.Used("basic-pension"));
        Assert.Equal(0, _world.Budget.Reserved("basic-pension"));
    }

    [Fact]
    public async Task Refund_WhenItComesBeforeTheRoundIsCollected_IsTakenInAfterIt()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2));
        await _world.ApproveAndSend();
        var layout = BankLayouts.Shipped.Find("hehuang")!;
        var rows = await _world.Bank.Read(layout, $"outbox/bank/hehuang/{ChainWorld.Id.Text}-r1.txt");
        var first = await _world.Bank.Write(layout, "first.txt",
            [
                DemoBank.Row(rows[0], layout, "paid", "", Day),
                DemoBank.Row(rows[0], layout, "refunded", "账户已销户退汇", Day),
            ], Day);
        await _world.Receive(first);
        Assert.Equal("paying", await _world.State());
        await _world.Receive(await _world.Bank.Write(
            layout, "second.txt", [DemoBank.Row(rows[1], layout, "paid", "", Day)], Day));

        Assert.Equal("partlyFailed", await _world.State());
        await _world.CheckConservation();
        Assert.Equal(200_00, await _world.BalanceOf("500101"));
        Assert.Equal(200_00, _world.Budget.Used("basic-pension"));
    }

    [Fact]
    public async Task Refund_WhenTheFailedRestWasGivenUp_ReopensOnlyTheRefundedLine()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1, account: "100000177"), ChainWorld.Line(2, account: "100000288"));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new GiveUpFailed(ChainWorld.Id, "账户无法核实"));
        await _world.Run();
        await _world.CheckConservation();

        await _world.Receive(await _world.Refunds());
        await _world.CheckConservation();
        Assert.Equal(["givenUp", "refunded"], (await _world.Lines()).Select(line => line.State));

        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        await _world.Run();
        await _world.CheckConservation();
        Assert.Equal(200_00, (await _world.Request()).Rounds[1].Asked.Fen);
    }

    [Fact]
    public async Task Checks_WhenTheBudgetIsExceeded_ReturnTheRequestWithTheReason()
    {
        _world.Budget.Set("basic-pension", 99_99);
        await _world.Submit(ChainWorld.Line(1));
        var state = Assert.IsType<RequestState.Returned>((await _world.Request()).State);
        Assert.Equal(("checks", "预算科目 basic-pension 可用额度不足"), (state.By, state.Reason));
        Assert.Equal(0, _world.Budget.Reserved("basic-pension"));
    }

    [Fact]
    public async Task Checks_WhenTheBudgetOnlyWarns_ApprovalNeedsAWrittenReason()
    {
        _world.Budget.Warns = true;
        _world.Budget.Set("basic-pension", 99_99);
        await _world.Submit(ChainWorld.Line(1));
        Assert.Equal("over_budget", await _world.Refused(ChainWorld.Clerk, new ApproveRequest(ChainWorld.Id)));
        await _world.Approve(ChainWorld.Clerk, opinion: "已报追加预算");
        Assert.Equal("inReview", await _world.State());
    }

    [Fact]
    public async Task Checks_WhenTypedLinesRepeatAPerson_ReturnTheRequestNamingTheLine()
    {
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(1));
        var state = Assert.IsType<RequestState.Returned>((await _world.Request()).State);
        Assert.Equal("第 2 行：同一人同一项目同一月份在本批中重复", state.Reason);
    }

    [Fact]
    public async Task Checks_WhenPayeeAccountIsAnotherFundsSpecialAccount_ReturnTheRequest()
    {
        await _world.OpenAccounts();
        await _world.OpenAccounts(fund: Fund.WorkInjury);
        await _world.Submit(ChainWorld.Line(1, account: "2801000000041"));
        var state = Assert.IsType<RequestState.Returned>((await _world.Request()).State);
        Assert.Equal("account_of_other_fund", Assert.Single(state.Marks).Field);
    }

    [Fact]
    public async Task Withdraw_WhenInReview_EndsTheRequestAndGivesTheBudgetBack()
    {
        await _world.Submit(ChainWorld.Line(1));
        Assert.Equal(100_00, _world.Budget.Reserved("basic-pension"));
        await _world.Ask<RequestAnswer>(ChainWorld.Agency, new WithdrawRequest(ChainWorld.Id, "重复报送"));
        await _world.Run();
        Assert.Equal("withdrawn", await _world.State());
        Assert.Equal(0, _world.Budget.Reserved("basic-pension"));
    }

    [Fact]
    public async Task Reject_ByTheTreasury_EndsTheRequestAndGivesTheBudgetBack()
    {
        await _world.Submit(ChainWorld.Line(1));
        await _world.Approve(ChainWorld.Clerk);
        await _world.Approve(ChainWorld.Reviewer);
        await _world.Ask<RequestAnswer>(ChainWorld.Treasury, new RejectRequest(ChainWorld.Id, "不符合拨款条件"));
        await _world.Run();
        Assert.Equal("rejected", await _world.State());
        Assert.Equal(0, _world.Budget.Reserved("basic-pension"));
    }

    [Fact]
    public async Task Instruct_WhenTheFundHasNoSpecialAccount_IsBlockedUntilOneIsImported()
    {
        await _world.Submit(ChainWorld.Line(1));
        await _world.Approve(ChainWorld.Clerk);
        await _world.Approve(ChainWorld.Reviewer);
        await _world.Approve(ChainWorld.Treasury);
        var missing = new PayerAccountMissing(ChainWorld.Chengdong, Fund.EnterprisePension);
        Assert.Equal(("payer_account_missing", (await _world.Request()).Blocked), (missing.Code, missing.Message));

        await _world.OpenAccounts();
        await _world.Advance(TimeSpan.FromHours(1));
        Assert.Null((await _world.Request()).Blocked);
        Assert.Single((await _world.Request()).Rounds);
    }

    [Fact]
    public async Task Deadline_WhenNobodyActs_RemindsEachWorkingDayAndEscalatesAtTheSecond()
    {
        await _world.Submit(ChainWorld.Line(1));
        // Monday 15 June at noon; two working days end with Wednesday the 17th.
        await _world.Advance(new DateTimeOffset(2026, 6, 17, 15, 59, 0, TimeSpan.Zero) - _world.Clock.GetUtcNow());
        Assert.Equal(0, (await _world.Request()).State.Waiting!.Reminders);
        await _world.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (await _world.Request()).State.Waiting!.Reminders);
        // Friday the 19th is 端午节: the next working day after Thursday is Monday.
        await _world.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, (await _world.Request()).State.Waiting!.Reminders);
        await _world.Advance(TimeSpan.FromDays(4));
        Assert.Equal(2, (await _world.Request()).State.Waiting!.Reminders);
        var row = await _world.Ask<RequestPage>(ChainWorld.Clerk, new ListRequests());
        Assert.True(Assert.Single(row.Items).Escalated);
    }

    [Fact]
    public async Task Interface_WhenTheTreasuryAnswersByFile_IsPaidBookedAndHandedTheVoucher()
    {
        await _world.OpenAccounts();
        await _world.Ask<ExpenditureSettings>(
            ChainWorld.Admin, new ChangeSettings(ChainWorld.Chengdong, TreasuryMode.Interface));
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2));
        await _world.Approve(ChainWorld.Clerk);
        await _world.Approve(ChainWorld.Reviewer);
        Assert.Equal("paying", await _world.State());
        var batch = new BatchId(ChainWorld.Id, 1);
        Assert.NotNull(await _world.Blobs.Info($"outbox/treasury/630102/{batch.Text}.json"));
        Assert.Equal("wrong_channel", await _world.Refused(ChainWorld.Cashier, new SendBatch(batch)));

        var result = new TreasuryResult(batch, new DateOnly(2026, 6, 15), "GK-1", [new FailedLine(2, "账户冻结")]);
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Json.Write(result)));
        (await _world.Blobs.Put("inbox/treasury/1.json", file, onlyNew: true)).Require();
        for (var time = 0; time < 2; time++)
        {
            await _world.Payment.TreasuryResults.Receive(
                "inbox/treasury/1.json", Call.System("inbox", _world.Clock.GetUtcNow(), "x"));
            await _world.Run();
        }

        Assert.Equal("partlyFailed", await _world.State());
        await _world.CheckConservation();
        Assert.Equal(100_00, await _world.BalanceOf("500101"));
        // Of the two that were handed over, the one that was paid.
        var handed = await HandedOver<TreasuryFile>($"{batch.Text}.json");
        Assert.Equal([100_00, 200_00], handed.Items.Select(item => item.Amount.Fen));
        var paid = await HandedOver<ExpenditurePaid>($"{ChainWorld.Id.Text}-r1-voucher.json");
        Assert.Equal(
            ("basic-pension", 100_00, "202606-0001"),
            (Assert.Single(paid.Items).Item, paid.Amount.Fen, paid.Voucher.Number));
    }

    private async Task<T> HandedOver<T>(string name)
    {
        await using var blob = (await _world.Blobs.Open($"outbox/treasury/630102/{name}"))!;
        using var reader = new StreamReader(blob.Content);
        return Json.Read<T>(await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Interface_WhenTheResultComesAgain_IsAnsweredAsBeforeAndAnotherIsAnException()
    {
        var batch = await HandOver();
        var result = new TreasuryResult(batch, new DateOnly(2026, 6, 15), "GK-1", [new FailedLine(2, "账户冻结")]);
        var first = await _world.Try(result, _world.By(ChainWorld.Cashier, "same"));
        Assert.Equal("answered", ((BatchAnswer)first.Require()).State);
        Assert.Equal(first.Require(), (await _world.Try(result, _world.By(ChainWorld.Cashier, "same"))).Require());
        Assert.Equal(first.Require(), (await _world.Try(result, _world.By(ChainWorld.Cashier, "other"))).Require());
        await _world.Run();

        Assert.Equal("result_contradicts", await _world.Refused(ChainWorld.Cashier, result with { Failed = [] }));
        await _world.Run();
        Assert.Equal("partlyFailed", await _world.State());
        // Line 2 may be paid after all: it is not paid again before somebody has asked.
        var confirm = new ConfirmCorrections(ChainWorld.Id);
        Assert.Equal("answer_contradicted", await _world.Refused(ChainWorld.Reviewer, confirm));
        var exceptions = await _world.Ask<Page<PaymentException>>(ChainWorld.Cashier, new ListExceptions());
        var contradiction = Assert.Single(exceptions.Items);
        Assert.Equal(("contradictory", 2, "第 2 笔（GK-1）：与此前回单“支付失败”相矛盾"), (
            contradiction.Kind, contradiction.Line, contradiction.Message));
        await _world.Ask<PaymentException>(
            ChainWorld.Cashier, new ResolveException(contradiction.Id, "银行确认未付款"));
        await _world.Run();
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, confirm);
    }

    [Fact]
    public async Task Interface_WhenABankSaysWhatOnlyTheTreasuryKnows_IsAnExceptionAndTheTreasuryStands()
    {
        var batch = await HandOver();
        var layout = BankLayouts.Shipped.Find("hehuang")!;
        var chunk = (await _world.Store.Query(
            Containers.Payments, batch.Text, new DocumentQuery("instructions"))).Items.Single().As<InstructionChunk>();
        var rows = chunk.Lines.Select(line => new Dictionary<string, string>
        {
            ["batch"] = batch.Text,
            ["instruction"] = line.Number,
            ["line"] = $"{line.Line}",
            ["amount"] = $"{line.Amount.Fen}",
        }).ToList();
        var receipt = await _world.Receive(await _world.Bank.Write(
            layout, "early.txt", [DemoBank.Row(rows[0], layout, "failed", "账户异常", Day)], Day));
        Assert.Equal((0, 1, "other_channel"), (receipt.Matched, receipt.Exceptions, receipt.BadRows[0].Kind));

        await _world.Ask<BatchAnswer>(
            ChainWorld.Cashier, new TreasuryResult(batch, new DateOnly(2026, 6, 15), "GK-1"));
        await _world.Run();
        Assert.Equal("done", await _world.State());
        // What comes back comes from the bank, whoever paid.
        await _world.Receive(await _world.Bank.Write(
            layout, "back.txt", [DemoBank.Row(rows[0], layout, "refunded", "账户已销户退汇", Day)], Day));
        Assert.Equal(("partlyFailed", 200_00L), (await _world.State(), await _world.BalanceOf("500101")));
        await _world.CheckConservation();
    }

    /// <summary>Two lines of 100 and 200 yuan, at a treasury that works in its own system.</summary>
    private async Task<BatchId> HandOver()
    {
        await _world.OpenAccounts();
        await _world.Ask<ExpenditureSettings>(
            ChainWorld.Admin, new ChangeSettings(ChainWorld.Chengdong, TreasuryMode.Interface));
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2));
        await _world.Approve(ChainWorld.Clerk);
        await _world.Approve(ChainWorld.Reviewer);
        return new BatchId(ChainWorld.Id, 1);
    }

    [Fact]
    public async Task Paper_WhenTheCashierRecordsTheSlip_IsPaidAndBooked()
    {
        await _world.OpenAccounts();
        await _world.Ask<ExpenditureSettings>(
            ChainWorld.Admin, new ChangeSettings(ChainWorld.Chengdong, TreasuryMode.Paper));
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2));
        await _world.Approve(ChainWorld.Clerk);
        await _world.Approve(ChainWorld.Reviewer);
        var batch = new BatchId(ChainWorld.Id, 1);
        var slip = await _world.Ask<PaymentSlip>(ChainWorld.Cashier, new ViewSlip(batch));
        Assert.Equal(("叁佰元整", 2), (slip.Capitals, slip.Items.Count));

        Assert.Equal("line_unknown", await _world.Refused(
            ChainWorld.Cashier, new PaidOnPaper(batch, Day.AddDays(-1), "P1", [new FailedLine(9, "x")])));
        await _world.Ask<BatchAnswer>(ChainWorld.Cashier, new PaidOnPaper(batch, Day.AddDays(-1), "P1"));
        await _world.Run();
        Assert.Equal("done", await _world.State());
        Assert.Equal(300_00, await _world.BalanceOf("500101"));
    }

    [Fact]
    public async Task Withdraw_WhenTheChecksDiedAfterReserving_GivesTheBudgetBack()
    {
        await _world.OpenAccounts();
        await _world.Ask<Submitted>(ChainWorld.Agency, ChainWorld.NewRequest(ChainWorld.Line(1)));
        // The process ended after this, before the request said that it holds budget.
        var charge = new BudgetCharge("basic-pension", Money.FromFen(100_00));
        (await _world.Budget.Reserve(ChainWorld.Id, [charge], false, _world.By(ChainWorld.Agency))).Require();
        await _world.Ask<RequestAnswer>(ChainWorld.Agency, new WithdrawRequest(ChainWorld.Id, "重新核算"));
        await _world.Run();
        Assert.Equal(("withdrawn", 0L), (await _world.State(), _world.Budget.Reserved("basic-pension")));
        Assert.False((await _world.Request()).BudgetHeld);
    }

    [Fact]
    public async Task Checks_WhenAnEarlierTryReservedAndDiedAndTheyNowRefuse_GiveTheBudgetBack()
    {
        _world.Budget.Set("transfer", 1_000_000_00);
        var transfer = ChainWorld.NewRequest(TransferLine("")) with { Kind = "transfer-out" };
        await _world.Ask<Submitted>(ChainWorld.Agency, transfer);
        var charge = new BudgetCharge("transfer", Money.FromFen(100_00));
        (await _world.Budget.Reserve(ChainWorld.Id, [charge], false, _world.By(ChainWorld.Agency))).Require();
        // The agency's account was registered then, and is no more.
        await _world.Run();
        Assert.Equal(("returned", 0L), (await _world.State(), _world.Budget.Reserved("transfer")));
        Assert.False((await _world.Request()).BudgetHeld);
    }

    [Fact]
    public async Task Refund_WhenARoundIsConfirmedBeforeItIsMarked_StaysOutOfThatRound()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1, "1000000177"), ChainWorld.Line(2));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        var refunded = new LinesRefunded(
            ChainWorld.Id, 1, "back-1", new DateOnly(2026, 6, 17), [new RefundedLine(2, "账户已销户退汇")]);
        await new LinesRefundedHandler(_world.Store, ExpenditureKinds.Shipped).Handle(
            new OutboxMessage(
                "payments/x/1", PaymentTopics.Refunded, _world.Clock.GetUtcNow(),
                JsonSerializer.SerializeToElement(refunded, Json.Options)), _world.By(ChainWorld.Clerk));
        // The chain had asked for this before the confirmation.
        await _world.Do(BookRefund.ActivityName, run: 1);
        await _world.Run();
        Assert.Equal(100_00, (await _world.Request()).Round(2).Asked.Fen);
        Assert.Equal(200_00, (await _world.Request()).Progress.Failed.Fen);
        await _world.CheckConservation();
    }

    [Fact]
    public async Task Answered_WhenTheMessageComesAfterARefundOpenedAnotherRun_WakesNobody()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        OutboxMessage Message<T>(string topic, T payload) => new(
            "payments/x/1", topic, _world.Clock.GetUtcNow(), JsonSerializer.SerializeToElement(payload, Json.Options));
        var refunded = new LinesRefunded(
            ChainWorld.Id, 1, "back-1", new DateOnly(2026, 6, 17), [new RefundedLine(2, "账户已销户退汇")]);
        await new LinesRefundedHandler(_world.Store, ExpenditureKinds.Shipped).Handle(
            Message(PaymentTopics.Refunded, refunded), _world.By(ChainWorld.Clerk));
        Assert.Equal(2, (await _world.Request()).Run);
        // The second run's start is still on its way.
        await new BatchAnsweredHandler(_world.Store, _world.Workflows).Handle(
            Message(PaymentTopics.Answered, new BatchAnswered(ChainWorld.Id, 1)), _world.By(ChainWorld.Clerk));
        await _world.Run();
        Assert.Equal("partlyFailed", await _world.State());
        await _world.CheckConservation();
    }

    [Fact]
    public async Task Release_WhenALaterRunHasReserved_DoesNotTouchIt()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1, "1000000188"));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        await _world.Receive(await _world.Refunds());
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        await _world.Run();
        Assert.Equal(("paying", 100_00L), (await _world.State(), _world.Budget.Reserved("basic-pension")));
        await _world.Do(ReleaseBudget.ActivityName, run: 1);
        await _world.Do(ReleaseBudget.ActivityName, run: 2);
        Assert.Equal(100_00, _world.Budget.Reserved("basic-pension"));
    }

    [Fact]
    public async Task Correct_WhenTheSameCommandComesAgainAfterTheRound_IsAnsweredAsBefore()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1, "1000000177"), ChainWorld.Line(2, "1000000277"));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        var correct = new ProposeCorrections(
            ChainWorld.Id, [new Correction(1, "收款人1", "1000000110", "102851000019", "河湟银行城东支行")]);
        var first = await _world.Try(correct, _world.By(ChainWorld.Agency, "same"));
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        await _world.Run();
        await _world.Send(2);
        await _world.BankAnswers();
        Assert.Equal("partlyFailed", await _world.State());
        var again = await _world.Try(correct, _world.By(ChainWorld.Agency, "same"));
        Assert.Equal(first.Require(), again.Require());
    }

    [Fact]
    public void Progress_WhenMoreIsPaidThanWasOpen_IsABug()
    {
        var progress = Progress.Of(Money.FromFen(100));
        Assert.Throws<InvalidOperationException>(() => progress.Answer(Money.FromFen(101), Money.Zero));
    }

    [Fact]
    public async Task Transfer_WhenTheKindPaysTheAgency_IsOneInstructionOfTheWhole()
    {
        await _world.OpenAccounts();
        _world.Budget.Set("transfer", 1_000_000_00);
        var lines = new[] { ChainWorld.Line(1), ChainWorld.Line(2) }
            .Select(line => line with { Item = "transfer", Account = "", BankCode = "", BankName = "" }).ToArray();
        await _world.Ask<Submitted>(
            ChainWorld.Agency, ChainWorld.NewRequest(lines) with { Kind = "transfer-out" });
        await _world.Run();
        await _world.ApproveAndSend();
        var instruction = Assert.Single(await _world.Bank.Read(
            BankLayouts.Shipped.Find("hehuang")!, $"outbox/bank/hehuang/{ChainWorld.Id.Text}-r1.txt"));
        Assert.Equal(
            ("2802000000011", "30000", "0"),
            (instruction["account"], instruction["amount"], instruction["line"]));
        await _world.BankAnswers();
        Assert.Equal("done", await _world.State());
        await _world.CheckConservation();
        Assert.Equal(300_00, _world.Budget.Used("transfer"));
    }

    [Fact]
    public async Task Advance_OfABenefit_IsPaidToTheAgencyAndBookedAsPrepaid()
    {
        await _world.OpenAccounts();
        await _world.Ask<Submitted>(
            ChainWorld.Agency, ChainWorld.NewRequest(ChainWorld.Line(1), ChainWorld.Line(2)) with { Mode = "advance" });
        await _world.Run();
        await _world.ApproveAndSend();
        var instruction = Assert.Single(await _world.Bank.Read(
            BankLayouts.Shipped.Find("hehuang")!, $"outbox/bank/hehuang/{ChainWorld.Id.Text}-r1.txt"));
        Assert.Equal(("2802000000011", "30000"), (instruction["account"], instruction["amount"]));
        await _world.BankAnswers();
        Assert.Equal("done", await _world.State());
        await _world.CheckConservation();
        var paid = Assert.Single(await _world.Vouchers("fsa"));
        Assert.Equal("2802000000011", paid.Lines[0].Dimensions["agencyAccount"]);

        var prepaid = Assert.Single(await _world.Vouchers("memo"));
        Assert.Equal(
            [("1101", 300_00L), ("3001", -300_00L)],
            prepaid.Lines.Select(line => (line.Account.Code.Text, line.Debit.Fen - line.Credit.Fen)));
        Assert.Equal(
            ["agency=A1", "bankAccount=2802000000011", "item=basic-pension"],
            prepaid.Lines[0].Dimensions.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(
            new SourceLink("request", ChainWorld.Id.Text, "第 1 轮支付，专户凭证 202606-0001"), prepaid.Source);
    }

    [Fact]
    public async Task Advance_WhenTheBankSendsItBack_IsTakenBackFromThePrepaid()
    {
        await _world.OpenAccounts(ending: "88");
        await _world.Ask<Submitted>(
            ChainWorld.Agency, ChainWorld.NewRequest(ChainWorld.Line(1)) with { Mode = "advance" });
        await _world.Run();
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        await _world.Receive(await _world.Refunds());
        var vouchers = await _world.Vouchers("memo");
        Assert.Equal(
            [100_00L, -100_00L],
            vouchers.Select(voucher => voucher.Lines.Single(line => line.Account.Code.Text == "1101").Debit.Fen));
        Assert.Equal("第 1 轮退汇，专户凭证 202606-0002", vouchers[1].Source.Detail);
        Assert.Equal(0, await _world.BalanceOf("500101"));
    }

    [Fact]
    public async Task Payment_ToThePayees_LeavesThePrepaidAlone()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        Assert.Equal("done", await _world.State());
        Assert.Empty(await _world.Vouchers("memo"));
    }

    [Fact]
    public async Task Transfer_WhenTheStatedAccountIsNotTheRegisteredOne_IsReturnedAtOnceWithBoth()
    {
        await _world.OpenAccounts();
        await SubmitTransfer("2802000000019");
        var returned = Assert.IsType<RequestState.Returned>((await _world.Request()).State);
        Assert.Equal(
            "所填收款账户 2802*****0019 不是经办机构 A1 的企业职工养老支出户。已登记的是：城东区社保局支出户 2802*****0011"
            + "（河湟银行城东支行）。请将收款账户更正为已登记的账户；账户确已变更的，请先由城东区导入新账户。", returned.Reason);
        Assert.Equal("payee_account_unregistered", Assert.Single(returned.Marks).Field);
        Assert.Equal(0, _world.Budget.Reserved("transfer"));

        var corrected = TransferLine("2802000000011");
        await _world.Ask<RequestAnswer>(ChainWorld.Agency, new Resubmit(ChainWorld.Id, "已更正账户", [corrected]));
        await _world.Run();
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        Assert.Equal("done", await _world.State());
    }

    [Fact]
    public async Task Transfer_WhenTheAgencyHasNoAccount_IsReturnedUntilOneIsRegistered()
    {
        await SubmitTransfer("");
        var returned = Assert.IsType<RequestState.Returned>((await _world.Request()).State);
        Assert.Equal("没有登记经办机构 A1 的企业职工养老支出户，请先导入账户。", returned.Reason);
        Assert.Equal("payee_account_missing", Assert.Single(returned.Marks).Field);

        await _world.OpenAccounts();
        await _world.Ask<RequestAnswer>(ChainWorld.Agency, new Resubmit(ChainWorld.Id, "账户已登记"));
        await _world.Run();
        Assert.Equal("inReview", await _world.State());
    }

    [Fact]
    public async Task Transfer_WhenItsLinesStateTwoAccounts_IsReturned()
    {
        await _world.OpenAccounts();
        await SubmitTransfer("2802000000011", "");
        var returned = Assert.IsType<RequestState.Returned>((await _world.Request()).State);
        Assert.Equal("payee_accounts_mixed", Assert.Single(returned.Marks).Field);
    }

    [Fact]
    public async Task Transfer_WhenTheAccountChangesAfterReview_FailsAndIsPaidToTheCorrectedOne()
    {
        await _world.OpenAccounts();
        await SubmitTransfer("2802000000011");
        await _world.Approve(ChainWorld.Clerk);
        await _world.Approve(ChainWorld.Reviewer);
        await Register("2802000000011", "A2");
        await Register("2802000000022", "A1");
        await _world.Approve(ChainWorld.Treasury);

        var request = await _world.Request();
        Assert.Equal(("partlyFailed", 100_00L), (request.State.Code, request.Progress.Failed.Fen));
        Assert.StartsWith("所填收款账户 2802*****0011 不是经办机构 A1 的", request.Blocked, StringComparison.Ordinal);
        var failed = Assert.Single(await _world.Lines());
        Assert.Equal(("failed", request.Blocked), (failed.State, failed.Reason));
        Assert.Empty((await _world.Ask<RequestView>(ChainWorld.Clerk, new ViewRequest(ChainWorld.Id))).Batches);
        await _world.CheckConservation();

        var correction = new Correction(1, "城东区社保局支出户", "2802000000022", "102851000019", "河湟银行城东支行");
        await _world.Ask<RequestAnswer>(ChainWorld.Agency, new ProposeCorrections(ChainWorld.Id, [correction]));
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        await _world.Run();
        await _world.CheckConservation();
        await _world.Send(2);
        Assert.Equal(
            "2802000000022",
            Assert.Single(await _world.SentRows(BankLayouts.Shipped.Find("hehuang")!))["account"]);
        await _world.BankAnswers();
        Assert.Equal("done", await _world.State());
        await _world.CheckConservation();
        Assert.Equal((0L, 100_00L), (_world.Budget.Reserved("transfer"), _world.Budget.Used("transfer")));
        Assert.Equal(100_00, await _world.BalanceOf("5601"));
    }

    [Fact]
    public async Task Transfer_WhenTheChangedAccountIsRegisteredAgain_IsPaidOnceConfirmed()
    {
        await _world.OpenAccounts();
        await SubmitTransfer("2802000000011");
        await _world.Approve(ChainWorld.Clerk);
        await _world.Approve(ChainWorld.Reviewer);
        await Register("2802000000011", "A2");
        await _world.Approve(ChainWorld.Treasury);
        // Confirmed too early: refused again, and nothing is lost by it.
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        await _world.Run();
        Assert.Equal("partlyFailed", await _world.State());
        await _world.CheckConservation();

        await Register("2802000000011", "A1");
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        await _world.Run();
        Assert.Null((await _world.Request()).Blocked);
        await _world.Send(3);
        await _world.BankAnswers();
        Assert.Equal("done", await _world.State());
        await _world.CheckConservation();
    }

    [Fact]
    public async Task Transfer_WhenTheAccountIsGoneForGood_IsGivenUpAndGivesTheBudgetBack()
    {
        await _world.OpenAccounts();
        await SubmitTransfer("2802000000011");
        await _world.Approve(ChainWorld.Clerk);
        await _world.Approve(ChainWorld.Reviewer);
        await Register("2802000000011", "A2");
        await _world.Approve(ChainWorld.Treasury);
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new GiveUpFailed(ChainWorld.Id, "机构已撤销"));
        await _world.Run();
        Assert.Equal(("done", 0L), (await _world.State(), _world.Budget.Reserved("transfer")));
        Assert.Equal(("givenUp", 100_00L), (
            (await _world.Lines()).Single().State, (await _world.Request()).Progress.GivenUp.Fen));
    }

    [Fact]
    public async Task Instruct_WhenAnEarlierTryMadeTheBatchAndDied_TakesItWhateverHasChanged()
    {
        await _world.OpenAccounts();
        await SubmitTransfer("2802000000011");
        await _world.Approve(ChainWorld.Clerk);
        await _world.Approve(ChainWorld.Reviewer);
        async IAsyncEnumerable<PayLine> Whole()
        {
            yield return (await _world.Payments.WholePayee(
                ChainWorld.Id, PayTo.AgencyAccount, ChainWorld.Chengdong, "", Money.FromFen(100_00),
                default)).Require();
        }
        var batch = new NewBatch(ChainWorld.Id, 1, PayChannel.Bank, "转移", ["u-treasury"]);
        (await _world.Payments.Instruct(batch, Whole(), _world.By(ChainWorld.Treasury))).Require();
        await Register("2802000000011", "A2");
        await _world.Approve(ChainWorld.Treasury);
        var paying = Assert.IsType<RequestState.Paying>((await _world.Request()).State);
        Assert.Equal(batch.Id, paying.Batch);
        await _world.CheckConservation();
    }

    private static TypedLine TransferLine(string account, int number = 1) => ChainWorld.Line(number) with
    {
        Item = "transfer",
        Account = account,
        BankCode = "",
        BankName = "",
    };

    private async Task SubmitTransfer(params string[] accounts)
    {
        _world.Budget.Set("transfer", 1_000_000_00);
        var lines = accounts.Select((account, index) => TransferLine(account, index + 1)).ToArray();
        await _world.Ask<Submitted>(ChainWorld.Agency, ChainWorld.NewRequest(lines) with { Kind = "transfer-out" });
        await _world.Run();
    }

    /// <summary>Makes the account the expenditure account of that agency.</summary>
    private Task<Done> Register(string number, string agency) => _world.Ask<Done>(
        ChainWorld.Admin, new ImportAccounts(ChainWorld.Chengdong,
            [
                new PayAccount(
                    ChainWorld.Chengdong, Fund.EnterprisePension, AccountKind.Expenditure, agency, number,
                    "城东区社保局支出户", "hehuang", "102851000019", "河湟银行城东支行"),
            ]));

    [Fact]
    public async Task Remittance_InsideThePlan_IsPaidToTheProvinceAndTellsIt()
    {
        await OpenProvinceAccount("2899000000011");
        await SubmitRemittance("2899000000011");
        // No plan was issued: the request comes back, and nothing stays reserved.
        Assert.Equal(("returned", 0L), (await _world.State(), _world.Budget.Reserved("remit-up")));

        await _world.IssuePlan("青社保〔2026〕1号", 100_00);
        await _world.Ask<RequestAnswer>(ChainWorld.Agency, new Resubmit(ChainWorld.Id, "计划已下达"));
        await _world.Run();
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        Assert.Equal("done", await _world.State());
        var told = (await _world.Store.Query(
                Containers.Requests, ChainWorld.Id.Text, new DocumentQuery("outbox") { Limit = 1000 })).Items
            .Select(item => item.As<OutboxMessage>())
            .Single(message => message.Topic == RemittancePaid.Topic).As<RemittancePaid>();
        Assert.Equal(
            ("630102", "630000", RemittanceType.Adjustment, 100_00L),
            (told.FromDivision.Text, told.ToDivision.Text, told.Type, told.Amount.Fen));
        Assert.Equal(100_00, await _world.BalanceOf("5801"));
    }

    [Fact]
    public async Task Remittance_WhenTheStatedAccountIsNotTheProvinces_IsReturnedAtOnce()
    {
        await OpenProvinceAccount("2899000000011");
        await _world.IssuePlan("青社保〔2026〕1号", 100_00);
        await SubmitRemittance("2899000000019");
        var returned = Assert.IsType<RequestState.Returned>((await _world.Request()).State);
        Assert.StartsWith(
            "所填收款账户 2899*****0019 不是青海省企业职工养老基金的财政专户。已登记的是：青海省社会保障基金财政专户 2899*****0011"
            + "（河湟银行省分行）。", returned.Reason, StringComparison.Ordinal);
        Assert.Equal(0L, _world.Budget.Reserved("remit-up"));
        Assert.Empty((await Plan()).Charges);
    }

    [Fact]
    public async Task Remittance_WhenTheBankSendsItBack_IsReversedAboveAndPaidAgain()
    {
        await OpenProvinceAccount("2899000000088");
        await _world.IssuePlan("青社保〔2026〕1号", 100_00);
        await SubmitRemittance("2899000000088");
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        await TakeIn(1);
        Assert.Equal((100_00L, -100_00L), (await _world.BalanceOf("5801"), await _world.BalanceOf("4701", "630000")));
        Assert.Equal(100_00L, await _world.BalanceOf("1001", "630000", bank: "2899000000088"));

        await _world.Receive(await _world.Refunds());
        Assert.Equal(0L, await _world.BalanceOf("1001", "630000", bank: "2899000000088"));
        Assert.Equal("partlyFailed", await _world.State());
        Assert.Equal((0L, 0L), (await _world.BalanceOf("5801"), await _world.BalanceOf("4701", "630000")));
        Assert.Equal((0L, 0L), (await _world.BalanceOf("1001"), await _world.BalanceOf("1001", "630000")));
        var view = await _world.Ask<SlipView>(UpperFinance, new ReadSlip(SlipOf(1)));
        Assert.Equal(
            ("已退汇", "202606-0001", new DateOnly(2026, 6, 17)),
            (view.Row.StateName, view.Row.Voucher, view.Row.RefundedOn));

        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        await _world.Run();
        await _world.Send(2);
        await _world.BankAnswers();
        await TakeIn(2);
        Assert.Equal("done", await _world.State());
        await _world.CheckConservation();
        Assert.Equal((100_00L, -100_00L), (await _world.BalanceOf("5801"), await _world.BalanceOf("4701", "630000")));
        Assert.True((await _world.Ask<Consistency>(
            UpperFinance, new CheckConsistency(Division.Of("630000"), Fund.EnterprisePension, 2026))).Agrees);
    }

    [Fact]
    public async Task Remittance_WhenSentBackAndGivenUp_LeavesThePlanToOthers()
    {
        await OpenProvinceAccount("2899000000088");
        await _world.IssuePlan("青社保〔2026〕1号", 100_00);
        await SubmitRemittance("2899000000088");
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        await _world.Receive(await _world.Refunds());
        Assert.Equal("refunded", (await _world.Ask<SlipView>(UpperFinance, new ReadSlip(SlipOf(1)))).Row.State);
        Assert.Single((await Plan()).Charges);
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new GiveUpFailed(ChainWorld.Id, "本年不再上解"));
        await _world.Run();
        Assert.Equal(("done", 0L), (await _world.State(), _world.Budget.Used("remit-up")));
        Assert.Empty((await Plan()).Charges);
    }

    private static Actor UpperFinance { get; } = InProvince(
        ChainWorld.Person("u-upper", "省财政钱", null, Permission.IncomeReview, Permission.IncomeView));

    private static Actor UpperTreasury { get; } = InProvince(
        ChainWorld.Person("u-upper-treasury", "省国库吴", null, Permission.BookConfirm));

    private static Actor InProvince(Actor actor) => actor with
    {
        Division = Division.Of("630000"),
        Grants = [.. actor.Grants.Select(grant => grant with { Division = Division.Of("630000") })],
    };

    private static SlipId SlipOf(int round) =>
        new(Division.Of("630000"), ChainWorld.Id, RemittanceType.Adjustment, round);

    /// <summary>The province reviews the slip of that round, finds the money and books it.</summary>
    private async Task TakeIn(int round)
    {
        await _world.Ask<SlipAnswer>(UpperFinance, new ReviewSlip(SlipOf(round), true, null));
        await _world.Run();
        await _world.Advance(TimeSpan.FromDays(2));
        await _world.Ask<SlipAnswer>(UpperTreasury, new ConfirmSlip(SlipOf(round), new DateOnly(2026, 6, 16)));
        await _world.Run();
        Assert.Equal("booked", (await _world.Ask<SlipView>(UpperFinance, new ReadSlip(SlipOf(round)))).Row.State);
    }

    private async Task<RemittancePlan> Plan()
    {
        var key = new PlanKey(ChainWorld.Chengdong, Fund.EnterprisePension, 2026, RemittanceType.Adjustment);
        return (await _world.Store.Find<RemittancePlan>(
            Containers.Income, key.Text, RemittancePlan.Document))!.Value;
    }

    private async Task OpenProvinceAccount(string number)
    {
        await _world.OpenAccounts();
        var province = Division.Of("630000");
        await _world.Ask<Done>(InProvince(ChainWorld.Admin), new ImportAccounts(province,
            [
                new PayAccount(
                    province, Fund.EnterprisePension, AccountKind.Special, "", number, "青海省社会保障基金财政专户", "hehuang",
                    "102851000019", "河湟银行省分行"),
            ]));
    }

    private async Task SubmitRemittance(string account)
    {
        _world.Budget.Set("remit-up", 1_000_000_00);
        var line = ChainWorld.Line(1) with
        {
            Item = "adjustment",
            Account = account,
            Evidence = new Dictionary<string, string> { ["planNo"] = "青社保〔2026〕1号" },
        };
        var request = ChainWorld.NewRequest(line) with
        {
            Kind = "remit-up",
            Attachments = [new KeptFile("计划.pdf", "plan", $"attachments/{ChainWorld.Id.Text}/计划.pdf", 1, "00")],
        };
        await _world.Ask<Submitted>(ChainWorld.Agency, request);
        await _world.Run();
    }

    [Fact]
    public async Task Chain_WithTheRealBudgetControl_ReservesUsesGivesBackAndUsesAgain()
    {
        var world = new ChainWorld(isBudgetReal: true, _engine);
        const string Key = "630102-11-2026";
        await world.Store.Commit(Containers.Budgets, Key,
            [
                new Write.Create("plan", "plan", Json.Write(new BudgetPlan(true))),
                new Write.Create("line-basic-pension", "line", Json.Write(BudgetLine.New(
                    "basic-pension", "基本养老金", Money.FromFen(300_00), BudgetControlMode.Refuse))),
            ]);
        async Task<(long, long)> Line()
        {
            var line = (await world.Store.Find<BudgetLine>(Containers.Budgets, Key, "line-basic-pension"))!.Value;
            return (line.Reserved.Fen, line.Used.Fen);
        }
        await world.OpenAccounts();
        await world.Submit(ChainWorld.Line(1, account: "100000188"), ChainWorld.Line(2, account: "100000277"));
        Assert.Equal((300_00L, 0L), await Line());
        await world.ApproveAndSend();
        await world.BankAnswers();
        Assert.Equal((200_00L, 100_00L), await Line());
        await world.Receive(await world.Refunds());
        Assert.Equal((200_00L, 0L), await Line());
        await world.Ask<RequestAnswer>(ChainWorld.Agency, new ProposeCorrections(ChainWorld.Id,
            [
                new Correction(1, "收款人1", "100000100", "102851000019", "河湟银行"),
                new Correction(2, "收款人2", "100000200", "102851000019", "河湟银行"),
            ]));
        await world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        await world.Run();
        Assert.Equal((300_00L, 0L), await Line());
        await world.Send(2);
        await world.BankAnswers();
        Assert.Equal("done", await world.State());
        Assert.Equal((0L, 300_00L), await Line());
        Assert.Equal(300_00, await world.BalanceOf("500101"));
    }

    [Fact]
    public async Task Retry_WhenTheRefundedBudgetWasSpentByOthers_WaitsForFinanceAgain()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1, account: "100000188"));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        await _world.Receive(await _world.Refunds());
        _world.Budget.Set("basic-pension", 50_00);
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        await _world.Run();
        Assert.Equal("partlyFailed", await _world.State());
        await _world.CheckConservation();
        Assert.Equal("预算科目 basic-pension 可用额度不足", (await _world.Request()).Blocked);
        _world.Budget.Set("basic-pension", 100_00);
        await _world.Ask<RequestAnswer>(ChainWorld.Agency, new ProposeCorrections(
            ChainWorld.Id, [new Correction(1, "收款人1", "100000100", "102851000019", "河湟银行")]));
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        await _world.Run();
        await _world.Send(3);
        await _world.BankAnswers();
        Assert.Equal("done", await _world.State());
        await _world.CheckConservation();
    }

    [Fact]
    public async Task Chain_WithFiveThousandLines_AnswersAndBooksEachOnce()
    {
        await _world.OpenAccounts();
        _world.Budget.Set("basic-pension", 1_000_000_000_00);
        const int Count = 5_000;
        var lines = Enumerable.Range(1, Count).Select(number => ChainWorld.Line(
            number, account: $"1000{number:00000}{(number % 50 == 0 ? "77" : "00")}", fen: number)).ToList();
        var total = lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);
        // As a file would come: intake has checked the lines.
        var file = new KeptFile("a.zip", "received", "x/a.zip", 1, "00");
        var typed = CreateRequest.Compose(
            ChainWorld.Id, "periodic-benefit", "城东区社保局", "actual", "六月", [], lines);
        var request = typed with { Received = file };
        (await new Submissions(_world.Store, ExpenditureKinds.Shipped).Submit(
            request, TypedLine.Stream(lines), _world.By(ChainWorld.Agency))).Require();
        await _world.Run();
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        var progress = (await _world.Request()).Progress;
        // 50 + 100 + … + 5000 = 50 × 5050.
        Assert.Equal((252_500L, total.Fen - 252_500), (progress.Failed.Fen, progress.Paid.Fen));
        Assert.Equal(total.Fen - 252_500, await _world.BalanceOf("500101"));
        Assert.Equal(4_900, _world.Bank.Paid.Count);
        var failed = await _world.Ask<Page<LineView>>(ChainWorld.Clerk, new ViewLines(ChainWorld.Id, State: "failed"));
        Assert.Equal(100, failed.Total);
    }

    [Fact]
    public async Task SetOff_WhenAllAmountsAreNegative_IsBookedWithoutABank()
    {
        await _world.OpenAccounts(fund: Fund.ResidentMedical);
        var line = new TypedLine(
            "平安保险公司", "91630000710375200T", "", "", "", "clearing", Money.FromFen(-50_00));
        var id = TextValue.Parse<RequestId>("630102-39-202606-A1-B1");
        await new Submissions(_world.Store, ExpenditureKinds.Shipped).Submit(
            new NewRequest(
                id, "critical-illness", "城东区医保局", "actual", "清算盈余", 1, Money.FromFen(-50_00), null,
                [new KeptFile("标准.pdf", "premium-standard", "x/标准.pdf", 1, "00")], []),
            TypedLine.Stream([line]), _world.By(ChainWorld.Agency));
        await _world.Run();
        await _world.Approve(ChainWorld.Clerk, id);
        await _world.Approve(ChainWorld.Reviewer, id);
        await _world.Approve(ChainWorld.Treasury, id);
        Assert.Equal("done", await _world.State(id));
        Assert.Equal(-50_00, (await _world.Request(id)).Progress.Paid.Fen);
        Assert.Equal(-50_00, _world.Budget.Used("critical-illness"));
        Assert.Empty(_world.Bank.Paid);
    }
}
