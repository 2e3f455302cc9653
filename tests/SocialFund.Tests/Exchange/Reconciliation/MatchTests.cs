using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Reconciliation;
using SocialFund.Kernel;
using SocialFund.Tests.Exchange.Synthesis;
using SocialFund.Tests.Funds;

namespace SocialFund.Tests.Exchange.Reconciliation;

[Collection(GeneratedLakes.Name)]
public sealed class MatchTests(GeneratedLakes lakes)
{
    private const string Lines =
        "select concat_ws('|', status, fund, if(payer_kind = 'ticket', ticket, payer), "
        + "coalesce(agency_fen::varchar, ''), coalesce(tax_fen::varchar, ''), "
        + "coalesce(treasury_fen::varchar, '')) from matches";

    [Fact]
    public async Task Match_WhenTheSidesAgree_FindsNothing()
    {
        var answer = await lakes.Agreeing.Ask(Questions.Match);

        Assert.Equal([], await lakes.Agreeing.Ask(answer, $"{Lines} where status <> 'matched'"));
        Assert.True(answer.File("matches").Rows > 300);
    }

    [Fact]
    public async Task Match_WhenDifferencesArePlanted_FindsExactlyThese()
    {
        var truth = GeneratedFiles.Csv(Path.Combine(lakes.Differing.FolderOf("made"), "differences.csv"));

        var answer = await lakes.Differing.Ask(Questions.Match);
        var found = await lakes.Differing.Ask(answer, $"{Lines} where status <> 'matched'");

        Assert.Equal(7, truth.Select(row => row["status"]).Distinct().Count());
        Assert.Equal(
            truth.Select(row => string.Join(
                '|', row["status"], row["fund"], row["status"] == "only-treasury" ? row["ticket"] : row["payer"],
                row["agencyFen"], row["taxFen"], row["treasuryFen"])).Order(StringComparer.Ordinal),
            found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Match_IsWhatANaiveSecondImplementationFinds()
    {
        foreach (var (lake, files) in new[]
        {
            (lakes.Agreeing, lakes.AgreeingFiles), (lakes.Differing, lakes.DifferingFiles),
        })
        {
            var answer = await lake.Ask(Questions.Match);
            Assert.Equal(NaiveMatch.Lines(files), (await lake.Ask(answer, Lines)).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>The sums of each side are the lake's own figures, by month and region.</summary>
    [Fact]
    public async Task Sums_AreTheLakesFigures()
    {
        await lakes.Differing.Ask(Questions.Match);
        var view = await lakes.Differing.Read<MatchView>(new ViewMatch());
        long Of(string region, string period, Func<MatchSum, long> side, string fund) => view.Sums
            .Where(sum => sum.Region == region && sum.Period == period && sum.Fund == fund).Sum(side);

        foreach (var region in (string[])["630102", "630103"])
        {
            Assert.Equal(
                await Figure("treasury~contribution-receipts", "treasuryAmount", region),
                view.Sums.Where(sum => sum.Region == region).Sum(sum => sum.TreasuryFen));
            Assert.Equal(
                await Figure("work-injury~tax-employer-contributions", "employerPaidAmount", region),
                Of(region, "202601", sum => sum.TaxFen, "work-injury"));
            Assert.Equal(
                await Figure("work-injury~employer-contributions", "employerPaidCurrentMonth", region),
                Of(region, "202601", sum => sum.AgencyFen, "work-injury"));
        }
        // The treasury was told December for two of the tickets.
        Assert.NotEqual(0, Of("630102", "202512", sum => sum.TreasuryFen, "enterprise-pension"));
    }

    [Fact]
    public async Task Lines_BehindACell_CarryReasonsAgesAndBothReceivedLines()
    {
        await lakes.Differing.Ask(Questions.Match);

        var page = await lakes.Differing.Read<Page<MatchLine>>(new ListMatchLines(Status: "amount"));
        var view = await lakes.Differing.Read<MatchView>(new ViewMatch());

        Assert.All(page.Items, each => Assert.All(
            new[] { each.Agency, each.Tax, each.Treasury }, source => Assert.NotNull(source)));
        var line = page.Items.First(each => each.TreasuryFen < each.TaxFen);
        Assert.Equal(100, line.DifferenceFen);
        Assert.Equal("国库少于税票：可能分次入库，或部分退库。", line.Reason);
        // The tax bureau collected in the middle of January; it is 10 April.
        Assert.InRange(line.Days!.Value, 75, 95);
        Assert.Equal(
            view.Sums.Where(sum => sum.Status != "matched").Sum(sum => sum.Lines), view.Ages.Sum(age => age.Lines));
        Assert.Equal(
            view.Sums.Where(sum => sum.Status == "amount").Sum(sum => sum.DifferenceFen),
            page.Items.Sum(each => each.DifferenceFen));
    }

    [Fact]
    public async Task Decide_IsKeptWhenTheQuestionIsAskedAgain_AndAudited()
    {
        await lakes.Differing.Ask(Questions.Match);
        var line = (await lakes.Differing.Read<Page<MatchLine>>(new ListMatchLines(Status: "only-tax"))).Items[0];

        await lakes.Differing.Read<KeptDecision>(new Decide(
            "three-way-match", line.Id, Division.Of(line.Region), "waiting", "税款在途，下月到账"));
        await lakes.Differing.Ask(Questions.Match);
        var again = (await lakes.Differing.Read<Page<MatchLine>>(new ListMatchLines(Status: "only-tax"))).Items
            .Single(each => each.Id == line.Id);
        var open = await lakes.Differing.Read<Page<MatchLine>>(new ListMatchLines(Status: "only-tax", Open: true));

        Assert.Equal(("waiting", "税款在途，下月到账", false), (
            again.Decision!.Verdict, again.Decision.Reason, again.Decision.IsOutdated));
        Assert.DoesNotContain(line.Id, open.Items.Select(each => each.Id));
        var audits = await lakes.Differing.Documents.Query(
            Containers.Intake, "decisions-three-way-match", new DocumentQuery("audit"));
        Assert.Contains(audits.Items, record => record.As<AuditRecord>().Action == "reconcile.decide");
    }

    [Fact]
    public async Task Decide_WhenSomebodyElseDidMeanwhile_IsRefusedUntilThatWasSeen()
    {
        await lakes.Differing.Ask(Questions.Match);
        var line = (await lakes.Differing.Read<Page<MatchLine>>(new ListMatchLines(Status: "amount"))).Items[0];
        var first = new Decide("three-way-match", line.Id, Division.Of(line.Region), "waiting", "等国库回复");
        await lakes.Differing.Read<KeptDecision>(first);

        Assert.Equal("decided_meanwhile", await Code(first with { Reason = "已核对无误" }));

        var seen = Assert.Single(
            (await lakes.Differing.Read<Page<MatchLine>>(new ListMatchLines(Line: line.Id))).Items).Decision!;
        Assert.Equal("等国库回复", seen.Reason);
        var second = await lakes.Differing.Read<KeptDecision>(first with { Reason = "已核对无误", Seen = seen.At });
        Assert.Equal("已核对无误", second.Reason);
    }

    [Fact]
    public async Task Line_AskedForByItsId_IsToldWhateverItsStatus()
    {
        await lakes.Differing.Ask(Questions.Match);
        var matched = (await lakes.Differing.Read<Page<MatchLine>>(new ListMatchLines(Status: "matched"))).Items[0];

        var page = await lakes.Differing.Read<Page<MatchLine>>(new ListMatchLines(Line: matched.Id));

        Assert.Equal(matched.Id, Assert.Single(page.Items).Id);
    }

    [Fact]
    public async Task Decide_WhenSomethingIsWrong_IsRefused()
    {
        await lakes.Differing.Ask(Questions.Match);
        var line = (await lakes.Differing.Read<Page<MatchLine>>(new ListMatchLines(Status: "only-tax"))).Items[0];
        var right = new Decide("three-way-match", line.Id, Division.Of(line.Region), "waiting", "在途");

        Assert.Equal("decision_reason_missing", await Code(right with { Reason = " " }));
        Assert.Equal("verdict_unknown", await Code(right with { Verdict = "nonsense" }));
        Assert.Equal("reconciled_line_unknown", await Code(right with { Line = "nonsense" }));
        // The line is of another county than the decision says.
        Assert.Equal("reconciled_line_unknown", await Code(right with { Division = Division.Of("630121") }));
    }

    [Fact]
    public async Task View_BeforeTheFirstAnswer_SaysThatNothingWasAsked()
    {
        using var lake = new QuestionLake();
        foreach (object request in new object[]
        {
            new ViewMatch(), new ListMatchLines(), new ViewTaxItems(), new ListTaxItemLines(), new ViewCrossRules(),
            new ListCrossLines(), new FindSubjects("person", "张三"), new ViewSubject("person", "k"),
            new ListConflicts("person"),
        })
        {
            Assert.Equal("not_asked_yet", (await lake.Handle(request)).Problem().Code);
        }
    }

    /// <summary>Batches that come together cost one run; without new ones nothing is asked.</summary>
    [Fact]
    public async Task Schedule_AsksOnlyWhenABatchCameAfterTheAnswer()
    {
        using var lake = new QuestionLake();
        var schedule = new AskWhenLoaded(lake.Documents, lake.Book);
        var call = Call.System("schedule", QuestionLake.Now, "k");
        Task Loaded(DateTimeOffset at) => new NoteLoaded(lake.Documents, DetailLoaded.Topic).Handle(
            new OutboxMessage("m", DetailLoaded.Topic, at, default), call);

        Assert.Equal("还没有明细数据。", await schedule.Run(call));
        await Loaded(QuestionLake.Now.AddMinutes(-1));
        Assert.Equal("已重新计算：经办、税务、国库三方对账、税务经办核对、跨表规则核验、人员与单位主索引。", await schedule.Run(call));
        Assert.Equal("没有新的明细数据。", await schedule.Run(call));
        await Loaded(QuestionLake.Now.AddMinutes(1));
        Assert.NotEqual("没有新的明细数据。", await schedule.Run(call));
        Assert.Equal(4, (await lake.Read<ReconciliationView>(new ViewReconciliation())).Answers.Count);
    }

    /// <summary>An agency's people see what their agency sent, and no comparison with others.</summary>
    [Fact]
    public async Task Lines_ForAnAgencysPeople_AreNone()
    {
        await lakes.Differing.Ask(Questions.Match);

        var page = await lakes.Differing.Read<Page<MatchLine>>(
            new ListMatchLines(), QuestionLake.Clerk with { Agency = "RS630102" });

        Assert.Empty(page.Items);
    }

    /// <summary>Who may see one county sees nothing of the other.</summary>
    [Fact]
    public async Task Lines_OfAnotherDivision_AreNotShown()
    {
        await lakes.Differing.Ask(Questions.Match);
        var reader = QuestionLake.Person("u-1", "630102", Permission.IntakeView);

        var page = await lakes.Differing.Read<Page<MatchLine>>(new ListMatchLines(Limit: 1000), reader);

        Assert.NotEmpty(page.Items);
        Assert.All(page.Items, line => Assert.Equal("630102", line.Region));
    }

    private async Task<string> Code(object request) => (await lakes.Differing.Handle(request)).Problem().Code;

    private async Task<long> Figure(string table, string field, string region)
    {
        var governance = new GovernanceModule(
            lakes.Differing.Documents, lakes.Differing.Blobs, lakes.Differing.Duck,
            SocialFund.Exchange.Catalog.Catalogue.Shipped, null!);
        var request = new ViewGroups(table, "division", "202601", Field: field, Division: Division.Of(region));
        var answer = await governance.Endpoints.Single(each => each.Request == typeof(ViewGroups))
            .Handle(request, new Call(QuestionLake.Clerk, QuestionLake.Now, "r-1"));
        return ((GroupedFigures)answer.Require()).Fen;
    }
}
