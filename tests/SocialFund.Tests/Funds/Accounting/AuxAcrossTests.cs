using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>辅助账 over many books: 630102 pays two funds' benefits, 630121 one's; last month stands as opening.</summary>
public sealed class AuxAcrossTests
{
    private static readonly Division City = Division.Of("630100");

    private readonly BookWorld _world = new();

    [Fact]
    public async Task Across_ByItem_SubtotalsByFundAndByDivision()
    {
        await Pay();
        var byFund = await Read(AuxGrouping.Fund);
        Assert.Equal((3, "630100", "项目科目"), (byFund.Books, byFund.Division.Text, byFund.DimensionName));
        var basic = byFund.Rows.Single(row => (row.Value, row.Account.Text) == ("basic", "5001"));
        Assert.Equal(("7.00", "145.00", "0.00", "152.00"), Yuan(basic));
        Assert.Equal(
            [("enterprise-pension", "105.00"), ("resident-pension", "40.00")],
            basic.Groups.Select(group => (group.Key, group.Debit.ToPlainYuan())));
        var byDivision = (await Read(AuxGrouping.Division)).Rows.Single(row => row.Value == "basic");
        Assert.Equal(
            [("630102", "147.00", 2), ("630121", "5.00", 1)],
            byDivision.Groups.Select(group => (group.Key, group.Closing.ToPlainYuan(), group.Books.Count)));
    }

    [Fact]
    public async Task Across_Always_IsTheSumOfTheSingleBooks()
    {
        await Pay();
        var across = await Read(AuxGrouping.Fund);
        Assert.Equal(across.Debit, across.Credit);
        var single = new List<AuxBalances>();
        foreach (var book in across.Rows.SelectMany(row => row.Groups).SelectMany(group => group.Books)
            .Select(part => part.Book).Distinct())
        {
            single.Add(await _world.Ask<AuxBalances>(new ReadAuxBalances(book, "item", null, Month(6), null)));
        }
        Assert.Equal(3, single.Count);
        Assert.Equal(across.Debit.Fen, single.Sum(book => book.Debit.Fen));
        Assert.Equal(across.Credit.Fen, single.Sum(book => book.Credit.Fen));
        foreach (var row in across.Rows)
        {
            Assert.Equal(row.Closing, row.Groups.Aggregate(Money.Zero, (sum, group) => sum + group.Closing));
            Assert.All(row.Groups, group => Assert.Equal(
                group.Closing, group.Books.Aggregate(Money.Zero, (sum, part) => sum + part.Closing)));
        }
    }

    [Fact]
    public async Task Across_WithoutThoseBelowOrForOneFund_ReadsOnlyThoseBooks()
    {
        await Pay();
        var own = await _world.Ask<AuxAcross>(Query(AuxGrouping.Fund) with { Below = false });
        Assert.Equal((0, 0), (own.Books, own.Rows.Count));
        var fund = await _world.Ask<AuxAcross>(Query(AuxGrouping.Fund) with { Fund = Fund.ResidentPension });
        Assert.Equal((1, "40.00"), (fund.Books, fund.Debit.ToPlainYuan()));
        var account = await _world.Ask<AuxAcross>(
            Query(AuxGrouping.Fund) with { Account = AccountCode.Of("1001") });
        Assert.Equal([""], account.Rows.Select(row => row.Value));
    }

    [Fact]
    public async Task Across_ForWhoMaySeeOneFund_LeavesTheOthersOut()
    {
        await Pay();
        var actor = new Actor("u-r", "查询员", City, null,
            [new Grant(new HashSet<string> { "book.view" }, Fund.ResidentPension, City)]);
        var across = await _world.Ask<AuxAcross>(Query(AuxGrouping.Fund), BookWorld.By(actor));
        Assert.Equal((1, "40.00"), (across.Books, across.Debit.ToPlainYuan()));
    }

    [Fact]
    public async Task Across_WhenAskedWrongly_SaysWhy()
    {
        Assert.Equal(
            "invalid_value", (await _world.Try(Query(AuxGrouping.Fund) with { By = "weather" })).Problem().Code);
        Assert.Equal(
            "invalid_value",
            (await _world.Try(Query(AuxGrouping.Fund) with { From = BookPeriod.Of(2025, 6) })).Problem().Code);
        foreach (var year in new[] { 0, 1998, 10_000 })
        {
            Assert.Equal("invalid_value year", Told(await _world.Try(Query(AuxGrouping.Fund) with { Year = year })));
        }
    }

    private static string Told(Result<object> answer) =>
        answer.Problem() is InvalidValue invalid ? $"{invalid.Code} {invalid.Field}" : "";

    private Task<AuxAcross> Read(AuxGrouping groupBy) => _world.Ask<AuxAcross>(Query(groupBy));

    private static ReadAuxAcross Query(AuxGrouping groupBy) =>
        new(City, null, 2026, "item", null, Month(6), null, null, null, groupBy);

    private static BookPeriod Month(int month) => BookPeriod.Of(2026, month);

    private static (string, string, string, string) Yuan(AuxAcrossRow row) => (
        row.Opening.ToPlainYuan(), row.Debit.ToPlainYuan(), row.Credit.ToPlainYuan(), row.Closing.ToPlainYuan());

    private async Task Pay()
    {
        var chengdong = Division.Of("630102");
        await Pay("e1", chengdong, Fund.EnterprisePension, "2026-05-10", "7.00");
        await Pay("e2", chengdong, Fund.EnterprisePension, "2026-06-10", "100.00");
        await Pay("e3", chengdong, Fund.ResidentPension, "2026-06-10", "40.00");
        await Pay("e4", Division.Of("630121"), Fund.EnterprisePension, "2026-06-10", "5.00");
        await _world.ListBooks();
    }

    private async Task Pay(string id, Division division, Fund fund, string date, string yuan)
    {
        var happened = BookWorld.Event(
            id, "payment", date, fund, BookWorld.Amount("basic", "500101", yuan, "basic"));
        (await _world.Post(happened with { Division = division })).Require();
    }
}
