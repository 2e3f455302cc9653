using System.Text;
using SocialFund.Analytics;
using SocialFund.Kernel;

namespace SocialFund.Tests.Analytics;

public sealed class LakeTests : IDisposable
{
    private static readonly LakeTable Contributions = new(
        "pension", "contributions",
        [
            new("person", DuckType.Varchar), new("name", DuckType.Varchar),
            new("amount_fen", DuckType.BigInt), new("paid_on", DuckType.Date),
        ]);

    private readonly TemporaryFolder _folder = new();
    private readonly DuckDatabase _database = DuckDatabase.Open(new DuckOptions { Threads = 1 });
    private readonly DuckConnection _connection;

    public LakeTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Text_IsBuiltAndReadBack()
    {
        var file = File202603("140105", "zj-20260315-001");
        Assert.Equal(
            "lake/pension/contributions/period=202603/division=140105/zj-20260315-001.parquet", file.Text);
        Assert.True(LakeFile.TryParse(file.Text, out var parsed));
        Assert.Equal(file, parsed);
        Assert.Equal(
            ("pension", "contributions", "202603", "140105", "zj-20260315-001"),
            (parsed.Group, parsed.Table, parsed.Period.Text, parsed.Division.Text, parsed.Batch));
    }

    [Theory]
    [InlineData("lake/pension/contributions/period=202603/division=140105/../../x.parquet")]
    [InlineData("lake/../contributions/period=202603/division=140105/a.parquet")]
    [InlineData("/lake/pension/contributions/period=202603/division=140105/a.parquet")]
    [InlineData("lake/pension/contributions/period=202613/division=140105/a.parquet")]
    [InlineData("lake/pension/contributions/period=202603/division=14010/a.parquet")]
    [InlineData("lake/pension/contributions/period=202603/division=140105/.a.parquet")]
    [InlineData("lake/pension/contributions/period=202603/division=140105/a.parquet\n")]
    [InlineData("lake/pension/contributions/period=202603/division=140105/a.parquet.1-1.partial")]
    [InlineData("lake/pension/contributions/period=202603/division=١٤٠١٠٥/a.parquet")]
    [InlineData("lake\\pension/contributions/period=202603/division=140105/a.parquet")]
    public void TryParse_OfAnythingElse_IsRefused(string name) => Assert.False(LakeFile.TryParse(name, out _));

    [Theory]
    [InlineData("..", "contributions", "a")]
    [InlineData("pension/contributions/period=202603/division=140105/a.parquet\n", "contributions", "a")]
    [InlineData("pension", "a/b", "a")]
    [InlineData("pension", "缴费", "a")]
    [InlineData("pension", "contributions", "../a")]
    [InlineData("pension", "contributions", "")]
    public void Of_APartThatTheFormDoesNotAllow_Throws(string group, string table, string batch) =>
        Assert.Throws<FormatException>(
            () => LakeFile.Of(group, table, Period.Of(2026, 3), Division.Of("140105"), batch));

    [Fact]
    public void Read_OfListedFiles_GivesTheirRowsWithPeriodAndDivision()
    {
        Write(File202603("140105", "a"), ("P1", "张三", 100_00), ("P2", "欧阳娜娜", null));
        Write(File202603("140106", "b"), ("P3", "李四", 5));
        Write(File202603("140106", "b-corrected"), ("P3", "李四", 7));

        _connection.Create(Contributions.Read(
            "contributions", [Copy(File202603("140105", "a")), Copy(File202603("140106", "b-corrected"))]));

        using var reader = _connection.Query("select * from contributions order by person");
        Assert.Equal(
            [
                "person varchar", "name varchar", "amount_fen bigint", "paid_on date", "period integer",
                "division varchar",
            ],
            reader.Columns.Select(column => $"{column.Name} {column.Type.Sql}"));
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add($"{reader.Text(0)} {reader.Text(1)} {reader.Int64OrNull(2)} {reader.Int64(4)} {reader.Text(5)}");
        }

        Assert.Equal(
            ["P1 张三 10000 202603 140105", "P2 欧阳娜娜  202603 140105", "P3 李四 7 202603 140106"], rows);
    }

    [Fact]
    public void Read_OfNoFiles_GivesTheSameColumnsWithoutRows()
    {
        _connection.Create(Contributions.Read("contributions", []));
        using var reader = _connection.Query("select * from contributions");
        Assert.Equal(
            ["varchar", "varchar", "bigint", "date", "integer", "varchar"],
            reader.Columns.Select(column => column.Type.Sql));
        Assert.False(reader.Read());
    }

    [Fact]
    public void Read_OfAnotherTablesFileOrACopyUnderAnotherName_Throws()
    {
        var stranger = LakeFile.Of("pension", "benefits", Period.Of(2026, 3), Division.Of("140105"), "a");
        Assert.Throws<ArgumentException>(() => Contributions.Read("v", [Copy(stranger)]));
        Assert.Throws<ArgumentException>(
            () => Contributions.Read("v", [(File202603("140105", "a"), _folder.File("a.parquet"))]));
    }

    [Fact]
    public void Read_OfABatchThatLacksAColumn_Throws()
    {
        var broken = File202603("140106", "b");
        Write(File202603("140105", "a"), ("P1", "张三", 1));
        ParquetWriter.Write(
            _connection, broken.PathIn(_folder.Path), Contributions.Columns.Take(1).ToList(), ["P2"],
            (row, person) => row.Append(person));
        _connection.Create(Contributions.Read("c", [Copy(File202603("140105", "a")), Copy(broken)]));
        Assert.Throws<DuckException>(() => _connection.Execute("create table t as from c"));
    }

    [Fact]
    public void Write_PutsZstdParquetUnderItsNameAndNothingBeside()
    {
        var file = File202603("140105", "a");
        Assert.Equal(2, Write(file, ("P1", "张三", 1), ("P2", "李四", 2)));

        var path = file.PathIn(_folder.Path);
        Assert.Equal("PAR1"u8.ToArray(), File.ReadAllBytes(path)[..4]);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        using var reader = _connection.Query(
            "select distinct compression from parquet_metadata($path)", [("path", path)]);
        Assert.True(reader.Read());
        Assert.Equal("ZSTD", reader.Text(0));
    }

    [Fact]
    public void Write_OfTheSameFileAgain_ReplacesItWhole()
    {
        Write(File202603("140105", "a"), ("P1", "张三", 1), ("P2", "李四", 2));
        Write(File202603("140105", "a"), ("P1", "张三", 1));
        _connection.Create(Contributions.Read("c", [Copy(File202603("140105", "a"))]));
        using var reader = _connection.Query("select person from c");
        Assert.True(reader.Read());
        Assert.Equal("P1", reader.Text(0));
        Assert.False(reader.Read());
    }

    [Fact]
    public void Write_WhenTheRowsFailInTheMiddle_LeavesTheOldFileAndNothingElse()
    {
        var file = File202603("140105", "a");
        Write(file, ("P1", "张三", 1));
        var before = File.ReadAllBytes(file.PathIn(_folder.Path));

        Assert.Throws<InvalidDataException>(() => ParquetWriter.Write(
            _connection, file.PathIn(_folder.Path), Contributions.Columns, Broken(), Append));

        Assert.Equal(before, File.ReadAllBytes(file.PathIn(_folder.Path)));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file.PathIn(_folder.Path))!));
        using var reader = _connection.Query("select count(*) from duckdb_tables()");
        Assert.True(reader.Read());
        Assert.Equal(0L, reader.Int64(0));
    }

    [Fact]
    public void Write_WhenCancelled_LeavesNothing()
    {
        using var cancellation = new CancellationTokenSource();
        var path = File202603("140105", "a").PathIn(_folder.Path);
        Assert.Throws<OperationCanceledException>(() => ParquetWriter.Write(
            _connection, path, Contributions.Columns, CancelAfterFirst(cancellation), Append, cancellation.Token));
        Assert.False(Directory.Exists(_folder.File("lake")));
    }

    [Fact]
    public async Task WriteAsync_OfMoreRowsThanMemoryHolds_SpillsAndKeepsEveryRowInOrder()
    {
        using var small = DuckDatabase.Open(
            new DuckOptions { MemoryBytes = 100_000_000, Threads = 1, TempFolder = _folder.File("spill") });
        using var session = small.Connect();
        var path = File202603("140105", "a").PathIn(_folder.Path);

        var count = await ParquetWriter.WriteAsync(session, path, Contributions.Columns, Many(1_000_000), Append);

        Assert.Equal(1_000_000, count);
        using var reader = session.Query(
            "select count(*), sum(amount_fen), min(amount_fen = file_row_number)"
            + " from read_parquet($path, file_row_number = true)",
            [("path", path)]);
        Assert.True(reader.Read());
        Assert.Equal(1_000_000L, reader.Int64(0));
        Assert.Equal(499_999_500_000L, reader.Int64(1));
        Assert.True(reader.Boolean(2));
    }

    [Fact]
    public void Write_ToAPathWithQuotes_TakesItLiterally()
    {
        var path = _folder.File("it's '; drop.parquet");
        Assert.Equal(1, ParquetWriter.Write(
            _connection, path, Contributions.Columns, [("P1", "张三", (long?)1)], Append));
        Assert.True(File.Exists(path));
    }

    private (LakeFile File, string LocalPath) Copy(LakeFile file) => (file, file.PathIn(_folder.Path));

    private static LakeFile File202603(string division, string batch) =>
        Contributions.File(Period.Of(2026, 3), Division.Of(division), batch);

    private static void Append(DuckAppender row, (string Person, string Name, long? Fen) value) =>
        row.Append(value.Person).Append(value.Name).Append(value.Fen).Append(new DateOnly(2026, 3, 15));

    private long Write(LakeFile file, params (string Person, string Name, long? Fen)[] rows) =>
        ParquetWriter.Write(_connection, file.PathIn(_folder.Path), Contributions.Columns, rows, Append);

    private static IEnumerable<(string Person, string Name, long? Fen)> Broken()
    {
        yield return ("P1", "张三", 1);
        throw new InvalidDataException("第 2 行");
    }

    private static IEnumerable<(string Person, string Name, long? Fen)> CancelAfterFirst(CancellationTokenSource source)
    {
        yield return ("P1", "张三", 1);
        source.Cancel();
        yield return ("P2", "李四", 1);
    }

    private static async IAsyncEnumerable<(string Person, string Name, long? Fen)> Many(int count)
    {
        var name = new StringBuilder().Insert(0, "姓名", 20).ToString();
        for (var index = 0; index < count; index++)
        {
            if (index % 100_000 == 0) { await Task.Yield(); }
            yield return ($"P{index:D17}", name, index);
        }
    }
}
