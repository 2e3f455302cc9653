using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>R-4.3-05: accounts by 政府收支分类科目, and the treasury's statement through it.</summary>
public sealed class ClassificationTests
{
    private static readonly Division County = Division.Of("630102");

    private readonly BookWorld _world = new();

    private async Task Post(string id, string rule, string account, string yuan, string date) =>
        (await _world.Post(BookWorld.Event(
            id, rule, date, Fund.EnterprisePension, BookWorld.Amount("x", account, yuan)))).Require();

    private Task<StatementView> Read() => _world.Ask<StatementView>(new ReadStatement(
        "treasury", County, Fund.EnterprisePension, BookPeriod.Of(2026, 6), null, null, null, null, null));

    /// <summary>Those that moved this year: code, title, month, year.</summary>
    private static IEnumerable<string> Moved(StatementView statement) => statement.Rows
        .Where(row => !row.Head && !row.Cells[1].IsZero)
        .Select(row => $"{row.Code} {row.Title} {row.Cells[0].ToPlainYuan()} {row.Cells[1].ToPlainYuan()}");

    private Task<Result<object>> Import(int fromYear, string csv) => _world.Try(
        new ImportClassification(fromYear),
        BookWorld.By(BookWorld.Treasurer, null, new MemoryStream(Encoding.UTF8.GetBytes(csv))));

    [Fact]
    public async Task TreasuryStatement_SumsAccountsByClassAndListsWhatHasNone()
    {
        await Post("a", "payment", "500101", "30.00", "2026-05-10");
        await Post("b", "payment", "500103", "2.00", "2026-06-10");
        await Post("c", "remit-up", "5801", "100.00", "2026-06-11");
        var statement = await Read();
        Assert.Equal(
            [
                "20901 企业职工基本养老保险基金支出※ 2.00 32.00", "5801 （没有对应的分类）5801 上解上级支出 100.00 100.00",
                "2T 支出合计 102.00 132.00",
            ],
            Moved(statement));
        Assert.Equal(
            [("支出科目都有对应的分类科目", "本月数", "100.00"), ("支出科目都有对应的分类科目", "本年累计数", "100.00")],
            statement.Checks.Where(check => !check.IsGood)
                .Select(check => (check.Title, check.Column, check.Difference.ToPlainYuan())));
        var parts = await _world.Ask<StatementParts>(new ReadStatementParts(
            "treasury", "20901", "year", County, Fund.EnterprisePension, BookPeriod.Of(2026, 6), null, null, null,
            null));
        Assert.Equal(["500101", "500103"], parts.Accounts.Select(account => account.Account.Text));
    }

    [Fact]
    public async Task Mapping_OfAFund_NamesItsAccountsAndWhetherSomebodyCheckedThem()
    {
        var mapping = await _world.Ask<ClassificationView>(new ReadClassification(2026, Fund.Unemployment));
        Assert.Equal((2019, 1, true), (mapping.FromYear, mapping.Number, mapping.IsShipped));
        var line = mapping.Lines.Single(each => each.Account.Text == "5001");
        Assert.Equal(
            ("社会保险待遇支出", "20902", "失业保险基金支出", false),
            (line.AccountName, line.Code, line.Name, line.IsChecked));
        Assert.All(mapping.Lines, each => Assert.Equal(Fund.Unemployment, each.Fund));
        Assert.Equal(
            "invalid_value", (await _world.Try(new ReadClassification(1990, null))).Problem().Code);
    }

    [Fact]
    public async Task Import_ForAYear_HoldsFromThenOnAndTheLongerCodeGoesFirst()
    {
        await Post("a", "payment", "500101", "30.00", "2026-05-10");
        await Post("b", "payment", "500103", "2.00", "2026-06-10");
        (await Import(2026, """
            险种,科目编码,分类编码,分类名称,状态
            企业职工基本养老,5001,20901,企业养老支出,V
            企业职工基本养老,500103,2090103,丧葬补助,V
            """)).Require();
        (await Import(2027, "险种,科目编码,分类编码,分类名称\n企业职工基本养老,5001,999,未来\n")).Require();
        Assert.Equal(
            ["20901 企业养老支出 0.00 30.00", "2090103 丧葬补助 2.00 2.00", "2T 支出合计 2.00 32.00"], Moved(await Read()));
    }

    [Fact]
    public void Design_OfTheTreasurysStatement_IsSoundForEveryFundAndYear()
    {
        var fiscal = Charts.Regimes.Where(regime => regime.Keeper == "fiscal").Select(regime => regime.Id).ToHashSet();
        foreach (var entry in FundList.All)
        {
            foreach (var version in Charts.Shipped.Where(version => fiscal.Contains(version.Regime)))
            {
                var design = TreasuryDesign.Of(ClassificationMap.Shipped, new Chart(version, entry.Fund));
                Assert.Equal(
                    ["国库报表按对应关系编制，不能另行定制，请换一个报表编号。"], design.Faults());
            }
        }
    }

    [Fact]
    public async Task Import_WithFaults_IsRefusedWithAllOfThem()
    {
        var refused = Assert.IsType<ClassificationRefused>((await Import(2026, """
            险种,科目编码,分类编码,分类名称
            天气,5001,20901,甲
            失业,5x,2,
            失业,5001,20902,乙
            失业,5001,20902,乙
            """)).Problem());
        Assert.Equal("classification_refused", refused.Code);
        Assert.Equal(
            [
                (2, "fund_unknown"), (3, "not_a_code"), (3, "not_a_class"), (3, "name_missing"), (5, "code_repeated"),
            ],
            refused.Rows.Select(row => (row.Line, row.Code)));
    }
}
