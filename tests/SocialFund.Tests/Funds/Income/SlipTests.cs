using SocialFund.Funds.Accounting;
using SocialFund.Funds.Income;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Income;

public sealed class SlipTests
{
    private static readonly BookId Upper = new(IncomeWorld.Province, Fund.EnterprisePension, 2026, BookKind.Fsa);
    private static readonly SlipId Slip = IncomeWorld.Paid().Slip;

    private readonly IncomeWorld _world = new();

    private static ReviewSlip Agree => new(Slip, true, null);

    [Fact]
    public void SlipId_WhenWritten_NamesReceiverRequestTypeAndRound()
    {
        Assert.Equal("630000-630102-11-202606-A6301021-0007-adjustment-r1", Slip.Text);
        Assert.Equal(Slip, TextValue.Parse<SlipId>(Slip.Text));
        Assert.False(SlipId.TryParse("630000-630102-11-202606-A6301021-0007-adjustment-r01", out _));
        Assert.False(SlipId.TryParse("630000-630102-11-202606-A6301021-0007-gift-r1", out _));
    }

    [Fact]
    public async Task Remittance_WhenReviewedAndReceived_IsBookedAboveAndBothBooksAgree()
    {
        await _world.PayBelow(IncomeWorld.Paid());
        Assert.Equal("reviewing", await _world.StateOf(Slip));
        Assert.Equal("receiving", (await _world.Ask<SlipAnswer>(Agree)).State);
        await _world.Ask<SlipAnswer>(new ConfirmSlip(Slip, null), IncomeWorld.Treasury);

        var view = await _world.Ask<SlipView>(new ReadSlip(Slip));
        Assert.Equal(("booked", "202606-0001"), (view.Row.State, view.Row.Voucher));
        Assert.Equal(["review", "receive", "book"], view.History.Select(step => step.Step));
        Assert.True(_world.Engine.IsDone(RemittanceIncome.InstanceOf(Slip)));

        var voucher = await _world.Ask<VoucherView>(
            new ReadVoucher(Upper, TextValue.Parse<VoucherNumber>("202606-0001")));
        Assert.Equal("收到城东区上解调剂金（202606）", voucher.Summary);
        Assert.Equal(new SourceLink("income", Slip.Text, IncomeWorld.Request().Text), voucher.Source);
        Assert.Equal(["1001 50000.00 0.00", "4701 0.00 50000.00"], voucher.Lines.Select(line =>
            $"{line.Account} {line.Debit.ToPlainYuan()} {line.Credit.ToPlainYuan()}"));

        var check = await _world.Ask<Consistency>(
            new CheckConsistency(IncomeWorld.Province, Fund.EnterprisePension, 2026));
        Assert.True(check.Agrees);
        Assert.Equal(
            new ConsistencyRow(
                BookPeriod.Of(2026, 6), Money.FromFen(50_000_00), Money.FromFen(50_000_00), Money.Zero, Money.Zero,
                Money.Zero),
            check.Months[5]);
    }

    [Fact]
    public async Task Remittance_WhenToldTwice_IsOneSlip()
    {
        await _world.PayBelow(IncomeWorld.Paid());
        await _world.Tell(IncomeWorld.Paid());
        var page = await _world.Ask<SlipPage>(new ListSlips(IncomeWorld.Province, null, null, null, null, null, null));
        Assert.Equal((1L, "50000.00"), (page.Total, page.Amount.ToPlainYuan()));
    }

    [Fact]
    public async Task Slips_WhenListed_TotalBookedAndInTransitForBothSides()
    {
        await _world.PayBelow(IncomeWorld.Paid());
        await _world.PayBelow(IncomeWorld.Paid(7_00, "0008"));
        await _world.Ask<SlipAnswer>(Agree);
        await _world.Ask<SlipAnswer>(new ConfirmSlip(Slip, null), IncomeWorld.Treasury);
        foreach (var division in (Division[])[IncomeWorld.Province, IncomeWorld.County])
        {
            var page = await _world.Ask<SlipPage>(
                new ListSlips(division, null, Fund.EnterprisePension, 2026, null, 1, null));
            Assert.Equal((2L, "50007.00", "50000.00", "7.00"), (
                page.Total, page.Amount.ToPlainYuan(), page.Booked.ToPlainYuan(), page.InTransit.ToPlainYuan()));
            Assert.Single(page.Items);
        }
        var open = await _world.Ask<SlipPage>(
            new ListSlips(IncomeWorld.Province, IncomeWorld.Province, null, null, "reviewing", null, null));
        Assert.Equal("省财政社保收入审核", Assert.Single(open.Items).StepName);
    }

    [Fact]
    public async Task Confirm_WhenTheReviewerConfirms_IsSameActor()
    {
        await _world.PayBelow(IncomeWorld.Paid());
        await _world.Ask<SlipAnswer>(Agree);
        Assert.Equal("same_actor", (await _world.Try(new ConfirmSlip(Slip, null), IncomeWorld.Finance)).Problem().Code);
    }

    [Fact]
    public async Task Commands_WhenTheStateIsWrong_AreRefused()
    {
        Assert.Equal("not_found", (await _world.Try(Agree)).Problem().Code);
        await _world.PayBelow(IncomeWorld.Paid());
        Assert.Equal(
            "wrong_state", (await _world.Try(new ConfirmSlip(Slip, null), IncomeWorld.Treasury)).Problem().Code);
        await _world.Ask<SlipAnswer>(Agree);
        Assert.Equal("wrong_state", (await _world.Try(Agree)).Problem().Code);
        await _world.Ask<SlipAnswer>(new ConfirmSlip(Slip, null), IncomeWorld.Treasury);
        Assert.Equal("wrong_state", (await _world.Try(new DisputeSlip(Slip, "金额不符合通知"))).Problem().Code);
    }

    [Theory]
    [InlineData("2026-06-19")]
    [InlineData("2026-06-21")]
    public async Task Confirm_WhenTheDayCannotBe_IsRefused(string day)
    {
        await _world.PayBelow(IncomeWorld.Paid());
        await _world.Ask<SlipAnswer>(Agree);
        var result = await _world.Try(new ConfirmSlip(Slip, DateOnly.Parse(day, null)), IncomeWorld.Treasury);
        Assert.Equal("invalid_value", result.Problem().Code);
    }

    [Fact]
    public async Task Dispute_WhenReasoned_GoesBackAndANewReviewTakesItUp()
    {
        await _world.PayBelow(IncomeWorld.Paid());
        Assert.Equal("opinion_missing", (await _world.Try(new DisputeSlip(Slip, "？"))).Problem().Code);
        Assert.Equal("opinion_missing", (await _world.Try(new ReviewSlip(Slip, false, null))).Problem().Code);
        await _world.Ask<SlipAnswer>(Agree);
        Assert.Equal("disputed", (await _world.Ask<SlipAnswer>(new DisputeSlip(Slip, "款项尚未到账"))).State);
        var disputed = Assert.IsType<SlipState.Disputed>((await _world.Ask<SlipView>(new ReadSlip(Slip))).State);
        Assert.Equal(("款项尚未到账", "receiving"), (disputed.Reason, disputed.Step));
        Assert.Equal("有异议", _world.Engine.StatusOf(RemittanceIncome.InstanceOf(Slip)));

        await _world.Ask<SlipAnswer>(Agree);
        await _world.Ask<SlipAnswer>(new ConfirmSlip(Slip, null), IncomeWorld.Treasury);
        Assert.Equal("booked", await _world.StateOf(Slip));
    }

    [Fact]
    public async Task Review_WhenLate_IsRemindedDailyAndThenMarkedForTheHead()
    {
        await _world.PayBelow(IncomeWorld.Paid());
        var start = _world.Engine.Now;
        async Task<(int, bool)> After(double days)
        {
            await _world.PassTo(start.AddDays(days));
            var row = (await _world.Ask<SlipPage>(
                new ListSlips(IncomeWorld.Province, null, null, null, null, null, null))).Items[0];
            return (row.Reminders, row.Escalated);
        }

        Assert.Equal((0, false), await After(2.9));
        Assert.Equal((1, false), await After(3));
        Assert.Equal((1, false), await After(3.5));
        Assert.Equal((2, false), await After(4));
        Assert.Equal((3, true), await After(5));
        await _world.Ask<SlipAnswer>(Agree);
        Assert.Equal((0, false), await After(7.9));
    }

    [Fact]
    public async Task Booking_WhenTheBooksRefuse_SaysWhyAndAsksAgainWithoutDoubling()
    {
        await _world.PayBelow(IncomeWorld.Paid());
        await _world.PayBelow(IncomeWorld.Paid(1_00, "0009"));
        var first = IncomeWorld.Paid(1_00, "0009").Slip;
        await _world.Ask<SlipAnswer>(new ReviewSlip(first, true, null));
        await _world.Ask<SlipAnswer>(new ConfirmSlip(first, null), IncomeWorld.Treasury);
        await CloseJune();
        await _world.Ask<SlipAnswer>(Agree);
        await _world.Ask<SlipAnswer>(new ConfirmSlip(Slip, null), IncomeWorld.Treasury);
        async Task<string?> Blocked() =>
            Assert.IsType<SlipState.Booking>((await _world.Ask<SlipView>(new ReadSlip(Slip))).State).Blocked;

        Assert.Contains("202606 已结账", await Blocked(), StringComparison.Ordinal);
        await _world.PassTo(_world.Engine.Now.AddHours(1));
        Assert.Contains("202606 已结账", await Blocked(), StringComparison.Ordinal);
        await OpenJune();
        await _world.PassTo(_world.Engine.Now.AddHours(1));
        Assert.Equal("booked", await _world.StateOf(Slip));
        var vouchers = await _world.Ask<VoucherPage>(new ListVouchers(Upper, null, null, null, null, null));
        Assert.Equal((2L, "50001.00"), (vouchers.Total, vouchers.Debit.ToPlainYuan()));
    }

    [Fact]
    public async Task Refund_WhenNothingIsBookedAbove_EndsTheSlipAndBothBooksAgree()
    {
        await _world.PayBelow(IncomeWorld.Paid());
        await _world.Ask<SlipAnswer>(Agree);
        await _world.RefundBelow(IncomeWorld.Paid(), "2026-06-20");

        var view = await _world.Ask<SlipView>(new ReadSlip(Slip));
        Assert.Equal(new SlipState.Refunded(new DateOnly(2026, 6, 20), null), view.State);
        Assert.Equal(["review", "refund"], view.History.Select(step => step.Step));
        Assert.Equal(("已退汇", (string?)null), (view.Row.StateName, view.Row.Voucher));
        Assert.True(_world.Engine.IsDone(RemittanceIncome.InstanceOf(Slip)));
        Assert.Equal(
            "wrong_state", (await _world.Try(new ConfirmSlip(Slip, null), IncomeWorld.Treasury)).Problem().Code);
        await AssertNothingRemitted();
        await AssertSums(booked: "0.00", inTransit: "0.00", refunded: "50000.00");
    }

    [Fact]
    public async Task Refund_WhenBookedAbove_IsReversedInRedAndBothBooksAgree()
    {
        await _world.PayBelow(IncomeWorld.Paid());
        await Book();
        await _world.RefundBelow(IncomeWorld.Paid(), "2026-06-20");

        var view = await _world.Ask<SlipView>(new ReadSlip(Slip));
        var refunded = Assert.IsType<SlipState.Refunded>(view.State);
        Assert.Equal(("202606-0001", "202606-0002"), (refunded.Reversal!.Voucher.Number, refunded.Reversal.Red.Number));
        Assert.Equal(["review", "receive", "book", "refund", "reverse"], view.History.Select(step => step.Step));
        Assert.True(_world.Engine.IsDone(RemittanceIncome.ReversalOf(Slip)));
        var red = await _world.Ask<VoucherView>(new ReadVoucher(Upper, TextValue.Parse<VoucherNumber>("202606-0002")));
        Assert.Equal("城东区上解调剂金退汇（202606）", red.Summary);
        Assert.Equal(["4701 0.00 -50000.00", "1001 0.00 50000.00"], red.Lines.Select(line =>
            $"{line.Account} {line.Debit.ToPlainYuan()} {line.Credit.ToPlainYuan()}"));
        await AssertNothingRemitted();
        await AssertSums(booked: "0.00", inTransit: "0.00", refunded: "50000.00");

        // The same told again changes nothing, whatever comes first.
        await _world.TellRefund(IncomeWorld.Paid(), new DateOnly(2026, 6, 20));
        await _world.Tell(IncomeWorld.Paid());
        Assert.Equal(5, (await _world.Ask<SlipView>(new ReadSlip(Slip))).History.Count);
    }

    [Fact]
    public async Task Refund_WhenItOvertakesThePayment_IsStillOneRefundedSlip()
    {
        await _world.TellRefund(IncomeWorld.Paid(), new DateOnly(2026, 6, 20));
        await _world.Tell(IncomeWorld.Paid());
        Assert.Equal("refunded", await _world.StateOf(Slip));
    }

    [Fact]
    public async Task Refund_WhileTheBooksRefuseTheIncome_IsBookedAndReversedOnceTheyTakeIt()
    {
        await _world.PayBelow(IncomeWorld.Paid());
        await _world.PayBelow(IncomeWorld.Paid(1_00, "0009"));
        await Book(IncomeWorld.Paid(1_00, "0009").Slip);
        await CloseJune();
        await Book();
        await _world.RefundBelow(IncomeWorld.Paid(), "2026-06-20");
        Assert.Equal("booking", await _world.StateOf(Slip));
        Assert.True((await Check()).Agrees);

        await OpenJune();
        await _world.PassTo(_world.Engine.Now.AddHours(1));
        Assert.Equal("refunded", await _world.StateOf(Slip));
        var check = await Check();
        Assert.Equal((true, "1.00", "1.00"), (
            check.Agrees, check.Months[5].LowerPaid.ToPlainYuan(), check.Months[5].UpperReceived.ToPlainYuan()));
    }

    [Fact]
    public async Task Refund_WhenTheMonthIsClosedAbove_ShowsTheDifferenceAsInTransitUntilItIsReversed()
    {
        await _world.PayBelow(IncomeWorld.Paid());
        await Book();
        await CloseJune();
        await _world.RefundBelow(IncomeWorld.Paid(), "2026-06-20");
        var reversing = Assert.IsType<SlipState.Reversing>((await _world.Ask<SlipView>(new ReadSlip(Slip))).State);
        Assert.Contains("202606 已结账", reversing.Blocked, StringComparison.Ordinal);
        var check = await Check();
        Assert.Equal((true, "0.00", "50000.00", "-50000.00"), (
            check.Agrees, check.Months[5].LowerPaid.ToPlainYuan(), check.Months[5].UpperReceived.ToPlainYuan(),
            check.Months[5].InTransit.ToPlainYuan()));

        await OpenJune();
        await _world.PassTo(_world.Engine.Now.AddHours(1));
        Assert.Equal("refunded", await _world.StateOf(Slip));
        await AssertNothingRemitted();
    }

    private async Task Book(SlipId? id = null)
    {
        await _world.Ask<SlipAnswer>(new ReviewSlip(id ?? Slip, true, null));
        await _world.Ask<SlipAnswer>(new ConfirmSlip(id ?? Slip, null), IncomeWorld.Treasury);
    }

    private async Task CloseJune()
    {
        for (var month = 1; month <= 6; month++)
        {
            await _world.Ask<PeriodIsClosed>(new ClosePeriod(Upper, BookPeriod.Of(2026, month)));
        }
    }

    /// <summary>The month is opened again behind the screens, as the later reopening will do.</summary>
    private async Task OpenJune()
    {
        var head = (await _world.Store.Find<BookHead>("books", Upper.Text, BookHead.Id))!.Value;
        await _world.Store.Commit("books", Upper.Text,
            [new Write.Put(BookHead.Id, "book", Json.Write(head with { ClosedThrough = 5 }))]);
    }

    private Task<Consistency> Check() => _world.Ask<Consistency>(
        new CheckConsistency(IncomeWorld.Province, Fund.EnterprisePension, 2026));

    private async Task AssertNothingRemitted()
    {
        var check = await Check();
        Assert.True(check.Agrees);
        Assert.Equal(
            new ConsistencyRow(
                BookPeriod.Of(2026, 6), Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero), check.Months[5]);
        Assert.Equal(
            new ConsistencyDivision(IncomeWorld.County, "城东区", Money.Zero, Money.Zero, Money.Zero, Money.Zero),
            Assert.Single(check.Divisions));
    }

    private async Task AssertSums(string booked, string inTransit, string refunded)
    {
        var page = await _world.Ask<SlipPage>(new ListSlips(IncomeWorld.Province, null, null, null, null, null, null));
        Assert.Equal(("50000.00", booked, inTransit, refunded), (
            page.Amount.ToPlainYuan(), page.Booked.ToPlainYuan(), page.InTransit.ToPlainYuan(),
            page.Refunded.ToPlainYuan()));
    }

    [Fact]
    public async Task Slip_WhenTheCityPools_HasTheCitysSteps()
    {
        var city = Division.Of("630100");
        var paid = IncomeWorld.Paid() with
        {
            RequestId = SocialFund.Funds.Expenditure.RequestId.Of(
                IncomeWorld.County, Fund.EmployeeMedical, Period.Of(2026, 6), "A1", "1"),
            Fund = Fund.EmployeeMedical,
            ToDivision = city,
        };
        await _world.PayBelow(paid);
        var row = (await _world.Ask<SlipPage>(new ListSlips(city, null, null, null, null, null, null))).Items[0];
        Assert.Equal(("市财政社保收入审核", "西宁市"), (row.StepName, row.ToName));
        Assert.Equal("市级统筹", (await _world.Ask<SlipView>(new ReadSlip(paid.Slip))).VariantName);
    }

    [Theory]
    [InlineData("630102", Fund.EnterprisePension, "630000")]
    [InlineData("630100", Fund.EnterprisePension, "630000")]
    [InlineData("630102", Fund.EmployeeMedical, "630100")]
    [InlineData("630100", Fund.EmployeeMedical, "630000")]
    [InlineData("630000", Fund.EnterprisePension, "000000")]
    public void UpperOf_ForAPoolingLevel_IsTheReceivingDivision(string division, Fund fund, string expected) =>
        Assert.Equal(Division.Of(expected), Pooling.Shipped.UpperOf(Division.Of(division), fund));
}
