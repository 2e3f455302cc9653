using SocialFund.Funds.Forms;

namespace SocialFund.Tests.Funds.Forms;

public sealed class SheetRollUpTests
{
    private static readonly FormModel Model = FormModel.Compile(FormLayouts.OfTheSystem.Of("final", 2025)).Require();

    private static readonly FormSurroundings Nothing = FormSurroundings.None(Model);

    [Fact]
    public void Of_ACityAndTwoCounties_DropsWhatFlowsBetweenThem()
    {
        var city = Sheet(("expenditure.lower", 300), ("income.lower", 50), ("expenditure.pension", 10));
        var one = Sheet(("income.upper", 200), ("income.premium", 1_000), ("expenditure.upper", 50));
        var two = Sheet(("income.upper", 100), ("income.premium", 400));
        var all = SheetRollUp.Of(Model, city, [Alone(one), Alone(two)], Nothing);
        Assert.Empty(all.Differences);
        Assert.Equal(
            [1_400, 0, 0, 1_400, 10, 0, 0, 10, 1_390],
            Of(all, "income.premium", "income.upper", "income.lower", "income.total", "expenditure.pension",
                "expenditure.lower", "expenditure.upper", "expenditure.total", "balance"));
    }

    [Fact]
    public void Of_FlowsThatDiffer_KeepsTheRestAndTellsBothSides()
    {
        var city = Sheet(("expenditure.lower", 300));
        var all = SheetRollUp.Of(Model, city, [Alone(Sheet(("income.upper", 280)))], Nothing);
        Assert.Equal(
            [new FlowDifference("enterprise-pension", "补助下级", "final", 300, 280)], all.Differences);
        Assert.Equal([0, 20, -20], Of(all, "income.upper", "expenditure.lower", "balance"));
    }

    [Fact]
    public void Of_AnyGroupingOfDivisions_SumsToTheSame()
    {
        var random = new Random(11);
        for (var round = 0; round < 20; round++)
        {
            var counties = Enumerable.Range(0, 12).Select(_ => Alone(Sheet(
                ("income.premium", random.Next(1_000)), ("expenditure.pension", random.Next(1_000)),
                ("opening", random.Next(100))))).ToList();
            var flat = SheetRollUp.Of(Model, Sheet(), counties, Nothing);
            var shuffled = counties.OrderBy(_ => random.Next()).ToList();
            var cities = shuffled.Chunk(random.Next(1, 6))
                .Select(some => SheetRollUp.Of(Model, Sheet(), some, Nothing).Figures).ToList();
            var tree = SheetRollUp.Of(Model, Sheet(), cities, Nothing);
            Assert.Equal(flat.Figures, tree.Figures);
            Assert.Equal(
                counties.Sum(county => county[Index("closing")]), tree.Figures[Index("closing")]);
        }
    }

    [Fact]
    public void Of_RatesFilledIn_TakesTheUpperLevelsOwn()
    {
        var rate = Model.Find(new CellAddress("enterprise-pension-base", "rate", "final"))!.Value;
        var (own, lower) = (Sheet(), Sheet());
        (own[rate], lower[rate]) = (16_000_000, 20_000_000);
        Assert.Equal(16_000_000, SheetRollUp.Of(Model, own, [lower], Nothing).Figures[rate]);
    }

    private static long?[] Alone(long?[] sheet) => SheetRollUp.Of(Model, sheet, [], Nothing).Figures;

    private static int Index(string row) => Model.Find(new CellAddress("enterprise-pension", row, "final"))!.Value;

    private static long?[] Sheet(params (string Row, long Fen)[] entered)
    {
        var figures = new long?[Model.Cells.Count];
        foreach (var (row, fen) in entered) { figures[Index(row)] = fen; }
        return figures;
    }

    private static IEnumerable<long> Of(RolledUp all, params IEnumerable<string> rows) =>
        rows.Select(row => all.Figures[Index(row)] ?? 0);
}
