using SocialFund.Funds.Budget;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Budget;

public sealed class BudgetControlTests
{
    private static Call Now => BudgetWorld.At(BudgetWorld.Noon);

    private static async Task<Result<Reserved>> Reserve(
        BudgetWorld world, int request, long fen, bool beforeApproval = false, string line = "pension") =>
        await world.Control.Reserve(BudgetWorld.Request(request), [BudgetWorld.Charge(line, fen)], beforeApproval, Now);

    private static Task<Result<Done>> Use(BudgetWorld world, int request, string round, long fen) =>
        world.Control.Use(BudgetWorld.Request(request), round, [BudgetWorld.Charge("pension", fen)], Now);

    private static async Task Stands(BudgetWorld world, long reserved, long used)
    {
        var line = await world.Line();
        Assert.Equal((reserved, used), (line.Reserved.Fen, line.Used.Fen));
    }

    [Fact]
    public async Task Reserve_WhenItFits_HoldsItAndAnswersThePosition()
    {
        var world = await new BudgetWorld().With("100.00");
        var answer = (await Reserve(world, 1, 60_00)).Require();
        Assert.Equal(
            new BudgetPosition(
                "pension", "基本养老金", Money.FromFen(100_00), Reserved: Money.FromFen(60_00), Used: Money.Zero,
                Available: Money.FromFen(40_00), Approved: true),
            Assert.Single(answer.Positions));
        Assert.Equal(answer.Positions, await world.Control.Positions(
            BudgetWorld.Key.Division, BudgetWorld.Key.Fund, 2026, ["pension", "nothing"], default));
    }

    [Fact]
    public async Task Reserve_WhenItExceedsByOneFen_IsRefusedAndHoldsNothing()
    {
        var world = await new BudgetWorld().With("100.00");
        await Reserve(world, 1, 60_00);
        var problem = (await Reserve(world, 2, 40_01)).Problem();
        Assert.Equal(new LineExceeded("pension", "基本养老金", Money.FromFen(40_00), Money.FromFen(40_01)), problem);
        await Stands(world, reserved: 60_00, used: 0);
    }

    [Fact]
    public async Task Reserve_WhenTheSameRequestComesAgain_ReplacesWhatItHeld()
    {
        var world = await new BudgetWorld().With("100.00");
        await Reserve(world, 1, 90_00);
        (await Reserve(world, 1, 90_00)).Require();
        (await Reserve(world, 1, 100_00)).Require();
        await Stands(world, reserved: 100_00, used: 0);
        (await Reserve(world, 1, 10_00)).Require();
        await Stands(world, reserved: 10_00, used: 0);
    }

    [Fact]
    public async Task Reserve_WhenTheLineIsMissing_IsRefused()
    {
        var world = await new BudgetWorld().With("100.00");
        Assert.Equal(new LineMissing("other", 2026), (await Reserve(world, 1, 1, line: "other")).Problem());
        Assert.Equal("line_missing", (await Reserve(new BudgetWorld(), 1, 1)).Problem().Code);
    }

    [Fact]
    public async Task Reserve_WhenTheControlWarns_HoldsItWithAWarning()
    {
        var world = await new BudgetWorld().With("100.00", control: "提醒");
        var answer = (await Reserve(world, 1, 130_00)).Require();
        Assert.Equal("预算项目“基本养老金”超出 30.00 元", Assert.Single(answer.Warnings));
        Assert.Equal(-30_00, answer.Positions[0].Available.Fen);
    }

    [Fact]
    public async Task Reserve_WhenTheBudgetIsNotApproved_LetsOnlySection54Through()
    {
        var world = await new BudgetWorld().With("100.00", approved: false);
        Assert.Equal(new BudgetNotApproved(2026), (await Reserve(world, 1, 1_00)).Problem());
        var answer = (await Reserve(world, 1, 1_00, beforeApproval: true)).Require();
        Assert.Contains("没有上年同期数", Assert.Single(answer.Notes), StringComparison.Ordinal);
        Assert.Empty(answer.Warnings);
        Assert.False(answer.Positions[0].Approved);
    }

    [Fact]
    public async Task Reserve_WhenTheBudgetIsNotApproved_StopsAtLastYearsSameMonths()
    {
        var world = await new BudgetWorld().With("1000.00", year: 2025);
        foreach (var (number, month, fen) in ((int, int, long)[])[(1, 1, 10_00), (2, 3, 20_00), (3, 4, 500_00)])
        {
            var then = BudgetWorld.At(new DateTimeOffset(2025, month, 15, 4, 0, 0, TimeSpan.Zero));
            var request = BudgetWorld.Request(number, 2025);
            (await world.Control.Reserve(request, [BudgetWorld.Charge("pension", fen)], false, then)).Require();
            (await world.Control.Use(request, "r1", [BudgetWorld.Charge("pension", fen)], then)).Require();
        }
        // January to March 2025 used 30.00; the April payment does not count in March 2026.
        await world.With("1000.00", approved: false);
        Assert.Equal(
            new BeforeApprovalExceeded("pension", "基本养老金", Money.FromFen(30_00), Money.FromFen(30_01)),
            (await Reserve(world, 9, 30_01, beforeApproval: true)).Problem());
        Assert.Empty((await Reserve(world, 9, 30_00, beforeApproval: true)).Require().Notes);
    }

    [Fact]
    public async Task Use_WhenARoundIsPaid_TurnsHeldIntoUsedOnce()
    {
        var world = await new BudgetWorld().With("100.00");
        await Reserve(world, 1, 80_00);
        (await Use(world, 1, "r1", 50_00)).Require();
        (await Use(world, 1, "r1", 50_00)).Require();
        await Stands(world, reserved: 30_00, used: 50_00);
        Assert.Equal("round_differs", (await Use(world, 1, "r1", 49_00)).Problem().Code);
        Assert.Equal(
            new NotReserved("pension", Money.FromFen(30_00), Money.FromFen(30_01)),
            (await Use(world, 1, "r2", 30_01)).Problem());
        (await Use(world, 1, "r2", 30_00)).Require();
        await Stands(world, reserved: 0, used: 80_00);
    }

    [Fact]
    public async Task Use_WhenNegative_GivesBack()
    {
        var world = await new BudgetWorld().With("100.00");
        await Reserve(world, 1, 100_00);
        await Use(world, 1, "r1", 100_00);
        (await Use(world, 1, "refund-1", -40_00)).Require();
        await Stands(world, reserved: 0, used: 60_00);
        (await Reserve(world, 2, 40_00)).Require();
    }

    [Fact]
    public async Task Reserve_WhenNegative_FreesNothingBeforeItIsPaid()
    {
        var world = await new BudgetWorld().With("100.00");
        (await Reserve(world, 1, -50_00)).Require();
        await Stands(world, reserved: 0, used: 0);
        Assert.Equal("line_exceeded", (await Reserve(world, 2, 100_01)).Problem().Code);
    }

    [Fact]
    public async Task Release_WhenTwice_GivesBackOnce()
    {
        var world = await new BudgetWorld().With("100.00");
        await Reserve(world, 1, 80_00);
        await Use(world, 1, "r1", 50_00);
        (await world.Control.Release(BudgetWorld.Request(1), Now)).Require();
        (await world.Control.Release(BudgetWorld.Request(1), Now)).Require();
        await Stands(world, reserved: 0, used: 50_00);
    }

    [Fact]
    public async Task Reserve_WhenFiftyRaceForOneLine_NeverOverspendsByAFen()
    {
        // 50 requests of 3.33 race for 100.00: 30 fit (99.90), the others are refused.
        var world = await new BudgetWorld().With("100.00");
        var answers = await Task.WhenAll(Enumerable.Range(1, 50).Select(index =>
            Task.Run(() => Reserve(world, index, 3_33))));
        Assert.Equal(30, answers.Count(answer => answer.TryGet(out _, out _)));
        Assert.All(answers.Where(answer => !answer.TryGet(out _, out _)),
            answer => Assert.Equal("line_exceeded", answer.Problem().Code));
        await Stands(world, reserved: 99_90, used: 0);
    }
}
