using System.Text;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Standing;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Expenditure;

/// <summary>What people see: lists, counts, lines, masks, earlier payments.</summary>
public sealed class RequestViewTests
{
    private readonly ChainWorld _world = new();

    [Fact]
    public async Task Todo_ForEachPerson_CountsWhatTheListShows()
    {
        await _world.Submit(ChainWorld.Line(1));
        await _world.Ask<Submitted>(ChainWorld.Agency, ChainWorld.NewRequest(ChainWorld.Line(2)) with { Batch = "B2" });
        await _world.Run();
        await _world.Approve(ChainWorld.Clerk);
        Assert.Equal((1, 200_00L), await TodoOf(ChainWorld.Clerk));
        Assert.Equal((1, 100_00L), await TodoOf(ChainWorld.Reviewer));
        Assert.Equal((0, 0L), await TodoOf(ChainWorld.Treasury));
        Assert.Equal((0, 0L), await TodoOf(ChainWorld.Agency));
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new SendBackRequest(ChainWorld.Id, "核对"));
        await _world.Run();
        Assert.Equal((1, 100_00L), await TodoOf(ChainWorld.Agency));
        await _world.Advance(TimeSpan.FromDays(10));
        var counts = await _world.Ask<Page<TodoCount>>(ChainWorld.Clerk, new CountTodo());
        Assert.Equal(1, Assert.Single(counts.Items).Count);
    }

    [Fact]
    public async Task List_ByOneAction_ShowsWhatThatActionsCountCounts()
    {
        await _world.Submit(ChainWorld.Line(1));
        await _world.Ask<Submitted>(ChainWorld.Agency, ChainWorld.NewRequest(ChainWorld.Line(2)) with { Batch = "B2" });
        await _world.Run();
        await _world.Approve(ChainWorld.Clerk);
        var both = ChainWorld.Person(
            "u-both", "兼任", null,
            Permission.RequestView, Permission.RequestReviewClerk, Permission.RequestReviewReviewer);
        Assert.Equal(["B2"], await BatchesOf(both, new ListRequests(Mine: "request.review.clerk")));
        Assert.Equal(["B1"], await BatchesOf(both, new ListRequests(Mine: "request.review.reviewer")));
        Assert.Equal(["B1", "B2"], await BatchesOf(both, new ListRequests(Mine: "todo")));
        Assert.Equal([], await BatchesOf(both, new ListRequests(Mine: "treasury.review")));
    }

    [Fact]
    public async Task List_OfWhatIsOverdue_ShowsWhatTheCountCallsOverdue()
    {
        await _world.Submit(ChainWorld.Line(1));
        await _world.Run();
        var overdue = new ListRequests(Mine: "request.review.clerk", Due: "overdue");
        Assert.Equal([], await BatchesOf(ChainWorld.Clerk, overdue));
        await _world.Advance(TimeSpan.FromDays(10));
        Assert.Equal(["B1"], await BatchesOf(ChainWorld.Clerk, overdue));
        var counts = await _world.Ask<Page<TodoCount>>(ChainWorld.Clerk, new CountTodo());
        Assert.Equal(1, Assert.Single(counts.Items).Overdue);
    }

    [Fact]
    public async Task List_BySeveralStates_ShowsEachOfThem()
    {
        await _world.Submit(ChainWorld.Line(1));
        await _world.Ask<Submitted>(ChainWorld.Agency, ChainWorld.NewRequest(ChainWorld.Line(2)) with { Batch = "B2" });
        await _world.Run();
        await _world.Ask<RequestAnswer>(ChainWorld.Clerk, new RejectRequest(ChainWorld.Id, "重复申请"));
        await _world.Run();
        Assert.Equal(["B1"], await BatchesOf(ChainWorld.Clerk, new ListRequests(State: "rejected")));
        Assert.Equal(["B1", "B2"], await BatchesOf(ChainWorld.Clerk, new ListRequests(State: "rejected,inReview")));
    }

    [Fact]
    public async Task Attachment_OfAnotherRequest_IsRefused()
    {
        var stolen = new KeptFile("明细.zip", "plan", "received/630103/other.zip", 1, new string('0', 64));
        var request = ChainWorld.NewRequest(ChainWorld.Line(1)) with { Attachments = [stolen] };
        Assert.Equal("invalid_value", await _world.Refused(ChainWorld.Agency, request));
        await _world.Submit(ChainWorld.Line(1));
        await _world.Run();
        await _world.Ask<RequestAnswer>(ChainWorld.Clerk, new SendBackRequest(ChainWorld.Id, "核对"));
        var again = new Resubmit(ChainWorld.Id, "已核对", Attachments: [stolen]);
        Assert.Equal("invalid_value", await _world.Refused(ChainWorld.Agency, again));
    }

    [Fact]
    public async Task List_OfTheCityAndProvince_ShowsTheCountysRequests()
    {
        await _world.Submit(ChainWorld.Line(1));
        foreach (var place in (string[])["630100", "630000"])
        {
            var leader = new Actor("u-leader", "领导", Division.Of(place), null,
                [new Grant(new HashSet<string> { "request.view" }, null, Division.Of(place))]);
            var page = await _world.Ask<RequestPage>(leader, new ListRequests(Text: "养老金", Kind: "periodic-benefit"));
            Assert.Equal(ChainWorld.Id.Text, Assert.Single(page.Items).Id.Text);
        }
        var other = new Actor("u-other", "外县", Division.Of("630103"), null,
            [new Grant(new HashSet<string> { "request.view" }, null, Division.Of("630103"))]);
        Assert.Equal(0, (await _world.Ask<RequestPage>(other, new ListRequests())).Total);
        Assert.Equal("not_allowed", await _world.Refused(other, new ListRequests(ChainWorld.Chengdong)));
    }

    [Fact]
    public async Task View_ByAnotherAgency_IsNotFound()
    {
        await _world.Submit(ChainWorld.Line(1));
        var other = ChainWorld.Person("u-a2", "别家", "A2", Permission.RequestView, Permission.RequestSubmit);
        Assert.Equal("not_found", await _world.Refused(other, new ViewRequest(ChainWorld.Id)));
        Assert.Equal("not_found", await _world.Refused(other, new ViewLines(ChainWorld.Id)));
        Assert.Equal("not_found", await _world.Refused(other, new WithdrawRequest(ChainWorld.Id, "x")));
        Assert.Equal(0, (await _world.Ask<RequestPage>(other, new ListRequests())).Total);
    }

    [Fact]
    public async Task List_ForSomebodyWithOneFund_ShowsThatFundOnly()
    {
        await _world.Submit(ChainWorld.Line(1));
        var injury = new Actor("u-41", "工伤", ChainWorld.Chengdong, null,
            [new Grant(new HashSet<string> { "request.view" }, Fund.WorkInjury, ChainWorld.Chengdong)]);
        Assert.Equal(0, (await _world.Ask<RequestPage>(injury, new ListRequests())).Total);
    }

    [Fact]
    public async Task Actions_ForEachPerson_AreThoseTheRulesAllow()
    {
        await _world.Submit(ChainWorld.Line(1));
        async Task<string> ActionsOf(Actor actor) => string.Join(
            ' ', (await _world.Ask<RequestView>(actor, new ViewRequest(ChainWorld.Id))).Actions);
        Assert.Equal("approve return reject unmask", await ActionsOf(ChainWorld.Clerk));
        Assert.Equal("", await ActionsOf(ChainWorld.Reviewer));
        Assert.Equal("withdraw", await ActionsOf(ChainWorld.Agency));
    }

    [Fact]
    public async Task Lines_AreMasked_AndUnmaskingNeedsAReasonAndIsAudited()
    {
        await _world.Submit(ChainWorld.Line(1));
        var line = Assert.Single(await _world.Lines());
        Assert.Equal(ChainWorld.CitizenIdOf(1)[..6] + "********" + ChainWorld.CitizenIdOf(1)[^4..], line.IdNumber);
        Assert.Equal("1000***0100", line.Account);
        Assert.Equal("not_allowed", await _world.Refused(ChainWorld.Reviewer, new UnmaskLine(ChainWorld.Id, 1, "核对")));
        Assert.Equal("reason_needed", await _world.Refused(ChainWorld.Clerk, new UnmaskLine(ChainWorld.Id, 1, " ")));
        Assert.Equal("not_found", await _world.Refused(ChainWorld.Clerk, new UnmaskLine(ChainWorld.Id, 2, "核对")));

        var full = await _world.Ask<Unmasked>(ChainWorld.Clerk, new UnmaskLine(ChainWorld.Id, 1, "电话核实"));
        Assert.Equal((ChainWorld.CitizenIdOf(1), "10000000100"), (full.IdNumber, full.Account));
        var audits = await _world.Store.Query(Containers.Requests, ChainWorld.Id.Text, new DocumentQuery("audit"));
        var audit = audits.Items.Select(item => item.As<AuditRecord>()).Single(item => item.Action == "person.unmask");
        Assert.Equal(("u-clerk", true), (audit.ActorId, audit.Detail.Contains("电话核实", StringComparison.Ordinal)));
        var answers = await _world.Store.Query(Containers.Requests, ChainWorld.Id.Text, new DocumentQuery("answer"));
        Assert.DoesNotContain(answers.Items, item => item.Body.Contains(full.IdNumber, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_OfALongRequest_PageByPositionAndFilterWithTheFullCount()
    {
        await _world.Submit([.. Enumerable.Range(1, 450).Select(number => ChainWorld.Line(number, fen: number))]);
        var page = await _world.Ask<Page<LineView>>(ChainWorld.Clerk, new ViewLines(ChainWorld.Id, 395, 10));
        Assert.Equal(Enumerable.Range(396, 10), page.Items.Select(line => line.Number));
        Assert.Equal((450, "405"), ((int)page.Total, page.Continuation));
        var found = await _world.Ask<Page<LineView>>(
            ChainWorld.Clerk, new ViewLines(ChainWorld.Id, 0, 2, null, "收款人44"));
        // 44 and 440..449.
        Assert.Equal((11, 44), ((int)found.Total, found.Items[0].Number));
        var byId = await _world.Ask<Page<LineView>>(
            ChainWorld.Clerk, new ViewLines(ChainWorld.Id, Text: ChainWorld.CitizenIdOf(300)));
        Assert.Equal(300, Assert.Single(byId.Items).Number);
    }

    [Fact]
    public async Task Export_OfLines_OpensRightInExcelAndRunsNoFormulas()
    {
        await _world.Submit(ChainWorld.Line(1) with { Name = "=1+1,甲" });
        var download = await _world.Ask<Download>(ChainWorld.Clerk, new ExportLines(ChainWorld.Id));
        using var file = new MemoryStream();
        await download.Write(file, default);
        var bytes = file.ToArray();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var line = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n")[1];
        Assert.StartsWith("1,\"'=1+1,甲\",", line, StringComparison.Ordinal);
        Assert.EndsWith(",基本养老金,100.00,待支付,", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Earlier_ForAPayeePaidBefore_ListsThatPayment()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2, account: "100000277"));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        var next = TextValue.Parse<RequestId>("630102-11-202606-A1-B2");
        await _world.Ask<Submitted>(
            ChainWorld.Agency, ChainWorld.NewRequest(ChainWorld.Line(1), ChainWorld.Line(2)) with { Batch = "B2" });
        await _world.Run();
        var paid = await _world.Ask<Page<PersonEntry>>(ChainWorld.Clerk, new ViewEarlier(next, 1));
        var earlier = Assert.Single(paid.Items);
        Assert.Equal((ChainWorld.Id.Text, 100_00L), (earlier.Request.Text, earlier.Amount.Fen));
        Assert.Equal(0, (await _world.Ask<Page<PersonEntry>>(ChainWorld.Clerk, new ViewEarlier(next, 2))).Total);
    }

    private async Task<IEnumerable<string>> BatchesOf(Actor actor, ListRequests query) =>
        (await _world.Ask<RequestPage>(actor, query)).Items.Select(row => row.Id.Batch).Order(StringComparer.Ordinal);

    private async Task<(int, long)> TodoOf(Actor actor)
    {
        var counts = await _world.Ask<Page<TodoCount>>(actor, new CountTodo());
        var list = await _world.Ask<RequestPage>(actor, new ListRequests(Mine: "todo"));
        Assert.Equal(list.Total, counts.Items.Sum(count => count.Count));
        Assert.Equal(list.Amount.Fen, counts.Items.Sum(count => count.Amount.Fen));
        return ((int)list.Total, list.Amount.Fen);
    }
}
