using SocialFund.Exchange.History;
using SocialFund.Funds.Forms;
using SocialFund.Kernel;
using static SocialFund.Tests.Exchange.History.HistoryWorld;

namespace SocialFund.Tests.Exchange.History;

/// <summary>What imported years are asked.</summary>
public sealed class QueryTests : IDisposable
{
    private readonly HistoryWorld _world = new();

    public void Dispose() => _world.Dispose();

    private static byte[] Report(string title, string heading, string total, string opening, string closing) =>
        BookOf(SheetOf("失业", title, "编制单位：青海省|||单位：元", $"项目|{heading}|项目|{heading}",
            $"本年收入合计|{total}|本年支出合计|30.00", $"上年结余|{opening}|年末滚存结余|{closing}"));

    [Fact]
    public async Task Links_OfAYear_PutBudgetExecutionAndFinalAccountSideBySide()
    {
        await _world.Import("1.xlsx", Report("2015年失业保险基金预算", "预算数", "80.00", "10.00", "60.00"));
        await _world.Import("2.xlsx", Report("2015年失业保险基金预算调整", "调整后预算数", "90.00", "10.00", "70.00"));
        await _world.Import("3.xlsx", Report("2015年失业保险基金预算执行", "执行数", "95.00", "10.00", "75.00"));
        await _world.Import("4.xlsx", Report("2015年失业保险基金决算", "决算数", "96.00", "10.00", "76.00"));

        var links = await _world.Ask<HistoryLinks>(new ViewLinks("unemployment", 2015));

        // 95 of 90 is 1055.6 and 96 of 90 is 1066.7 in a thousand.
        Assert.Equal(
            new LinkedItem(
                "income.total", "本年收入合计", "收入", FigureKind.Money, 80_00, 90_00, 95_00, 96_00, 1056, 1067, 6_00),
            links.Items.Single(item => item.Item == "income.total"));
        Assert.Equal(4, links.Items.Count);
    }

    [Fact]
    public async Task Breaks_AreYearsThatDoNotGoOnFromTheOneBefore()
    {
        await _world.Import("3.xlsx", Report("2013年失业保险基金决算", "决算数", "50.00", "10.00", "30.00"));
        await _world.Import("4.xlsx", Report("2014年失业保险基金决算", "决算数", "50.00", "30.00", "50.00"));
        await _world.Import("5.xlsx", Report("2015年失业保险基金决算", "决算数", "50.00", "49.99", "69.99"));

        var found = await _world.Ask<BalanceBreaks>(new ViewBreaks(2013, 2017));

        var one = Assert.Single(found.Breaks);
        Assert.Equal((2, 2015), (found.Compared, one.Year));
        Assert.Equal((50_00L, 49_99L, -1L), (one.Closing, one.Opening, one.Difference));
    }

    [Fact]
    public async Task Origin_OfAFigure_IsItsRowInTheReceivedSheet()
    {
        var batch = await _world.Import("决算.xlsx", Report("2015年失业保险基金决算", "决算数", "50.00", "10.00", "30.00"));

        var origin = await _world.Ask<CellOrigin>(
            new ViewOrigin("final", "unemployment", Period.Of(2015, 12), "closing", "final"));

        var cell = origin.Cell;
        Assert.Equal((30_00L, "D5", "失业", batch.Id), (cell.Value, cell.Place, cell.Sheet, cell.Batch));
        Assert.Equal(batch.Sm3, origin.Sm3);
        Assert.Equal(["上年结余", "10", "年末滚存结余", "30"], origin.Rows.Single(row => row.Row == 5).Cells);
        Assert.Equal(["项目", "决算数", "项目", "决算数"], origin.Rows[0].Cells);
        Assert.Equal("cell_gone", await _world.Refused<CellOrigin>(
            new ViewOrigin("final", "unemployment", Period.Of(2014, 12), "closing", "final")));
    }

    [Fact]
    public async Task Subjects_OfTheSupplement_ShowWhatChangedIn2017()
    {
        var check = await _world.Ask<SubjectCheck>(new ViewSubjects("supplementary", 2015, 2017));

        SubjectYear Year(string item, int year) =>
            check.Rows.Single(row => row.Item == item).Years.Single(each => each.Year == year);
        Assert.Equal(SubjectChange.Same, Year("ep.insured.active", 2017).Change);
        Assert.Equal(("二、城乡居民基本养老保险", SubjectChange.Renamed), (Year("rp", 2017).Label, Year("rp", 2017).Change));
        Assert.Equal(SubjectChange.New, Year("em.rate.employer", 2017).Change);
        Assert.Equal(SubjectChange.Removed, Year("un.recipients", 2017).Change);
        Assert.Equal(SubjectChange.Absent, Year("em.rate.employer", 2016).Change);
        // The tender's comparison: 6 items new, 2 removed, 6 sections renamed; nothing is new in the first year.
        int Count(SubjectChange change) =>
            check.Rows.Count(row => row.Years.Single(each => each.Year == 2017).Change == change);
        Assert.Equal(SubjectChange.Same, Year("ep.insured.active", 2015).Change);
        Assert.Equal(
            (6, 2, 6),
            (Count(SubjectChange.New), Count(SubjectChange.Removed), Count(SubjectChange.Renamed)));
        Assert.Equal("企业职工基本养老保险", check.Rows.Single(row => row.Item == "ep.insured.retired").Class);
    }

    [Fact]
    public async Task Report_IsShownInTheFormsOrder()
    {
        await _world.Import("决算.xlsx", Report("2015年失业保险基金决算", "决算数", "50.00", "10.00", "30.00"));

        var view = await _world.Ask<HistoryReportView>(new ViewReport("final", "unemployment", Period.Of(2015, 12)));

        Assert.Equal(["final"], view.Columns.Select(column => column.Id));
        Assert.Equal(
            [("income.total", 50_00L), ("opening", 10_00), ("expenditure.total", 30_00), ("closing", 30_00)],
            view.Rows.Where(row => row.Figures.Count > 0).Select(row => (row.Item, row.Figures[0].Value)));
        Assert.Equal("not_a_report", await _world.Refused<HistoryReportView>(
            new ViewReport("final", "no-such", Period.Of(2015, 12))));
    }
}
