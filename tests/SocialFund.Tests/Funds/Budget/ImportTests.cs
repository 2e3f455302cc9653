using SocialFund.Funds.Budget;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Budget;

public sealed class ImportTests
{
    private readonly BudgetWorld _world = new();

    [Fact]
    public async Task Import_WhenTheTableIsGood_TakesEveryLineAndTheListFoots()
    {
        var report = await _world.Import($"""
            {BudgetWorld.Header}630000,企业职工养老,2026,basic-pension,基本养老金,"1,000,000.00",是,刚性
            630100,企业职工养老,2026,basic-pension,基本养老金,200000,是,刚性
            630102,enterprise-pension,2026,basic-pension,基本养老金,30000.50,是,warn
            630102,enterprise-pension,2026,disability,病残津贴,0.01,yes,refuse
            630202,11,2026,basic-pension,基本养老金,4000,是,刚性
            """);
        Assert.Equal((5, 5, 0, "1234000.51", false), (
            report.Rows, report.Imported, report.Open, report.Amount.ToPlainYuan(), report.Repeated));
        Assert.Empty(report.Problems);
        await _world.Pump();

        var page = await _world.Ask<BudgetLinePage>(new ListBudgetLines(Division.Of("630000"), null, 2026, 2, null));
        Assert.Equal((5L, "1234000.51", 2), (page.Total, page.Totals.Budgeted.ToPlainYuan(), page.Items.Count));
        Assert.Equal(
            [("本级", "1000000.00"), ("西宁市", "230000.51"), ("海东市", "4000.00")],
            page.Subtotals.Select(row => (row.Name, row.Sums.Budgeted.ToPlainYuan())));

        var city = await _world.Ask<BudgetLinePage>(new ListBudgetLines(Division.Of("630100"), null, 2026, null, null));
        Assert.Equal(
            [("本级", 1L, "200000.00"), ("城东区", 2L, "30000.51")],
            city.Subtotals.Select(row => (row.Name, row.Sums.Lines, row.Sums.Budgeted.ToPlainYuan())));
    }

    [Fact]
    public async Task List_WhenSomethingIsReservedAndUsed_ShowsItAtEveryLevel()
    {
        await _world.With("100.00");
        var call = BudgetWorld.At(BudgetWorld.Noon);
        await _world.Control.Reserve(BudgetWorld.Request(1), [BudgetWorld.Charge("pension", 70_00)], false, call);
        await _world.Control.Use(BudgetWorld.Request(1), "r1", [BudgetWorld.Charge("pension", 20_00)], call);
        await _world.Pump();
        foreach (var division in (string[])["630102", "630100", "630000"])
        {
            var page = await _world.Ask<BudgetLinePage>(
                new ListBudgetLines(Division.Of(division), null, 2026, null, null));
            Assert.Equal(
                new BudgetSums(
                    1, Money.FromFen(100_00), Money.FromFen(50_00), Money.FromFen(20_00), Money.FromFen(30_00)),
                page.Totals);
        }
    }

    [Fact]
    public async Task Import_WhenCellsAreBad_ReportsEachAndWithholdsTheirBudgets()
    {
        var report = await _world.Import($"""
            {BudgetWorld.Header}639999,企业职工养老,2026,a,甲,1.00,是,刚性
            630102,养鱼,2026,a,甲,1.00,是,刚性
            630102,企业职工养老,六年,a,甲,1.00,是,刚性
            630103,企业职工养老,2026,a/b,甲,1.00,是,刚性
            630103,企业职工养老,2026,b,,1.00,是,刚性
            630103,企业职工养老,2026,c,丙,12.345,是,刚性
            630103,企业职工养老,2026,d,丁,-1.00,是,刚性
            630103,企业职工养老,2026,e,戊,1.00,也许,刚性
            630103,企业职工养老,2026,f,己,1.00,是,随意
            630103,企业职工养老,2026,g,庚,1.00,是,刚性
            630104,企业职工养老,2026,a,甲,1.00,是,刚性
            630104,企业职工养老,2026,a,甲,1.00,是,刚性
            630105,企业职工养老,2026,a,甲,1.00,是,刚性
            630105,企业职工养老,2026,b,乙,1.00,否,刚性
            630121,企业职工养老,2026,a,甲,7.00,是,刚性
            """);
        Assert.Equal(
            [
                (2, "division_unknown"), (3, "fund_unknown"), (4, "not_a_year"), (5, "not_a_code"), (6, "name_missing"),
                (7, "not_an_amount"), (8, "not_an_amount"), (9, "not_a_flag"), (10, "control_unknown"),
                (11, "budget_withheld"), (12, "budget_withheld"), (13, "line_repeated"), (14, "approval_mixed"),
                (15, "approval_mixed"),
            ],
            report.Problems.Select(problem => (problem.Line, problem.Code)));
        Assert.Equal((15, 1, 14, "7.00"), (report.Rows, report.Imported, report.Open, report.Amount.ToPlainYuan()));
    }

    [Fact]
    public async Task Import_WhenAColumnIsMissing_SaysWhich()
    {
        var report = await _world.Import("区划,险种,年度,项目编码,项目名称,金额（元）,已批复\n630102,11,2026,a,甲,1.00,是\n");
        Assert.Equal((1, "column_missing", "控制方式"), (
            report.Problems[0].Line, report.Problems[0].Code, report.Problems[0].Column));
        Assert.Equal(0, report.Imported);
    }

    [Fact]
    public async Task Import_WhenTheSameFileComesTwice_ChangesNothingAndSaysSo()
    {
        await _world.With("100.00");
        var before = await _world.Line();
        var report = await _world.Import(
            $"{BudgetWorld.Header}630102,enterprise-pension,2026,pension,基本养老金,100.00,是,刚性\n");
        Assert.True(report.Repeated);
        Assert.Equal(before.Version, (await _world.Line()).Version);
    }

    [Fact]
    public async Task Import_WhenTheAmountFallsBelowWhatIsCommitted_TakesNothingOfThatBudget()
    {
        await _world.With("100.00");
        await _world.Control.Reserve(
            BudgetWorld.Request(1), [BudgetWorld.Charge("pension", 60_00)], false, BudgetWorld.At(BudgetWorld.Noon));
        var report = await _world.Import($"""
            {BudgetWorld.Header}630102,enterprise-pension,2026,other,其他,5.00,是,刚性
            630102,enterprise-pension,2026,pension,基本养老金,59.99,是,刚性
            """);
        Assert.Equal((3, "below_committed"), (report.Problems[0].Line, report.Problems[0].Code));
        Assert.Equal(0, report.Imported);
        Assert.Equal("100.00", (await _world.Line()).Budgeted.ToPlainYuan());
        Assert.Empty(
            await _world.Control.Positions(BudgetWorld.Key.Division, BudgetWorld.Key.Fund, 2026, ["other"], default));
    }

    [Fact]
    public async Task Import_WhenADivisionIsOutsideTheGrant_RefusesItsRows()
    {
        var report = await _world.Import($"""
            {BudgetWorld.Header}630102,enterprise-pension,2026,a,甲,1.00,是,刚性
            630202,enterprise-pension,2026,a,甲,1.00,是,刚性
            """, actor: BudgetWorld.Clerk("630100"));
        Assert.Equal((3, "not_allowed"), (report.Problems[0].Line, report.Problems[0].Code));
        Assert.Equal(1, report.Imported);
    }

    [Fact]
    public async Task Import_WhenABudgetHasMoreLinesThanACommitHolds_IsRefusedWhole()
    {
        var rows = string.Concat(Enumerable.Range(1, 91).Select(index =>
            $"630102,enterprise-pension,2026,line-{index},项目{index},1.00,是,刚性\n"));
        var report = await _world.Import(BudgetWorld.Header + rows);
        Assert.Equal((91, 0), (report.Problems.Count(problem => problem.Code == "too_many_lines"), report.Imported));
    }

    [Fact]
    public async Task Imports_WhenListed_AreNewestFirst()
    {
        await _world.With("100.00");
        var page = await _world.Ask<Page<BudgetImport>>(new ListBudgetImports(Division.Of("630000"), null, null));
        Assert.Equal(1, Assert.Single(page.Items).Imported);
    }
}
