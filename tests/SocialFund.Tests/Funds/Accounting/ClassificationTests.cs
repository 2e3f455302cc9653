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

    private Task<TreasuryStatement> Read() => _world.Ask<TreasuryStatement>(new ReadTreasuryStatement(
        County, Fund.EnterprisePension, BookPeriod.Of(2026, 6), null));

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
        var row = Assert.Single(statement.Rows);
        Assert.Equal(
            ("20901", "企业职工基本养老保险基金支出", "G", "2.00", "32.00"),
            (row.Code, row.Name, row.Status, row.Month.ToPlainYuan(), row.Year.ToPlainYuan()));
        Assert.Equal(["500101", "500103"], row.Accounts.Select(account => account.Account.Text));
        Assert.Equal("5801", Assert.Single(statement.Unmapped).Account.Text);
        Assert.Equal("132.00", statement.Expenditure.ToPlainYuan());
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
            [("20901", "30.00"), ("2090103", "2.00")],
            (await Read()).Rows.Select(row => (row.Code, row.Year.ToPlainYuan())));
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
