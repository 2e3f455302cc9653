using System.Diagnostics;
using SocialFund.Analytics;

namespace SocialFund.Tests.Analytics;

public sealed class DuckConnectionTests : IDisposable
{
    private const string Endless = "select count(*) from range(1000000000000) t (i) where hash(i) = 1";
    private const string EndlessStream = "select i from range(1000000000000) t (i)";
    private readonly DuckDatabase _database = DuckDatabase.Open(new DuckOptions { Threads = 2 });
    private readonly DuckConnection _connection;

    public DuckConnectionTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Query_BindsParametersByName()
    {
        using var reader = _connection.Query("select $b - $a, $A", [("a", 1), ("b", 10)]);
        Assert.True(reader.Read());
        Assert.Equal(9L, reader.Int64(0));
        Assert.Equal(1L, reader.Int64(1));
    }

    [Fact]
    public void Query_WithAMissingOrAnUnusedValue_Throws()
    {
        Assert.Throws<ArgumentException>(() => _connection.Query("select $a", [("b", 1)]));
        Assert.Throws<ArgumentException>(() => _connection.Query("select $a", [("a", 1), ("b", 1)]));
    }

    [Fact]
    public void Query_WhileAReaderIsOpen_Throws()
    {
        using (var reader = _connection.Query("select * from range(10000)"))
        {
            Assert.True(reader.Read());
            Assert.Throws<InvalidOperationException>(() => _connection.Execute("select 1"));
        }

        Assert.Equal(0, _connection.Execute("create table t (a bigint)"));
        Assert.Equal(3, _connection.Execute("insert into t from range(3)"));
    }

    [Fact]
    public void Query_OfWrongSql_ThrowsDuckDbsMessage()
    {
        Assert.Contains("syntax error", Throws("selec 1"));
        Assert.Contains("nowhere", Throws("select * from nowhere"));
        Assert.Contains("multiple statements", Throws("select 1; select 2"));
        Assert.Contains("NUL", Throws("select 1\0; drop table t"));
    }

    [Fact]
    public void Read_WhenARowFailsLate_ThrowsInsteadOfEnding()
    {
        // One thread: of several, one that the failure stopped may speak first, and it knows no row.
        using var database = DuckDatabase.Open(new DuckOptions { Threads = 1 });
        using var connection = database.Connect();
        using var reader = connection.Query(
            "select case when i = 300000 then error('row ' || i) else i::varchar end from range(400000) t (i)");
        var read = 0;
        var error = Assert.Throws<DuckException>(() =>
        {
            while (reader.Read()) { read++; }
        });
        Assert.Contains("row 300000", error.Message);
        Assert.InRange(read, 1, 300_000);
    }

    [Fact]
    public void Execute_WhenCancelled_IsInterruptedAndLeavesTheConnectionGood()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var clock = Stopwatch.StartNew();
        Assert.Throws<OperationCanceledException>(() => _connection.Execute(Endless, cancellation: cancellation.Token));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"It ran on for {clock.Elapsed}.");
        AssertStillGood(_connection);
    }

    [Fact]
    public void Execute_WhenCancelledBefore_DoesNotRun()
    {
        Assert.ThrowsAny<OperationCanceledException>(
            () => _connection.Execute(Endless, cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Read_WhenCancelledInTheMiddle_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        using (var reader = _connection.Query(EndlessStream, cancellation: cancellation.Token))
        {
            Assert.True(reader.Read());
            cancellation.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() =>
            {
                while (reader.Read()) { }
            });
        }

        AssertStillGood(_connection);
    }

    [Fact]
    public void Dispose_OfAReaderInTheMiddle_EndsTheStatement()
    {
        using (var reader = _connection.Query(EndlessStream)) { Assert.True(reader.Read()); }
        AssertStillGood(_connection);
    }

    [Fact]
    public void MemoryLimit_WithoutTempFolder_FailsTheStatementOnly()
    {
        using var small = DuckDatabase.Open(new DuckOptions { MemoryBytes = 50_000_000, Threads = 1 });
        using var session = small.Connect();
        var error = Assert.Throws<DuckException>(
            () => session.Execute("create table t as select i, repeat('x', 100) || i s from range(2000000) r (i)"));
        Assert.Contains("Out of Memory", error.Message);
        AssertStillGood(session);
    }

    [Fact]
    public void MemoryLimit_WithTempFolder_SpillsAndFinishes()
    {
        using var folder = new TemporaryFolder();
        using var small = DuckDatabase.Open(
            new DuckOptions { MemoryBytes = 100_000_000, Threads = 1, TempFolder = folder.File("spill") });
        using var session = small.Connect();
        session.Execute("create table t as select i, repeat('x', 100) || hash(i) s from range(2000000) r (i)");
        using var reader = session.Query("select count(*), max(i), sum(len(s)) > 200000000 from t");
        Assert.True(reader.Read());
        Assert.Equal(2_000_000L, reader.Int64(0));
        Assert.Equal(1_999_999L, reader.Int64(1));
        Assert.True(reader.Boolean(2));
        Assert.NotEmpty(Directory.GetFiles(folder.File("spill")));
    }

    [Fact]
    public void Open_OfAFile_KeepsItsTables()
    {
        using var folder = new TemporaryFolder();
        var options = new DuckOptions { File = folder.File("社保.duckdb"), Threads = 1 };
        using (var first = DuckDatabase.Open(options))
        using (var session = first.Connect())
        {
            session.Execute("create table t as select 7 as a");
        }

        using var second = DuckDatabase.Open(options);
        using var again = second.Connect();
        using var reader = again.Query("select a from t");
        Assert.True(reader.Read());
        Assert.Equal(7L, reader.Int64(0));
    }

    [Fact]
    public void Open_OfSomethingElse_ThrowsDuckDbsMessage()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("not.duckdb"), new string('x', 5000));
        var error = Assert.Throws<DuckException>(
            () => DuckDatabase.Open(new DuckOptions { File = folder.File("not.duckdb") }));
        Assert.Contains("not a valid DuckDB database", error.Message);
    }

    [Fact]
    public void Connections_OfOneDatabase_RunBesideEachOther()
    {
        _connection.Execute("create table t as select i from range(100000) r (i)");
        var sums = new long[8];
        Parallel.For(0, sums.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, index =>
        {
            using var session = _database.Connect();
            using var reader = session.Query("select sum(i) + $index from t", [("index", index)]);
            sums[index] = reader.Read() ? reader.Int64(0) : 0;
        });
        Assert.Equal(
            [4999950000, 4999950001, 4999950002, 4999950003, 4999950004, 4999950005, 4999950006, 4999950007], sums);
    }

    private static void AssertStillGood(DuckConnection session)
    {
        using var reader = session.Query("select 42");
        Assert.True(reader.Read());
        Assert.Equal(42L, reader.Int64(0));
    }

    private string Throws(string sql) => Assert.Throws<DuckException>(() => _connection.Query(sql)).Message;
}
