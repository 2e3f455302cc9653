using System.Globalization;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>One delivery that a partner owes for one period.</summary>
/// <param name="Due">The last day on which it is in time.</param>
public sealed record DueDelivery(ExpectedDelivery Delivery, string Period, DateOnly Due);

/// <summary>What should have come, by the calendar of working days.</summary>
public static class Deadlines
{
    /// <summary>How many of the newest cycles are looked at: what is older and missing is history, not news.</summary>
    private static int Shown(DeliveryCycle cycle) => cycle switch
    {
        DeliveryCycle.Day => 7,
        DeliveryCycle.Month => 3,
        DeliveryCycle.Quarter => 2,
        _ => 1,
    };

    /// <summary>The deliveries of cycles that ended before today, newest first. Pure.</summary>
    public static IEnumerable<DueDelivery> Of(ExpectedDelivery delivery, DateOnly today)
    {
        var end = EndBefore(delivery.Cycle, today);
        for (var shown = 0; shown < Shown(delivery.Cycle) && end >= delivery.Since; shown++)
        {
            yield return new DueDelivery(delivery, PeriodOf(delivery.Cycle, end), DueOf(end, delivery.DeadlineDay));
            end = EndBefore(delivery.Cycle, end);
        }
    }

    /// <summary>So many days after the end; moved on to a working day.</summary>
    internal static DateOnly DueOf(DateOnly end, int days)
    {
        var due = end.AddDays(days);
        while (!WorkingDays.IsWorkingDay(due)) { due = due.AddDays(1); }
        return due;
    }

    /// <summary>The last day of the newest cycle that is over on that day.</summary>
    private static DateOnly EndBefore(DeliveryCycle cycle, DateOnly day) => cycle switch
    {
        DeliveryCycle.Day => day.AddDays(-1),
        DeliveryCycle.Month => new DateOnly(day.Year, day.Month, 1).AddDays(-1),
        DeliveryCycle.Quarter => new DateOnly(day.Year, day.Month - ((day.Month - 1) % 3), 1).AddDays(-1),
        _ => new DateOnly(day.Year, 1, 1).AddDays(-1),
    };

    private static string PeriodOf(DeliveryCycle cycle, DateOnly end) => cycle switch
    {
        DeliveryCycle.Day => end.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        DeliveryCycle.Month => Period.Of(end).Text,
        DeliveryCycle.Quarter => $"{end.Year}Q{Period.Of(end).Quarter}",
        _ => $"{end.Year}",
    };
}
