using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>Statements of one book and of a city with two counties, one of which remits 100.00 up.</summary>
public sealed class StatementTests
{
    private static readonly Division City = Division.Of("630100");
    private static readonly Division County = Division.Of("630102");
    private static readonly Division OtherCounty = Division.Of("630121");
    private static readonly BookPeriod June = BookPeriod.Of(2026, 6);

    private readonly BookWorld _world = new();

    private async Task Post(Division division, string id, string rule, string account, string yuan, string date)
    {
        var happened = BookWorld.Event(id, rule, date, Fund.EnterprisePension, BookWorld.Amount("x", account, yuan));
        (await _world.Post(happened with { Division = division })).Require();
        await _world.ListBooks();
    }

    private async Task Province()
    {
        await Post(County, "a", "payment", "500101", "30.00", "2026-05-10");
        await Post(County, "b", "remit-up", "5801", "100.00", "2026-06-10");
        await Post(OtherCounty, "c", "payment", "500103", "7.50", "2026-06-11");
        await Post(City, "d", "remit-received", "4701", "100.00", "2026-06-12");
        await Post(City, "e", "payment", "500101", "2.25", "2026-06-13");
    }

    private Task<StatementView> Read(
        string id, Division division, bool merged = false, string? unit = null, DateOnly? on = null) =>
        _world.Ask<StatementView>(new ReadStatement(
            id, division, Fund.EnterprisePension, June, merged, null, on, null, unit));

    private static string[] Cells(StatementView view, string row) =>
        [.. view.Rows.Single(each => each.Code == row).Cells.Select(cell => cell.ToPlainYuan())];

    [Fact]
    public async Task IncomeExpenditure_OfOneBook_ShowsMonthAndYear()
    {
        await Province();
        var view = await Read("income-expenditure", County);
        Assert.Equal(["0.00", "30.00", "0.00"], Cells(view, "21"));
        Assert.Equal(["100.00", "100.00", "0.00"], Cells(view, "29"));
        Assert.Equal(["-100.00", "-130.00", "0.00"], Cells(view, "3T"));
        Assert.All(view.Checks, check => Assert.True(check.IsGood, check.Title));
    }

    /// <summary>下级上解收入 = Σ 上解上级支出: neither is left in the consolidated statement.</summary>
    [Fact]
    public async Task IncomeExpenditure_Consolidated_EliminatesWhatLevelsPayEachOther()
    {
        await Province();
        var view = await Read("income-expenditure", City, merged: true);
        Assert.Equal(
            ["year-sum", "year-off", "year"],
            view.Columns.Select(column => column.Id).Where(id => id.StartsWith("year", StringComparison.Ordinal)));
        // Month thrice, year thrice, prior thrice.
        Assert.Equal(["100.00", "-100.00", "0.00"], Cells(view, "18")[3..6]);
        Assert.Equal(["100.00", "-100.00", "0.00"], Cells(view, "29")[3..6]);
        Assert.Equal("39.75", Cells(view, "21")[5]);
        Assert.Equal("-39.75", Cells(view, "3T")[5]);
        Assert.Equal(3, view.Books.Count);
        Assert.All(view.Checks, check => Assert.True(check.IsGood, check.Title));
    }

    [Fact]
    public async Task Consolidated_WhenTheUpperHasNotReceived_TellsWhatIsInTransit()
    {
        await Province();
        await Post(OtherCounty, "f", "remit-up", "5801", "1.00", "2026-06-30");
        var view = await Read("balance-sheet", City, merged: true);
        var check = Assert.Single(view.Checks, check => !check.IsGood);
        Assert.Equal(("上解两级一致", "-1.00"), (check.Title, check.Difference.ToPlainYuan()));
    }

    [Fact]
    public async Task BalanceSheet_OfAnyBook_Balances()
    {
        await Province();
        var view = await Read("balance-sheet", County);
        Assert.Equal(["0.00", "-130.00"], Cells(view, "19"));
        Assert.Equal(["0.00", "-130.00"], Cells(view, "99"));
        Assert.All(view.Checks, check => Assert.True(check.IsGood, check.Title));
    }

    [Fact]
    public async Task Parts_OfACell_SumToItByBookAndByAccount()
    {
        await Province();
        var parts = await _world.Ask<StatementParts>(new ReadStatementParts(
            "income-expenditure", "3T", "year", City, Fund.EnterprisePension, June, true, null, null, null));
        Assert.Equal("-39.75", parts.Amount.ToPlainYuan());
        Assert.Equal(
            [("630100", "97.75"), ("630102", "-130.00"), ("630121", "-7.50")],
            parts.Books.Select(part => (part.Division?.Text, part.Amount.ToPlainYuan())));
        Assert.Equal(
            [("500101", "-32.25"), ("500103", "-7.50")],
            parts.Accounts.Select(part => (part.Account.Text, part.Amount.ToPlainYuan())));
    }

    [Fact]
    public async Task Statement_AsOfADay_LeavesOutWhatIsDatedLater()
    {
        await Province();
        var view = await Read("income-expenditure", City, merged: true, on: new DateOnly(2026, 6, 12));
        Assert.Equal("37.50", Cells(view, "21")[5]);
    }

    /// <summary>Three thirds: each part is rounded, and the parts still make the total.</summary>
    [Theory]
    [InlineData("wan", 10_000)]
    [InlineData("yi", 100_000_000)]
    public async Task Statement_InLargerUnits_StillFoots(string unit, long quantum)
    {
        var random = new Random(7);
        foreach (var (index, account) in new[] { "500101", "500102", "500103", "500104", "500101" }.Index())
        {
            var yuan = Money.FromFen(random.NextInt64(1, 90_000_000_000)).ToPlainYuan();
            await Post(County, $"p{index}", "payment", account, yuan, "2026-06-01");
            await Post(County, $"t{index}", "remit-up", "5801", yuan, "2026-05-01");
        }
        var exact = await Read("income-expenditure", County);
        var shown = await Read("income-expenditure", County, unit: unit);
        foreach (var row in shown.Rows.Where(row => !row.Head))
        {
            var precise = exact.Rows.Single(each => each.Code == row.Code);
            foreach (var (cell, value) in row.Cells.Zip(precise.Cells))
            {
                Assert.Equal(0, cell.Fen % quantum);
                Assert.True(Math.Abs(cell.Fen - value.Fen) < quantum, $"{row.Title} {cell} {value}");
            }
        }
        for (var column = 0; column < shown.Columns.Count; column++)
        {
            long Fen(string code) => shown.Rows.Single(row => row.Code == code).Cells[column].Fen;
            Assert.Equal(
                Fen("2T"), Enumerable.Range(21, 10).Sum(code => Fen($"{code}")));
            Assert.Equal(Fen("3T"), Fen("1T") - Fen("2T"));
        }
    }

    [Fact]
    public async Task Design_OfOnesOwn_TakesTheShippedOnesPlace()
    {
        await Province();
        var own = new Statement(
            "income-expenditure", "待遇简表", "内部", "FSA2018", [new("year", "累计", ColumnOf.Year)],
            [new("1", "养老金", "500101"), new("2", "其余", "5-[1]"), new("3", "合计", "[1]+[2]")], []);
        await _world.Ask<StatementEntry>(new DesignStatement("income-expenditure", own));
        var view = await Read("income-expenditure", County);
        Assert.Equal(["30.00", "100.00", "130.00"], view.Rows.Select(row => row.Cells[0].ToPlainYuan()));
        var all = await _world.Ask<List<StatementEntry>>(new ListStatements());
        Assert.Equal(
            [("balance-sheet", true), ("income-expenditure", false)],
            all.Select(entry => (entry.Statement.Id, entry.IsShipped)));
    }

    [Fact]
    public async Task Preview_OfADesign_FillsItInAndKeepsNothing()
    {
        await Province();
        var design = new Statement(
            "x1", "试表", "", "FSA2018", [new("year", "累计", ColumnOf.Year)], [new("1", "支出", "5")],
            [new("一致", "[1]", "5801")]);
        var preview = new PreviewStatement("x1", design, County, Fund.EnterprisePension, June, null);
        var view = await _world.Ask<StatementView>(preview);
        Assert.Equal(["130.00"], Cells(view, "1"));
        Assert.Equal("30.00", Assert.Single(view.Checks).Difference.ToPlainYuan());
        Assert.DoesNotContain(
            await _world.Ask<List<StatementEntry>>(new ListStatements()), entry => entry.Statement.Id == "x1");
        var bad = preview with { Statement = design with { Rows = [new("1", "支出", "[7]")] } };
        var refused = Assert.IsType<StatementRefused>((await _world.Try(bad)).Problem());
        Assert.Equal(["行次1：没有行次[7]。"], refused.Faults);
    }

    [Fact]
    public async Task Design_WithFaults_TellsThemAll()
    {
        var bad = new Statement(
            "x1", "", "", "FSA2018", [new("year", "累计", ColumnOf.Year)],
            [new("1", "甲", "[2]+1001"), new("2", "乙", "[9]"), new("3", "丙", "4001*2"), new("3", "丁", null)], []);
        var refused = Assert.IsType<StatementRefused>(
            (await _world.Try(new DesignStatement("x1", bad))).Problem());
        Assert.Equal(
            ["请填写报表名称。", "行次“3”重复。", "行次2：没有行次[9]。", "行次3：公式“4001*2”不能识别，应为科目编码或[行次]用加减号相连。"],
            refused.Faults);
        var circle = bad with { Name = "表", Rows = [new("1", "甲", "[2]"), new("2", "乙", "[1]")] };
        refused = Assert.IsType<StatementRefused>((await _world.Try(new DesignStatement("x1", circle))).Problem());
        Assert.Equal(["行次循环引用：1→2→1。"], refused.Faults);
    }
}
