using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

public sealed class EventTests
{
    private static readonly Division County = Division.Of("630102");

    private readonly BookWorld _world = new();

    private static Dictionary<string, string> Bank => new() { ["bankAccount"] = "28016301021101" };

    private static EventAmount Amount(string key, string yuan, string? account = null) =>
        new(key, account, BookWorld.Yuan(yuan), Bank);

    /// <summary>Interest of the second quarter: nothing is wrong with it.</summary>
    private static RaiseEvent Interest(params EventAmount[] amounts) => new(
        County, Fund.EnterprisePension, "interest", new DateOnly(2026, 6, 14), "利息单2026-02", null,
        amounts.Length > 0 ? amounts : [Amount("account", "1234.56")],
        new Dictionary<string, string> { ["period"] = "2026年二季度" });

    private static PreviewEvent Preview(RaiseEvent raised) => new(
        raised.Rule, raised.Division, raised.Fund, raised.Date, raised.DocumentNo, raised.Document, raised.Amounts,
        raised.Facts);

    private async Task<string> Refusal(RaiseEvent request)
    {
        var problem = (await _world.Try(request)).Problem();
        return $"{problem.Code} {problem.Place}";
    }

    [Fact]
    public async Task Raise_OfInterest_BooksItWithItsDocumentAndWhoKeyedIt()
    {
        var raised = await _world.Ask<EventRaised>(Interest());
        var book = TextValue.Parse<BookId>("630102-11-2026-fsa");
        Assert.Equal(
            new EventRaised(book, "城东区企业职工养老2026年财政专户账", 1, PreparedState.Prepared, "待审核", null), raised);
        Assert.Equal(VoucherNumber202606(1), await Post(raised));
        var voucher = await _world.Ask<VoucherView>(new ReadVoucher(book, VoucherNumber202606(1)));
        Assert.Equal("利息收入：2026年二季度", voucher.Summary);
        Assert.Equal(new SourceLink("document", "利息单2026-02", "利息单，国库会计 登记"), voucher.Source);
        Assert.Equal(
            [("1001", "1234.56", "28016301021101"), ("4301", "-1234.56", "专户存款利息")],
            voucher.Lines.Select(line => (
                line.Account.Text, (line.Debit - line.Credit).ToPlainYuan(), line.Dimensions.Values.Single())));
    }

    [Fact]
    public async Task Raise_OfTheSameDocumentAgain_IsTheSameVoucherAndNeverAnother()
    {
        var first = await _world.Ask<EventRaised>(Interest());
        Assert.Equal(first, await _world.Ask<EventRaised>(Interest()));
        var other = Interest(Amount("account", "1234.57"));
        Assert.Equal("event_differs ", await Refusal(other));
        var number = await Post(first);
        var again = await _world.Ask<EventRaised>(Interest());
        Assert.Equal((1, PreparedState.Posted, number), (again.Number, again.State, again.Voucher));
        Assert.Equal("event_differs ", await Refusal(other));
    }

    /// <summary>A clerk who keyed the wrong amount drops it and keys the document anew.</summary>
    [Fact]
    public async Task Raise_AfterItsVoucherWasDropped_IsANewOne()
    {
        var wrong = await _world.Ask<EventRaised>(Interest(Amount("account", "1234.57")));
        await _world.Ask<PreparedAnswer>(new DropVoucher(wrong.Book, wrong.Number, "金额有误"));
        var right = await _world.Ask<EventRaised>(Interest());
        Assert.Equal((2, PreparedState.Prepared), (right.Number, right.State));
    }

    /// <summary>Audited and posted by two others.</summary>
    private async Task<VoucherNumber?> Post(EventRaised raised)
    {
        var (audit, post) = (BookWorld.Person("u-audit", "审核"), BookWorld.Person("u-post", "记账"));
        await _world.Ask<MovedAnswer>(new AuditVouchers(raised.Book, [raised.Number]), BookWorld.By(audit));
        var moved = await _world.Ask<MovedAnswer>(
            new PostVouchers(raised.Book, [raised.Number]), BookWorld.By(post));
        return moved.Rows.Single().Voucher;
    }

    [Fact]
    public async Task Raise_ForTheAgencysBooks_FollowsTheAgencysRegime()
    {
        var raised = await _world.Ask<EventRaised>(new RaiseEvent(
            County, Fund.EnterprisePension, "agency-appropriation", new DateOnly(2026, 6, 14), "拨款单7", "拨款通知",
            [Amount("appropriation", "1000.00")], new Dictionary<string, string> { ["document"] = "拨款单7" }));
        Assert.Equal("630102-11-2026-aux", raised.Book.Text);
        await Post(raised);
        var voucher = await _world.Ask<VoucherView>(new ReadVoucher(raised.Book, VoucherNumber202606(1)));
        Assert.Equal(["支出户存款", "财政专户存款"], voucher.Lines.Select(line => line.AccountName));
        var chart = await _world.Ask<ChartView>(new ReadChart(Fund.EnterprisePension, 2026, BookKind.Aux));
        Assert.Equal("SIF2017-0001", chart.Version);
    }

    [Theory]
    [InlineData("payment")]
    [InlineData("treasury-transfer")]
    [InlineData("close-income")]
    public async Task Raise_OfWhatAProcessBooks_IsRefused(string rule) =>
        Assert.Equal("rule_not_by_hand rule", await Refusal(Interest() with { Rule = rule }));

    [Fact]
    public async Task Raise_OfAnEventThatSaysTooLittleOrTooMuch_IsRefusedAtItsPlace()
    {
        Assert.Equal("rule_missing ", await Refusal(Interest() with { Rule = "利息" }));
        Assert.Equal("rule_missing ", await Refusal(Interest() with { Date = new DateOnly(2018, 12, 31) }));
        Assert.Equal("invalid_value fund", await Refusal(
            Interest() with { Rule = "invest-out", Fund = Fund.WorkInjury }));
        Assert.Equal("invalid_value date", await Refusal(Interest() with { Date = new DateOnly(2026, 6, 16) }));
        Assert.Equal("invalid_value division", await Refusal(Interest() with { Division = Division.Of("999999") }));
        Assert.Equal("invalid_value documentNo", await Refusal(Interest() with { DocumentNo = "利息/2" }));
        Assert.Equal("invalid_value documentNo", await Refusal(Interest() with { DocumentNo = "" }));
        Assert.Equal("invalid_value document", await Refusal(Interest() with { Document = "利息\u202E单" }));
        Assert.Equal("invalid_value facts.period", await Refusal(Interest() with
        {
            Facts = new Dictionary<string, string> { ["period"] = new string('季', 101) },
        }));
        Assert.Equal("invalid_value amounts", await Refusal(Interest() with { Amounts = [] }));
        Assert.Equal("amount_unknown amounts[1].key", await Refusal(
            Interest(Amount("account", "1.00"), Amount("bonus", "1.00"))));
        Assert.Equal("zero_amount amounts[0].amount", await Refusal(Interest(Amount("account", "0.00"))));
        Assert.Equal("amount_sign amounts[0].amount", await Refusal(Interest(Amount("account", "-1.00"))));
        Assert.Equal("account_not_allowed amounts[0].account", await Refusal(
            Interest(Amount("account", "1.00", "4901"))));
        Assert.Equal("text_missing amounts[0].dimensions.bankAccount", await Refusal(
            Interest(Amount("account", "1.00") with { Dimensions = new Dictionary<string, string>() })));
        Assert.Equal("text_missing facts.period", await Refusal(
            Interest() with { Facts = new Dictionary<string, string> { ["period"] = " " } }));
        Assert.Equal("invalid_value facts.bank", await Refusal(
            Interest() with { Facts = new Dictionary<string, string> { ["period"] = "二季度", ["bank"] = "工行" } }));
    }

    [Fact]
    public async Task Raise_OfACriticalIllnessSettlement_IsNegativeAndReducesTheExpenditure()
    {
        var settle = new RaiseEvent(
            County, Fund.ResidentMedical, "critical-illness", new DateOnly(2026, 6, 14), "清算单1", null,
            [Amount("settlement", "-1234.56")], new Dictionary<string, string> { ["purpose"] = "2025年度清算" });
        var raised = await _world.Ask<EventRaised>(settle);
        await Post(raised);
        var voucher = await _world.Ask<VoucherView>(new ReadVoucher(raised.Book, VoucherNumber202606(1)));
        Assert.Equal(
            [("1001", "1234.56"), ("5101", "-1234.56")],
            voucher.Lines.Select(line => (line.Account.Text, line.Debit.ToPlainYuan())));
        Assert.Equal("大病保险，国库会计 登记", voucher.Source.Detail);
        Assert.Equal("amount_sign amounts[0].amount", await Refusal(
            settle with { DocumentNo = "保费1", Amounts = [Amount("premium", "90000.00")] }));
    }

    [Fact]
    public async Task Preview_OfAGoodEvent_ShowsTheVoucherAndBooksNothing()
    {
        var preview = await _world.Ask<EventPreview>(Preview(Interest(
            Amount("account", "1234.56"), Amount("expenditure", "78.90"))));
        Assert.Empty(preview.Faults);
        Assert.Null(preview.Booked);
        var voucher = preview.Voucher!;
        Assert.Equal(
            [("借", "1001", "银行存款", "1313.46"), ("贷", "4301", "利息收入", "1234.56"), ("贷", "4301", "利息收入", "78.90")],
            voucher.Lines.Select(line => (
                line.Side.Title(), line.Account.Text, line.AccountName, (line.Debit + line.Credit).ToPlainYuan())));
        Assert.Equal(("1313.46", "1313.46"), (voucher.Debit.ToPlainYuan(), voucher.Credit.ToPlainYuan()));
        Assert.Equal(("FSA2018-0001", "interest v1"), (voucher.Chart, voucher.Rule));
        Assert.Null(await _world.Store.Head(voucher.Book, default));
    }

    [Fact]
    public async Task Preview_OfABadEvent_TellsEveryFault()
    {
        var bad = Interest(Amount("account", "-1.00", "4901"), Amount("account", "0.00")) with
        {
            Facts = new Dictionary<string, string>(),
        };
        var preview = await _world.Ask<EventPreview>(Preview(bad));
        Assert.Equal(
            [
                ("amount_sign", "amounts[0].amount"), ("account_not_allowed", "amounts[0].account"),
                ("zero_amount", "amounts[1].amount"), ("text_missing", "facts.period"),
            ],
            preview.Faults.Select(fault => (fault.Code, fault.Place)));
        Assert.Null(preview.Voucher);
        var none = await _world.Ask<EventPreview>(Preview(bad with { Rule = "没有" }));
        Assert.Equal(["rule_missing"], none.Faults.Select(fault => fault.Code));
    }

    [Fact]
    public async Task Preview_WhenTheEventIsBooked_NamesItsVoucher()
    {
        var raised = await _world.Ask<EventRaised>(Interest());
        var prepared = await _world.Ask<EventPreview>(Preview(Interest()));
        Assert.Equal((null, 1, 0), (prepared.Booked, prepared.Prepared, prepared.Faults.Count));
        await Post(raised);
        var again = await _world.Ask<EventPreview>(Preview(Interest()));
        Assert.Equal((VoucherNumber202606(1), 1, 0), (again.Booked, again.Prepared, again.Faults.Count));
    }

    [Fact]
    public async Task Preview_WhenTheMonthIsClosed_ShowsTheVoucherAndWhyNot()
    {
        var raised = await _world.Ask<EventRaised>(Interest());
        await Post(raised);
        var book = raised.Book;
        await _world.Ask<PeriodIsClosed>(new ClosePeriod(book, BookPeriod.Of(2026, 1)));
        var late = await _world.Ask<EventPreview>(Preview(
            Interest() with { Date = new DateOnly(2026, 1, 31), DocumentNo = "利息单2026-00" }));
        Assert.Equal(["period_closed"], late.Faults.Select(fault => fault.Code));
        Assert.Equal(BookPeriod.Of(2026, 1), late.Voucher!.Period);
    }

    [Fact]
    public async Task Preview_OfWhatAProcessBooks_ShowsTheVoucherAndThatItIsNotByHand()
    {
        var payment = await _world.Ask<EventPreview>(Preview(Interest(Amount("basic-pension", "5.00", "500199")) with
        {
            Rule = "payment",
            Facts = new Dictionary<string, string>(),
        }));
        Assert.Equal(["rule_not_by_hand", "account_missing"], payment.Faults.Select(fault => fault.Code));
        Assert.Equal(2, payment.Voucher!.Lines.Count);
    }

    [Fact]
    public async Task Rules_WhenListed_SayEntriesAndWhatTheyNeed()
    {
        var list = await _world.Ask<RuleList>(new ListRules());
        Assert.Equal(43, list.Items.Count);
        var subsidy = list.Items.Single(rule => rule.Id == "fiscal-subsidy");
        Assert.Equal((Sign.Positive, "财政专户账"), (subsidy.ByHand, subsidy.BookName));
        var version = Assert.Single(subsidy.Versions);
        Assert.Equal("国库拨款单+收款凭证", Assert.Single(version.Entries).SourceDocument);
        Assert.Equal(["中央财政补贴", "省级财政补贴", "市级财政补贴", "县级财政补贴"], version.Amounts.Select(each => each.Name));
        Assert.Equal([("专户银行账号", true)], version.Dimensions.Select(each => (each.Title, each.Required)));
        Assert.Equal([("补贴文号", true)], version.Facts.Select(each => (each.Title, each.Required)));
        Assert.Null(list.Items.Single(rule => rule.Id == "payment").ByHand);
    }

    private static VoucherNumber VoucherNumber202606(int sequence) => new(BookPeriod.Of(2026, 6), sequence);
}
