using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

public sealed class BookTests
{
    private static readonly BookId Pension = new(Division.Of("630102"), Fund.EnterprisePension, 2026, BookKind.Fsa);

    private readonly BookWorld _world = new();

    private Task<Result<VoucherRef>> Pay(string id, string date, string yuan, string account = "500101") => _world.Post(
        BookWorld.Event(
            id, "payment", date, Fund.EnterprisePension,
            BookWorld.Amount("x", account, yuan, item: "basic-pension")));

    private Task<TrialBalance> Balances(string period, int? level = null, string? under = null) =>
        _world.Ask<TrialBalance>(new ReadBalances(
            Pension, TextValue.Parse<BookPeriod>(period), level, under is null ? null : AccountCode.Of(under)));

    [Fact]
    public void BookId_WhenWritten_IsDivisionFundYearKind()
    {
        Assert.Equal("630102-11-2026-fsa", Pension.Text);
        Assert.Equal(Pension, TextValue.Parse<BookId>("630102-11-2026-fsa"));
        Assert.False(BookId.TryParse("630102-11-2026-xyz", out _));
        Assert.False(BookId.TryParse("630102-enterprise-pension-2026-fsa", out _));
    }

    [Fact]
    public async Task Post_WhenBooked_AnswersBookAndNumberAndKeepsTheSource()
    {
        var reference = (await Pay("pay-1", "2026-06-15", "12.34")).Require();
        Assert.Equal(new VoucherRef("630102-11-2026-fsa", "202606-0001", "202606-0001"), reference);
        var voucher = await _world.Ask<VoucherView>(
            new ReadVoucher(Pension, TextValue.Parse<VoucherNumber>("202606-0001")));
        Assert.Equal("支付定期待遇支出：六月养老金（城东区社保局）", voucher.Summary);
        Assert.Equal(new SourceLink("request", "630102-11-202606-A1-1", "第1轮"), voucher.Source);
        Assert.Equal("社会保险待遇支出--基本养老金", voucher.Lines[0].AccountName);
        Assert.Equal("basic-pension", voucher.Lines[0].Dimensions["item"]);
        Assert.Equal("壹拾贰元叁角肆分", voucher.TotalCapitals);
        Assert.Equal("记账规则 payment v1", voucher.AuditedBy.Name);
        Assert.Null(voucher.ConfirmedBy);
    }

    [Fact]
    public async Task Post_WhenEightyNineLines_IsRefused()
    {
        var amounts = Enumerable.Range(1, 88).Select(index =>
            BookWorld.Amount($"k{index}", "500101", "1.00", item: $"item-{index}")).ToArray();
        var result = await _world.Post(
            BookWorld.Event("big", "payment", "2026-06-15", Fund.EnterprisePension, amounts));
        Assert.Equal(new LineCountOutOfRange(89), result.Problem());
        result = await _world.Post(
            BookWorld.Event("fits", "payment", "2026-06-15", Fund.EnterprisePension, amounts[..87]));
        Assert.Equal("202606-0001", result.Require().Number);
    }

    [Fact]
    public async Task Post_WhenFortyRaceIntoOneBook_NumbersHaveNoGapsAndNothingIsLost()
    {
        await Task.WhenAll(Enumerable.Range(1, 40).Select(index =>
            Task.Run(() => Pay($"pay-{index % 20}", "2026-06-15", $"{index % 20 + 1}.00"))));
        var page = await _world.Ask<VoucherPage>(new ListVouchers(Pension, null, null, null, 100, null));
        Assert.Equal(
            Enumerable.Range(1, 20).Select(number => $"202606-{number:0000}"), page.Items.Select(item => item.Id.Text));
        Assert.Equal("210.00", page.Debit.ToPlainYuan());
    }

    [Fact]
    public async Task Vouchers_WhenFiltered_CountAndTotalAllThatMatch()
    {
        await Pay("a", "2026-05-10", "1.00");
        await Pay("b", "2026-06-10", "2.00");
        await Pay("c", "2026-06-11", "4.00", "500104");
        async Task<(long, string)> Ask(string? period, string? account, string? text)
        {
            var page = await _world.Ask<VoucherPage>(new ListVouchers(
                Pension, period is null ? null : TextValue.Parse<BookPeriod>(period),
                account is null ? null : AccountCode.Of(account), text, 1, null));
            Assert.True(page.Items.Count <= 1);
            return (page.Total, page.Debit.ToPlainYuan());
        }

        Assert.Equal((3, "7.00"), await Ask(null, null, null));
        Assert.Equal((2, "6.00"), await Ask("202606", null, null));
        Assert.Equal((1, "2.00"), await Ask("202606", "500101", null));
        Assert.Equal((2, "6.00"), await Ask("202606", "5001", null));
        Assert.Equal((3, "7.00"), await Ask(null, null, "养老金"));
        Assert.Equal((0, "0.00"), await Ask(null, null, "工伤"));
    }

    [Fact]
    public async Task Balances_WhenDrilled_RowsSumToTheRowAbove()
    {
        await _world.Post(BookWorld.Event(
            "open", "opening", "2026-01-01", Fund.EnterprisePension,
            BookWorld.Amount("debit", "1001", "1000.00"), BookWorld.Amount("credit", "3001", "1000.00")));
        await Pay("a", "2026-05-10", "100.00");
        await Pay("b", "2026-06-10", "20.00");
        await Pay("c", "2026-06-11", "3.00", "500104");

        var all = await Balances("202606");
        Assert.Equal(["1001", "3001", "5001", "500101", "500104"], all.Rows.Select(row => row.Account.Text));
        var bank = all.Rows[0];
        Assert.Equal(("900.00", "0.00", "23.00", "123.00", "877.00"), (
            bank.OpeningDebit.ToPlainYuan(), bank.Debit.ToPlainYuan(), bank.Credit.ToPlainYuan(),
            bank.YearCredit.ToPlainYuan(), bank.ClosingDebit.ToPlainYuan()));
        Assert.Equal(("1000.00", "1000.00"), (
            all.Totals.OpeningDebit.ToPlainYuan(), all.Totals.OpeningCredit.ToPlainYuan()));
        Assert.Equal(("23.00", "23.00"), (all.Totals.Debit.ToPlainYuan(), all.Totals.Credit.ToPlainYuan()));
        Assert.Equal(("1000.00", "1000.00"), (
            all.Totals.ClosingDebit.ToPlainYuan(), all.Totals.ClosingCredit.ToPlainYuan()));

        var drilled = await Balances("202606", under: "5001");
        Assert.Equal(["500101", "500104"], drilled.Rows.Select(row => row.Account.Text));
        var above = all.Rows.Single(row => row.Account.Text == "5001");
        Assert.Equal(
            (above.OpeningDebit, above.Debit, above.YearDebit, above.ClosingDebit),
            (drilled.Totals.OpeningDebit, drilled.Totals.Debit, drilled.Totals.YearDebit, drilled.Totals.ClosingDebit));
        Assert.Equal(
            ["1001", "3001", "5001"], (await Balances("202606", level: 1)).Rows.Select(row => row.Account.Text));
    }

    [Fact]
    public async Task Ledger_WhenPagedByTwo_RunsOnToTheClosingBalance()
    {
        await Pay("a", "2026-05-10", "100.00");
        await Pay("b", "2026-06-10", "20.00");
        await Pay("c", "2026-06-11", "3.00", "500104");
        await Pay("d", "2026-07-01", "1.00");
        var rows = new List<(string Voucher, string Account, string Balance)>();
        string? continuation = null;
        do
        {
            var page = await _world.Ask<LedgerPage>(new ReadLedger(
                Pension, AccountCode.Of("5001"), TextValue.Parse<BookPeriod>("202606"), null, 2, continuation));
            Assert.Equal(("100.00", "24.00", "0.00", "124.00", 3L), (
                page.Opening.ToPlainYuan(), page.Debit.ToPlainYuan(), page.Credit.ToPlainYuan(),
                page.Closing.ToPlainYuan(), page.Total));
            rows.AddRange(page.Items.Select(row => (row.Voucher.Text, row.Account.Text, row.Balance.ToPlainYuan())));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        Assert.Equal(
            [
                ("202606-0001", "500101", "120.00"), ("202606-0002", "500104", "123.00"),
                ("202607-0001", "500101", "124.00"),
            ],
            rows);
    }

    [Fact]
    public async Task Ledger_WhenTheContinuationIsForged_IsRefused()
    {
        await Pay("a", "2026-05-10", "100.00");
        var result = await _world.Try(new ReadLedger(Pension, AccountCode.Of("1001"), null, null, 2, "202606.x.1"));
        Assert.Equal("invalid_value", result.Problem().Code);
    }

    [Fact]
    public async Task Read_WhenAStoredVoucherWasAltered_FailsLoudly()
    {
        await Pay("a", "2026-05-10", "100.00");
        var number = TextValue.Parse<VoucherNumber>("202605-0001");
        var stored = (await _world.Store.Read("books", Pension.Text, BookDocuments.VoucherIdOf(number)))!;
        var at = stored.Body.IndexOf("\"amount\":10000", StringComparison.Ordinal);
        var altered = stored.Body.Remove(at, 14).Insert(at, "\"amount\":10001");
        await _world.Store.Commit("books", Pension.Text, [new Write.Put(stored.Id, "voucher", altered)]);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _world.Ask<VoucherView>(new ReadVoucher(Pension, number)));
        Assert.Contains("unbalanced", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirm_WhenAnotherPersonConfirms_IsSetOnceAndTheVoucherStays()
    {
        await Pay("a", "2026-05-10", "100.00");
        var number = TextValue.Parse<VoucherNumber>("202605-0001");
        var before = await _world.Store.Read("books", Pension.Text, BookDocuments.VoucherIdOf(number));
        var answer = await _world.Ask<ConfirmAnswer>(new ConfirmManyVouchers(
            Pension, [number, TextValue.Parse<VoucherNumber>("202605-0002")]));
        Assert.Equal((1, 1), (answer.Confirmed, answer.Refused));
        Assert.Equal("not_found", answer.Rows[1].Code);
        Assert.Equal("wrong_state", (await _world.Try(new ConfirmVoucher(Pension, number))).Problem().Code);
        var page = await _world.Ask<VoucherPage>(new ListVouchers(Pension, null, null, null, null, null));
        Assert.Equal("国库会计", page.Items[0].ConfirmedBy!.Name);
        Assert.Equal(before, await _world.Store.Read("books", Pension.Text, BookDocuments.VoucherIdOf(number)));
    }

    [Fact]
    public async Task Confirm_WhenTheMakerConfirms_IsSameActor()
    {
        await Pay("a", "2026-05-10", "100.00");
        var request = new ConfirmVoucher(Pension, TextValue.Parse<VoucherNumber>("202605-0001"));
        var result = await _world.Try(request, BookWorld.By(BookWorld.Person("system:accounting", "系统")));
        Assert.Equal("same_actor", result.Problem().Code);
    }

    [Fact]
    public async Task Books_WhenOpened_AreListedForTheDivisionAndEachAbove()
    {
        await Pay("a", "2026-05-10", "100.00");
        await _world.ListBooks();
        foreach (var division in (string[])["630102", "630100", "630000"])
        {
            var page = await _world.Ask<Page<BookRow>>(
                new ListBooks(Division.Of(division), Fund.EnterprisePension, 2026, null, null));
            Assert.Equal("城东区企业职工养老2026年财政专户账", Assert.Single(page.Items).Title);
        }
        Assert.Empty((await _world.Ask<Page<BookRow>>(
            new ListBooks(Division.Of("630200"), null, null, null, null))).Items);
        Assert.Empty((await _world.Ask<Page<BookRow>>(
            new ListBooks(Division.Of("630000"), Fund.Unemployment, null, null, null))).Items);
    }
}
