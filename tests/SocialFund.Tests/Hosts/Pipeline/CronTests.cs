using SocialFund.Hosts.Pipeline.Schedules;

namespace SocialFund.Tests.Hosts.Pipeline;

public sealed class CronTests
{
    /// <summary>All in China time. 2026-06-01 is a Monday.</summary>
    [Theory]
    [InlineData("30 2 * * *", "2026-06-01 00:00", "2026-06-01 02:30")]
    [InlineData("30 2 * * *", "2026-06-01 02:30", "2026-06-02 02:30")]
    [InlineData("*/15 * * * *", "2026-06-01 10:07", "2026-06-01 10:15")]
    [InlineData("0 9-17/4 * * *", "2026-06-01 09:00", "2026-06-01 13:00")]
    [InlineData("0 8 1,15 * *", "2026-06-01 09:00", "2026-06-15 08:00")]
    [InlineData("0 0 29 2 *", "2026-03-01 00:00", "2028-02-29 00:00")]
    [InlineData("0 7 * * 1-5", "2026-06-05 08:00", "2026-06-08 07:00")]
    [InlineData("0 7 * * 7", "2026-06-01 00:00", "2026-06-07 07:00")]
    [InlineData("0 7 10 * 1", "2026-06-01 08:00", "2026-06-08 07:00")]
    [InlineData("0 7 10 * 1", "2026-06-08 08:00", "2026-06-10 07:00")]
    [InlineData("59 23 31 12 *", "2026-12-31 23:59", "2027-12-31 23:59")]
    public void After_IsTheNextDueMinuteInChina(string cron, string from, string expected) =>
        Assert.Equal(InChina(expected), Cron.Parse(cron).After(InChina(from)));

    [Fact]
    public void After_CountsDaysInChinaAndNotInLondon() => Assert.Equal(
        // 17:00 UTC on 31 May is already 1 June in China.
        InChina("2026-06-01 02:00"),
        Cron.Parse("0 2 1 * *").After(new DateTimeOffset(2026, 5, 31, 17, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("a * * * *")]
    public void Parse_WhenItIsNoCron_Throws(string text) => Assert.ThrowsAny<FormatException>(() => Cron.Parse(text));

    [Fact]
    public void After_WhenTheDayNeverComes_Throws() =>
        Assert.Throws<InvalidOperationException>(() => Cron.Parse("0 0 30 2 *").After(InChina("2026-01-01 00:00")));

    private static DateTimeOffset InChina(string text) =>
        new(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", null), TimeSpan.FromHours(8));
}
