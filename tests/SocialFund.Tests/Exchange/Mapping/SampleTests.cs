using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Ingestion;
using SocialFund.Exchange.Ingestion.Samples;
using SocialFund.Exchange.Mapping;
using SocialFund.Kernel;
using SocialFund.Tests.Exchange.Ingestion.Detail;

namespace SocialFund.Tests.Exchange.Mapping;

/// <summary>The newcomer's way: choose a file, map it, try it, mend it, load it.</summary>
public sealed class SampleTests : IDisposable
{
    private const string Table = "enterprise-pension/individual-contributions";

    private static readonly string WrongId =
        DetailWorld.IdOf(2)[..17] + (DetailWorld.IdOf(2)[17] == '0' ? '1' : '0');

    /// <summary>Headings that the catalogue does not have; a wrong check digit, an amount in words.</summary>
    private static readonly string Text = string.Join('\n',
        "城东区个人缴费情况", "社保编号,参保人姓名,证件号码,所属月份,缴费工资（元）,实缴个人部分（元）,填报人",
        $"P1,张三,{DetailWorld.IdOf(1)},2026年3月,\"5,000.00\",400.00,甲",
        $"P2,李四,{WrongId},2026年3月,\"5,000.00\",400.00,甲",
        $"P3,王五,{DetailWorld.IdOf(3)},2026年3月,\"5,000.00\",四百,甲",
        "合计,,,,,1200.00,");

    private readonly MappingWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Upload_OfUnknownHeadings_FindsFormatTableAndColumns()
    {
        var reading = await Upload();

        Assert.Equal(
            (2, ",", "UTF-8", Period.Of(2026, 3)),
            (reading.Format.HeadingRow, reading.Format.Delimiter, reading.Format.Encoding, reading.Period!.Value));
        Assert.Equal(["社保编号", "参保人姓名", "证件号码", "所属月份", "缴费工资（元）", "实缴个人部分（元）", "填报人"],
            reading.Columns.Select(column => column.Name));
        var contributions = await _world.Ask<SampleReading>(new ReadSample(reading.Id, reading.Format, Table));
        var found = contributions.Proposed.ToDictionary(one => one.Column.Field, one => one.Column);
        Assert.Equal(["证件号码"], found["citizenIdNumber"].Sources);
        Assert.Equal(["社保编号"], found["personNo"].Sources);
        Assert.Equal(["缴费工资（元）"], found["individualContributionBase"].Sources);
        Assert.Equal(ValueFrom.Division, found["administrativeDivisionCode"].From);
        Assert.DoesNotContain(found.Values, column => column.Sources.Contains("填报人"));
    }

    [Fact]
    public async Task Try_ThenMendTwice_ThenLoad_GivesWhatTheLastTrialTold()
    {
        var reading = await Upload();
        var mapping = Mapping(reading);

        var first = await Try(reading.Id, mapping);

        Assert.Equal((3, 1, 2, 0, 1L), (
            first.Received.Rows, first.Accepted.Rows, first.Returned.Rows, first.Duplicate.Rows, first.Skipped));
        Assert.Equal(400_00, first.Accepted.Fen);
        Assert.Empty(first.Missing);
        Assert.Equal(["填报人"], first.Unused);
        var wrong = first.Faults.Single(fault => fault.Field == "citizenIdNumber");
        Assert.Equal(("not-citizen-id", 1), (wrong.Rule, (int)wrong.Rows));
        var line = Assert.Single(wrong.Lines);
        Assert.Equal((4, 2, "证件号码"), ((int)line.Line, line.Column, line.Heading));
        Assert.Equal(["P1", "张三"], first.Preview[0].Values.Take(2));
        Assert.Equal([false, true, true], first.Preview.Select(row => row.IsReturned));
        // A trial keeps nothing.
        Assert.Equal(["0"], await _world.Detail.Ask("count(*)"));

        var id = await Correct(reading.Id, reading.Format, 4, 2, DetailWorld.IdOf(2));
        id = await Correct(id, reading.Format, 5, 5, "400");
        var second = await Try(id, mapping);
        Assert.Equal((3, 0, 1200_00), (second.Accepted.Rows, second.Returned.Rows, (int)second.Accepted.Fen));

        var saved = await _world.Save(mapping);
        var uploaded = await _world.Ask<Uploaded>(
            new LoadSample(id, saved.Id, saved.Version, Period.Of(2026, 3), Division.Of("630102")));
        var dropped = Assert.Single(await Inbox());
        var batch = (await _world.Detail.Intake.Receive(dropped, default))!;

        Assert.Equal((uploaded.Id, DetailState.Loaded), (batch.Id, batch.State));
        Assert.Equal((second.Accepted, second.Received), (batch.Accepted, batch.Received));
        Assert.Equal(("city-contributions", 1), (batch.Mappings![0].Mapping, batch.Mappings[0].Version));
        Assert.Equal(["P1", "P2", "P3"], await _world.Detail.Ask("person_no"));
        Assert.Equal("not_found", await _world.CodeOf(new ReadSample(id)));
    }

    [Fact]
    public async Task Try_WhenRequiredFieldsAreOpen_NamesThem()
    {
        var reading = await Upload();
        var mapping = Mapping(reading) with { Columns = [MappingWorld.Column("name", "参保人姓名")] };

        var trial = await Try(reading.Id, mapping);

        Assert.Contains("citizenIdNumber", trial.Missing);
        Assert.Equal("column_mapping_invalid", await _world.CodeOf(new SaveMapping("city-contributions", 0, mapping)));
    }

    [Fact]
    public async Task Try_WhenRowsAreInTheLakeAlready_CountsThemAsDuplicates()
    {
        var reading = await Upload();
        var mapping = await _world.Save(Mapping(reading) with { Pattern = "缴费_{period}*" });
        await _world.Detail.Drop(Encoding.UTF8.GetBytes(Text), "缴费_202603.csv");

        var trial = await Try(reading.Id, mapping);

        Assert.Equal((0, 1, 2), (trial.Accepted.Rows, trial.Duplicate.Rows, trial.Returned.Rows));
    }

    [Fact]
    public async Task Upload_OfAFileWithHeadings_IsNotOfferedAMappingByPlaces()
    {
        var reading = await Upload();
        var (named, names) = (Mapping(reading), reading.Columns.Select(column => column.Name).ToList());
        string PlaceOf(string name) => $"#{names.IndexOf(name) + 1}";
        var places = await _world.Save(named with
        {
            Id = "by-places",
            Pattern = "按位置_{period}*",
            Format = reading.Format with { HeadingRow = 0 },
            Headings = [.. names.Select(PlaceOf)],
            Columns =
            [
                .. named.Columns.Select(column => column with { Sources = [.. column.Sources.Select(PlaceOf)] }),
            ],
        });

        Assert.DoesNotContain(places.Id, (await Upload()).Mappings);
        var bare = await _world.Ask<SampleReading>(
            new ReadSample(reading.Id, reading.Format with { HeadingRow = 0 }, Table));
        Assert.Contains(places.Id, bare.Mappings);
    }

    [Fact]
    public async Task Save_OfAChange_IsTheNextVersionAndOldOnesStay()
    {
        var mapping = Mapping(await Upload());
        await _world.Save(mapping);
        await _world.Save(mapping with { Note = "改了名称", Name = "城东缴费" }, based: 1);

        var view = await _world.Ask<MappingView>(new ViewMapping(mapping.Id));
        var first = await _world.Ask<MappingView>(new ViewMapping(mapping.Id, 1));

        Assert.Equal((2, "城东缴费"), (view.Mapping.Version, view.Mapping.Name));
        Assert.Equal([2, 1], view.Versions.Select(one => one.Version));
        Assert.Equal("缴费", first.Mapping.Name);
        Assert.Equal("changed_meanwhile", await _world.CodeOf(new SaveMapping(mapping.Id, 1, mapping)));
        Assert.Contains(
            await _world.Ask<IReadOnlyList<MappingLine>>(new ListMappings()),
            line => line.Id == mapping.Id && line.Version == 2 && line.By == "经办");
    }

    [Fact]
    public async Task Save_OfWhatBelongsToOthers_IsRefusedForAnAgency()
    {
        var shipped = MappingRegister.Shipped.Single(mapping => mapping.Id == "treasury-receipts");

        Assert.Equal("not_allowed", await _world.CodeOf(new SaveMapping(shipped.Id, 1, shipped)));
        Assert.DoesNotContain(
            await _world.Ask<IReadOnlyList<MappingLine>>(new ListMappings()), line => line.Id == shipped.Id);
        Assert.Equal("not_found", await _world.CodeOf(new ViewMapping(shipped.Id)));
    }

    public static TheoryData<SourceMapping> Faults
    {
        get
        {
            var good = MappingWorld.Receipts with { Id = "good" };
            SourceMapping With(params MappedColumn[] more) => good with { Columns = [.. good.Columns, .. more] };
            return
            [
                good with { Name = " " }, good with { Id = "a/b" }, good with { Pattern = "缴费*" },
                good with { Table = "no/such" }, good with { Format = good.Format with { HeadingRow = 99 } },
                good with { Format = good.Format with { Delimiter = "\"" } }, good with { Columns = [] },
                With(good.Columns[0]), With(MappingWorld.Column("noSuchField", "甲")),
                With(new MappedColumn("remark", ValueFrom.Constant, [], [], " ")),
                With(MappingWorld.Column("remark", "甲", new Transform(TransformKind.Pad, "00"))),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Decide_WhenTheMappingCannotWork_IsInvalid(SourceMapping mapping)
    {
        var answer = SaveMapping.Decide(
            new SaveMapping(mapping.Id, 0, mapping), null, MappingWorld.Clerk, Catalogue.Shipped);

        Assert.Equal("column_mapping_invalid", answer.TryGet(out _, out var problem) ? null : problem.Code);
    }

    /// <summary>Nine megabytes: more than a request may take, less than a test should.</summary>
    [Fact]
    public async Task Try_OfALargeSample_IsAJobThatTellsHowFarItIs()
    {
        var rows = Enumerable.Range(1, 100_000).Select(number =>
            $"P{number},张三,{DetailWorld.IdOf(number)},2026年3月,\"5,000.00\",400.00,甲甲甲甲甲甲甲甲甲甲");
        var lines = Text.Split('\n').Take(2).Concat(rows);
        var reading = await _world.Ask<SampleReading>(
            new UploadSample("缴费.csv"), Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var trial = new TrySample(reading.Id, Mapping(reading), Period.Of(2026, 3), Division.Of("630102"));
        var progress = new KeptProgress();

        Assert.Equal("trial_takes_long", await _world.CodeOf(trial));
        var job = await _world.Ask<Accepted>(
            new StartTrial(trial.Id, trial.Mapping, trial.Period, trial.Division));
        Assert.Equal("not_found", await _world.CodeOf(new ViewTrialResult(job.JobId)));
        var order = Json.Write(new { user = MappingWorld.Clerk.Id, trial });
        (await _world.Trials.Run(order, progress, Call.System("job", default, job.JobId))).Require();

        var result = await _world.Ask<Trial>(new ViewTrialResult(job.JobId));
        Assert.Equal((100_000, 100_000), (result.Received.Rows, result.Accepted.Rows));
        Assert.Equal("试运行 0 / 100001", progress.Told[0]);
        Assert.InRange(progress.Told.Count, 3, 6);
        Assert.Equal("not_found", await _world.CodeOf(
            new ViewTrialResult(job.JobId), MappingWorld.Clerk with { Id = "u-other" }));
    }

    private sealed class KeptProgress : IJobProgress
    {
        public List<string> Told { get; } = [];

        public Task Report(string stage, long rowsDone, long? rowsTotal)
        {
            Told.Add($"{stage} {rowsDone} / {rowsTotal}");
            return Task.CompletedTask;
        }

        public Task Log(string line) => Task.CompletedTask;
    }

    [Fact]
    public async Task Samples_ThatCannotBeUsed_AreRefusedWithTheirReason()
    {
        var reading = await Upload();

        Assert.Equal("form_unknown", await _world.CodeOf(new UploadSample("a.doc")));
        Assert.Equal("heading_missing", await _world.CodeOf(new UploadSample("a.csv")));
        Assert.Equal("file_unreadable", await _world.CodeOf(new UploadSample("a.xlsx")));
        Assert.Equal("cell_unfit", await _world.CodeOf(new CorrectSample(reading.Id, reading.Format, 99, 0, "x")));
        Assert.Equal("cell_unfit", await _world.CodeOf(new CorrectSample(reading.Id, reading.Format, 3, 0, "x\ny")));
        Assert.Equal("mapping_unknown", await _world.CodeOf(
            new LoadSample(reading.Id, "no-such", 1, Period.Of(2026, 3), Division.Of("630102"))));
        var mapping = await _world.Save(Mapping(reading));
        Assert.Equal("no_table_of_sender", await _world.CodeOf(
            new LoadSample(reading.Id, mapping.Id, 1, Period.Of(2026, 3), Division.Of("630104"))));
        Assert.Equal("sender_unknown", await _world.CodeOf(
            new LoadSample(reading.Id, mapping.Id, 1, Period.Of(2026, 3), Division.Of("630102"), "bank"),
            MappingWorld.Clerk with { Agency = null }));
        Assert.Equal("sample_not_lines", await _world.CodeOf(
            new CorrectSample(await Workbook(), reading.Format, 1, 0, "x")));
        Assert.Equal("sample_too_large", new SampleTooLarge(SampleShelf.BytesMax >> 20).Code);
    }

    private async Task<string> Workbook() => (await _world.Ask<SampleReading>(
        new UploadSample("a.xlsx"), MappingWorld.Workbook([["姓名", "证件号码"], ["张三", DetailWorld.IdOf(1)]]))).Id;

    [Fact]
    public async Task Upload_OfAWorkbook_ListsItsSheets()
    {
        var bytes = MappingWorld.Workbook([["姓名", "证件号码"], ["张三", DetailWorld.IdOf(1)]]);
        var reading = await _world.Ask<SampleReading>(new UploadSample("a.xlsx"), bytes);

        Assert.Equal(["封面", "明细"], reading.Sheets);
        var second = await _world.Ask<SampleReading>(
            new ReadSample(reading.Id, reading.Format with { Sheet = "明细" }));
        Assert.Equal(["姓名", "证件号码"], second.Columns.Select(column => column.Name));
        Assert.Equal("file_unreadable", await _world.CodeOf(
            new ReadSample(reading.Id, reading.Format with { Sheet = "没有" })));
    }

    private static SourceMapping Mapping(SampleReading reading) => new(
        "city-contributions", "缴费", 0, DetailWorld.Sender, null, Table, reading.Format,
        [.. reading.Columns.Select(column => column.Name)],
        [
            MappingWorld.Column("personNo", "社保编号"), MappingWorld.Column("name", "参保人姓名"),
            MappingWorld.Column("citizenIdNumber", "证件号码"),
            MappingWorld.Column("dataPeriod", "所属月份", new Transform(TransformKind.Date, "yyyy年M月")),
            MappingWorld.Column("individualContributionBase", "缴费工资（元）", new Transform(TransformKind.Amount)),
            MappingWorld.Column("individualPaidCurrentMonth", "实缴个人部分（元）"),
            new MappedColumn("administrativeDivisionCode", ValueFrom.Division, [], []),
        ]);

    private Task<SampleReading> Upload() => _world.Ask<SampleReading>(
        new UploadSample("缴费_202603.csv"), Encoding.UTF8.GetBytes(Text));

    private Task<Trial> Try(string id, SourceMapping mapping) =>
        _world.Ask<Trial>(new TrySample(id, mapping, Period.Of(2026, 3), Division.Of("630102")));

    private async Task<string> Correct(string id, SourceFormat format, int line, int column, string text) =>
        (await _world.Ask<CorrectedSample>(new CorrectSample(id, format, line, column, text))).Id;

    private async Task<List<string>> Inbox()
    {
        var names = new List<string>();
        await foreach (var blob in _world.Detail.Blobs.List("inbox/")) { names.Add(blob.Name); }
        return names;
    }
}
