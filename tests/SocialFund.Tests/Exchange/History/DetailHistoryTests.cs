using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.History;
using SocialFund.Exchange.Synthesis;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Exchange.Ingestion.Detail;
using SocialFund.Tests.Support;
using static SocialFund.Tests.Exchange.History.HistoryWorld;

namespace SocialFund.Tests.Exchange.History;

/// <summary>One month of 2016 of a small county, every table of both its agencies, through the detail intake.</summary>
public sealed class LoadedMonth : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    internal DetailWorld World { get; } = new();

    internal IReadOnlyList<DetailBatch> Batches { get; private set; } = [];

    public async Task InitializeAsync()
    {
        var none = new HashSet<string>();
        Generator.Make(
            new Options(
                7, 1_000, 1, Period.Of(2016, 12), none, none, 0, none, [Division.Of("630102")], SenderLevel.County, 2),
            _folder.Of("made"), new NationalCrypto());
        var batches = new List<DetailBatch>();
        foreach (var sender in new[] { DetailWorld.Sender, DetailWorld.MedicalSender })
        {
            var inbox = Path.Combine(_folder.Of("made"), "inbox", sender);
            foreach (var path in Directory.GetFiles(inbox, "*.zip").Order(StringComparer.Ordinal))
            {
                batches.Add(await World.Drop(await File.ReadAllBytesAsync(path), Path.GetFileName(path), sender));
            }
        }
        Batches = batches;
    }

    public Task DisposeAsync()
    {
        World.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>The modules of detail tables take files of earlier months.</summary>
public sealed class DetailModuleTests(LoadedMonth month) : IClassFixture<LoadedMonth>
{
    public static TheoryData<string> DetailModules => [.. HistoryModules.OfTheSystem.All
        .Where(module => module.Kind == ModuleKind.Detail).Select(module => module.Number)];

    [Theory]
    [MemberData(nameof(DetailModules))]
    public async Task Module_TakesItsTablesAndShowsTheMonthsThatAreThere(string number)
    {
        Assert.NotEmpty(month.Batches);
        Assert.All(month.Batches, batch => Assert.Equal(DetailState.Loaded, batch.State));
        using var history = new HistoryWorld(month.World.Blobs, month.World.Documents);
        var module = HistoryModules.OfTheSystem.All.Single(module => module.Number == number);
        var tables = Catalogue.Shipped.Tables.Where(table => table.Fund == module.Fund).ToList();
        var lines = month.Batches.SelectMany(batch => batch.Tables)
            .Where(line => tables.Any(table => table.Id == line.Table) && line.Accepted.Rows > 0).ToList();

        var details = await history.Ask<DetailHistory>(new ViewDetailYears(module.Fund!.Value, 2013, 2017));
        var overview = await history.Ask<HistoryOverview>(new ViewOverview(From: 2013, To: 2017));

        Assert.NotEmpty(lines);
        Assert.Equal(tables.Select(table => table.Id), details.Tables.Select(table => table.Table));
        foreach (var line in lines)
        {
            var year = details.Tables.Single(each => each.Table == line.Table).Years.Single(each => each.Year == 2016);
            Assert.Equal([12], year.Months);
        }
        Assert.Equal(
            (lines.Sum(line => line.Accepted.Rows), lines.Sum(line => line.Accepted.Fen)),
            (details.Batches.Sum(batch => batch.Rows), details.Batches.Sum(batch => batch.Fen)));
        var cell = overview.Modules.Single(row => row.Number == number).Years.Single(each => each.Year == 2016);
        Assert.Equal(
            (YearState.Part, 1, lines.Sum(line => line.Accepted.Rows)), (cell.State, cell.Own, cell.Figures));
    }
}

/// <summary>Detail tables of earlier months: seen by year, taken out again.</summary>
public sealed class DetailHistoryTests : IDisposable
{
    private readonly DetailWorld _world = new();
    private readonly HistoryWorld _history;

    public DetailHistoryTests() => _history = new HistoryWorld(_world.Blobs, _world.Documents);

    public void Dispose()
    {
        _history.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task Years_NameTheMonthsBetweenThatAreMissing()
    {
        var table = Catalogue.Shipped.Tables.First(table => table.Fund == Fund.Maternity);
        await Put(table, Period.Of(2014, 1), 7);
        await Put(table, Period.Of(2014, 3), 5);

        var details = await _history.Ask<DetailHistory>(new ViewDetailYears(Fund.Maternity, 2013, 2017));

        var year = details.Tables.Single(each => each.Table == table.Id).Years.Single(each => each.Year == 2014);
        Assert.Equal((12L, 1200L), (year.Rows, year.Fen));
        Assert.Equal([1, 3], year.Months);
        Assert.Equal([2], year.Gaps);
        Assert.Equal("span_wrong", await _history.Refused<DetailHistory>(
            new ViewDetailYears(Fund.Maternity, 2017, 2013)));
    }

    [Fact]
    public async Task Overview_OpensAtTheNewestYearThatHoldsReportsElseDetailTables()
    {
        var empty = await _history.Ask<HistoryOverview>(new ViewOverview());
        await Put(Catalogue.Shipped.Tables.First(table => table.Fund == Fund.Maternity), Period.Of(2014, 3), 5);
        var details = await _history.Ask<HistoryOverview>(new ViewOverview());
        var book = new HistorySamples(7, Qinghai, 2013, 2017).All().First(book => book.Year == 2013);
        var batch = await _history.Import(book.FileName, book.Bytes);
        var reports = await _history.Ask<HistoryOverview>(new ViewOverview());
        await _history.Ask<HistoryBatch>(new RollBack(batch.Id, "数字有误"));
        var rolledBack = await _history.Ask<HistoryOverview>(new ViewOverview());

        // The questions are asked in 2018.
        Assert.Equal([(2013, 2017), (2010, 2014), (2009, 2013), (2010, 2014)],
            new[] { empty, details, reports, rolledBack }.Select(each => (each.From, each.To)));
        Assert.Equal(["", "2014", "2013 2014", "2014"],
            new[] { empty, details, reports, rolledBack }.Select(each => string.Join(' ', each.Filled)));
    }

    [Fact]
    public async Task Withdraw_MakesTheReplacedBatchCountAgain()
    {
        var first = await _world.Drop(DetailWorld.Batch("1", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1))));
        var second = await _world.Drop(DetailWorld.Batch(
            "2", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1, "9.00"), DetailWorld.Row(2, "9.00")), "1"));
        Assert.Equal("batch_not_counting", await Refused(first.Id));
        Assert.Equal("reason_missing", await _history.Refused<DetailWithdrawn>(new WithdrawDetail(second.Id, "")));
        Assert.Equal(
            new BatchStanding(new RowsAndFen(2, 18_00), new RowsAndFen(1, 400_00), null), await Standing(second));
        Assert.Equal(new BatchStanding(RowsAndFen.None, RowsAndFen.None, second.Id), await Standing(first));

        var taken = await _history.Ask<DetailWithdrawn>(new WithdrawDetail(second.Id, "报送有误"));

        Assert.Equal((2L, 18_00L), (taken.Rows, taken.Fen));
        Assert.Equal(
            new BatchStanding(RowsAndFen.None, RowsAndFen.None, ReplacedPart.Withdrawn), await Standing(second));
        Assert.Equal(["P0001 40000"], await _world.Ask("person_no || ' ' || individual_paid_current_month_fen"));
        Assert.Equal("batch_not_counting", await Refused(second.Id));
        // Who works with the lake hears of it.
        var heard = (await _world.Documents.Changes(Containers.System, null, "outbox", 100)).Items
            .Select(item => item.As<OutboxMessage>()).Where(message => message.Topic == DetailLoaded.TakenOut);
        Assert.Equal(second.Id, Assert.Single(heard).As<DetailLoaded>().Batch);
        await _history.Ask<DetailWithdrawn>(new WithdrawDetail(first.Id, "全部撤回"));
        Assert.Equal([], await _world.Ask("person_no"));

        var details = await _history.Ask<DetailHistory>(new ViewDetailYears(Fund.EnterprisePension, 2026, 2026));
        Assert.Equal(["withdrawn", "withdrawn"], details.Batches.Select(batch => batch.ReplacedBy));
    }

    [Fact]
    public async Task Withdraw_OfAnotherRegionsBatch_FindsNothing()
    {
        var batch = await _world.Drop(DetailWorld.Batch("1", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1))));
        var haidong = Person("u-haidong", Division.Of("630200"), Permission.HistoryView, Permission.HistoryImport);

        Assert.Equal(
            "not_found", await _history.Refused<DetailWithdrawn>(new WithdrawDetail(batch.Id, "不是我的"), haidong));
    }

    private Task<BatchStanding> Standing(DetailBatch batch) =>
        new LakeIndex(_world.Documents).StandingOf(batch, CancellationToken.None);

    private Task<string> Refused(string batch) =>
        _history.Refused<DetailWithdrawn>(new WithdrawDetail(batch, "报送有误"));

    /// <summary>A part in the manifest, as the intake leaves it.</summary>
    private async Task Put(CatalogTable table, Period period, int rows)
    {
        var division = Division.Of("630102");
        var id = $"{table.Id.Replace('/', '-')}-{period.Text}";
        var file = DetailTable.LakeTable(table).File(period, division, id);
        var part = new LakePart(
            id, "RS", period.Text, division, file, rows, rows * 100, 1, "", "", 1, _history.NewCall().Now);
        await new LakeIndex(_world.Documents).Add(
            new DetailBatch(
                id, "a.txt", "RS", null, division, id, 1, part.LoadedAt, DetailState.Loaded, [], [], Period: period),
            [(table.Id, part)], _history.NewCall());
    }
}
