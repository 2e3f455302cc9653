using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Books what has happened and cannot be undone, such as what a bank has paid.</summary>
public static class LateBooking
{
    /// <summary>
    /// Books on the event's own day; when its month is closed, on the first day of the month that is open, with its own
    /// day told in the source.
    /// </summary>
    /// <returns>As <see cref="IBooks.Post"/>.</returns>
    public static async Task<Result<VoucherRef>> PostWhereOpen(this IBooks books, BusinessEvent happened, Call call)
    {
        var late = happened;
        while (true)
        {
            var posted = await books.Post(late, call);
            if (posted.TryGet(out _, out var problem) || problem is not PeriodClosed closed) { return posted; }
            late = happened with
            {
                Date = closed.OpenFrom,
                Source = happened.Source with
                {
                    Detail = $"{happened.Source.Detail}（业务日期 {happened.Date:yyyy-MM-dd}，当月已结账）",
                },
            };
        }
    }
}
