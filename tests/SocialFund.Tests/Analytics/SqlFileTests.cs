using SocialFund.Analytics;

namespace SocialFund.Tests.Analytics;

public sealed class SqlFileTests
{
    [Fact]
    public void Beside_LoadsTheStatementOfTheModule()
    {
        var sql = SqlFile.Beside<SqlFileTests>("fund_total");
        Assert.Equal("fund_total", sql.Name);
        using var database = DuckDatabase.Open(new DuckOptions { Threads = 1 });
        using var connection = database.Connect();
        Assert.Equal([350L], connection.List(sql, row => row.Int64(0), [("fund", 1)]));
    }

    [Fact]
    public void Beside_OfAMissingFile_NamesIt() => Assert.Contains(
        "Sql.nothing.sql", Assert.Throws<ArgumentException>(() => SqlFile.Beside<SqlFileTests>("nothing")).Message);

    [Fact]
    public void Beside_OfAFileWithoutHeader_Throws() => Assert.Contains(
        "header", Assert.Throws<ArgumentException>(() => SqlFile.Beside<SqlFileTests>("headless")).Message);
}
