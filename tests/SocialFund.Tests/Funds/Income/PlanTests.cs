using SocialFund.Funds.Income;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Income;

public sealed class PlanTests
{
    private readonly IncomeWorld _world = new();
    private readonly RemittancePlans _plans;

    public PlanTests() => _plans = new RemittancePlans(_world.Store);

    private static IssuePlan Issue(long fen) => new(
        IncomeWorld.County, Fund.EnterprisePension, 2026, RemittanceType.Adjustment, Money.FromFen(fen), "青社保〔2026〕7号");

    private Task<Result<RemittancePlan>> Charge(
        string batch, long fen, string? documentNo = "青社保〔2026〕7号") => _plans.Charge(
        IncomeWorld.Request(batch), RemittanceType.Adjustment, documentNo, Money.FromFen(fen),
        Call.System("test", _world.Engine.Now, "same-key"));

    [Fact]
    public void Plan_WhenIssued_IsAskedForInTheReceivingDivision() => Assert.Equal(
        new Scope(IncomeWorld.Province, Fund.EnterprisePension), Issue(1).ScopeFor(IncomeWorld.Person("u")));

    [Fact]
    public async Task Charge_WhenItExceedsByOneFen_IsRefused()
    {
        await _world.Ask<PlanRow>(Issue(100_00));
        (await Charge("1", 60_00)).Require();
        (await Charge("1", 60_00)).Require();
        Assert.Equal(
            new PlanExceeded("青社保〔2026〕7号", Money.FromFen(40_00), Money.FromFen(40_01)),
            (await Charge("2", 40_01)).Problem());
        (await Charge("2", 40_00)).Require();
        (await _plans.Release(
            IncomeWorld.Request("1"), RemittanceType.Adjustment, Call.System("t", _world.Engine.Now, "k"))).Require();
        Assert.Equal(40_00, (await Charge("2", 40_00)).Require().Charged.Fen);
    }

    [Fact]
    public async Task Charge_WhenThereIsNoSuchPlan_IsRefused()
    {
        Assert.Equal("plan_missing", (await Charge("1", 1)).Problem().Code);
        await _world.Ask<PlanRow>(Issue(100_00));
        Assert.Equal("plan_missing", (await Charge("1", 1, "另一文号")).Problem().Code);
        (await Charge("1", 1, null)).Require();
    }

    [Fact]
    public async Task Charge_WhenThirtyRace_NeverExceedsThePlan()
    {
        await _world.Ask<PlanRow>(Issue(100_00));
        var answers = await Task.WhenAll(
            Enumerable.Range(1, 30).Select(index => Task.Run(() => Charge($"{index}", 7_00))));
        Assert.Equal(14, answers.Count(answer => answer.TryGet(out _, out _)));
    }

    [Fact]
    public async Task Issue_WhenAdjustedBelowWhatIsCharged_IsRefused()
    {
        await _world.Ask<PlanRow>(Issue(100_00));
        await Charge("1", 60_00);
        Assert.Equal(
            new PlanBelowCharged(Money.FromFen(60_00), Money.FromFen(59_99)),
            (await _world.Try(Issue(59_99))).Problem());
        Assert.Equal("40.00", (await _world.Ask<PlanRow>(Issue(100_00))).Left.ToPlainYuan());
        Assert.Equal("invalid_value", (await _world.Try(Issue(0))).Problem().Code);
    }

    [Fact]
    public async Task Plans_WhenListed_TotalForEveryLevel()
    {
        await _world.Ask<PlanRow>(Issue(100_00));
        await Charge("1", 60_00);
        await _world.Deliver();
        foreach (var division in (string[])["630102", "630100", "630000"])
        {
            var page = await _world.Ask<PlanPage>(new ListPlans(Division.Of(division), null, 2026, null, null));
            Assert.Equal((1L, "100.00", "60.00"), (page.Total, page.Amount.ToPlainYuan(), page.Charged.ToPlainYuan()));
        }
    }
}
