using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>The books that derive themselves, on five payments of two items from two bank accounts.</summary>
public sealed class LedgerTests
{
    private static readonly BookId Book = new(Division.Of("630102"), Fund.EnterprisePension, 2026, BookKind.Fsa);
    private static readonly AccountCode Bank = AccountCode.Of("1001");
    private static readonly AccountCode Benefits = AccountCode.Of("5001");

    private readonly BookWorld _world = new();

    /// <summary>January 10.00 pension; March 20.00 pension, 5.00 funeral; April 7.00 funeral and 3.00 back.</summary>
    private async Task Book5()
    {
        await Pay("a", "2026-01-10", "500101", "10.00", "basic", "6300001");
        await Pay("b", "2026-03-20", "500101", "20.00", "basic", "6300001");
        await Pay("c", "2026-03-10", "500103", "5.00", "funeral", "6300002");
        await Pay("d", "2026-04-01", "500103", "7.00", "funeral", "6300001");
        await Pay("e", "2026-04-01", "500103", "-3.00", "funeral", "6300001");
    }

    private async Task Pay(string id, string date, string account, string yuan, string item, string bank) =>
        (await _world.Post(BookWorld.Event(id, "payment", date, Fund.EnterprisePension, new EventAmount(
            item, account, BookWorld.Yuan(yuan), new Dictionary<string, string>
            {
                ["item"] = item,
                ["bankAccount"] = bank,
            })))).Require();

    private static BookPeriod Of(int month) => BookPeriod.Of(2026, month);

    [Fact]
    public async Task GeneralLedger_ByMonth_RunsOnWithTheYearsSums()
    {
        await Book5();
        var ledger = await _world.Ask<GeneralLedger>(new ReadGeneralLedger(Book, null, null, null, null));
        Assert.Equal(["1001", "5001"], ledger.Accounts.Select(account => account.Account.Text));
        Assert.Equal(
            [
                ("202601", "10.00", "10.00", "10.00"), ("202603", "25.00", "35.00", "35.00"),
                ("202604", "4.00", "39.00", "39.00"),
            ],
            ledger.Accounts[1].Rows.Select(row => (
                row.Period.Text, row.Debit.ToPlainYuan(), row.YearDebit.ToPlainYuan(), row.Balance.ToPlainYuan())));
    }

    [Fact]
    public async Task GeneralLedger_OfOneBankAccount_LeavesTheOthersOut()
    {
        await Book5();
        var ledger = await _world.Ask<GeneralLedger>(
            new ReadGeneralLedger(Book, Bank, null, "bankAccount", "6300002"));
        var row = Assert.Single(Assert.Single(ledger.Accounts).Rows);
        Assert.Equal(("202603", "-5.00"), (row.Period.Text, row.Balance.ToPlainYuan()));
    }

    [Fact]
    public async Task Ledger_OfOneItem_HasOnlyItsLinesAndSums()
    {
        await Book5();
        var page = await _world.Ask<LedgerPage>(
            new ReadLedger(Book, Benefits, Of(4), null, null, null, "item", "funeral"));
        Assert.Equal(
            ("5.00", "4.00", "9.00", 2L),
            (page.Opening.ToPlainYuan(), page.Debit.ToPlainYuan(), page.Closing.ToPlainYuan(), page.Total));
        Assert.Equal(["12.00", "9.00"], page.Items.Select(row => row.Balance.ToPlainYuan()));
    }

    /// <summary>The auxiliary book foots with the trial balance, to the fen.</summary>
    [Fact]
    public async Task Aux_ByItem_AddsUpToTheTrialBalance()
    {
        await Book5();
        var aux = await _world.Ask<AuxBalances>(new ReadAuxBalances(Book, "item", Benefits, Of(3), Of(4)));
        Assert.Equal(
            [("basic", "500101", "10.00", "20.00", "30.00"), ("funeral", "500103", "0.00", "9.00", "9.00")],
            aux.Rows.Select(row => (
                row.Value, row.Account.Text, row.Opening.ToPlainYuan(), row.Debit.ToPlainYuan(),
                row.Closing.ToPlainYuan())));
        var balances = await _world.Ask<TrialBalance>(new ReadBalances(Book, Of(4), 1, null));
        var benefits = balances.Rows.Single(row => row.Account == Benefits);
        Assert.Equal(
            benefits.ClosingDebit, aux.Rows.Aggregate(Money.Zero, (sum, row) => sum + row.Closing));
    }

    [Fact]
    public async Task Aux_ByAnUnknownDimension_SaysWhatThereIs()
    {
        await Book5();
        var refused = await _world.Try(new ReadAuxBalances(Book, "weather", null, null, null));
        Assert.Contains("bankAccount", refused.Problem().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dimensions_OfABook_AreWhatItsLinesBear()
    {
        await Book5();
        var dimensions = await _world.Ask<List<DimensionValues>>(new ReadDimensions(Book));
        Assert.Equal(["6300001", "6300002"], dimensions.Single(each => each.Id == "bankAccount").Values);
        Assert.Empty(dimensions.Single(each => each.Id == "term").Values);
    }

    [Fact]
    public async Task Columns_ByDetailAccount_PutEachLineInOneAndFoot()
    {
        await Book5();
        var ledger = await _world.Ask<ColumnLedger>(new ReadColumns(Book, Benefits, null, null, null, null, null));
        Assert.Equal(
            [("500101", "基本养老金", "30.00"), ("500103", "丧葬补助金和抚恤金", "9.00")],
            ledger.Columns.Select(column => (column.Key, column.Title, column.Total.ToPlainYuan())));
        Assert.Equal(
            [("500101", "10.00"), ("500101", "20.00"), ("500103", "5.00"), ("500103", "7.00"), ("500103", "-3.00")],
            ledger.Items.Select(row => (row.Key, row.Amount.ToPlainYuan())));
        Assert.Equal("39.00", ledger.Closing.ToPlainYuan());
    }

    [Fact]
    public async Task DayBook_OfABankAccount_StandsInOrderOfDays()
    {
        await Book5();
        var all = await _world.Ask<DayBook>(new ReadDayBook(Book, Bank, Of(3), null, null));
        Assert.Equal(
            [("2026-03-10", "5.00", "-15.00"), ("2026-03-20", "20.00", "-35.00")],
            all.Days.Select(day => ($"{day.Date:yyyy-MM-dd}", day.Credit.ToPlainYuan(), day.Balance.ToPlainYuan())));
        var one = await _world.Ask<DayBook>(new ReadDayBook(Book, Bank, Of(4), "bankAccount", "6300001"));
        Assert.Equal(("-30.00", "-34.00"), (one.Opening.ToPlainYuan(), one.Closing.ToPlainYuan()));
        Assert.Equal(["-37.00", "-34.00"], Assert.Single(one.Days).Rows.Select(row => row.Balance.ToPlainYuan()));
    }

    [Fact]
    public async Task Summary_OfSomeDays_SumsWhatIsDatedInThem()
    {
        await Book5();
        var summary = await _world.Ask<VoucherSummary>(
            new ReadVoucherSummary(Book, new DateOnly(2026, 3, 10), new DateOnly(2026, 3, 31), 2));
        Assert.Equal(
            [("1001", "0.00", "25.00"), ("500101", "20.00", "0.00"), ("500103", "5.00", "0.00")],
            summary.Rows.Select(row => (row.Account.Text, row.Debit.ToPlainYuan(), row.Credit.ToPlainYuan())));
        Assert.Equal(summary.Debit, summary.Credit);
    }
}
