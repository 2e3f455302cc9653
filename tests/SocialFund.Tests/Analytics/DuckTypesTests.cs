using SocialFund.Analytics;

namespace SocialFund.Tests.Analytics;

public sealed class DuckTypesTests : IDisposable
{
    private readonly DuckDatabase _database = DuckDatabase.Open(new DuckOptions { Threads = 1 });
    private readonly DuckConnection _connection;

    public DuckTypesTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    public static TheoryData<string, string, object?> Literals => new()
    {
        { "true", "boolean", true },
        { "(-128)::tinyint", "tinyint", -128L },
        { "(-32768)::smallint", "smallint", -32768L },
        { "(-2147483648)::integer", "integer", -2147483648L },
        { "(-9223372036854775808)::bigint", "bigint", long.MinValue },
        { "255::utinyint", "utinyint", 255L },
        { "65535::usmallint", "usmallint", 65535L },
        { "4294967295::uinteger", "uinteger", 4294967295L },
        { "18446744073709551615::ubigint", "ubigint", (Int128)ulong.MaxValue },
        { "(-170141183460469231731687303715884105727)::hugeint", "hugeint", -Int128.MaxValue },
        { "1.5::float", "float", 1.5 },
        { "0.1::double", "double", 0.1 },
        { "-99.99::decimal(4,2)", "decimal(4,2)", -99.99m },
        { "1234567.89::decimal(9,2)", "decimal(9,2)", 1234567.89m },
        { "1234567890123456.78::decimal(18,2)", "decimal(18,2)", 1234567890123456.78m },
        { "-12345678901234567890123456.78::decimal(38,2)", "decimal(38,2)", -12345678901234567890123456.78m },
        { "''", "varchar", "" },
        { "'twelve bytes'", "varchar", "twelve bytes" },
        { "'thirteen byte'", "varchar", "thirteen byte" },
        { "'㐇社会保障资金𠮷'", "varchar", "㐇社会保障资金𠮷" },
        { "'大'::enum('小', '大')", "varchar", "大" },
        { "date '0001-01-01'", "date", new DateOnly(1, 1, 1) },
        { "date '2024-02-29'", "date", new DateOnly(2024, 2, 29) },
        { "timestamp '1969-12-31 23:59:59.999999'", "timestamp", new DateTime(1969, 12, 31, 23, 59, 59, 999, 999) },
        { "timestamp_s '2026-03-15 08:30:01'", "timestamp_s", new DateTime(2026, 3, 15, 8, 30, 1) },
        { "timestamp_ms '2026-03-15 08:30:01.5'", "timestamp_ms", new DateTime(2026, 3, 15, 8, 30, 1, 500) },
        { "timestamp_ns '2026-03-15 08:30:01.5'", "timestamp_ns", new DateTime(2026, 3, 15, 8, 30, 1, 500) },
        {
            "timestamptz '2026-03-15 08:30:00+08'", "timestamptz",
            new DateTimeOffset(2026, 3, 15, 0, 30, 0, TimeSpan.Zero)
        },
        { "['养老', null, '失业保险基金专户']", "varchar[]", new object?[] { "养老", null, "失业保险基金专户" } },
        { "[[1::bigint], []]", "bigint[][]", new object?[] { new object?[] { 1L }, Array.Empty<object?>() } },
        { "null::bigint", "bigint", null },
        { "null::varchar[]", "varchar[]", null },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void Query_ForEachType_ReadsTypeAndValue(string literal, string type, object? expected)
    {
        using var reader = _connection.Query($"select {literal} as v");
        Assert.True(reader.Read());
        Assert.Equal(("v", type), (reader.Columns[0].Name, reader.Columns[0].Type.Sql));
        Assert.Equal(expected, reader.Value(0));
        Assert.Equal(expected is null, reader.IsNull(0));
        Assert.False(reader.Read());
    }

    public static TheoryData<string> Bound =>
        ["flag", "number", "huge", "ratio", "amount", "text", "day", "time", "instant"];

    [Theory]
    [MemberData(nameof(Bound))]
    public void Bind_ForEachType_ComesBackUnchanged(string name)
    {
        (DuckValue Value, string Type, object Expected) = name switch
        {
            "flag" => ((DuckValue)true, "boolean", (object)true),
            "number" => (long.MaxValue, "bigint", long.MaxValue),
            "huge" => (Int128.MinValue + 1, "hugeint", Int128.MinValue + 1),
            "ratio" => (0.1, "double", 0.1),
            "amount" => (-79228162514264337593543950.335m, "decimal(38,3)", -79228162514264337593543950.335m),
            "text" => ("机关事业单位养老保险", "varchar", "机关事业单位养老保险"),
            "day" => (new DateOnly(9999, 12, 31), "date", new DateOnly(9999, 12, 31)),
            "time" => (
                new DateTime(2026, 3, 15, 8, 30, 1, 2, 3), "timestamp",
                new DateTime(2026, 3, 15, 8, 30, 1, 2, 3)),
            _ => (
                new DateTimeOffset(2026, 3, 15, 8, 30, 0, TimeSpan.FromHours(8)), "timestamptz",
                new DateTimeOffset(2026, 3, 15, 0, 30, 0, TimeSpan.Zero)),
        };
        using var reader = _connection.Query("select $v as v", [("v", Value)]);
        Assert.True(reader.Read());
        Assert.Equal(Type, reader.Columns[0].Type.Sql);
        Assert.Equal(Expected, reader.Value(0));
    }

    [Fact]
    public void Bind_ForNullAndLists_CanBeUsedInConditions()
    {
        using var reader = _connection.Query(
            "select $none is null, list_contains($codes, '140100'), list_sum($amounts), len($empty::varchar[])",
            [("none", (string?)null), ("codes", new[] { "140000", "140100" }), ("amounts", new[] { 1L, 2L }),
                ("empty", Array.Empty<string>())]);
        Assert.True(reader.Read());
        Assert.True(reader.Boolean(0));
        Assert.True(reader.Boolean(1));
        Assert.Equal(3L, reader.Int64(2));
        Assert.Equal(0L, reader.Int64(3));
    }

    [Fact]
    public void Decimal_KeepsTheScaleOfItsColumn()
    {
        using var reader = _connection.Query("select 1.5::decimal(38,2), 7::bigint");
        Assert.True(reader.Read());
        Assert.Equal("1.50", reader.Decimal(0).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(7m, reader.Decimal(1));
    }

    [Fact]
    public void Decimal_WhenLargerThanCSharpCanHold_Throws()
    {
        using var reader = _connection.Query("select 999999999999999999999999999999999999.99::decimal(38,2)");
        Assert.True(reader.Read());
        Assert.Throws<OverflowException>(() => reader.Decimal(0));
    }

    [Fact]
    public void Int64_OfASum_ReadsTheHugeIntAndRefusesWhatDoesNotFit()
    {
        using var reader = _connection.Query(
            "select sum(v) as fits, sum(v) * 9223372036854775807 as over from (values (2::bigint), (3)) t (v)");
        Assert.True(reader.Read());
        Assert.Equal("hugeint", reader.Columns[0].Type.Sql);
        Assert.Equal(5L, reader.Int64(reader.Ordinal("fits")));
        Assert.Throws<OverflowException>(() => reader.Int64(reader.Ordinal("over")));
    }

    [Fact]
    public void Getter_OfNullOrOfAnotherKind_NamesTheColumn()
    {
        using var reader = _connection.Query(
            "select null::bigint as amount_fen, 'x' as name, 1.25::decimal(9,2) as rate");
        Assert.True(reader.Read());
        Assert.Contains("amount_fen", Assert.Throws<InvalidOperationException>(() => reader.Int64(0)).Message);
        Assert.Contains("name", Assert.Throws<InvalidOperationException>(() => reader.Int64(1)).Message);
        Assert.Contains("rate", Assert.Throws<InvalidOperationException>(() => reader.Int64(2)).Message);
        Assert.Contains("name", Assert.Throws<InvalidOperationException>(() => reader.Date(1)).Message);
        Assert.Null(reader.Int64OrNull(0));
        Assert.Equal("x", reader.TextOrNull(1));
    }

    [Fact]
    public void Read_AcrossChunks_KeepsNullsAndListsAtTheirRows()
    {
        using var reader = _connection.Query(
            "select case when i % 3 = 0 then null else i end, [i, i + 1] from range(5000) t (i) order by i");
        for (var row = 0L; row < 5000; row++)
        {
            Assert.True(reader.Read());
            Assert.Equal(row % 3 == 0 ? null : row, reader.Int64OrNull(0));
            Assert.Equal([row, row + 1], reader.Items(1));
        }

        Assert.False(reader.Read());
        Assert.False(reader.Read());
    }

    [Fact]
    public void Read_OfAKindThatIsNotSupported_SaysToCastIt()
    {
        using var reader = _connection.Query("select interval 1 day as term");
        Assert.True(reader.Read());
        Assert.Contains("cast it", Assert.Throws<InvalidOperationException>(() => reader.Value(0)).Message);
    }
}
