using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Ingestion;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Kernel;
using SocialFund.Tests.Exchange.Ingestion.Detail;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Governance;

/// <summary>Figures of the lake, their passports down to the received line, quality and findings.</summary>
public sealed class FigureTests : IDisposable
{
    private const string Table = "enterprise-pension~individual-contributions";

    private static readonly Actor Reader = new(
        "u-reader", "阅", Division.Of("630102"), null,
        [new Grant(new HashSet<string> { Permission.IntakeView.Code }, null, Division.Of("630102"))]);

    private readonly DetailWorld _world = new();
    private readonly GovernanceModule _governance;

    public FigureTests() => _governance = new GovernanceModule(
        _world.Documents, _world.Blobs, _world.Duck, Catalogue.Shipped, new NoJobs());

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Passport_OfAFigure_LeadsToBatchesAndLinesThatSumToIt()
    {
        await Load();

        var groups = await Ask<GroupedFigures>(new ViewGroups(Table, "batch", "202603"));
        var passport = await Ask<Passport>(new ViewPassport(Table, "202603"));

        Assert.Equal((3, 400_00 + 400_00 + 1_00), (groups.Rows, (int)groups.Fen));
        Assert.Equal((groups.Rows, groups.Fen), (passport.Rows, passport.Fen));
        Assert.Equal(passport.Fen, passport.Batches.Sum(batch => batch.Fen));
        Assert.Equal(passport.Fen, passport.Lines.Sum(line => line.Fen));
        foreach (var batch in passport.Batches)
        {
            Assert.Equal(batch.Fen, passport.Lines.Where(line => line.Batch == batch.Batch).Sum(line => line.Fen));
            var archive = (await _world.Documents.Find<DetailBatch>(Containers.Intake, batch.Batch, "detail"))!.Value;
            Assert.Equal(batch.FileSm3, (await _world.Blobs.Info(archive.ArchiveBlob))!.Sm3);
            Assert.Equal(batch.LakeSm3, (await _world.Blobs.Info(batch.LakeFile))!.Sm3);
        }
    }

    [Fact]
    public async Task Line_OfAPassport_IsTheReceivedOneWithItsIdMasked()
    {
        await Load();
        var passport = await Ask<Passport>(new ViewPassport(Table, "202603"));
        var last = passport.Lines.Single(line => line.Fen == 1_00);
        var ingestion = new IngestionModule(
            _world.Documents, _world.Blobs, null!, Catalogue.Shipped,
                Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));

        var line = (SourceLine)(await Handle(ingestion, new ViewSourceLine(last.Batch, Table, last.File, last.Line)))
            .Require();

        Assert.Equal(("缴费.txt", 2), (line.FileName, (int)line.Line));
        Assert.Contains(new SourceCell("个人实缴当月金额", "1.00"), line.Cells);
        Assert.Contains(new SourceCell("公民身份号码", CitizenId.Mask(DetailWorld.IdOf(3))), line.Cells);
        Assert.Equal("line_gone", CodeOf(await Handle(ingestion, new ViewSourceLine(last.Batch, Table, 0, 99))));
    }

    [Fact]
    public async Task Passport_OfOnePerson_HasOnlyThatPersonsRows()
    {
        await Load();

        var passport = await Ask<Passport>(new ViewPassport(Table, "202601", "202612", Person: DetailWorld.IdOf(2)));

        Assert.Equal((1, 400_00), (passport.Rows, (int)passport.Fen));
    }

    [Theory]
    [InlineData("not_a_figure", "period", "202603", null, "name", null)]
    [InlineData("not_a_figure", "colour", "202603", null, null, null)]
    [InlineData("span_wrong", "period", "202603", "202602", null, null)]
    [InlineData("not_a_person", "period", "202603", null, null, "630102199003070002")]
    public async Task Figure_WhenTheQuestionNamesNothing_SaysWhat(
        string code, string by, string from, string? to, string? field, string? person)
    {
        object request = person is null
            ? new ViewGroups(Table, by, from, to, field)
            : new ViewPassport(Table, from, to, field, Person: person);

        Assert.Equal(code, CodeOf(await Handle(_governance, request)));
    }

    [Fact]
    public async Task Findings_OfABatch_AreListedWithTheirLines()
    {
        var batch = await _world.Drop(DetailWorld.Batch("1", DetailWorld.Gb(
            DetailWorld.Heading, DetailWorld.Row(1).Replace("|1|", "|2|", StringComparison.Ordinal),
                DetailWorld.Row(2, "x"))));

        var page = await Ask<Page<FindingLine>>(new ViewFindings(batch.Id, Table));

        Assert.Equal(
            [(2, "sex-matches-id", Severity.Soft), (3, "not-money", Severity.Hard)],
            page.Items.Select(line => ((int)line.Line, line.Rule, line.Severity)));
        Assert.Equal("“个人实缴当月金额”不是金额（单位元，最多两位小数）", page.Items[1].Message);
    }

    [Fact]
    public async Task Quality_OfABatch_IsCountedInPermille()
    {
        var batch = await _world.Drop(DetailWorld.Batch("1", DetailWorld.Gb(
            DetailWorld.Heading, DetailWorld.Row(1).Replace("|1|", "|2|", StringComparison.Ordinal), DetailWorld.Row(2),
            DetailWorld.Row(3, "x"), DetailWorld.Row(4, "y"))));
        await Tell(DetailLoaded.Topic, batch);

        var row = Assert.Single((await Ask<Page<QualityRow>>(new ListQuality())).Items);

        // Two of four rows were returned; one of the two taken was noted; 9 of the table's 34 fields are filled.
        Assert.Equal((264, 500, 500), (row.CompletenessPermille, row.ConsistencyPermille, row.AcceptancePermille));
        Assert.Equal((264 + 500 + 500) / 3, row.ScorePermille);
    }

    [Fact]
    public async Task QualityTrend_WeighsBatchesByTheirRows()
    {
        var good = await _world.Drop(DetailWorld.Batch("1", DetailWorld.Gb(
            DetailWorld.Heading, DetailWorld.Row(1), DetailWorld.Row(2), DetailWorld.Row(3))));
        await Tell(DetailLoaded.Topic, good);
        var poor = await _world.Drop(DetailWorld.Batch("2", DetailWorld.Gb(
            DetailWorld.Heading, DetailWorld.Row(4, "x"), DetailWorld.Row(5, "y"), DetailWorld.Row(6))));
        await Tell(DetailLoaded.Topic, poor);

        var month = Assert.Single(await Ask<IReadOnlyList<QualityMonth>>(new ViewQualityTrend()));

        // Three of three rows were taken, then one of three: (3 · 1000 + 3 · 333) / 6.
        Assert.Equal((Period.Of(2026, 3), 6, 666), (month.Period, (int)month.Received, month.AcceptancePermille));
        Assert.Equal((264, 1000), (month.CompletenessPermille, month.ConsistencyPermille));
        Assert.Empty(await Ask<IReadOnlyList<QualityMonth>>(new ViewQualityTrend(Sender: "YB630102")));
    }

    [Fact]
    public async Task Quality_OfABatchThatNoLongerCounts_IsNotListed()
    {
        var first = await _world.Drop(DetailWorld.Batch("1", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1))));
        await Tell(DetailLoaded.Topic, first);
        var second = await _world.Drop(DetailWorld.Batch(
            "2", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1, "9.00")), "1"));
        await Tell(DetailLoaded.Topic, second);
        Assert.Equal([second.Id], await Scored());

        (await new LakeIndex(_world.Documents).Withdraw(second, "报送有误", Call.System("test", default, "w"))).Require();
        await Tell(DetailLoaded.TakenOut, second);
        Assert.Equal([first.Id], await Scored());

        // A message that comes late or twice changes nothing.
        await Tell(DetailLoaded.Topic, second);
        Assert.Equal([first.Id], await Scored());
    }

    [Fact]
    public async Task Lake_OfADivision_ListsTablesAndMonths()
    {
        await Load();

        var cell = Assert.Single(await Ask<IReadOnlyList<LakeCell>>(new ViewLake(From: "202601", To: "202612")));

        Assert.Equal((3, 2, 801_00), ((int)cell.Rows, cell.Batches, (int)cell.Fen));
    }

    [Fact]
    public async Task Figure_ForAnAgencysPeople_CountsWhatItSentOnly()
    {
        await Load();
        var own = Reader with { Agency = DetailWorld.Sender };
        var other = Reader with { Agency = "YB630102" };

        Assert.Equal(3, (await Ask<GroupedFigures>(new ViewGroups(Table, "batch", "202603"), own)).Rows);
        Assert.Equal(0, (await Ask<GroupedFigures>(new ViewGroups(Table, "batch", "202603"), other)).Rows);
        Assert.Equal(0, (await Ask<Passport>(new ViewPassport(Table, "202603"), other)).Rows);
        Assert.Empty(await Ask<IReadOnlyList<LakeCell>>(new ViewLake(From: "202601", To: "202612"), other));
    }

    [Fact]
    public async Task Passport_PageByPage_HasEveryLineOnce()
    {
        await Load();
        var (lines, after) = (new List<PassportLine>(), (string?)"0");
        while (after is not null)
        {
            var page = await Ask<Passport>(new ViewPassport(Table, "202603", Lines: 1, After: after));
            lines.AddRange(page.Lines);
            after = page.Next;
        }

        var whole = await Ask<Passport>(new ViewPassport(Table, "202603"));
        Assert.Equal(whole.Lines.Select(line => (line.Batch, line.Line)),
            lines.Select(line => (line.Batch, line.Line)));
    }

    [Fact]
    public async Task Figures_AcrossFunds_AreByFundRegionAndMonth()
    {
        await Load();

        var figure = Assert.Single(await Ask<IReadOnlyList<FundFigure>>(
            new ViewAcrossFunds("individual-contributions", "202601", "202612")));

        Assert.Equal(
            new FundFigure(Fund.EnterprisePension, "630102", Period.Of(2026, 3), 3, 801_00), figure);
        Assert.Equal("not_found", CodeOf(await Handle(_governance, new ViewAcrossFunds("nothing", "202601"))));
    }

    [Fact]
    public async Task LakeAndQuality_OfADepartmentsTable_TellNoFund()
    {
        const string id = "treasury/contribution-receipts";
        var batch = await _world.Drop(
            "电子税票号码（缴费凭证号）,行政区划代码,数据期别,险种类型,入库日期,入库金额,国库代码\nT1,630102,202603,110,20260305,12.34,2800\n"u8
                .ToArray(),
            "社会保险费入库明细_202603_630102.csv");
        await Tell(DetailLoaded.Topic, batch, id);

        var cell = Assert.Single(await Ask<IReadOnlyList<LakeCell>>(new ViewLake(From: "202601", To: "202612")));
        var row = Assert.Single((await Ask<Page<QualityRow>>(new ListQuality())).Items);

        Assert.Equal((id, null, 12_34L), (cell.Table, cell.Fund, cell.Fen));
        Assert.Equal((id, null, 1000), (row.Table, row.Fund, row.AcceptancePermille));
        Assert.Empty(await Ask<IReadOnlyList<LakeCell>>(
            new ViewLake(Fund: Fund.WorkInjury, From: "202601", To: "202612")));
    }

    private async Task Load()
    {
        await _world.Drop(DetailWorld.Batch(
            "1", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1), DetailWorld.Row(2))));
        await _world.Drop(DetailWorld.Batch("2", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(3, "1.00"))));
    }

    /// <summary>As the outbox would.</summary>
    private async Task Tell(string topic, DetailBatch batch, string? table = null)
    {
        var loaded = new DetailLoaded(
            batch.Id, Period.Of(2026, 3), Division.Of("630102"), [table ?? DetailWorld.Contributions.Id]);
        var payload = System.Text.Json.JsonSerializer.SerializeToElement(loaded, Json.Options);
        await new KeepQuality(_world.Documents, Catalogue.Shipped, topic)
            .Handle(new OutboxMessage("k", topic, default, payload), Call.System("test", default, "k"));
    }

    private async Task<IEnumerable<string>> Scored() =>
        (await Ask<Page<QualityRow>>(new ListQuality())).Items.Select(row => row.Batch);

    private async Task<T> Ask<T>(object request, Actor? actor = null) =>
        (T)(await Handle(_governance, request, actor)).Require();

    private static Task<Result<object>> Handle(IModule module, object request, Actor? actor = null) => module.Endpoints
        .Single(endpoint => endpoint.Request == request.GetType())
        .Handle(request, new Call(actor ?? Reader, new DateTimeOffset(2026, 4, 10, 2, 0, 0, TimeSpan.Zero), "r1"));

    private static string CodeOf(Result<object> answer) =>
        answer.TryGet(out _, out var problem) ? "" : problem.Code;
}
