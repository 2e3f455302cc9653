using SocialFund.Analytics;
using SocialFund.Kernel;

namespace SocialFund.Tests.Analytics;

public sealed class ReadOnlyConnectionTests : IDisposable
{
    private static readonly LakeTable Persons = new(
        "pension", "persons", [new("card", DuckType.Varchar), new("amount_fen", DuckType.BigInt)]);

    private static readonly LakeFile Batch = Persons.File(Period.Of(2026, 3), Division.Of("140105"), "a");

    private readonly TemporaryFolder _folder = new();
    private readonly DuckDatabase _guarded;
    private readonly ReadOnlyConnection _connection;

    public ReadOnlyConnectionTests()
    {
        using (var open = DuckDatabase.Open(new DuckOptions { Threads = 1 }))
        using (var writer = open.Connect())
        {
            (string Card, long Fen)[] rows = [("140105199001011234", 100), ("140105198502022345", 250)];
            ParquetWriter.Write(
                writer, Batch.PathIn(_folder.Path), Persons.Columns, rows,
                (row, value) => row.Append(value.Card).Append(value.Fen));
        }

        _guarded = DuckDatabase.OpenGuarded(new DuckOptions { Threads = 1 }, [_folder.File("lake")]);
        _connection = _guarded.ConnectReadOnly(
        [
            Persons.Read("all_persons", [(Batch, Batch.PathIn(_folder.Path))], isVisible: false),
            new DuckView(
                "persons",
                "select left(card, 6) || '********' || right(card, 4) as card, amount_fen from all_persons"),
        ]);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _guarded.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("select sum(amount_fen)::bigint from persons", 350L)]
    [InlineData("with p as (select * from Persons) select count(*) from p", 2L)]
    [InlineData("with recursive n (i) as (select 1 union all select i + 1 from n where i < 5) from n offset 4", 5L)]
    [InlineData("from persons select max(amount_fen)", 250L)]
    [InlineData("select (select min(amount_fen) from persons) + (select 1)", 101L)]
    [InlineData("select count(*) from persons a join persons b using (card) cross join range(3)", 6L)]
    [InlineData("select count(*) from (values (1), (2)) v union all select null where false", 2L)]
    [InlineData("select count(*) from (unpivot persons on amount_fen)", 2L)]
    [InlineData("select amount_fen from persons where card like $card", 100L)]
    public void Query_OfASelectOverVisibleViews_Runs(string sql, long expected)
    {
        ReadOnlySpan<(string, DuckValue)> parameters = sql.Contains('$', StringComparison.Ordinal)
            ? [("card", "%1234")]
            : [];
        using var reader = _connection.Query(sql, parameters).Require();
        Assert.True(reader.Read());
        Assert.Equal(expected, reader.Int64(0));
    }

    [Fact]
    public void Query_OverAMaskingView_NeverShowsTheCard()
    {
        using var reader = _connection.Query("select card from persons where amount_fen = 100").Require();
        Assert.True(reader.Read());
        Assert.Equal("140105********1234", reader.Text(0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("select 1; select 2")]
    [InlineData("select 1\0; drop view persons")]
    [InlineData("drop view persons")]
    [InlineData("create table t as select 1")]
    [InlineData("create macro m() as table select * from all_persons")]
    [InlineData("insert into persons values ('x', 1)")]
    [InlineData("copy persons to 'lake/x.parquet'")]
    [InlineData("copy (select 1) to '/tmp/x.csv'")]
    [InlineData("attach '/tmp/x.duckdb'")]
    [InlineData("install excel")]
    [InlineData("load excel")]
    [InlineData("set memory_limit = '100GB'")]
    [InlineData("reset lock_configuration")]
    [InlineData("pragma database_list")]
    [InlineData("call duckdb_settings()")]
    [InlineData("prepare p as select 1")]
    [InlineData("explain select 1")]
    [InlineData("begin")]
    [InlineData("export database '/tmp/x'")]
    public void Query_OfAnythingButOneSelect_IsRefused(string sql) => AssertRefused("sql_not_one_select", sql);

    [Theory]
    [InlineData("select * from all_persons")]
    [InlineData("select * from ALL_PERSONS")]
    [InlineData("select * from temp.all_persons")]
    [InlineData("select * from temp.main.persons")]
    [InlineData("select (select max(card) from all_persons) from persons")]
    [InlineData("select 1 where exists (from all_persons)")]
    [InlineData("select 1 order by (select max(card) from all_persons)")]
    [InlineData("with p as (from all_persons) from p")]
    [InlineData("select 1 union all select card from all_persons")]
    [InlineData("select * from persons p, lateral (select * from all_persons) q")]
    [InlineData("select * from (unpivot all_persons on amount_fen)")]
    [InlineData("select * from '/etc/passwd'")]
    [InlineData("select * from 'lake/pension/persons/period=202603/division=140105/a.parquet'")]
    [InlineData("select * from duckdb_settings")]
    [InlineData("select * from duckdb_views")]
    [InlineData("select * from sqlite_master")]
    [InlineData("select * from information_schema.tables")]
    [InlineData("describe all_persons")]
    [InlineData("summarize all_persons")]
    [InlineData("show tables")]
    [InlineData("select * from (show tables)")]
    public void Query_OfWhatIsNotOffered_IsRefused(string sql) => AssertRefused("sql_table_not_offered", sql);

    [Theory]
    [InlineData("select * from read_csv('/etc/passwd')")]
    [InlineData("select * from read_text('/etc/passwd')")]
    [InlineData("select * from read_parquet('lake/**')")]
    [InlineData("select * from glob('/**')")]
    [InlineData("select * from query('from all_persons')")]
    [InlineData("select * from query_table('all_persons')")]
    [InlineData("select * from duckdb_settings()")]
    [InlineData("select * from json_execute_serialized_sql(json_serialize_sql('from all_persons'))")]
    [InlineData("select json_serialize_plan('from all_persons')")]
    [InlineData("select CURRENT_SETTING('allowed_directories')")]
    [InlineData("select sleep_ms(100000)")]
    [InlineData("select pg_get_viewdef(1)")]
    public void Query_OfAFunctionThatReachesFurther_IsRefused(string sql) =>
        AssertRefused("sql_function_not_offered", sql);

    [Theory]
    [InlineData("with all_persons as (select * from all_persons) select * from all_persons")]
    [InlineData("with All_Persons as (select 1) select * from All_Persons")]
    [InlineData("select * from (with all_persons as (select 1) from all_persons), all_persons")]
    [InlineData("with \"/etc/passwd\" as (select 1) select * from \"/etc/passwd\"")]
    [InlineData("with duckdb_views as (from duckdb_views) from duckdb_views")]
    [InlineData("with sqlite_master as (from sqlite_master) from sqlite_master")]
    public void Query_WithANameThatMeansSomethingElse_IsRefused(string sql) => AssertRefused("sql_name_taken", sql);

    [Theory]
    [InlineData("selec 1")]
    [InlineData("select nothing from persons")]
    [InlineData("select no_such_function(1)")]
    [InlineData("select amount_fen from persons where card = $card")]
    public void Query_OfWrongSql_IsRefusedWithDuckDbsWords(string sql) => AssertRefused("sql_invalid", sql);

    [Fact]
    public void Query_OfAnAbsurdlyDeepStatement_IsRefused() =>
        AssertRefused("sql_invalid", $"select {string.Concat(Enumerable.Repeat("abs(", 600))}1{new string(')', 600)}");

    /// <summary>The second wall: what the database itself refuses, were the guard to let it through.</summary>
    [Theory]
    [InlineData("select * from read_csv('/etc/passwd')")]
    [InlineData("select * from read_text('/etc/passwd')")]
    [InlineData("select * from '/etc/passwd.csv'")]
    [InlineData("select * from read_text('{lake}/../outside.txt')")]
    [InlineData("select * from glob('/etc/*')")]
    [InlineData("copy (select 1) to '{lake}/../x.csv'")]
    [InlineData("attach '/tmp/socialfund-attached.duckdb'")]
    [InlineData("install excel")]
    [InlineData("load excel")]
    [InlineData("set enable_external_access = true")]
    [InlineData("set allowed_directories = ['/']")]
    [InlineData("set lock_configuration = false")]
    [InlineData("set memory_limit = '100GB'")]
    public void Execute_InAGuardedDatabase_RefusesFilesAndSettings(string sql)
    {
        File.WriteAllText(_folder.File("outside.txt"), "outside");
        using var session = _guarded.Connect();
        Assert.Throws<DuckException>(
            () => session.Execute(sql.Replace("{lake}", _folder.File("lake"), StringComparison.Ordinal)));
    }

    [Fact]
    public void Query_WhenCancelled_Throws()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.Throws<OperationCanceledException>(() => _connection.Query(
            "select count(*) from range(1000000000000) t (i) where hash(i) = 1",
            cancellation: cancellation.Token));
    }

    [Fact]
    public void Query_LargerThanMemory_SpillsOutsideTheReadableFolders()
    {
        using var small = DuckDatabase.OpenGuarded(
            new DuckOptions { MemoryBytes = 60_000_000, Threads = 1, TempFolder = _folder.File("spill") },
            [_folder.File("lake")]);
        using var session = small.ConnectReadOnly([]);
        using var reader = session.Query(
            "select i from (select i, repeat('x', 50)||hash(i) s from range(1500000) t (i) order by s) offset 1000000")
            .Require();
        Assert.True(reader.Read());
        Assert.NotEmpty(Directory.GetFiles(_folder.File("spill")));
    }

    [Fact]
    public void ConnectReadOnly_ToADatabaseThatIsNotGuarded_Throws()
    {
        using var open = DuckDatabase.Open(new DuckOptions { Threads = 1 });
        Assert.Throws<InvalidOperationException>(() => open.ConnectReadOnly([]));
    }

    private void AssertRefused(string code, string sql)
    {
        Assert.False(_connection.Query(sql).TryGet(out _, out var problem));
        Assert.Equal(code, problem.Code);
    }
}
