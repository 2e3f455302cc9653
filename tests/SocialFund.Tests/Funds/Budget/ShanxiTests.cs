using SocialFund.Funds.Budget;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Budget;

/// <summary>The published sheet of 2024: 130 units, one amount lost in print.</summary>
public sealed class ShanxiTests
{
    private static readonly string File = TestFiles.Path("samples", "shanxi", "shanxi-insurance-budget-2024.csv");

    private readonly BudgetWorld _world = new();

    private async Task<BudgetImport> Import() => await _world.Import(
        await System.IO.File.ReadAllTextAsync(File),
        new ImportBudget(Division.Of("140000"), Fund.ResidentPension, 2024, "subsidy", "财政补助"),
        BudgetWorld.Clerk("140000"));

    [Fact]
    public async Task Import_WhenTheSheetIsRead_LeavesOnlyTheGarbledRowOpen()
    {
        var report = await Import();
        Assert.Equal((130, 129, 1), (report.Rows, report.Imported, report.Open));
        var problem = Assert.Single(report.Problems);
        Assert.Equal((14, "amount_missing"), (problem.Line, problem.Code));
        Assert.Contains("山西转型综合改革示范区", problem.Message, StringComparison.Ordinal);
        // The province 100,000,000.00, the cities 59,704,414.91 and the counties 39,802,943.25, as the sheet's note
        // adds them.
        Assert.Equal("199507358.16", report.Amount.ToPlainYuan());
    }

    [Fact]
    public async Task Import_WhenSubtotalled_EqualsANaiveSumOfTheFile()
    {
        var report = await Import();
        var naive = (await System.IO.File.ReadAllLinesAsync(File)).Skip(1).Select(line => line.Split(','))
            .Where(cells => cells[4].Length > 0 && cells[2].Length > 0)
            .GroupBy(cells => cells[2])
            .ToDictionary(group => group.Key, group => (
                Own: group.Where(cells => cells[1] == "市级").Sum(cells => decimal.Parse(cells[4])),
                Below: group.Where(cells => cells[1] == "县级").Sum(cells => decimal.Parse(cells[4]))));
        Assert.Equal(11, naive.Count);
        Assert.Equal(12, report.Subtotals.Count);
        Assert.Equal(("山西省", "100000000.00", "0.00"), (
            report.Subtotals[0].Name, report.Subtotals[0].Own.ToPlainYuan(), report.Subtotals[0].Below.ToPlainYuan()));
        foreach (var city in report.Subtotals.Skip(1))
        {
            Assert.Equal(naive[city.Name], (city.Own.Fen / 100m, city.Below.Fen / 100m));
            Assert.Equal(city.Total, city.Own + city.Below);
        }
        Assert.Equal(("太原市", "8835212.30", "5890141.53"), (
            report.Subtotals[1].Name, report.Subtotals[1].Own.ToPlainYuan(), report.Subtotals[1].Below.ToPlainYuan()));
    }

    [Fact]
    public async Task Import_WhenListed_TheTreeFoots()
    {
        await Import();
        for (var round = 0; round < 3; round++) { await _world.Pump(); }
        var page = await _world.Ask<BudgetLinePage>(
            new ListBudgetLines(Division.Of("140000"), Fund.ResidentPension, 2024, null, null));
        Assert.Equal((129L, "199507358.16"), (page.Total, page.Totals.Budgeted.ToPlainYuan()));
        Assert.Equal(page.Totals.Budgeted.Fen, page.Subtotals.Sum(row => row.Sums.Budgeted.Fen));
        Assert.Equal(12, page.Subtotals.Count);
    }

    [Theory]
    [InlineData("太原市", "太原市小店区", "140105")]
    [InlineData("太原市", "清徐县", "140121")]
    [InlineData("晋中市", "榆次区", "140702")]
    [InlineData("阳泉市", "阳泉市城区", "140302")]
    [InlineData("晋城市", "晋城市城区", "140502")]
    [InlineData("太原市", "太原市", "140100")]
    [InlineData("", "山西省", "140000")]
    [InlineData("", "山西转型综合改革示范区", "140171")]
    public void Find_WhenAUnitIsNamed_FindsItsDivision(string city, string unit, string expected) =>
        Assert.Equal(Division.Of(expected), UnitSheet.Find(Division.Of("140000"), city, unit));

    [Theory]
    [InlineData("", "城区")]
    [InlineData("太原市", "平城区")]
    [InlineData("太原市", "没有这个县")]
    public void Find_WhenTheNameIsAmbiguousOrElsewhere_FindsNone(string city, string unit) =>
        Assert.Null(UnitSheet.Find(Division.Of("140000"), city, unit));

    [Fact]
    public async Task Import_WhenFundOrYearIsNotSaid_AsksForIt()
    {
        var problem = (await _world.TryImport(await System.IO.File.ReadAllTextAsync(File))).Problem();
        Assert.Equal("invalid_value", problem.Code);
    }

    [Fact]
    public async Task Import_WhenUnitOrLevelIsWrong_ReportsTheRow()
    {
        var report = await _world.Import(
            "序号,级别,所属市,单位,预算元\n1,县级,太原市,月球县,1\n2,市级,太原市,清徐县,1\n3,县级,太原市,清徐县,1.005\n",
            new ImportBudget(Division.Of("140000"), Fund.ResidentPension, 2024, "subsidy", null),
            BudgetWorld.Clerk("140000"));
        Assert.Equal(
            [(2, "unit_unknown"), (3, "level_differs"), (4, "not_an_amount")],
            report.Problems.Select(problem => (problem.Line, problem.Code)));
    }
}
