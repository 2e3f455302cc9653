using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>待转社会保险费: transfers, both details, clearing, ageing. Today is 2026-06-15.</summary>
public sealed class SuspenseTests
{
    private const string Transfers = "区划,险种,日期,凭证号,金额（元）,银行账号\n";
    private const string Details = "区划,险种,属期,票号,单位缴费（元）,个人缴费（元）\n";
    private const string OneTransfer = "630102,enterprise-pension,2026-06-10,T1,76000.00,28016301021101\n";
    private const string OneDetail = "630102,enterprise-pension,202605,T1,50666.66,25333.34\n";

    private static readonly BookId Book = new(Division.Of("630102"), Fund.EnterprisePension, 2026, BookKind.Fsa);
    private static readonly DateTimeOffset Today = new(2026, 6, 15, 4, 0, 0, TimeSpan.Zero);

    private readonly BookWorld _world = new();

    [Fact]
    public async Task Transfers_WhenImported_AreBookedToSuspense()
    {
        var done = await Transfer(OneTransfer + "630102,enterprise-pension,20260611,T2,0.01,28016301021101\n");
        Assert.Equal((2, 2, 0, 2, 0, 0), Counts(done));
        Assert.Equal("-76000.01", await Balance("2201"));
        Assert.Equal("76000.01", await Balance("1001"));
        var voucher = await _world.Ask<VoucherView>(new ReadVoucher(Book, Number(6, 1)));
        Assert.Equal("国库划款：T1", voucher.Summary);
        Assert.Equal(new SourceLink("suspense", "630102-11-T1", "国库划款"), voucher.Source);
        Assert.Equal("T1", voucher.Lines[1].Dimensions["ticket"]);
    }

    [Fact]
    public async Task Files_WhenTheyComeAgain_ChangeNothing()
    {
        await Transfer(OneTransfer);
        await Detail(DetailSource.Agency, OneDetail);
        await Detail(DetailSource.Tax, OneDetail);
        var before = await Read("T1");
        Assert.Equal((1, 0, 1, 1, 1, 0), Counts(await Transfer(OneTransfer)));
        Assert.Equal((1, 0, 1, 1, 1, 0), Counts(await Detail(DetailSource.Agency, OneDetail)));
        Assert.Equal(before.Row.Version, (await Read("T1")).Row.Version);
        Assert.Equal(2, (await _world.Ask<VoucherPage>(new ListVouchers(Book, null, null, null, null, null))).Total);
    }

    [Fact]
    public async Task Details_WhenBothAgreeWithTheMoney_ClearItByUnitAndPerson()
    {
        await Transfer(OneTransfer);
        Assert.Equal((1, 1, 0, 1, 0, 0), Counts(await Detail(DetailSource.Agency, OneDetail)));
        Assert.Equal(["tax_missing"], (await Read("T1")).Row.Reasons.Select(reason => reason.Code));
        // Of two months, which together are the agency's one.
        Assert.Equal((2, 1, 0, 1, 1, 0), Counts(await Detail(
            DetailSource.Tax,
            "630102,enterprise-pension,202605,T1,50000.00,25000.00\n"
            + "630102,enterprise-pension,202604,T1,666.66,333.34\n")));
        var item = await Read("T1");
        Assert.Equal(("cleared", "202606-0002", 0), (item.Row.State, item.Row.Cleared!.Number, item.Row.Reasons.Count));
        Assert.Equal([202604, 202605], item.Tax!.Rows.Select(row => int.Parse(row.Period.Text)));
        var voucher = await _world.Ask<VoucherView>(new ReadVoucher(Book, Number(6, 2)));
        Assert.Equal((new DateOnly(2026, 6, 15), "结转待转社会保险费：T1（202605）"), (voucher.Date, voucher.Summary));
        Assert.Equal(
            [("2201", "76000.00", ""), ("4001", "-50666.66", "单位缴费"), ("4001", "-25333.34", "个人缴费")],
            voucher.Lines.Select(line => (
                line.Account.Text, (line.Debit - line.Credit).ToPlainYuan(),
                line.Dimensions.GetValueOrDefault("payer") ?? "")));
        Assert.Equal("0.00", await Balance("2201"));
    }

    [Fact]
    public async Task Details_WhenTheyComeBeforeTheMoney_ClearItAsSoonAsItComes()
    {
        await Detail(DetailSource.Tax, OneDetail);
        await Detail(DetailSource.Agency, OneDetail);
        var waiting = await Read("T1");
        Assert.Equal(("detailOnly", "transfer_missing"), (waiting.Row.State, Assert.Single(waiting.Row.Reasons).Code));
        Assert.Equal((1, 1, 0, 1, 1, 0), Counts(await Transfer(OneTransfer)));
    }

    [Fact]
    public async Task Details_WhenTheyComeNextYear_ClearWhatWasCarriedOverForTheTicket()
    {
        await Transfer("630102,enterprise-pension,2025-12-30,T1,76000.00,2801\n");
        await Detail(DetailSource.Agency, OneDetail);
        Assert.Equal(1, (await Detail(DetailSource.Tax, OneDetail)).Cleared);
        var lines = (await _world.Ask<VoucherPage>(new ListVouchers(Book, null, null, null, null, null))).Items
            .SelectMany(voucher => voucher.Lines, (voucher, line) => (voucher.Id.Text, line));
        Assert.Equal(
            [("202600-0001", "-76000.00", "T1"), ("202606-0001", "76000.00", "T1")],
            lines.Where(each => each.line.Account.Text == "2201").Select(each => (
                each.Text, (each.line.Debit - each.line.Credit).ToPlainYuan(), each.line.Dimensions["ticket"])));
        Assert.Equal("0.00", await Balance("2201"));
    }

    [Theory]
    [InlineData(null, null, "agency_missing,tax_missing", "")]
    [InlineData(null, "50666.66,25333.34", "agency_missing", "")]
    [InlineData("50666.66,25333.34", null, "tax_missing", "")]
    [InlineData("50666.67,25333.34", "50666.66,25333.34", "agency_differs", "0.01")]
    [InlineData("50666.66,25333.34", "40666.66,25333.34", "tax_differs", "-10000.00")]
    [InlineData("50000.00,26000.00", "50666.66,25333.34", "parts_differ", "-666.66")]
    public async Task Transfer_WhenAFenIsNotExplained_StaysWithTheReason(
        string? agency, string? tax, string reasons, string difference)
    {
        await Transfer(OneTransfer);
        foreach (var (source, parts) in new[] { (DetailSource.Agency, agency), (DetailSource.Tax, tax) })
        {
            if (parts is not null) { await Detail(source, $"630102,11,202605,T1,{parts}\n"); }
        }
        var row = (await Read("T1")).Row;
        Assert.Equal(reasons, string.Join(',', row.Reasons.Select(reason => reason.Code)));
        Assert.Equal(difference, row.Reasons[^1].Difference?.ToPlainYuan() ?? "");
        Assert.Equal("open", row.State);
        Assert.Equal("-76000.00", await Balance("2201"));
    }

    [Fact]
    public async Task Detail_WhenCorrectedBeforeClearing_ReplacesTheEarlierOne()
    {
        await Transfer(OneTransfer);
        await Detail(DetailSource.Agency, OneDetail);
        await Detail(DetailSource.Tax, "630102,enterprise-pension,202605,T1,1.00,1.00\n");
        Assert.Equal((1, 1, 0, 1, 1, 0), Counts(await Detail(DetailSource.Tax, OneDetail)));
    }

    [Fact]
    public async Task Ticket_WhenBookedOrCleared_TakesNothingElse()
    {
        await Transfer(OneTransfer);
        var other = await Transfer("630102,enterprise-pension,2026-06-10,T1,76000.01,28016301021101\n");
        Assert.Equal(["suspense_booked"], other.Problems.Select(problem => problem.Code));
        await Detail(DetailSource.Agency, OneDetail);
        await Detail(DetailSource.Tax, OneDetail);
        var late = await Detail(DetailSource.Tax, "630102,enterprise-pension,202605,T1,1.00,1.00\n");
        Assert.Equal([(2, "suspense_cleared")], late.Problems.Select(problem => (problem.Line, problem.Code)));
    }

    [Fact]
    public async Task Rows_WhenBad_AreNamedAndTheOthersImported()
    {
        var done = await Transfer(
            "999999,enterprise-pension,2026-06-10,A1,1.00,2801\n"
            + "630102,养路费,2026-06-10,A2,1.00,2801\n"
            + "630102,enterprise-pension,2026-06-10,票 3,1.00,2801\n"
            + "630102,enterprise-pension,2026-06-16,A4,1.00,2801\n"
            + "630102,enterprise-pension,2026-06-10,A5,-1.00,2801\n"
            + "630102,enterprise-pension,2026-06-10,A6,1.00,\n"
            + "630102,maternity,2026-06-10,A7,1.00,2801\n"
            + "630102,enterprise-pension,2026-06-10,A8,1.00,2801\n"
            + "630102,enterprise-pension,2026-06-10,A8,2.00,2801\n"
            + "630102,enterprise-pension,2026-06-10,A9,3.00,2801\n");
        Assert.Equal(
            [
                (2, "division_unknown"), (3, "fund_unknown"), (4, "not_a_ticket"), (5, "not_a_date"),
                (6, "not_an_amount"), (7, "not_an_account"), (8, "fund_merged"), (10, "ticket_repeated"),
            ],
            done.Problems.Select(problem => (problem.Line, problem.Code)));
        Assert.Equal((10, 1, 0, 1, 0, 8), Counts(done));
        var details = await Detail(
            DetailSource.Agency,
            "630102,enterprise-pension,2026-5,B1,1.00,1.00\n"
            + "630102,enterprise-pension,202605,B2,0,0.00\n"
            + "630102,enterprise-pension,202605,B3,1.00,\n"
            + "630102,enterprise-pension,202604,B3,1.00,1.00\n"
            + "630102,enterprise-pension,202605,B4,1.00,1.00\n"
            + "630102,enterprise-pension,202605,B4,2.00,1.00\n");
        Assert.Equal(
            [
                (2, "not_a_period"), (3, "zero_amount"), (4, "not_an_amount"), (5, "ticket_withheld"),
                (6, "period_repeated"),
            ],
            details.Problems.Select(problem => (problem.Line, problem.Code)));
        Assert.Equal(
            ["column_missing"], (await Import(new ImportTransfers(), "区划,险种,日期,凭证号,金额（元）\n"))
                .Problems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task Rows_OfAnotherDivision_AreRefused()
    {
        var clerk = new Actor("u-c", "区县经办", Division.Of("630103"), null,
            [new Grant(new HashSet<string> { "voucher.prepare" }, null, Division.Of("630103"))]);
        var body = new MemoryStream(Encoding.UTF8.GetBytes(Transfers + OneTransfer));
        var done = await _world.Ask<SuspenseImport>(new ImportTransfers(), BookWorld.By(clerk, null, body));
        Assert.Equal(["not_allowed"], done.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task Ages_WhenListed_AreStepsOfDaysThatSumToTheAccount()
    {
        // Days before 2026-06-15: 0, 30, 31, 60, 61, 90, 91.
        string[] days = ["06-15", "05-16", "05-15", "04-16", "04-15", "03-17", "03-16"];
        await Transfer(string.Concat(days.Select((day, index) =>
            $"630102,enterprise-pension,2026-{day},T{index},{1 << index}.00,2801\n")));
        await Detail(DetailSource.Agency, "630102,enterprise-pension,202605,X,1.00,1.00\n");
        await Deliver();
        foreach (var division in (string[])["630102", "630100", "630000"])
        {
            var page = await _world.Ask<SuspensePage>(
                new ListSuspense(Division.Of(division), null, null, null, null, null));
            Assert.Equal(
                [("30", 2L, "3.00"), ("60", 2L, "12.00"), ("90", 2L, "48.00"), ("over", 1L, "64.00")],
                page.Ages.Select(age => (age.Code, age.Count, age.Amount.ToPlainYuan())));
            Assert.Equal((7L, "127.00", "127.00"), (page.Total, page.Amount.ToPlainYuan(), page.Open.ToPlainYuan()));
            Assert.Equal([91, 90, 61, 60, 31, 30, 0], page.Items.Select(item => item.Days!.Value));
        }
        Assert.Equal("-127.00", await Balance("2201"));
        var old = await List(age: "90");
        Assert.Equal(["T5", "T4"], old.Items.Select(item => item.Row.Ticket));
        Assert.Equal("48.00", old.Amount.ToPlainYuan());
        Assert.Equal(["X"], (await List(state: "detailOnly")).Items.Select(item => item.Row.Ticket));
        Assert.Equal("invalid_value", (await _world.Try(
            new ListSuspense(null, null, "waiting", null, null, null))).Problem().Code);
        Assert.Equal("invalid_value", (await _world.Try(
            new ListSuspense(null, null, null, "7", null, null))).Problem().Code);
    }

    [Fact]
    public async Task Books_WhenTheyRefuseTheTransfer_LeaveTheReasonAndTakeACorrectedDate()
    {
        await Transfer(OneTransfer);
        await Close(1);
        var january = await Transfer("630102,enterprise-pension,2026-01-20,T2,5.00,2801\n");
        Assert.Equal([(2, "refused")], january.Problems.Select(problem => (problem.Line, problem.Code)));
        await Deliver();
        var row = Assert.Single((await List()).Items, item => item.Row.Ticket == "T2").Row;
        Assert.True(row.IsRefused);
        Assert.Equal(["refused", "agency_missing", "tax_missing"], row.Reasons.Select(reason => reason.Code));
        Assert.Equal(
            new SuspenseSettled(1, 0, 0), await _world.Ask<SuspenseSettled>(new SettleRefused(Book.Division, null)));
        Assert.Equal((1, 1, 0, 1, 0, 0), Counts(await Transfer(
            "630102,enterprise-pension,2026-02-01,T2,5.00,2801\n")));
        Assert.Equal("-76005.00", await Balance("2201"));
    }

    [Fact]
    public async Task Books_WhenTheyRefuseTheClearing_AreAskedAgainLater()
    {
        await Transfer(OneTransfer);
        for (var month = 1; month <= 6; month++) { await Close(month); }
        await Detail(DetailSource.Agency, OneDetail);
        var done = await Detail(DetailSource.Tax, OneDetail);
        Assert.Equal((1, 1, 0, 1, 0, 1), Counts(done));
        await Deliver();
        Assert.Equal(["refused"], (await Read("T1")).Row.Reasons.Select(reason => reason.Code));
        var july = BookWorld.By(BookWorld.Treasurer) with { Now = Today.AddDays(17) };
        Assert.Equal(
            new SuspenseSettled(1, 0, 1),
            await _world.Ask<SuspenseSettled>(new SettleRefused(Book.Division, null), july));
        var cleared = (await Read("T1")).Row;
        Assert.Equal(("cleared", "202607-0001", false), (cleared.State, cleared.Cleared!.Number, cleared.IsRefused));
    }

    /// <summary>Every step is cut short once, just before and just after the books have written.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Crash_AtAnyStep_IsTakenUpByTheMessageAndBooksOnce(bool afterPosting)
    {
        var eve = new DateTimeOffset(2026, 12, 31, 15, 0, 0, TimeSpan.Zero);
        var id = new SuspenseId(Book.Division, Book.Fund, "T1");
        var transfer = new TreasuryTransfer(new DateOnly(2026, 12, 31), BookWorld.Yuan("3.00"), "2801");
        var detail = new CollectionDetail([new DetailRow(Period.Of(2026, 12), BookWorld.Yuan("3.00"), Money.Zero)]);
        foreach (var decide in (Func<SuspenseItem, Result<SuspenseItem>>[])
        [
            item => item.With(transfer), item => item.With(DetailSource.Agency, detail),
            item => item.With(DetailSource.Tax, detail),
        ])
        {
            var desk = new SuspenseDesk(_world.Store, new CrashingBooks(_world.Books, afterPosting));
            var call = BookWorld.By(BookWorld.Treasurer) with { Now = eve };
            try { (await desk.Take(id, call, "测试", decide)).Require(); }
            catch (CrashException)
            {
                // As after a restart: only the message is left, and it is the new year.
                await Deliver(eve.AddHours(12));
            }
        }
        var item = await Read("T1");
        Assert.Equal(("202612-0001", "202612-0002"), (item.Row.Booked!.Number, item.Row.Cleared!.Number));
        Assert.Equal(Book.Text, item.Row.Cleared.Book);
        Assert.Equal(2, (await _world.Ask<VoucherPage>(new ListVouchers(Book, null, null, null, null, null))).Total);
        Assert.Null(await _world.Store.Head(Book with { Year = 2027 }, default));
    }

    private static (int Rows, int Imported, int Unchanged, int Booked, int Cleared, int Problems) Counts(
        SuspenseImport done) =>
        (done.Rows, done.Imported, done.Unchanged, done.Booked, done.Cleared, done.Problems.Count);

    private static VoucherNumber Number(int month, int sequence) => new(BookPeriod.Of(2026, month), sequence);

    private Task<SuspenseImport> Transfer(string rows) => Import(new ImportTransfers(), Transfers + rows);

    private Task<SuspenseImport> Detail(DetailSource source, string rows) =>
        Import(new ImportDetails(source), Details + rows);

    private Task<SuspenseImport> Import(object request, string file) => _world.Ask<SuspenseImport>(
        request, BookWorld.By(BookWorld.Treasurer, null, new MemoryStream(Encoding.UTF8.GetBytes(file))));

    private Task<SuspenseDetail> Read(string ticket) => _world.Ask<SuspenseDetail>(
        new ReadSuspense(new SuspenseId(Book.Division, Book.Fund, ticket)));

    private Task<SuspensePage> List(string? state = null, string? age = null) =>
        _world.Ask<SuspensePage>(new ListSuspense(Book.Division, null, state, age, null, null));

    private Task<PeriodIsClosed> Close(int month) =>
        _world.Ask<PeriodIsClosed>(new ClosePeriod(Book, BookPeriod.Of(2026, month)));

    private async Task<string> Balance(string account)
    {
        var balance = await _world.Ask<TrialBalance>(new ReadBalances(Book, BookPeriod.Of(2026, 12), null, null));
        var row = balance.Rows.Single(row => row.Account.Text == account);
        return (row.ClosingDebit - row.ClosingCredit).ToPlainYuan();
    }

    private async Task Deliver(DateTimeOffset? now = null)
    {
        var pump = new OutboxPump(
            _world.Store, new FixedClock(now ?? Today),
            [new ListRowsHandler(_world.Store), new SettleSuspense(new SuspenseDesk(_world.Store, _world.Books))],
            (_, error) => throw error);
        while (await pump.RunOnce(Containers.Income) > 0) { }
    }

    private sealed class CrashException : Exception;

    private sealed class CrashingBooks(IBooks inner, bool afterPosting) : IBooks
    {
        public async Task<Result<VoucherRef>> Post(BusinessEvent happened, Call call)
        {
            if (afterPosting) { (await inner.Post(happened, call)).Require(); }
            throw new CrashException();
        }
    }
}
