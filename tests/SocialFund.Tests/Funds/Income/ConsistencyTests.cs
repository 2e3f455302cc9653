using SocialFund.Funds.Accounting;
using SocialFund.Funds.Income;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Income;

public sealed class ConsistencyTests
{
    private readonly IncomeWorld _world = new();

    private Task<Consistency> Check(int year = 2026) => _world.Ask<Consistency>(
        new CheckConsistency(IncomeWorld.Province, Fund.EnterprisePension, year));

    [Fact]
    public async Task Check_WhenMoneyIsInTransit_ShowsItAndStillAgrees()
    {
        await _world.PayBelow(IncomeWorld.Paid());
        var check = await Check();
        Assert.True(check.Agrees);
        Assert.Equal(("50000.00", "0.00", "50000.00", "0.00"), (
            check.Months[5].LowerPaid.ToPlainYuan(), check.Months[5].UpperReceived.ToPlainYuan(),
            check.Months[5].InTransit.ToPlainYuan(), check.Months[5].Difference.ToPlainYuan()));
        Assert.Equal("0.00", check.Months[4].InTransit.ToPlainYuan());
        Assert.Equal(
            new ConsistencyDivision(
                IncomeWorld.County, "城东区", Money.FromFen(50_000_00), Money.FromFen(50_000_00), Money.Zero,
                Money.FromFen(50_000_00)),
            Assert.Single(check.Divisions));
    }

    [Fact]
    public async Task Check_WhenTheLowerBookHasARemittanceWithoutASlip_ShowsTheDifference()
    {
        await _world.PayBelow(IncomeWorld.Paid());
        var paid = IncomeWorld.Paid(3_00, "0009");
        (await _world.Books.Post(
            new BusinessEvent(
                "lost", "remit-up", paid.FromDivision, paid.Fund, paid.Date,
                [new EventAmount("adjustment", "5801", paid.Amount, new Dictionary<string, string>())],
                new Dictionary<string, string>(), new SourceLink("request", "x", "")),
            Call.System("test", _world.Engine.Now, "k"))).Require();
        var check = await Check();
        Assert.False(check.Agrees);
        Assert.Equal(
            ["0.00", "3.00", "3.00"], check.Months.Skip(4).Take(3).Select(row => row.Difference.ToPlainYuan()));
        Assert.Equal(("50003.00", "50000.00"), (
            check.Divisions[0].Paid.ToPlainYuan(), check.Divisions[0].Slips.ToPlainYuan()));
    }

    [Fact]
    public async Task Check_WhenPaidInDecemberAndBookedInJanuary_CarriesTheTransitOver()
    {
        await _world.PassTo(new DateTimeOffset(2026, 12, 30, 4, 0, 0, TimeSpan.Zero));
        var paid = IncomeWorld.Paid(date: "2026-12-30");
        await _world.PayBelow(paid);
        await _world.PassTo(new DateTimeOffset(2027, 1, 4, 4, 0, 0, TimeSpan.Zero));
        await _world.Ask<SlipAnswer>(new ReviewSlip(paid.Slip, true, null));
        await _world.Ask<SlipAnswer>(new ConfirmSlip(paid.Slip, null), IncomeWorld.Treasury);

        var old = await Check();
        Assert.Equal((true, "50000.00", "0.00"), (
            old.Agrees, old.Months[11].InTransit.ToPlainYuan(), old.Months[11].UpperReceived.ToPlainYuan()));
        var next = await Check(2027);
        Assert.Equal((true, "50000.00", "50000.00", "0.00"), (
            next.Agrees, next.Months[0].OpeningInTransit.ToPlainYuan(), next.Months[0].UpperReceived.ToPlainYuan(),
            next.Months[0].InTransit.ToPlainYuan()));
    }

    [Fact]
    public async Task Check_WhenRefundedInTheNextYear_TakesItBackInThatYear()
    {
        await _world.PassTo(new DateTimeOffset(2026, 12, 30, 4, 0, 0, TimeSpan.Zero));
        var paid = IncomeWorld.Paid(date: "2026-12-30");
        await _world.PayBelow(paid);
        await _world.Ask<SlipAnswer>(new ReviewSlip(paid.Slip, true, null));
        await _world.Ask<SlipAnswer>(new ConfirmSlip(paid.Slip, null), IncomeWorld.Treasury);
        await _world.PassTo(new DateTimeOffset(2027, 1, 4, 4, 0, 0, TimeSpan.Zero));
        await _world.RefundBelow(paid, "2027-01-04");

        var old = await Check();
        Assert.Equal((true, "50000.00", "50000.00"), (
            old.Agrees, old.Months[11].LowerPaid.ToPlainYuan(), old.Months[11].UpperReceived.ToPlainYuan()));
        var next = await Check(2027);
        Assert.Equal((true, "-50000.00", "-50000.00"), (
            next.Agrees, next.Months[0].LowerPaid.ToPlainYuan(), next.Months[0].UpperReceived.ToPlainYuan()));
        Assert.Equal(
            ("-50000.00", "-50000.00", "0.00"), (
                next.Divisions[0].Paid.ToPlainYuan(), next.Divisions[0].Slips.ToPlainYuan(),
                next.Divisions[0].InTransit.ToPlainYuan()));
    }
}
