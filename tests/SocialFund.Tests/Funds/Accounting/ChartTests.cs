using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

public sealed class ChartTests
{
    private readonly BookWorld _world = new();

    private Task<Chart> ChartOf(Fund fund, int year) =>
        _world.Charts.For(new BookId(Division.Of("630000"), fund, year, BookKind.Fsa), default);

    private Task<Result<object>> Import(string csv, int fromYear = 2026) => _world.Try(
        new ImportChart("FSA2018", fromYear),
        BookWorld.By(BookWorld.Treasurer, $"k-{csv.Length}-{fromYear}", new MemoryStream(Encoding.UTF8.GetBytes(csv))));

    private static string ShippedCsv() => File.ReadAllText(
        TestFiles.Path("functions", "Funds", "Accounting", "Data", "chart-of-accounts.csv"));

    [Fact]
    public async Task Chart_WhenTheYearChangesRegime_HasThatRegimesCodes()
    {
        Assert.Equal("银行存款", (await ChartOf(Fund.EnterprisePension, 2018)).Find(AccountCode.Of("101"))!.Name);
        var chart = await ChartOf(Fund.EnterprisePension, 2019);
        Assert.Null(chart.Find(AccountCode.Of("101")));
        Assert.Equal("病残津贴", chart.Find(AccountCode.Of("500104"))!.Name);
        Assert.Equal("个人账户养老金", (await ChartOf(Fund.ResidentPension, 2019)).Find(AccountCode.Of("500102"))!.Name);
        Assert.Equal(2, chart.LevelOf(AccountCode.Of("500101")));
        Assert.False(chart.IsLeaf(AccountCode.Of("5001")));
    }

    [Fact]
    public void Shipped_WhenCounted_HoldsEveryRowOfTheFile() =>
        // 114 rows: 57 FSA2018, 32 SIF2017, 13 FSA1999, and our own 12 of the 备查账.
        Assert.Equal(
            [("FSA1999", 13), ("FSA2018", 57), ("SIF2017", 32), ("MEMO1999", 12)],
            Charts.Shipped.Select(version => (version.Regime, version.Accounts.Count)));

    [Fact]
    public async Task Import_WhenDetailsAreAdded_ServesTheYearsFromThenOn()
    {
        await ChartOf(Fund.EnterprisePension, 2026);
        var csv = ShippedCsv() + "FSA2018,*,100101,V,活期存款,V,资产,借,1001,,部平台\n";
        var imported = (ChartImported)(await Import(csv)).Require();
        Assert.Equal(("FSA2018-0002", 58, false), (imported.Version, imported.Accounts, imported.Repeated));
        Assert.Equal("活期存款", (await ChartOf(Fund.Unemployment, 2026)).Find(AccountCode.Of("100101"))!.Name);
        Assert.Null((await ChartOf(Fund.Unemployment, 2025)).Find(AccountCode.Of("100101")));
        // The parent takes no more postings once it has details.
        var result = await _world.Post(BookWorld.Event(
            "a", "payment", "2026-05-01", Fund.EnterprisePension, BookWorld.Amount("x", "500101", "1.00")));
        Assert.Equal("account_not_leaf", result.Problem().Code);
    }

    [Fact]
    public async Task Import_WhenTheSameFileComesAgain_ChangesNothing()
    {
        var imported = (ChartImported)(await Import(ShippedCsv(), fromYear: 2019)).Require();
        Assert.True(imported.Repeated);
        Assert.Equal("FSA2018-0001", imported.Version);
    }

    [Fact]
    public async Task Import_WhenRowsAreBad_ReportsEachByLineAndImportsNothing()
    {
        const string csv = """
            险种,科目编码,科目名称,类别,余额方向,上级科目
            *,1001,银行存款,资产,借,
            养路费,1101,暂付款,资产,借,
            *,12,债券投资,资产,借,
            *,1301,,资产,借,
            *,1401,某科目,其他,借,
            *,1501,某科目,资产,左,
            *,1001,银行存款,资产,借,
            *,500101,基本养老金,支出,借,5001
            *,600101,错位,支出,借,1001
            """;
        var problem = Assert.IsType<ChartRefused>((await Import(csv)).Problem());
        Assert.Equal(
            [
                (3, "fund_unknown"), (4, "not_a_code"), (5, "name_missing"), (6, "class_unknown"), (7, "side_unknown"),
                (8, "code_repeated"), (9, "parent_missing"), (10, "code_not_below"),
            ],
            problem.Rows.Select(row => (row.Line, row.Code)));
        Assert.Equal("FSA2018-0001", (await ChartOf(Fund.EnterprisePension, 2026)).Version);
    }

    [Fact]
    public async Task Import_WhenAnAccountIsDropped_AsksToStopItInstead()
    {
        var csv = ShippedCsv().Replace("FSA2018,*,1201,PROPOSED,债券投资,G,资产,借,,,G", "", StringComparison.Ordinal);
        var problem = Assert.IsType<ChartRefused>((await Import(csv)).Problem());
        Assert.Contains("1201", Assert.Single(problem.Rows).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WhenTheAccountIsStopped_IsRefused()
    {
        var lines = ShippedCsv().ReplaceLineEndings("\n").TrimEnd().Split('\n');
        var csv = string.Join('\n', lines.Select((line, index) =>
            index == 0 ? $"{line},status"
            : line.Contains(",500104,", StringComparison.Ordinal) ? $"{line},停用" : $"{line},"));
        (await Import(csv)).Require();
        var result = await _world.Post(BookWorld.Event(
            "a", "payment", "2026-05-01", Fund.EnterprisePension, BookWorld.Amount("x", "500104", "1.00")));
        Assert.Equal(new AccountStopped(Fund.EnterprisePension, AccountCode.Of("500104")), result.Problem());
    }

    [Fact]
    public async Task Read_WhenAskedForAFund_ShowsItsTree()
    {
        var view = await _world.Ask<ChartView>(new ReadChart(Fund.Unemployment, 2026));
        Assert.Equal("FSA2018-0001", view.Version);
        var leaf = view.Accounts.Single(account => account.Code.Text == "500104");
        Assert.Equal(("职业培训和职业介绍补贴", "支出", "借", 2, true), (leaf.Name, leaf.Class, leaf.Side, leaf.Level, leaf.IsLeaf));
    }
}
