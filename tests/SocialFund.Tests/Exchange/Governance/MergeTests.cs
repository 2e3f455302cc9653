using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Kernel;
using SocialFund.Tests.Exchange.Ingestion.Detail;
using SocialFund.Tests.Simulation;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Governance;

/// <summary>Merged files of the lake: quick copies that change no answer.</summary>
public sealed class MergeTests : IDisposable
{
    private static readonly CatalogTable Table = DetailWorld.Contributions;

    private readonly DetailWorld _world = new();
    private readonly FakeClock _clock = new(new DateTimeOffset(2026, 4, 10, 2, 0, 0, TimeSpan.Zero));
    private readonly TempFolder _work = new();
    private readonly Merger _merger;

    public MergeTests() => _merger = new Merger(
        _world.Documents, _world.Blobs, _world.Duck, Catalogue.Shipped, _clock, _work.Of("merge"));

    public void Dispose()
    {
        _merger.Dispose();
        _world.Dispose();
        _work.Dispose();
    }

    [Fact]
    public async Task Merge_OfBatches_AnswersTheSameFromOneFileSortedByPerson()
    {
        await Drop("1", DetailWorld.Row(5), DetailWorld.Row(1, "1.00"));
        await Drop("2", DetailWorld.Row(3, "2.00"));
        const string cells = "(source_batch, source_line, citizen_id_number, individual_paid_current_month_fen)";
        var before = await _world.Ask(cells);

        var outcome = await Merge();
        await ForgetOwnFiles();

        Assert.Equal((1, 3), (outcome.Files, (int)outcome.Rows));
        Assert.Equal(before, await _world.Ask(cells));
        Assert.Equal(
            [DetailWorld.IdOf(1), DetailWorld.IdOf(3), DetailWorld.IdOf(5)],
            await InFile("citizen_id_number"));
        Assert.Equal(403_00, await SumOfSums());
    }

    [Fact]
    public async Task Merge_WhenNothingChanged_DoesNothing()
    {
        await Drop("1", DetailWorld.Row(1));
        await Merge();

        Assert.Equal(new MergeOutcome(0, 0, 0), await Merge());
    }

    [Fact]
    public async Task Rows_OfABatchThatWasReplacedSince_AreLeftOutOfTheMergedFile()
    {
        await Drop("1", DetailWorld.Row(1, "1.00"));
        await Drop("2", DetailWorld.Row(2, "2.00"));
        await Merge();

        await _world.Drop(DetailWorld.Batch(
            "3", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1, "7.00")), replaces: "1"));

        Assert.Equal(["200", "700"], await _world.Ask("individual_paid_current_month_fen"));
        Assert.Equal(9_00, await SumOfSums());

        await Merge();
        await ForgetOwnFiles();
        Assert.Equal(["200", "700"], await _world.Ask("individual_paid_current_month_fen"));
        Assert.Equal(9_00, await SumOfSums());
    }

    [Fact]
    public async Task Row_ThatIsInAMergedFileAlready_IsADuplicate()
    {
        await Drop("1", DetailWorld.Row(1));
        await Merge();
        await ForgetOwnFiles();

        var again = await Drop("2", DetailWorld.Row(1), DetailWorld.Row(2));

        Assert.Equal((1, 1), (again.Duplicate!.Rows, again.Accepted!.Rows));
    }

    [Fact]
    public async Task File_ThatNothingNamesAnyMore_IsRemovedADayLater()
    {
        await Drop("1", DetailWorld.Row(1));
        await Merge();
        await Drop("2", DetailWorld.Row(2));
        Assert.Equal(0, (await Merge()).Removed);

        _clock.Set(TimeProvider.System.GetUtcNow().AddDays(2));

        // Rows and sums of the first merge.
        Assert.Equal(2, (await Merge()).Removed);
        Assert.Equal(2, (await _world.Ask("1")).Count);
    }

    [Theory]
    [InlineData(Fault.CrashBefore)]
    [InlineData(Fault.CrashAfter)]
    public async Task Merge_WhenItCrashesAnywhere_LeavesTheAnswerAndIsMadeUp(Fault fault)
    {
        await Drop("1", DetailWorld.Row(1, "1.00"));
        await Merge();
        await Drop("2", DetailWorld.Row(2, "2.00"));
        // Counting the calls of a whole run would change what is there; a run that meets no fault is the last.
        var crashes = 0;
        for (var hasCrashed = true; hasCrashed; crashes += hasCrashed ? 1 : 0)
        {
            var faults = Faults.CrashAt(crashes + 1, fault);
            using var crashing = new Merger(
                new FaultyDocumentStore(_world.Documents, faults), new FaultyBlobStore(_world.Blobs, faults),
                _world.Duck, Catalogue.Shipped, _clock, _work.Of("merge"));
            hasCrashed = await Crashes(crashing);
            Assert.Equal(["100", "200"], await _world.Ask("individual_paid_current_month_fen"));
            Assert.Equal(3_00, await SumOfSums());
        }
        Assert.True(crashes > 3, $"{crashes}");
    }

    [Fact]
    public async Task Column_ThatALaterLayoutBrings_IsEmptyInOlderFiles()
    {
        await Drop("1", DetailWorld.Row(1));
        await Drop("2", DetailWorld.Row(2));
        await Merge();
        await Drop("3", DetailWorld.Row(3));
        var later = Table with
        {
            Versions = [.. Table.Versions, new TableVersion(2, new DateOnly(2026, 5, 1))],
            Fields = [.. Table.Fields, new CatalogField("newAmount", "新金额", Type: FieldKind.Money, Since: 2)],
        };

        Assert.Equal(
            ["(40000, NULL)", "(40000, NULL)", "(40000, NULL)"],
            await _world.Ask("(individual_paid_current_month_fen, new_amount_fen)", later));
        using var connection = _world.Duck.Connect();
        connection.Create(await Lake().Sums("sums", new LakeQuestion(later), CancellationToken.None));
        Assert.Equal(0, Number(connection, "select coalesce(sum(new_amount_fen), 0)::bigint from sums"));
    }

    [Fact]
    public async Task Answers_AfterAnyOrderOfBatchesCorrectionsAndMerges_AreThoseOfAPlainList()
    {
        var random = new Random(20260410);
        var counting = new Dictionary<string, List<int>>();
        var person = 0;
        for (var step = 1; step <= 40; step++)
        {
            if (random.Next(3) == 0) { await Merge(); }
            var replaces = counting.Count > 0 && random.Next(3) == 0
                ? counting.Keys.ElementAt(random.Next(counting.Count))
                : null;
            var persons = Enumerable.Range(0, random.Next(1, 5)).Select(_ => ++person).ToList();
            await _world.Drop(
                DetailWorld.Batch(
                    $"{step}",
                    DetailWorld.Gb(
                        [DetailWorld.Heading, .. persons.Select(each => DetailWorld.Row(each, $"{each}.00"))]),
                    replaces),
                $"{step}.zip");
            if (replaces is not null) { counting.Remove(replaces); }
            counting[$"{step}"] = persons;

            var expected = counting.Values.SelectMany(each => each).Order().ToList();
            Assert.Equal(expected, (await _world.Ask("individual_paid_current_month_fen // 100"))
                .Select(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).Order());
            Assert.Equal(expected.Sum() * 100L, await SumOfSums());
        }
    }

    [Theory]
    [InlineData("202603", "202501-202512 202601-202601 202602-202602")]
    [InlineData("202602", "202501-202501 202512-202512 202601-202601 202602-202602")]
    public void Spans_OfMonths_AreYearsOnceTheyAreAtRest(string now, string expected)
    {
        var months = new[] { "202501", "202512", "202601", "202602" }.Select(text => (PeriodOf(text), 1L)).ToList();

        Assert.Equal(
            expected,
            string.Join(' ', Spans.Of(months, PeriodOf(now)).Select(span => $"{span.From}-{span.To}")));
    }

    [Fact]
    public void Spans_OfALargeYear_AreQuarters() => Assert.Equal(
        [(PeriodOf("202401"), PeriodOf("202403")), (PeriodOf("202410"), PeriodOf("202412"))],
        Spans.Of([(PeriodOf("202402"), 20_000_000), (PeriodOf("202412"), 5_000_000)], PeriodOf("202604")));

    private static async Task<bool> Crashes(Merger merger)
    {
        try
        {
            await merger.Run(null, CancellationToken.None);
            return false;
        }
        catch (SimulatedFaultException)
        {
            return true;
        }
    }

    private DetailLake Lake() => new(new LakeIndex(_world.Documents), _world.Blobs);

    private Task<MergeOutcome> Merge() => _merger.Run(null, CancellationToken.None);

    private Task<DetailBatch> Drop(string number, params string[] rows) =>
        _world.Drop(DetailWorld.Batch(number, DetailWorld.Gb([DetailWorld.Heading, .. rows])), $"{number}.zip");

    /// <summary>What is asked afterwards can only be answered from merged files.</summary>
    private async Task ForgetOwnFiles()
    {
        foreach (var month in await new LakeIndex(_world.Documents).Months(Table.Id, CancellationToken.None))
        {
            foreach (var part in month.Parts) { await _world.Blobs.Delete(part.File.Text); }
        }
    }

    private async Task<List<string>> InFile(string column)
    {
        var file = Assert.Single(await new LakeIndex(_world.Documents).Merged(Table.Id, CancellationToken.None));
        using var connection = _world.Duck.Connect();
        using var reader = connection.Query(
            $"select {column} from read_parquet($path)", [("path", await _world.Blobs.LocalPath(file.Content))]);
        var cells = new List<string>();
        while (reader.Read()) { cells.Add(reader.Text(0)); }
        return cells;
    }

    private async Task<long> SumOfSums()
    {
        using var connection = _world.Duck.Connect();
        connection.Create(await Lake().Sums("sums", new LakeQuestion(Table), CancellationToken.None));
        return Number(connection, "select sum(individual_paid_current_month_fen)::bigint from sums");
    }

    private static long Number(DuckConnection connection, string sql)
    {
        using var reader = connection.Query(sql);
        reader.Read();
        return reader.Int64(0);
    }

    private static Period PeriodOf(string text) =>
        Period.TryParse(text, out var period) ? period : throw new FormatException(text);
}
