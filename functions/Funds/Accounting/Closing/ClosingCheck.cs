using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>One thing that is looked at before a period closes (结账检查).</summary>
/// <param name="Id">Stable: prepared, order, earlier-year, confirmed …</param>
/// <param name="IsHard">Keeps the period from closing; otherwise only told.</param>
/// <param name="Count">How many things stand against it.</param>
/// <param name="Text">What it is and what to do, in Chinese.</param>
public sealed record ClosingCheck(string Id, string Title, bool IsGood, bool IsHard, long Count, string Text);

/// <summary>Looks at something beyond the books themselves, such as the bank; modules register theirs.</summary>
public interface IClosingCheck
{
    Task<ClosingCheck> Look(BookId book, BookPeriod period, CancellationToken stopping);
}

/// <summary>All checks of a period.</summary>
/// <param name="CanClose">None of the hard checks fails.</param>
public sealed record ClosingView(
    BookId Book, string BookTitle, BookPeriod Period, BookPeriod? ClosedThrough, bool CanClose,
    IReadOnlyList<ClosingCheck> Checks);

/// <summary>The checks that closing itself makes.</summary>
public sealed class ClosingChecks(IDocumentStore store, Charts charts, IReadOnlyList<IClosingCheck> others)
{
    /// <summary>待转社会保险费: what the treasury paid in without detail.</summary>
    private const string Suspense = "2201";

    internal async Task<IReadOnlyList<ClosingCheck>> Of(
        BookId book, BookPeriod period, int closedThrough, DateOnly today, CancellationToken stopping)
    {
        var checks = new List<ClosingCheck>
        {
            Order(book, closedThrough, period),
            Over(period, today),
            await Prepared(book, period, stopping),
            await EarlierYear(book, period, stopping),
        };
        var months = await store.Months(book, stopping);
        checks.Add(await Gapless(book, period, months, stopping));
        checks.Add(await Balanced(book, period, months, stopping));
        checks.Add(await Confirmed(book, period, months, stopping));
        checks.Add(await Cleared(book, period, months, stopping));
        foreach (var other in others) { checks.Add(await other.Look(book, period, stopping)); }
        return checks;
    }

    private static ClosingCheck Order(BookId book, int closedThrough, BookPeriod period)
    {
        var next = ClosePeriod.Next(book, closedThrough);
        return new ClosingCheck(
            "order", "按顺序结账", next == period, true, next == period ? 0 : 1,
            next is null ? "本年度已全部结账。" : next == period ? "轮到本期间。" : $"应先结 {next}。");
    }

    private static ClosingCheck Over(BookPeriod period, DateOnly today)
    {
        var last = new DateOnly(period.Year, 1, 1).AddMonths(Math.Min(period.Month, 12)).AddDays(-1);
        return today > last
            ? new ClosingCheck("over", "本期已结束", true, false, 0, $"{last:yyyy-MM-dd} 已过。")
            : new ClosingCheck("over", "本期已结束", false, false, 1, $"本期到 {last:yyyy-MM-dd} 为止，结账后的业务将记入下一期间。");
    }

    private async Task<ClosingCheck> Prepared(BookId book, BookPeriod period, CancellationToken stopping)
    {
        var waiting = await store.Totals(Containers.Books, book.Text, ListPrepared.WaitingIn(period), [], stopping);
        return new ClosingCheck(
            "prepared", "凭证全部记账", waiting.Count == 0, true, waiting.Count,
            waiting.Count == 0 ? "没有未记账凭证。" : $"还有{waiting.Count}张凭证未记账，请审核、记账或作废。");
    }

    private async Task<ClosingCheck> EarlierYear(BookId book, BookPeriod period, CancellationToken stopping)
    {
        const string Id = "earlier-year", Title = "上年已年结";
        var before = period.Month == 1 ? await store.Head(book.PreviousYear(), stopping) : null;
        return before is null || before.Value.ClosedThrough > 12
            ? new ClosingCheck(Id, Title, true, true, 0, "上年余额已结转。")
            : new ClosingCheck(Id, Title, false, true, 1, $"{book.Year - 1}年度尚未年终结账，请先办理，期初余额才不再变动。");
    }

    private async Task<ClosingCheck> Gapless(
        BookId book, BookPeriod period, IReadOnlyList<MonthPage> months, CancellationToken stopping)
    {
        var last = months.FirstOrDefault(month => month.Period == period)?.LastNumber ?? 0;
        var query = new DocumentQuery("voucher") { Where = [Filter.Is("period", period.Text)] };
        var count = (await store.Totals(Containers.Books, book.Text, query, [], stopping)).Count;
        return new ClosingCheck(
            "gapless", "凭证号连续", last == count, true, Math.Abs(last - count),
            last == count ? $"共{count}张，1至{last}号无断号。" : $"凭证{count}张，末号{last}，有断号，请联系管理员核查。");
    }

    private async Task<ClosingCheck> Balanced(
        BookId book, BookPeriod period, IReadOnlyList<MonthPage> months, CancellationToken stopping)
    {
        var chart = await charts.For(book, stopping);
        var totals = TrialBalance.Of(book, chart, months, period).Totals;
        var difference = totals.YearDebit - totals.YearCredit;
        return new ClosingCheck(
            "balanced", "试算平衡", difference.IsZero, true, difference.IsZero ? 0 : 1,
            difference.IsZero ? $"本年累计借贷各 {totals.YearDebit}。" : $"借贷相差 {difference}。");
    }

    private async Task<ClosingCheck> Confirmed(
        BookId book, BookPeriod period, IReadOnlyList<MonthPage> months, CancellationToken stopping)
    {
        var all = months.FirstOrDefault(month => month.Period == period)?.LastNumber ?? 0;
        var query = new DocumentQuery("confirmed")
        {
            Where =
            [
                new Filter("voucher", Comparison.AtLeast, $"{period}-"),
                new Filter("voucher", Comparison.AtMost, $"{period}-~"),
            ],
        };
        var open = all - (await store.Totals(Containers.Books, book.Text, query, [], stopping)).Count;
        return new ClosingCheck(
            "confirmed", "国库记账确认", open == 0, false, open, open == 0 ? "全部确认。" : $"有{open}张凭证国库未确认。");
    }

    private async Task<ClosingCheck> Cleared(
        BookId book, BookPeriod period, IReadOnlyList<MonthPage> months, CancellationToken stopping)
    {
        const string Id = "suspense", Title = "待转社会保险费";
        var chart = await charts.For(book, stopping);
        if (chart.Find(AccountCode.Of(Suspense)) is not { } account)
        {
            return new ClosingCheck(Id, Title, true, false, 0, "本套账无此科目。");
        }
        var left = new LedgerSums(chart, account, [.. months.Where(month => month.Period <= period)])
            .Before(BookPeriod.Closing(book.Year + 1));
        return new ClosingCheck(
            Id, Title, left.IsZero, false, left.IsZero ? 0 : 1, left.IsZero ? "已全部结转。" : $"还有 {left} 未结转为收入。");
    }
}
