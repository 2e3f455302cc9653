using SocialFund.Funds.Forms;
using SocialFund.Kernel;
using static SocialFund.Tests.Funds.Forms.FormsWorld;

namespace SocialFund.Tests.Funds.Forms;

public sealed class SheetTests
{
    private readonly FormsWorld _world = new();

    [Fact]
    public async Task Issue_GivesEveryDivisionASheet_AndOnceForAKey()
    {
        var issue = new IssueTask(
            "budget", 2027, new DateOnly(2026, 11, 30), Division: Province, Divisions: [City, One]);
        var first = (FormTask)(await _world.Try(issue, Leader, "k1")).Require();
        var again = (FormTask)(await _world.Try(issue, Leader, "k1")).Require();
        var second = (FormTask)(await _world.Try(issue, Leader, "k2")).Require();
        Assert.Equal(
            ("630000-budget-2027-1", "630000-budget-2027-1", "630000-budget-2027-2"),
            (first.Id.Text, again.Id.Text, second.Id.Text));
        Assert.Equal("2027年社会保险基金预算", first.Name);
        var page = await _world.Ask<SheetPage>(new ListSheets(Province, first.Id), Leader);
        Assert.Equal(
            ["630000 未开始", "630100 未开始", "630102 未开始"],
            page.Items.Select(row => $"{row.Division} {row.StateName}").Order(StringComparer.Ordinal));
        Assert.Equal(3, page.Counts[SheetState.NotStarted]);
    }

    [Fact]
    public async Task Issue_WhenSomethingIsWrong_SaysWhat()
    {
        async Task Says(string text, IssueTask issue) =>
            Assert.Contains(text, (await _world.Refused(issue, Leader)).Message, StringComparison.Ordinal);
        var good = new IssueTask("budget", 2027, new DateOnly(2026, 11, 30), Division: Province);
        await Says("没有按年填报的任务“month”", good with { Kind = "month" });
        await Says("须在2013年至2100年之间", good with { Year = 1999 });
        await Says("不能早于今天", good with { Deadline = new DateOnly(2026, 10, 7) });
        await Says("不在青海省辖内", good with { Divisions = [Division.Of("620000")] });
        await Says("没有报表“no”", good with { Forms = ["no"] });
        // The summary takes figures from every fund's form.
        await Says("没有报表“enterprise-pension”", good with { Forms = ["summary"] });
        Assert.IsType<NotAllowed>(await _world.Refused(good, Clerk));
    }

    [Fact]
    public async Task Fill_InACounty_IsComputedCheckedAndInTheProvincesTotalAtOnce()
    {
        var task = await _world.Issue();
        await _world.Fill(task, City, 0, (Cell("expenditure.lower", "prior"), 30_00));
        var saved = await _world.Fill(
            task, One, 0, (Cell("income.premium", "prior"), 1_000_00), (Cell("income.upper", "prior"), 30_00),
            (Cell("expenditure.pension", "prior"), 400_00), (Cell("opening", "prior"), 5_00));
        Assert.Equal(1, saved.Revision);
        Assert.Empty(saved.Broken);
        Assert.Contains(new EnteredCell(Cell("closing", "prior"), 635_00), saved.Changed);
        // What this year leaves, the next begins with.
        Assert.Contains(new EnteredCell(Cell("opening"), 635_00), saved.Changed);

        var province = await _world.Ask<SheetView>(new ViewSheet(task, Province, "enterprise-pension", true), Leader);
        Assert.Equal(
            [1_000_00, 0, 0, 605_00],
            new[] { "income.premium", "income.upper", "expenditure.lower", "closing" }
                .Select(row => province.Figures[$"{row}:prior"]));
        Assert.Empty(province.Differences);

        var origin = await _world.Ask<FigureTrace>(
            new ViewCell(task, Province, Cell("income.premium", "prior"), true), Leader);
        Assert.Equal(
            ["本级 ", "西宁市 100000"], origin.Shares.Select(share => $"{share.Name} {share.Value}"));
        var computed = await _world.Ask<FigureTrace>(new ViewCell(task, One, Cell("closing", "prior")));
        Assert.Equal("[opening] + [income.total] - [expenditure.total]", computed.Formula);
        Assert.Equal(
            [500L, 1_030_00, 400_00], computed.Precedents.Select(cell => cell.Value!.Value));
    }

    [Fact]
    public async Task Fill_OfTwoPeopleAtOnce_KeepsBothAndTellsTheCellTheyShare()
    {
        var task = await _world.Issue();
        await _world.Fill(task, One, 0, (Cell("income.premium"), 1_00));
        var mine = new SaveCells(task, One, 1, [new(Cell("income.premium"), 2_00), new(Cell("income.other"), 3_00)]);
        await _world.Ask<CellsSaved>(mine);
        var theirs = mine with { Cells = [new(Cell("income.premium"), 9_00), new(Cell("income.interest"), 4_00)] };
        var saved = await _world.Ask<CellsSaved>(theirs, Other);
        Assert.Equal([new CellConflict(Cell("income.premium"), 9_00, 2_00, "clerk")], saved.Conflicts);
        var view = await _world.Ask<SheetView>(new ViewSheet(task, One, "enterprise-pension"));
        Assert.Equal(
            [2_00, 3_00, 4_00, 9_00],
            new[] { "income.premium", "income.other", "income.interest", "income.subtotal" }
                .Select(row => view.Figures[$"{row}:budget"]));
        // Having seen it, the other may put his own.
        Assert.Empty((await _world.Ask<CellsSaved>(theirs with { Revision = saved.Revision }, Other)).Conflicts);
    }

    [Fact]
    public async Task Fill_OfWhatIsNotTheirs_IsRefusedAndNothingSaved()
    {
        var task = await _world.Issue();
        Task<Problem> Refused(CellAddress cell, long? value = 1, Actor? actor = null) =>
            _world.Refused(new SaveCells(task, One, 0, [new(Cell("income.other"), 5), new(cell, value)]), actor);
        Assert.IsType<CellIsComputed>(await Refused(Cell("income.total")));
        Assert.IsType<NotFound>(await Refused(Cell("no")));
        Assert.IsType<NotFound>(await Refused(Cell("income.other", form: "no")));
        Assert.IsType<InvalidValue>(await Refused(Cell("income.premium"), long.MaxValue));
        var agency = Person("agency", City, Fund.ResidentMedical);
        Assert.IsType<NotAllowed>(await Refused(Cell("income.premium"), actor: agency));
        await _world.Ask<CellsSaved>(
            new SaveCells(task, One, 0, [new(Cell("income.premium", form: "resident-medical"), 7)]), agency);
        var view = await _world.Ask<SheetView>(new ViewSheet(task, One, "enterprise-pension"));
        Assert.Empty(view.Figures);
        var seen = await _world.Ask<FormTask>(new ViewTask(task, One), agency);
        Assert.Equal(["resident-medical", "resident-medical-base"], seen.Forms.Select(form => form.Id));
        Assert.IsType<NotAllowed>(await _world.Refused(new ViewSheet(task, One, "enterprise-pension"), agency));
        Assert.IsType<NotAllowed>(await _world.Refused(new ViewCell(task, One, Cell("income.premium")), agency));
    }

    [Fact]
    public async Task Submit_WhenRulesAreBroken_StaysWithWhatIsOpen_UntilMendedOrExplained()
    {
        var task = await _world.Issue();
        var (insured, payers) = (
            Cell("insured.active", form: "enterprise-pension-base"), Cell("payers", form: "enterprise-pension-base"));
        await _world.Fill(
            task, One, 0, (Cell("income.subsidy", form: "resident-medical"), 10_00),
            (Cell("income.subsidy.standard", form: "resident-medical"), 12_00), (insured, 90), (payers, 95));
        var failed = await _world.Ask<SheetAnswer>(new SubmitSheet(task, One));
        Assert.Equal(
            ["resident-medical income-subsidy-parts Hard -2", "enterprise-pension-base payers-insured Soft -5"],
            failed.Open.Select(rule => $"{rule.Form} {rule.Rule} {rule.Weight} {rule.Difference}"));
        Assert.Equal("审核未过", failed.StateName);

        await _world.Fill(task, One, 1, (Cell("income.subsidy", form: "resident-medical"), 12_00));
        var explain = new ExplainRule(task, One, "enterprise-pension-base", "payers-insured", "budget", "太短");
        Assert.IsType<InvalidValue>(await _world.Refused(explain));
        Assert.Single((await _world.Ask<SheetAnswer>(new SubmitSheet(task, One))).Open);
        await _world.Ask<SheetAnswer>(explain with { Text = "五名职工本年补缴以前年度欠费" });
        Assert.Equal("已上报", (await _world.Ask<SheetAnswer>(new SubmitSheet(task, One))).StateName);
        // The reason goes up with the sheet.
        var seen = await _world.Ask<SheetView>(new ViewSheet(task, One, "enterprise-pension-base"), Leader);
        Assert.Equal("五名职工本年补缴以前年度欠费", Assert.Single(seen.Broken).Reason);
    }

    [Fact]
    public async Task Sheet_FromSubmittingToLocking_GoesItsWayWithDifferentPeople()
    {
        var task = await _world.Issue();
        await _world.Fill(task, One, 0, (Cell("income.premium"), 100_00));
        Assert.IsType<WrongState>(await _world.Refused(new SubmitSheet(task, Two)));
        await _world.Ask<SheetAnswer>(new SubmitSheet(task, One));
        Assert.IsType<WrongState>(await _world.Refused(
            new SaveCells(task, One, 1, [new(Cell("income.premium"), 1)])));
        Assert.IsType<SameActor>(await _world.Refused(new ReviewSheet(task, One), Clerk));

        Assert.IsType<InvalidValue>(await _world.Refused(new ReturnSheet(task, One, " "), Reviewer));
        var mark = new CellMark(Cell("income.premium"), "与征缴计划不符");
        await _world.Ask<SheetAnswer>(new ReturnSheet(task, One, "请核对征缴收入", [mark]), Reviewer);
        Assert.Equal([mark], (await _world.Ask<SheetView>(new ViewSheet(task, One, "enterprise-pension"))).Sheet.Marks);
        await _world.Fill(task, One, 1, (Cell("income.premium"), 120_00));
        var changed = (await _world.Ask<SheetView>(new ViewSheet(task, One, "enterprise-pension"))).Changed;
        Assert.Contains(new CellChange(Cell("income.premium"), 100_00, 120_00), changed);
        Assert.Contains(new CellChange(Cell("closing"), 100_00, 120_00), changed);

        await _world.Ask<SheetAnswer>(new SubmitSheet(task, One));
        var handedIn = await _world.Ask<SheetView>(new ViewSheet(task, One, "enterprise-pension"), Reviewer);
        Assert.Equal(changed, handedIn.Changed);
        await _world.Ask<SheetAnswer>(new ReviewSheet(task, One, "同意"), Reviewer);
        Assert.IsType<SameActor>(await _world.Refused(new ApproveSheet(task, One), Reviewer));
        await _world.Ask<SheetAnswer>(new ApproveSheet(task, One, "批复"), Head);
        Assert.Equal("锁定", (await _world.Ask<SheetAnswer>(new LockSheet(task, One), Head)).StateName);
        Assert.IsType<WrongState>(await _world.Refused(new ReturnSheet(task, One, "再看看"), Reviewer));
        var row = Assert.Single((await _world.Ask<SheetPage>(new ListSheets(One, task, Own: true))).Items);
        Assert.Equal(("锁定", 2, "姓名head"), (row.StateName, row.Round, row.ChangedBy));
    }

    [Fact]
    public async Task FinalAccounts_MustOpenWithWhatLastYearLeft()
    {
        var earlier = await _world.Issue("final", 2025);
        await _world.Fill(earlier, One, 0, (Cell("income.premium", "final"), 80_00));
        var later = await _world.Issue("final", 2026);
        var saved = await _world.Fill(later, One, 0, (Cell("opening", "final"), 79_00));
        var broken = Assert.Single(saved.Broken);
        Assert.Equal(("opening-final", Cell("closing", "final")), (broken.Rule, broken.Cell));
        Assert.Empty((await _world.Fill(later, One, 1, (Cell("opening", "final"), 80_00))).Broken);
    }

    [Fact]
    public async Task FinalAccounts_RolledUp_AreComparedWithLastYearsRolledUp()
    {
        var earlier = await _world.Issue("final", 2025);
        await _world.Fill(earlier, City, 0, (Cell("income.premium", "final"), 20_00));
        await _world.Fill(earlier, One, 0, (Cell("income.premium", "final"), 80_00));
        var later = await _world.Issue("final", 2026);
        await _world.Fill(later, City, 0, (Cell("opening", "final"), 20_00));
        await _world.Fill(later, One, 0, (Cell("opening", "final"), 80_00));
        var view = await _world.Ask<SheetView>(new ViewSheet(later, City, "enterprise-pension", true));
        Assert.Equal((100_00, 0), (view.Figures["opening:final"], view.Broken.Count));
    }
}
