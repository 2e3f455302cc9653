using SocialFund.Exchange.History;
using SocialFund.Kernel;
using static SocialFund.Tests.Exchange.History.HistoryWorld;

namespace SocialFund.Tests.Exchange.History;

/// <summary>Trial, mapping, import, rollback.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly HistoryWorld _world = new();

    public void Dispose() => _world.Dispose();

    /// <summary>Six figures of unemployment in 万元; the closing balance fits.</summary>
    public static byte[] Final(
        int year, string premium = "100", string total = "100", string opening = "10", params string[] more) =>
        BookOf(SheetOf("失业", [
            $"{year}年失业保险基金决算", "编制单位：青海省|||单位：万元", "项目|决算数|项目|决算数",
            $"一、失业保险费收入|{premium}|一、失业保险金支出|30", $"本年收入合计|{total}|本年支出合计|30",
            $"上年结余|{opening}|年末滚存结余|80", .. more,
        ]));

    [Fact]
    public async Task Trial_KeepsNothing()
    {
        var trial = await _world.Receive("决算.xlsx", Final(2014));
        var view = await _world.Ask<TrialView>(new ViewTrial(trial.Id));

        Assert.Equal((6, 6, 0, 0), (view.Filled, view.Cells, view.UnmappedCount, view.FaultCount));
        Assert.Equal(new TrialDifference(6, 0, 0, 0, []) with { Changes = view.Difference.Changes }, view.Difference);
        Assert.Equal([], view.Blockers);
        Assert.Empty((await Series("income.premium")).Points);
        Assert.Equal(0, (await _world.Ask<Page<HistoryBatch>>(new ListVersions())).Total);
    }

    [Fact]
    public async Task Import_IsRecordedWithItsVersionsAndCounts()
    {
        var batch = await _world.Import("决算.xlsx", Final(2014));

        var report = Assert.Single(batch.Reports);
        Assert.Equal(
            ("final", "unemployment", Period.Of(2014, 12), Qinghai, "万元", 1, 0, 6),
            (report.Task, report.Form, report.Period, report.Division, report.Unit, report.Layout, report.Mapping,
                report.Cells));
        Assert.Equal(("u-clerk", 6, 6), (batch.By, batch.Rows, batch.Cells));
        Assert.Equal((2014, 2014), (batch.FirstYear, batch.LastYear));
        Assert.Equal((await _world.Blobs.Info(batch.Blob))!.Sm3, batch.Sm3);
        Assert.Equal([(2014, 1_000_000_00L)], (await Series("income.premium")).Points.Select(PointOf));
        // 6 of the 24 items of 2014; the one check that can be asked holds; every filled cell became a figure.
        Assert.Equal(new HistoryQuality(250, 1000, 1000, 750), batch.Quality);
    }

    [Fact]
    public async Task SameFile_Again_ChangesNothing()
    {
        var first = await _world.Import("决算.xlsx", Final(2014));
        var again = await _world.Receive("另一个名字.xlsx", Final(2014));

        Assert.Equal((first.Trial, TrialState.Accepted, 1), (again.Id, again.State, again.Repeats));
        Assert.Equal("trial_done", await _world.Refused<HistoryBatch>(new AcceptTrial(again.Id)));
        Assert.Equal(1, (await _world.Ask<Page<HistoryBatch>>(new ListVersions())).Total);
    }

    [Fact]
    public async Task RollBack_MakesWhatWasReplacedCountAgain()
    {
        var first = await _world.Import("决算.xlsx", Final(2014));
        var trial = await _world.Receive("更正.xlsx", Final(2014, premium: "99"));
        var difference = (await _world.Ask<TrialView>(new ViewTrial(trial.Id))).Difference;
        var second = await _world.Ask<HistoryBatch>(new AcceptTrial(trial.Id));
        var between = (await Series("income.premium")).Points.Select(PointOf).ToList();
        var comparison = await _world.Ask<VersionComparison>(new CompareVersions(first.Id, second.Id));
        await _world.Ask<HistoryBatch>(new RollBack(second.Id, "数字有误"));

        Assert.Equal((0, 1, 5, 0), (difference.New, difference.Changed, difference.Same, difference.Gone));
        Assert.Equal([(2014, 990_000_00L)], between);
        var change = Assert.Single(comparison.Changes);
        Assert.Equal(("income.premium", 1_000_000_00L, 990_000_00L), (change.Item, change.Before, change.After));
        Assert.Equal(5, comparison.Same);
        Assert.Equal([(2014, 1_000_000_00L)], (await Series("income.premium")).Points.Select(PointOf));
        Assert.Equal("already_rolled_back", await _world.Refused<HistoryBatch>(new RollBack(second.Id, "再来一次")));
        Assert.Equal("reason_missing", await _world.Refused<HistoryBatch>(new RollBack(first.Id, " ")));

        await _world.Ask<HistoryBatch>(new RollBack(first.Id, "全部撤回"));
        Assert.Empty((await Series("income.premium")).Points);
        var third = await _world.Ask<HistoryBatch>(new AcceptTrial(trial.Id));
        Assert.Equal($"{trial.Id}-2", third.Id);
        Assert.Equal([(2014, 990_000_00L)], (await Series("income.premium")).Points.Select(PointOf));
    }

    [Fact]
    public async Task ControlTotals_ThatDiffer_KeepTheFileOut()
    {
        var trial = await _world.Receive("决算.xlsx", Final(2014));
        AcceptTrial Stated(string total) => new(trial.Id, 1, 6, [new StatedTotal("income.total", "final", total)]);

        Assert.Equal("history_totals_differ", await _world.Refused<HistoryBatch>(Stated("1000000.01")));
        Assert.Equal("history_totals_differ", await _world.Refused<HistoryBatch>(new AcceptTrial(trial.Id, 2)));
        Assert.Equal("history_totals_differ", await _world.Refused<HistoryBatch>(new AcceptTrial(trial.Id, 1, 7)));
        Assert.Equal(
            "not_a_report",
            await _world.Refused<HistoryBatch>(new AcceptTrial(trial.Id, 1, 6, [new StatedTotal("no", "final", "1")])));
        Assert.Equal(6, (await _world.Ask<HistoryBatch>(Stated("1,000,000.00"))).Cells);
    }

    [Fact]
    public async Task UnmappedRow_IsListedUntilItIsMappedOrDeclaredUnwanted()
    {
        var bytes = Final(2014, more: ["稳岗返还收入|4|代发款项|5"]);
        var trial = await _world.Receive("决算.xlsx", bytes);
        var view = await _world.Ask<TrialView>(new ViewTrial(trial.Id));
        Assert.Equal(
            ["失业!B7 稳岗返还收入 4", "失业!D7 代发款项 5"],
            view.Unmapped.Select(cell => $"{cell.Sheet}!{cell.Place} {cell.Label} {cell.Value}"));
        Assert.Equal("cells_unmapped", await _world.Refused<HistoryBatch>(new AcceptTrial(trial.Id)));

        await _world.Ask<FormMapping>(new MapLabel(
            "unemployment", MappedPart.Item, "稳岗返还收入", 2014, "当年列其他收入", "income.other", 2015));
        var mapping = await _world.Ask<FormMapping>(new MapLabel(
            "unemployment", MappedPart.Item, "代发款项", 2013, "不属于基金"));
        var batch = await _world.Ask<HistoryBatch>(new AcceptTrial(trial.Id));

        Assert.Equal((2, 2), (mapping.Version, mapping.Current.Count()));
        Assert.Equal((8, 7, 1, 2), (batch.Filled, batch.Cells, batch.Unwanted, batch.Reports[0].Mapping));
        Assert.Equal([(2014, 40_000_00L)], (await Series("income.other")).Points.Select(PointOf));

        var removed = await _world.Ask<FormMapping>(new RemoveMapping("unemployment", "1"));
        Assert.Equal((3, 1, 3), (removed.Version, removed.Current.Count(), removed.Rows[0].Removed));
        // Rows of 2014 and 2015 only, and of this region.
        var later = await _world.Receive("2016.xlsx", Final(2016, more: ["稳岗返还收入|4||"]));
        Assert.Equal(1, (await _world.Ask<TrialView>(new ViewTrial(later.Id))).UnmappedCount);
    }

    [Fact]
    public async Task UnmappedHeading_CanBeMappedToAColumn()
    {
        var book = BookOf(SheetOf("失业", "2014年失业保险基金决算", "编制单位：青海省|单位：元", "项目|清算数", "本年收入合计|7"));
        var trial = await _world.Receive("决算.xlsx", book);
        var cell = Assert.Single((await _world.Ask<TrialView>(new ViewTrial(trial.Id))).Unmapped);
        await _world.Ask<FormMapping>(new MapLabel(
            cell.Form, cell.Part, cell.Label, 2014, "即决算数", "final", Task: "final"));

        Assert.Equal((MappedPart.Column, "清算数"), (cell.Part, cell.Label));
        Assert.Equal(1, (await _world.Ask<HistoryBatch>(new AcceptTrial(trial.Id))).Cells);
        Assert.Equal([(2014, 7_00L)], (await Series("income.total")).Points.Select(PointOf));
    }

    [Theory]
    [InlineData("label_mapping_invalid", "income.investment", 2012, null)]
    [InlineData("label_mapping_invalid", "expenditure.skill", 2014, null)]
    [InlineData("not_a_report", "no.such", 2014, null)]
    [InlineData("reason_missing", "income.other", 2014, "")]
    public async Task Mapping_ThatMeansNothing_IsRefused(string code, string target, int from, string? reason)
    {
        var form = target == "income.investment" ? "enterprise-pension" : "unemployment";
        Assert.Equal(code, await _world.Refused<FormMapping>(
            new MapLabel(form, MappedPart.Item, "某项", from, reason ?? "理由", target)));
    }

    [Fact]
    public async Task Checks_ThatFail_NeedAReason()
    {
        var trial = await _world.Receive("决算.xlsx", Final(2014, opening: "20"));

        Assert.Equal("checks_need_reason", await _world.Refused<HistoryBatch>(new AcceptTrial(trial.Id)));
        var batch = await _world.Ask<HistoryBatch>(new AcceptTrial(trial.Id, Reason: "原表如此"));
        Assert.Equal((1, "原表如此", 0), (batch.Failed, batch.Reason, batch.Quality.Consistency));
    }

    [Fact]
    public async Task Files_ThatCannotCount_SayWhy()
    {
        Assert.Equal(
            "history_file_unreadable", await _world.Refused<HistoryTrial>(new ReceiveHistory("a.xls"), body: [1, 2]));
        Assert.Equal(
            "history_file_too_large",
            await _world.Refused<HistoryTrial>(new ReceiveHistory("a.csv"), body: new byte[BookFile.BytesMax + 1]));
        var faulty = await _world.Receive("a.xlsx", Final(2014, premium: "一百"));
        Assert.Equal("cells_faulty", await _world.Refused<HistoryBatch>(new AcceptTrial(faulty.Id)));
        var unclear = await _world.Receive("b.xlsx", BookOf(SheetOf("说明", "编制说明", "无")));
        Assert.Equal("sheets_unclear", await _world.Refused<HistoryBatch>(new AcceptTrial(unclear.Id)));
        await _world.Ask<TrialView>(new CorrectTrial(unclear.Id, [new SheetChoice("说明", SkipReason: "不是报表")]));
        Assert.Equal("nothing_read", await _world.Refused<HistoryBatch>(new AcceptTrial(unclear.Id)));
        await _world.Ask<HistoryTrial>(new DiscardTrial(unclear.Id, "没有数据"));
        Assert.Equal("trial_done", await _world.Refused<HistoryBatch>(new AcceptTrial(unclear.Id)));
        var wide = BookOf([.. Enumerable.Range(1991, 81).Select(year => SheetOf(
            $"{year}", $"{year}年失业保险基金决算", "编制单位：青海省|单位：元", "项目|决算数", "本年收入合计|7"))]);
        var many = await _world.Receive("c.xlsx", wide);
        Assert.Equal("too_many_regions", await _world.Refused<HistoryBatch>(new AcceptTrial(many.Id)));
    }

    [Fact]
    public async Task TwoSheets_OfOneReport_AreNotBothTaken()
    {
        string[] lines = ["2014年失业保险基金决算", "编制单位：青海省|单位：元", "项目|决算数", "本年收入合计|7"];
        var trial = await _world.Receive("a.xlsx", BookOf(SheetOf("甲", lines), SheetOf("乙", lines)));

        Assert.Contains("与工作表“甲”是同一张报表", (await _world.Ask<TrialView>(new ViewTrial(trial.Id))).Sheets[1].Problem!);
    }

    [Fact]
    public async Task Regions_OfOthers_AreNeitherSeenNorChanged()
    {
        var xining = Person("u-xining", Division.Of("630100"), Permission.HistoryView, Permission.HistoryImport);
        var batch = await _world.Import("决算.xlsx", Final(2014));

        Assert.Equal("not_found", await _world.Refused<HistoryBatch>(new ViewVersion(batch.Id), xining));
        Assert.Equal("not_found", await _world.Refused<HistoryBatch>(new RollBack(batch.Id, "不是我的"), xining));
        var own = await _world.Try<HistoryTrial>(new ReceiveHistory("全省.xlsx"), xining, Final(2015));
        Assert.Equal("not_allowed", await _world.Refused<HistoryBatch>(new AcceptTrial(own.Require().Id), xining));
    }

    [Fact]
    public async Task DroppedFile_WaitsOnTrial()
    {
        (await _world.Blobs.Put("inbox/history/630100/决算.xlsx", new MemoryStream(Final(2014)), false)).Require();
        var trial = (await _world.Inbox.Receive(
            "inbox/history/630100/决算.xlsx", Call.System("inbox", _world.NewCall().Now, "k")))!.Require();

        Assert.Equal(
            (TrialState.Open, Division.Of("630100"), "决算.xlsx"), (trial.State, trial.Division, trial.FileName));
        Assert.Equal(1, (await _world.Ask<Page<HistoryTrial>>(new ListTrials(State: "open"))).Total);
    }

    private Task<HistorySeries> Series(string item) =>
        _world.Ask<HistorySeries>(new ViewSeries("final", "unemployment", item, 2010, 2020));

    private static (int Year, long Value) PointOf(SeriesPoint point) => (point.Period.Year, point.Value);
}
