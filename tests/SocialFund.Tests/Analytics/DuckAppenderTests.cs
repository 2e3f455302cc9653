using SocialFund.Analytics;

namespace SocialFund.Tests.Analytics;

public sealed class DuckAppenderTests : IDisposable
{
    private readonly DuckDatabase _database = DuckDatabase.Open(new DuckOptions { Threads = 1 });
    private readonly DuckConnection _connection;

    public DuckAppenderTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Append_OfEachType_IsReadBackUnchanged()
    {
        _connection.Execute(
            "create table t (b boolean, n bigint, x double, d decimal(38,2), s varchar, day date, paid_at timestamp)");
        using (var appender = _connection.Appender("t"))
        {
            appender.Append(true).Append(long.MinValue).Append(0.1).Append(-1234567890123456789012345.67m)
                .Append("太原市小店区医疗保险服务中心").Append(new DateOnly(2026, 3, 15)).Append(new DateTime(2026, 3, 15, 8, 30, 0))
                .EndRow();
            appender.AppendNull().Append((long?)null).AppendNull().AppendNull().Append((string?)null)
                .Append((DateOnly?)null).AppendNull().EndRow();
            appender.Append(false).Append(0).Append(-1.5).Append(0.5m).Append("").Append(new DateOnly(1, 1, 1))
                .Append(DateTime.UnixEpoch).EndRow();
            appender.Complete();
            Assert.Equal(3, appender.Rows);
        }

        object?[] first =
        [
            true, long.MinValue, 0.1, -1234567890123456789012345.67m, "太原市小店区医疗保险服务中心",
            new DateOnly(2026, 3, 15), new DateTime(2026, 3, 15, 8, 30, 0),
        ];
        object?[] last = [false, 0L, -1.5, 0.50m, "", new DateOnly(1, 1, 1), new DateTime(1970, 1, 1)];
        Assert.Equal([first, new object?[7], last], Rows("select * from t"));
    }

    [Fact]
    public void Append_OfADecimalWithMoreDigitsThanTheColumn_RoundsHalfAwayFromZero()
    {
        _connection.Execute("create table t (d decimal(38,2))");
        using (var appender = _connection.Appender("t"))
        {
            appender.Append(0.125m).EndRow();
            appender.Append(-0.125m).EndRow();
            appender.Append(0.1249m).EndRow();
            appender.Complete();
        }

        Assert.Equal([[0.13m], [-0.13m], [0.12m]], Rows("select d from t"));
    }

    [Fact]
    public void Append_OfAMillionRows_KeepsEveryOne()
    {
        _connection.Execute("create table t (id bigint, amount_fen bigint, name varchar)");
        using (var appender = _connection.Appender("t"))
        {
            for (var id = 0L; id < 1_000_000; id++) { appender.Append(id).Append(id * 3).Append("参保人").EndRow(); }
            appender.Complete();
        }

        Assert.Equal(
            [[1_000_000L, (Int128)1_499_998_500_000, 1L]],
            Rows("select count(distinct id), sum(amount_fen), count(distinct name) from t"));
    }

    [Fact]
    public void Append_OfALongText_IsNotCut()
    {
        _connection.Execute("create table t (s varchar)");
        using (var appender = _connection.Appender("t"))
        {
            appender.Append(new string('社', 100_000)).EndRow();
            appender.Append(new string('a', 12)).EndRow();
            appender.Complete();
        }

        Assert.Equal([[100_000L], [12L]], Rows("select length(s) from t"));
    }

    [Fact]
    public void EndRow_WithTooFewValues_Throws()
    {
        _connection.Execute("create table t (a bigint, b bigint)");
        using var appender = _connection.Appender("t");
        Assert.Throws<DuckException>(appender.Append(1).EndRow);
    }

    [Fact]
    public void Append_OfATextThatIsNoNumber_Throws()
    {
        _connection.Execute("create table t (a bigint)");
        using var appender = _connection.Appender("t");
        Assert.Contains("Could not convert", Assert.Throws<DuckException>(() => appender.Append("十二")).Message);
    }

    [Fact]
    public void Complete_WhenARowBreaksAConstraint_Throws()
    {
        _connection.Execute("create table t (a bigint not null)");
        using var appender = _connection.Appender("t");
        appender.AppendNull().EndRow();
        Assert.Contains("NOT NULL", Assert.Throws<DuckException>(appender.Complete).Message);
    }

    [Fact]
    public void Dispose_WithoutComplete_LeavesTheTableEmpty()
    {
        _connection.Execute("create table t (a bigint)");
        using (var appender = _connection.Appender("t")) { appender.Append(1).EndRow(); }
        Assert.Equal([[0L]], Rows("select count(*) from t"));
    }

    [Fact]
    public void Appender_OfAMissingTable_Throws() =>
        Assert.Contains("nowhere", Assert.Throws<DuckException>(() => _connection.Appender("nowhere")).Message);

    private List<object?[]> Rows(string sql)
    {
        using var reader = _connection.Query(sql);
        var rows = new List<object?[]>();
        while (reader.Read()) { rows.Add([.. Enumerable.Range(0, reader.Columns.Count).Select(reader.Value)]); }
        return rows;
    }
}
