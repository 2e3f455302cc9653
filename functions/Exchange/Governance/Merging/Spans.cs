using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>Which months of a table are merged into one file.</summary>
internal static class Spans
{
    /// <summary>A file of more would be sorted for minutes whenever one of its batches is corrected.</summary>
    private const long RowsMax = 24_000_000;

    /// <summary>Agencies deliver a month until well into the next; a year is at rest after these.</summary>
    private const int MonthsToRest = 2;

    /// <summary>
    /// Years at rest whole, by quarters when too large, months that still change each by itself: one person's history
    /// is then in few files, and what comes in daily is merged with little.
    /// </summary>
    /// <param name="months">Those that have rows, with their count.</param>
    public static IReadOnlyList<(Period From, Period To)> Of(
        IReadOnlyList<(Period Month, long Rows)> months, Period now)
    {
        var spans = new List<(Period From, Period To)>();
        foreach (var year in months.GroupBy(each => each.Month.Year))
        {
            var isAtRest = Period.Of(year.Key, 12).Plus(MonthsToRest) < now;
            var length = !isAtRest ? 1 : year.Sum(each => each.Rows) <= RowsMax ? 12 : 3;
            spans.AddRange(year.Select(each => Span(each.Month, length)).Distinct());
        }
        return spans;
    }

    private static (Period From, Period To) Span(Period month, int length)
    {
        var from = Period.Of(month.Year, (month.Month - 1) / length * length + 1);
        return (from, from.Plus(length - 1));
    }
}
