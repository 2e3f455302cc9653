using SocialFund.Exchange.History;

namespace SocialFund.Tests.Exchange.History;

/// <summary>Every migration module of the tender takes its files.</summary>
public sealed class HistoryModuleTests : IDisposable
{
    private static readonly HistorySamples Samples = new(7, HistoryWorld.Qinghai, 2013, 2017);

    private readonly HistoryWorld _world = new();

    public void Dispose() => _world.Dispose();

    public static TheoryData<string> Reports => [.. HistoryModules.OfTheSystem.All
        .Where(module => module.Kind == ModuleKind.Report).Select(module => module.Number)];

    [Fact]
    public void Modules_AreThoseOfTheTender()
    {
        var modules = HistoryModules.OfTheSystem.All;

        Assert.Equal(38, modules.Count);
        Assert.Equal(
            [("1-01", "社保基金预算报表历史数据迁移"), ("2-33", "生育保险明细指标历史数据迁移")],
            new[] { modules[0], modules[^1] }.Select(module => (module.Number, module.Name)));
        Assert.Equal(28, modules.Count(module => module.Kind == ModuleKind.Report));
        Assert.Equal(8, modules.Count(module => module.Kind == ModuleKind.Detail));
        Assert.Equal(
            ["budget adjustment special planning", "execution", "final"],
            modules.Take(3).Select(module => string.Join(' ', module.Tasks!)));
        Assert.Equal([18, 18, 18], modules.Take(3).Select(module => module.Forms!.Count));
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task Module_TakesItsReportsAndTheOverviewShowsThem(string number)
    {
        var books = Samples.All().Where(book => book.Module == number && book.Year == 2016).ToList();
        Assert.NotEmpty(books);
        foreach (var book in books)
        {
            var trial = await _world.Receive(book.FileName, book.Bytes);
            var view = await _world.Ask<TrialView>(new ViewTrial(trial.Id));
            Assert.Equal([], view.Blockers.Select(blocker => $"{book.FileName}: {blocker.Message}"));
            Assert.Equal([], view.Failed);
            Assert.Equal(view.Filled - view.Unwanted, view.Cells);
            await _world.Ask<HistoryBatch>(new AcceptTrial(trial.Id));
        }

        var overview = await _world.Ask<HistoryOverview>(new ViewOverview(From: 2013, To: 2017));
        var row = overview.Modules.Single(module => module.Number == number);
        Assert.Equal(YearState.Whole, row.Years.Single(year => year.Year == 2016).State);
        Assert.All(row.Years.Where(year => year.Year != 2016), year => Assert.Equal(YearState.None, year.State));
    }

    /// <summary>Budgets, execution, accounts; the agencies' indicators, months, quarters and years of a fund.</summary>
    [Theory]
    [InlineData("1-01")]
    [InlineData("1-02")]
    [InlineData("1-03")]
    [InlineData("2-01")]
    [InlineData("2-02")]
    [InlineData("2-10")]
    [InlineData("2-18")]
    public async Task Module_OfFiveYears_IsWholeInEachOfThem(string number)
    {
        foreach (var book in Samples.All().Where(book => book.Module == number))
        {
            await _world.Import(book.FileName, book.Bytes);
        }

        var overview = await _world.Ask<HistoryOverview>(new ViewOverview(From: 2013, To: 2017));
        Assert.Equal(
            [(2013, YearState.Whole), (2014, YearState.Whole), (2015, YearState.Whole), (2016, YearState.Whole),
                (2017, YearState.Whole)],
            overview.Modules.Single(module => module.Number == number).Years.Select(year => (year.Year, year.State)));
    }
}
