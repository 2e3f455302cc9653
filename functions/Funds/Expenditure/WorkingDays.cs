using System.Globalization;
using System.Reflection;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>
/// Working days (工作日): Monday to Friday, changed by the yearly holiday notice kept in working-days.csv.
/// </summary>
public static class WorkingDays
{
    private static readonly Dictionary<DateOnly, bool> Changed =
        EmbeddedCsv.Read(Assembly.GetExecutingAssembly(), "working-days.csv").ToDictionary(
            row => DateOnly.ParseExact(row["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            row => row["kind"] == "workday");

    public static bool IsWorkingDay(DateOnly day) => Changed.TryGetValue(day, out var works)
        ? works
        : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The end of the day (China) that is so many working days after the day of the instant; in UTC, so that
    /// lists can compare deadlines as text.</summary>
    public static DateTimeOffset After(DateTimeOffset from, int days)
    {
        var day = ChinaTime.DateOf(from);
        for (var left = days; left > 0; left -= IsWorkingDay(day) ? 1 : 0) { day = day.AddDays(1); }
        return ChinaTime.StartOf(day.AddDays(1)).ToUniversalTime();
    }

    public static Wait WaitOf(DateTimeOffset from, int days) => new(After(from, days));
}
