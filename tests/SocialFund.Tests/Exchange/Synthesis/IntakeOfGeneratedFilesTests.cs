using System.Globalization;
using System.Text;
using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Governance.Text;
using SocialFund.Kernel;
using SocialFund.Tests.Exchange.Catalog;
using SocialFund.Tests.Exchange.Ingestion.Detail;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Synthesis;

/// <summary>What the real intake makes of the files: it finds what was planted and nothing else.</summary>
public sealed class IntakeOfGeneratedFilesTests(GeneratedFiles files) : IClassFixture<GeneratedFiles>
{
    [Fact]
    public void CleanFiles_WhenLoaded_LoseNoRowAndNoteNothing()
    {
        using var world = new Loader();
        foreach (var file in files.Clean.Where(file => file.Period == "202601"))
        {
            var (tally, sink) = world.Load(file);
            Assert.Equal((file.Lines.Length - 1, 0), (tally.Accepted.Rows, tally.Standardized));
            Assert.Equal(file.Manifest.GetProperty("totalFen").GetInt64(), tally.Accepted.Fen);
            Assert.Equal([], sink.Returned.Keys);
            Assert.Equal([], sink.Notes);
        }
    }

    [Theory]
    [MemberData(nameof(CatalogueTests.Insurances), MemberType = typeof(CatalogueTests))]
    public void FilesOfAnInsurance_WhenLoaded_AreAllItsTablesWithAllTheirFields(
        string insurance, int tables, int fields)
    {
        using var world = new Loader();
        var taken = files.Clean.Where(file => file.Table.Source == insurance).GroupBy(file => file.Table)
            .Select(group => (
                Table: group.Key, Heading: group.First().Lines[0], world.Load(group.First()).Tally.Accepted))
            .ToList();

        Assert.Equal(tables, taken.Count);
        Assert.Equal(fields, taken.Sum(each => each.Heading.Split('|').Length));
        Assert.All(taken, each => Assert.True(each.Accepted.Rows > 0, each.Table.Id));
    }

    [Fact]
    public void PlantedErrors_WhenLoaded_AreAllFoundAndNothingElse()
    {
        using var world = new Loader();
        var truth = GeneratedFiles.Csv(TruthPath()).ToLookup(row => (row["sender"], row["batch"], row["file"]));
        foreach (var file in files.WithErrors)
        {
            var planted = truth[(file.Sender, file.Batch, file.Name)].ToList();
            long[] Lines(string expected) =>
            [
                .. planted.Where(row => row["expected"] == expected)
                    .Select(row => long.Parse(row["line"], CultureInfo.InvariantCulture)).Order(),
            ];
            var (tally, sink) = world.Load(file);

            Assert.Equal(file.Manifest.GetProperty("totalFen").GetInt64(), tally.Received.Fen);
            var soft = sink.Notes.Where(note => note.Severity == Severity.Soft
                && !sink.Returned.ContainsKey(note.Line)).ToList();
            Assert.Equal([], sink.Returned.Where(pair => !Lines("returned").Contains(pair.Key))
                .Select(pair => $"{file.Name} {pair}"));
            Assert.Equal(Lines("returned"), sink.Returned.Keys);
            Assert.Equal(Lines("duplicate").Length, tally.Duplicate.Rows);
            Assert.Equal(Lines("standardised").Length, tally.Standardized);
            Assert.Equal([], soft.Where(note => !Lines("noted").Contains(note.Line))
                .Select(note => $"{file.Name} {note}"));
            Assert.Equal(Lines("noted"), soft.Select(note => note.Line).Distinct().Order());
            Assert.All(planted.Where(row => row["expected"] is "returned" or "noted"), row => Assert.True(
                sink.Notes.Any(note => note.Line == long.Parse(row["line"], CultureInfo.InvariantCulture)
                    && note.Rule == row["kind"]),
                $"{string.Join(' ', row.Values)}"));
        }
    }

    [Fact]
    public async Task Package_WhenDropped_IsLoadedWhole()
    {
        using var world = new DetailWorld();
        Assert.NotEmpty(files.Clean);
        var path = Path.Combine(
            files.FolderOf("clean"), "inbox", DetailWorld.Sender, $"{DetailWorld.Sender}_202601_01.zip");

        var batch = await world.Drop(await File.ReadAllBytesAsync(path), "RS630102_202601_01.zip");

        Assert.Equal(DetailState.Loaded, batch.State);
        Assert.Equal(
            files.Clean.Where(file => file.Sender == DetailWorld.Sender && file.Period == "202601")
                .Sum(file => file.Lines.Length - 1),
            batch.Accepted!.Rows);
    }

    private string TruthPath()
    {
        Assert.NotEmpty(files.WithErrors);
        return Path.Combine(files.FolderOf("errors"), "truth.csv");
    }

    private sealed class Loader : IDisposable
    {
        private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

        private readonly TempFolder _folder = new();
        private readonly DuckDatabase _duck = DuckDatabase.Open(new DuckOptions());
        private readonly DuckConnection _connection;

        public Loader() => _connection = _duck.Connect();

        public (TableTally Tally, Sink Sink) Load(ReadFile file)
        {
            var period = TypedCells.MonthOf(file.Period);
            var heading = Encoding.UTF8
                .GetBytes(Gb18030.GetString(file.Bytes.AsSpan(0, file.Bytes.AsSpan().IndexOf((byte)'\r'))));
            var layout = SocialFund.Exchange.Governance.Layout.Read(file.Name, heading, file.Table, period, null)
                .Require();
            var sink = new Sink();
            using var none = EarlierRows.None();
            var tally = TableLoad.Run(
                _connection, new LoadOrder(file.Table, period, Division.Of(file.Division), file.Batch),
                Catalogue.Shipped,
                [new SocialFund.Exchange.Governance.TableFile(
                    file.Name, () => new MemoryStream(file.Bytes), TextEncoding.Gb18030, layout)],
                none, sink, _folder.Of("rows.parquet"), CancellationToken.None);
            return (tally, sink);
        }

        public void Dispose()
        {
            _connection.Dispose();
            _duck.Dispose();
            _folder.Dispose();
        }
    }

    private sealed class Sink : ILoadSink
    {
        public SortedDictionary<long, string> Returned { get; } = [];

        public List<(long Line, string Rule, Severity Severity)> Notes { get; } = [];

        public void Return(int file, long number, ReadOnlySpan<byte> line, string reasons) =>
            Returned.Add(number, reasons);

        public void Note(int file, long number, string field, string rule, Severity severity) =>
            Notes.Add((number, rule, severity));

        public void Progress(long rows)
        {
            // Nobody watches.
        }
    }
}
