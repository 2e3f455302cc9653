using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Expenditure;

/// <summary>Submission, review by several people, return and resubmission, bulk and races.</summary>
public sealed class ReviewTests
{
    private readonly ChainWorld _world = new();

    [Fact]
    public async Task Submit_WhenTheSameContentComesAgain_ChangesNothingAndSaysSo()
    {
        await _world.Submit(ChainWorld.Line(1));
        var version = (await _world.Request()).Version;
        var again = await _world.Ask<Submitted>(ChainWorld.Agency, ChainWorld.NewRequest(ChainWorld.Line(1)));
        Assert.True(again.Repeated);
        Assert.Equal(version, (await _world.Request()).Version);
    }

    [Fact]
    public async Task Submit_GoesByTheRegisteredNameOfTheAgency()
    {
        await _world.Submit(ChainWorld.Line(1));
        Assert.Equal("城东区社保局", (await _world.Request()).AgencyName);
    }

    [Fact]
    public async Task Submit_OutsideWhatTheAgencyIsRegisteredFor_IsNotAllowed()
    {
        var province = ChainWorld.Agency with
        {
            Grants = [new Grant(new HashSet<string> { Permission.RequestSubmit.Code }, null, Division.Of("630000"))],
        };
        var request = ChainWorld.NewRequest(ChainWorld.Line(1)) with { Division = Division.Of("630103") };
        Assert.Equal("not_allowed", await _world.Refused(province, request));
    }

    [Fact]
    public async Task Submit_WhenTheIdIsTakenByOtherContent_IsRequestExists()
    {
        await _world.Submit(ChainWorld.Line(1));
        Assert.Equal("request_exists", await _world.Refused(
            ChainWorld.Agency, ChainWorld.NewRequest(ChainWorld.Line(1), ChainWorld.Line(2))));
        Assert.Single(await _world.Lines());
    }

    [Fact]
    public async Task Submit_WhenTwentyDifferentContentsRaceForOneId_OneWinsWhole()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => Task.Run(() =>
            _world.Try(ChainWorld.Agency, ChainWorld.NewRequest(
                [.. Enumerable.Range(1, number).Select(line => ChainWorld.Line(line, fen: number))])))));
        var winner = Assert.Single(answers, answer => answer.TryGet(out _, out _));
        Assert.NotNull(winner);
        var lines = await _world.Lines();
        Assert.All(lines, line => Assert.Equal(lines.Count, line.Amount.Fen));
        Assert.All(
            answers.Where(answer => !answer.TryGet(out _, out _)),
            answer => Assert.Equal("request_exists", answer.Problem().Code));
    }

    public static TheoryData<string, Func<CreateRequest, CreateRequest>> BadRequests => new()
    {
        { "request_kind_unknown", request => request with { Kind = "x" } },
        { "fund_not_in_kind", request => request with { Kind = "skill-subsidy" } },
        { "lines_missing", request => request with { Lines = [] } },
        { "item_unknown", request => request with { Lines = [ChainWorld.Line(1) with { Item = "x" }] } },
        { "line_invalid", request => request with { Lines = [ChainWorld.Line(1) with { IdNumber = "6301021950" }] } },
        { "line_invalid", request => request with { Lines = [ChainWorld.Line(1) with { Account = "12" }] } },
        { "line_invalid", request => request with { Lines = [ChainWorld.Line(1) with { BankCode = "12" }] } },
        { "line_invalid", request => request with { Lines = [ChainWorld.Line(1) with { Name = "张|三" }] } },
        { "line_invalid", request => request with { Lines = [ChainWorld.Line(1, fen: 0)] } },
        { "amounts_mixed", request => request with { Lines = [ChainWorld.Line(1), ChainWorld.Line(2, fen: -1)] } },
        { "too_many_lines", request => request with { Lines = [.. Enumerable.Repeat(ChainWorld.Line(1), 2_001)] } },
        { "invalid_value", request => request with { Mode = "x" } },
        { "amount_implausible", request => request with { Lines = [Huge(1), Huge(2)] } },
        { "not_allowed", request => request with { Agency = "A2" } },
        { "invalid_value", request => request with { Attachments = [new("a.pdf", "plan", "secret/a.pdf", 1, "0")] } },
    };

    /// <summary>Each amount can be written, both together cannot.</summary>
    private static TypedLine Huge(int number) => ChainWorld.Line(number, fen: Money.MaxFen);

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task Submit_WhenSomethingIsWrong_IsRefusedByName(
        string code, Func<CreateRequest, CreateRequest> change)
    {
        Assert.Equal(code, await _world.Refused(ChainWorld.Agency, change(ChainWorld.NewRequest(ChainWorld.Line(1)))));
        Assert.Null(await _world.Store.Read(Containers.Requests, ChainWorld.Id.Text, "request"));
    }

    [Fact]
    public async Task Submit_WhenStatedTotalsDiffer_IsTotalDiffers()
    {
        var submissions = new Submissions(_world.Store, ExpenditureKinds.Shipped);
        var request = CreateRequest.Compose(
            ChainWorld.Id, "periodic-benefit", "城东区社保局", "actual", "六月", [], [ChainWorld.Line(1)]);
        async Task<string> Code(NewRequest wrong) => (await submissions.Submit(
            wrong, TypedLine.Stream([ChainWorld.Line(1)]), _world.By(ChainWorld.Agency))).Problem().Code;
        Assert.Equal("total_differs", await Code(request with { Total = Money.FromFen(1) }));
        Assert.Equal("line_count_differs", await Code(request with { Lines = 2 }));
    }

    [Fact]
    public async Task Approve_ByOnePersonForTwoSteps_IsSameActor()
    {
        var both = ChainWorld.Person(
            "u-both", "一人", null, Permission.RequestView, Permission.RequestReviewClerk,
            Permission.RequestReviewReviewer);
        await _world.Submit(ChainWorld.Line(1));
        await _world.Approve(both);
        Assert.Equal("same_actor", await _world.Refused(both, new ApproveRequest(ChainWorld.Id)));
    }

    [Fact]
    public async Task Approve_ByWhoHandedItIn_IsSameActor()
    {
        var maker = ChainWorld.Person(
            "u-agency", "经办张", null, Permission.RequestView, Permission.RequestReviewClerk);
        await _world.Submit(ChainWorld.Line(1));
        Assert.Equal("same_actor", await _world.Refused(maker, new ApproveRequest(ChainWorld.Id)));
    }

    [Fact]
    public async Task Resubmit_WhenOnlyMarkedLinesChanged_GoesOnAtTheReturningStep()
    {
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2), ChainWorld.Line(3));
        await _world.Approve(ChainWorld.Clerk);
        Assert.Equal("reason_needed", await _world.Refused(
            ChainWorld.Reviewer, new SendBackRequest(ChainWorld.Id, "")));
        Assert.Equal("line_invalid", await _world.Refused(
            ChainWorld.Reviewer, new SendBackRequest(ChainWorld.Id, "户名不符", [new Mark("account", 4, "x")])));
        await _world.Ask<RequestAnswer>(
            ChainWorld.Reviewer, new SendBackRequest(ChainWorld.Id, "户名不符", [new Mark("account", 2, "账号有误")]));
        await _world.Run();
        Assert.Equal(("returned", 0L), (await _world.State(), _world.Budget.Reserved("basic-pension")));

        var corrected = ChainWorld.Line(2, account: "100000999");
        await _world.Ask<RequestAnswer>(ChainWorld.Agency, new Resubmit(
            ChainWorld.Id, "已更正账号", [ChainWorld.Line(1), corrected, ChainWorld.Line(3)]));
        await _world.Run();

        var review = Assert.IsType<RequestState.InReview>((await _world.Request()).State);
        Assert.Equal(1, review.Step);
        var changes = await _world.Ask<RequestChanges>(ChainWorld.Reviewer, new ViewChanges(ChainWorld.Id));
        var change = Assert.Single(changes.Lines.Shown);
        Assert.Equal(("changed", 2, 2), (change.Kind, change.NumberBefore, change.NumberNow));
        Assert.Equal(["银行账号"], change.Fields);
        Assert.Equal("已更正账号", (await _world.Request()).Decisions.Last(entry => entry.Step == "submit").Opinion);
        await _world.Approve(ChainWorld.Reviewer);
        Assert.Equal("inTreasury", await _world.State());
    }

    [Fact]
    public async Task Resubmit_WhenAnUnmarkedLineChanged_IsReviewedFromTheBeginning()
    {
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2));
        await _world.Approve(ChainWorld.Clerk);
        await _world.Ask<RequestAnswer>(
            ChainWorld.Reviewer, new SendBackRequest(ChainWorld.Id, "户名不符", [new Mark("account", 2, "")]));
        await _world.Run();
        await _world.Ask<RequestAnswer>(ChainWorld.Agency, new Resubmit(
            ChainWorld.Id, "更正", [ChainWorld.Line(1, account: "100000555"), ChainWorld.Line(2)]));
        await _world.Run();
        Assert.Equal(0, Assert.IsType<RequestState.InReview>((await _world.Request()).State).Step);
        Assert.Empty((await _world.Request()).Approvals);
    }

    [Fact]
    public async Task Resubmit_WithAnExplanationOnly_KeepsApprovalsAndReachesTheTreasuryWithANewOrder()
    {
        await _world.Submit(ChainWorld.Line(1));
        await _world.Approve(ChainWorld.Clerk);
        await _world.Approve(ChainWorld.Reviewer);
        await _world.Ask<RequestAnswer>(ChainWorld.Treasury, new SendBackRequest(ChainWorld.Id, "请说明用途"));
        await _world.Run();
        await _world.Ask<RequestAnswer>(ChainWorld.Agency, new Resubmit(ChainWorld.Id, "六月当期"));
        await _world.Run();
        Assert.Equal("inTreasury", await _world.State());
        var order = await _world.Ask<AppropriationOrder>(ChainWorld.Treasury, new ViewOrder(ChainWorld.Id));
        Assert.Equal("BK63010211202606A1B1-2", order.Number);
    }

    [Fact]
    public async Task Changes_ForAddedRemovedAndEditedLines_NameExactlyThose()
    {
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2), ChainWorld.Line(3));
        await _world.Ask<RequestAnswer>(ChainWorld.Clerk, new SendBackRequest(ChainWorld.Id, "核对"));
        await _world.Run();
        await _world.Ask<RequestAnswer>(ChainWorld.Agency, new Resubmit(
            ChainWorld.Id, "核对", [ChainWorld.Line(1), ChainWorld.Line(3, fen: 5), ChainWorld.Line(4)]));
        await _world.Run();
        var changes = (await _world.Ask<RequestChanges>(ChainWorld.Clerk, new ViewChanges(ChainWorld.Id))).Lines;
        Assert.Equal((1, 1, 1), (changes.Added, changes.Removed, changes.Edited));
        Assert.Equal(
            ["changed 3 2", "added 0 3", "removed 2 0"],
            changes.Shown.Select(line => $"{line.Kind} {line.NumberBefore} {line.NumberNow}"));
    }

    [Fact]
    public async Task BulkApprove_WhenSomeRowsAreRefused_SaysWhyForEachAndApprovesTheRest()
    {
        await _world.Submit(ChainWorld.Line(1));
        var second = TextValue.Parse<RequestId>("630102-11-202606-A1-B2");
        await _world.Ask<Submitted>(ChainWorld.Agency, ChainWorld.NewRequest(ChainWorld.Line(2)) with { Batch = "B2" });
        await _world.Run();
        await _world.Approve(ChainWorld.Clerk, second);
        var missing = TextValue.Parse<RequestId>("630102-11-202606-A1-B9");
        var elsewhere = TextValue.Parse<RequestId>("630103-11-202606-A1-B1");
        var answer = await _world.Ask<BulkAnswer>(
            ChainWorld.Clerk, new ApproveMany([ChainWorld.Id, second, missing, elsewhere]));
        Assert.Equal((1, 3), (answer.Done, answer.Refused));
        Assert.Equal(["ok", "not_allowed", "not_found", "not_found"], answer.Rows.Select(row => row.Code));
    }

    [Fact]
    public async Task Approve_WhenFiftyClerksRaceForOneRequest_ExactlyOneSucceeds()
    {
        await _world.Submit(ChainWorld.Line(1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => _world.Try(
            ChainWorld.Person($"u-{number}", "审核", null, Permission.RequestView, Permission.RequestReviewClerk),
            new ApproveRequest(ChainWorld.Id)))));
        Assert.Single(answers, answer => answer.TryGet(out _, out _));
        Assert.Equal(1, (await _world.Request()).Decisions.Count(entry => entry.Outcome == "approved"));
    }

    [Fact]
    public async Task Submit_WhenFiftyRequestsRaceForOneBudgetLine_NeverOverspends()
    {
        _world.Budget.Set("basic-pension", 20 * 100_00);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => _world.Ask<Submitted>(
            ChainWorld.Agency, ChainWorld.NewRequest(ChainWorld.Line(1)) with { Batch = $"C{number}" }))));
        await _world.Run();
        var page = await _world.Ask<RequestPage>(ChainWorld.Clerk, new ListRequests(State: "inReview"));
        Assert.Equal((20, 2_000_00L), ((int)page.Total, page.Amount.Fen));
        Assert.Equal(2_000_00, _world.Budget.Reserved("basic-pension"));
    }

    [Fact]
    public async Task Approve_WithTheSameIdempotencyKey_IsTheSameAnswerOnce()
    {
        await _world.Submit(ChainWorld.Line(1));
        var first = (RequestAnswer)(await _world.Try(
            new ApproveRequest(ChainWorld.Id), _world.By(ChainWorld.Clerk, "same"))).Require();
        var second = (RequestAnswer)(await _world.Try(
            new ApproveRequest(ChainWorld.Id), _world.By(ChainWorld.Clerk, "same"))).Require();
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Approve_OfAVersionThatIsNoLongerCurrent_IsChangedMeanwhile()
    {
        await _world.Submit(ChainWorld.Line(1));
        var view = await _world.Ask<RequestView>(ChainWorld.Clerk, new ViewRequest(ChainWorld.Id));
        await _world.Approve(ChainWorld.Clerk);
        var late = _world.By(ChainWorld.Reviewer) with { IfMatch = view.ETag };
        Assert.Equal("changed_meanwhile", (await _world.Try(new ApproveRequest(ChainWorld.Id), late)).Problem().Code);
    }

    [Theory]
    [InlineData("one_step", "levels_invalid")]
    [InlineData("doubled", "levels_invalid")]
    [InlineData("permission", "levels_invalid")]
    [InlineData("days", "levels_invalid")]
    public async Task Settings_ThatWouldWeakenTheReview_AreRefused(string fault, string code)
    {
        var clerk = new ReviewStep("clerk", "初审", "request.review.clerk", 0, 2);
        var head = new ReviewStep("head", "审批", "request.review.head", 0, 2);
        ReviewStep[] steps = fault switch
        {
            "one_step" => [clerk, head with { FromFen = 1 }],
            "doubled" => [clerk, head with { Id = "clerk" }],
            "permission" => [clerk, head with { Permission = "treasury.pay" }],
            _ => [clerk, head with { WorkingDays = 0 }],
        };
        Assert.Equal(code, await _world.Refused(
            ChainWorld.Admin, new ChangeSettings(ChainWorld.Chengdong, TreasuryMode.InSystem, steps)));
    }

    [Fact]
    public async Task Settings_OfTheDivision_ReplaceTheShippedStepsForNewRequests()
    {
        ReviewStep[] steps =
        [
            new("clerk", "初审", "request.review.clerk", 0, 2), new("head", "审批", "request.review.head", 0, 2),
        ];
        await _world.Ask<ExpenditureSettings>(
            ChainWorld.Admin, new ChangeSettings(ChainWorld.Chengdong, TreasuryMode.InSystem, steps));
        await _world.Submit(ChainWorld.Line(1));
        await _world.Approve(ChainWorld.Clerk);
        Assert.Equal("not_allowed", await _world.Refused(ChainWorld.Reviewer, new ApproveRequest(ChainWorld.Id)));
        await _world.Approve(ChainWorld.Head);
        Assert.Equal("inTreasury", await _world.State());
    }

    [Theory]
    // 15 June 2026 is a Monday; the 19th is 端午节.
    [InlineData("2026-06-15", 1, "2026-06-16")]
    [InlineData("2026-06-18", 1, "2026-06-22")]
    // 国庆节: 1–7 October off, Saturday the 10th worked.
    [InlineData("2026-09-30", 1, "2026-10-08")]
    [InlineData("2026-10-09", 1, "2026-10-10")]
    [InlineData("2026-10-09", 2, "2026-10-12")]
    public void Deadline_AfterWorkingDays_IsTheEndOfThatDayInChina(string from, int days, string last)
    {
        var noon = new DateTimeOffset(DateTime.Parse(from, null).AddHours(4), TimeSpan.Zero);
        Assert.Equal(
            ChinaTime.StartOf(DateOnly.Parse(last, null).AddDays(1)), WorkingDays.After(noon, days));
    }
}
