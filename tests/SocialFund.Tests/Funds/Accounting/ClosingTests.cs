using SocialFund.Funds.Accounting;
using SocialFund.Kernel;
using SocialFund.Tests.Simulation;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>Month close, reopening, year's end and what the next year begins with.</summary>
public sealed class ClosingTests
{
    private static readonly BookId Book = new(Division.Of("630102"), Fund.EnterprisePension, 2026, BookKind.Fsa);
    private static readonly BookId NextBook = Book with { Year = 2027 };
    private static readonly Actor Zhao = BookWorld.Person("u-zhao", "赵制单");

    private static Dictionary<string, string> Bank => new() { ["bankAccount"] = "6300001" };

    private readonly BookWorld _world = new();

    private async Task Pay(string id, string date, string yuan) => (await _world.Post(BookWorld.Event(
        id, "payment", date, Fund.EnterprisePension, new EventAmount(
            "x", "500101", BookWorld.Yuan(yuan), Bank))))
        .Require();

    private Task<Result<object>> Close(BookId book, int month) =>
        _world.Try(new ClosePeriod(book, BookPeriod.Of(book.Year, month)));

    private async Task CloseThrough(BookId book, int last)
    {
        for (var month = 1; month <= last; month++) { (await Close(book, month)).Require(); }
    }

    private Task<Result<object>> Reopen(BookId book, int month, string reason = "补记漏记凭证") =>
        _world.Try(new ReopenPeriod(book, BookPeriod.Of(book.Year, month), reason));

    private async Task<string> Balance(BookId book, string account, int month = 13)
    {
        var balances = await _world.Ask<TrialBalance>(
            new ReadBalances(book, BookPeriod.Of(book.Year, month), null, null));
        var row = balances.Rows.SingleOrDefault(row => row.Account.Text == account);
        return row is null ? "none" : (row.ClosingDebit + row.ClosingCredit).ToPlainYuan();
    }

    private static BookPeriod Of(int month) => BookPeriod.Of(2026, month);

    [Fact]
    public async Task Close_WhileAVoucherWaits_IsRefusedAndSaysWhy()
    {
        await Pay("pay-1", "2026-01-15", "100.00");
        var input = new VoucherInput(
            new DateOnly(2026, 1, 20), "利息",
            [
                new LineInput("1001", BookWorld.Yuan("1.00"), null, null, Bank),
                new LineInput("4301", null, BookWorld.Yuan("1.00"), null, null),
            ]);
        await _world.Ask<PreparedAnswer>(new PrepareVoucher(Book, null, input), BookWorld.By(Zhao));
        var refused = Assert.IsType<PeriodNotReady>((await Close(Book, 1)).Problem());
        Assert.Equal("period_not_ready", refused.Code);
        Assert.Equal("会计期间 202601 还不能结账：还有1张凭证未记账，请审核、记账或作废。", refused.Message);
        var view = await _world.Ask<ClosingView>(new ReadClosing(Book, null));
        Assert.Equal((Of(1), false), (view.Period, view.CanClose));
        Assert.Equal(["prepared"], view.Checks.Where(check => check.IsHard && !check.IsGood).Select(check => check.Id));

        await _world.Ask<PreparedAnswer>(new DropVoucher(Book, 1, null), BookWorld.By(Zhao));
        (await Close(Book, 1)).Require();
        var late = await _world.Try(new PrepareVoucher(Book, null, input), BookWorld.By(Zhao));
        Assert.Equal(new PeriodClosed(Of(1), new DateOnly(2026, 2, 1)), late.Problem());
    }

    /// <summary>What a bank paid in a month that was closed meanwhile is booked in the month that is open.</summary>
    [Fact]
    public async Task PostWhereOpen_WhenTheMonthIsClosed_BooksInTheNextAndTellsTheDay()
    {
        await Pay("pay-1", "2026-01-15", "100.00");
        await CloseThrough(Book, 2);
        var happened = BookWorld.Event(
            "late", "payment", "2026-01-31", Fund.EnterprisePension, BookWorld.Amount("x", "500101", "5.00"));
        for (var time = 0; time < 2; time++)
        {
            var call = Call.System("test", BookWorld.Now, "k");
            var booked = (await _world.Books.PostWhereOpen(happened, call)).Require();
            Assert.Equal("202603-0001", booked.Number);
        }
        var voucher = await _world.Ask<VoucherView>(
            new ReadVoucher(Book, TextValue.Parse<VoucherNumber>("202603-0001")));
        Assert.Equal(new DateOnly(2026, 3, 1), voucher.Date);
        Assert.Equal("第1轮（业务日期 2026-01-31，当月已结账）", voucher.Source.Detail);
    }

    [Fact]
    public async Task Reopen_OfTheLastClosedMonth_LetsPostAgain()
    {
        await Pay("pay-1", "2026-01-15", "100.00");
        await CloseThrough(Book, 2);
        Assert.Equal("wrong_state", (await Reopen(Book, 1)).Problem().Code);
        Assert.Equal("invalid_value", (await Reopen(Book, 2, "  短 ")).Problem().Code);
        (await Reopen(Book, 2)).Require();
        (await Reopen(Book, 1)).Require();
        await Pay("pay-2", "2026-01-31", "5.00");
        Assert.Equal("wrong_state", (await Reopen(Book, 1)).Problem().Code);
    }

    [Fact]
    public async Task YearEnd_WhenClosed_MovesSpendingIntoTheSurplusAndKeepsTheMonths()
    {
        await Pay("pay-1", "2026-03-15", "100.00");
        await Pay("pay-2", "2026-12-31", "20.50");
        await CloseThrough(Book, 12);
        var closed = (PeriodIsClosed)(await Close(Book, 13)).Require();
        Assert.Equal("202613-0001", Assert.Single(closed.Entries).Text);
        var entry = await _world.Ask<VoucherView>(new ReadVoucher(Book, closed.Entries[0]));
        Assert.Equal(("年末结转支出", "close-expenditure v1"), (entry.Summary, entry.Rule));
        Assert.Equal(("0.00", "-120.50"), (await Balance(Book, "500101"), await Balance(Book, "3001")));
        // December still shows what was spent.
        Assert.Equal(("120.50", "none"), (await Balance(Book, "500101", 12), await Balance(Book, "3001", 12)));
        Assert.Equal(new PeriodOrder(null), (await Close(Book, 13)).Problem());
    }

    /// <summary>Closing twice changes nothing; after a reopening only what changed is entered and carried.</summary>
    [Fact]
    public async Task YearEnd_ClosedAgainAfterALatePosting_EntersAndCarriesTheDifference()
    {
        await Pay("pay-1", "2026-03-15", "100.00");
        await Pay("next", "2027-01-05", "7.00");
        Assert.Equal("-100.00", await Balance(NextBook, "1001", 0));
        await CloseThrough(Book, 13);
        Assert.Equal(("-100.00", "-100.00"), (await Balance(NextBook, "1001", 0), await Balance(NextBook, "3001", 0)));

        (await Reopen(Book, 13)).Require();
        var again = (PeriodIsClosed)(await Close(Book, 13)).Require();
        Assert.Empty(again.Entries);

        (await Reopen(Book, 13)).Require();
        (await Reopen(Book, 12)).Require();
        await Pay("late", "2026-12-30", "0.01");
        (await Close(Book, 12)).Require();
        var difference = (PeriodIsClosed)(await Close(Book, 13)).Require();
        var entry = await _world.Ask<VoucherView>(new ReadVoucher(Book, Assert.Single(difference.Entries)));
        Assert.Equal("0.01", entry.Total.ToPlainYuan());
        Assert.Equal(("-100.01", "-100.01"), (await Balance(NextBook, "1001", 0), await Balance(NextBook, "3001", 0)));
        Assert.Equal("-107.01", await Balance(NextBook, "1001"));
    }

    /// <summary>Dies behind every call of the store in turn; a restart, or closing again, makes it up.</summary>
    [Fact]
    public async Task YearEnd_WhenTheProcessDiesAnywhere_EndsWithTheSameOpening()
    {
        var isWhole = false;
        for (var call = 1; !isWhole; call++)
        {
            var world = new ClosingTests();
            await world.Pay("pay-1", "2026-03-15", "100.00");
            await world.Pay("next", "2027-01-05", "7.00");
            await world.Pay("late", "2026-12-30", "0.01");
            await world.CloseThrough(Book, 12);
            isWhole = await world.CloseYear(Faults.CrashAt(call, Fault.CrashAfter));
            await world._world.Deliver();
            if (await world.Close(Book, 13) is var again && !again.TryGet(out _, out var problem))
            {
                Assert.Equal(new PeriodOrder(null), problem);
            }
            Assert.Equal(
                ("-100.01", "-100.01", "-107.01"),
                (await world.Balance(NextBook, "1001", 0), await world.Balance(NextBook, "3001", 0),
                    await world.Balance(NextBook, "1001")));
        }
    }

    /// <returns>Whether it was done before the process died.</returns>
    private async Task<bool> CloseYear(Faults faults)
    {
        var store = new FaultyDocumentStore(_world.Store, faults);
        var module = new BookWorld(store).Module;
        try
        {
            var endpoint = module.Endpoints.Single(endpoint => endpoint.Request == typeof(ClosePeriod));
            var request = new ClosePeriod(Book, BookPeriod.Closing(2026));
            (await endpoint.Handle(request, BookWorld.By(BookWorld.Treasurer))).Require();
            return true;
        }
        catch (SimulatedFaultException)
        {
            return false;
        }
    }

    [Fact]
    public async Task NextYear_ClosesAfterTheEarlierOneAndKeepsItClosed()
    {
        await Pay("pay-1", "2026-03-15", "100.00");
        await Pay("next", "2027-01-05", "7.00");
        Assert.Equal(
            "会计期间 202701 还不能结账：2026年度尚未年终结账，请先办理，期初余额才不再变动。",
            (await Close(NextBook, 1)).Problem().Message);
        await CloseThrough(Book, 13);
        (await Close(NextBook, 1)).Require();
        Assert.Equal(new NextYearClosed(2027), (await Reopen(Book, 13)).Problem());
    }

    /// <summary>What each bank account holds is carried account by account.</summary>
    [Fact]
    public async Task CarryForward_KeepsTheBankAccountsApart()
    {
        foreach (var (id, bank, yuan) in new[] { ("a", "6300001", "1.00"), ("b", "6300002", "2.00") })
        {
            (await _world.Post(BookWorld.Event(
                id, "payment", "2026-05-01", Fund.EnterprisePension, new EventAmount(
                    "x", "500101", BookWorld.Yuan(yuan), new Dictionary<string, string> { ["bankAccount"] = bank }))))
                .Require();
        }
        await Pay("next", "2027-01-05", "7.00");
        var page = await _world.Store.Find<AuxPage>(
            Containers.Books, NextBook.Text, AuxPage.IdOf(BookPeriod.Opening(2027)));
        Assert.Equal(
            [("1001", "6300001", "-1.00"), ("1001", "6300002", "-2.00"), ("3001", "", "3.00")],
            page!.Value.Rows.Select(row => (
                row.Account.Text, row.Dimensions.GetValueOrDefault("bankAccount", ""),
                (row.Turnover.Debit - row.Turnover.Credit).ToPlainYuan())));
    }

    /// <summary>生育保险 ended with 2019; its books go into those of 职工医保 of 2020.</summary>
    [Fact]
    public async Task CarryForward_WhenAFundWasMerged_BringsItsBalancesOver()
    {
        foreach (var (id, fund, yuan) in new[] { ("m", Fund.Maternity, "30.00"), ("e", Fund.EmployeeMedical, "5.00") })
        {
            var amount = new EventAmount("x", "500101", BookWorld.Yuan(yuan), Bank);
            (await _world.Post(BookWorld.Event(id, "payment", "2019-12-15", fund, amount))).Require();
        }
        (await _world.Post(BookWorld.Event(
            "n", "payment", "2020-01-15", Fund.EmployeeMedical, BookWorld.Amount("x", "500101", "1.00")))).Require();
        var merged = Book with { Fund = Fund.EmployeeMedical, Year = 2020 };
        Assert.Equal(("-35.00", "-35.00"), (await Balance(merged, "1001", 0), await Balance(merged, "3001", 0)));
        var opening = await _world.Ask<VoucherView>(
            new ReadVoucher(merged, TextValue.Parse<VoucherNumber>("202000-0001")));
        Assert.Equal("期初余额 2019年结转、生育保险2019年并入", opening.Summary);
    }

    [Fact]
    public async Task Balances_AsOfADay_LeaveOutWhatIsDatedLater()
    {
        await Pay("pay-1", "2026-03-10", "100.00");
        await Pay("pay-2", "2026-03-20", "20.00");
        var asked = new ReadBalances(Book, BookPeriod.Of(2026, 3), null, null, On: new DateOnly(2026, 3, 19));
        var balances = await _world.Ask<TrialBalance>(asked);
        Assert.Equal("100.00", balances.Rows.Single(row => row.Account.Text == "500101").ClosingDebit.ToPlainYuan());
    }

    [Fact]
    public async Task Balances_AsKnownOnADay_LeaveOutWhatWasPostedLater()
    {
        await Pay("pay-1", "2026-03-10", "100.00");
        var late = Call.System("test", new DateTimeOffset(2026, 7, 1, 1, 0, 0, TimeSpan.Zero), "k");
        var happened = BookWorld.Event(
            "late", "payment", "2026-03-11", Fund.EnterprisePension, BookWorld.Amount("x", "500101", "20.00"));
        (await _world.Books.Post(happened, late)).Require();
        async Task<string> Known(DateOnly? day)
        {
            var asked = new ReadBalances(Book, BookPeriod.Of(2026, 3), null, null, KnownOn: day);
            var row = (await _world.Ask<TrialBalance>(asked)).Rows.Single(row => row.Account.Text == "500101");
            return row.ClosingDebit.ToPlainYuan();
        }

        Assert.Equal("100.00", await Known(new DateOnly(2026, 6, 30)));
        Assert.Equal("120.00", await Known(new DateOnly(2026, 7, 1)));
        Assert.Equal("120.00", await Known(null));
    }
}
