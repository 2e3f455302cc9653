using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>What the books say of a bank account: the lines and balance of 银行存款 that name it.</summary>
internal sealed class BankJournal(IDocumentStore store, Charts charts)
{
    /// <summary>银行存款 of 财办〔2018〕43号.</summary>
    public static readonly AccountCode BankDeposits = AccountCode.Of("1001");

    private const string Dimension = "bankAccount";

    /// <summary>A book line a payment round and item: ten years of a large city stay far below.</summary>
    private const int LinesMax = 1_000_000;

    /// <summary>No book that is kept here is older.</summary>
    private const int YearsMax = 30;

    /// <summary>Lines of the days, in order of date; both inclusive. Opening balances are no lines.</summary>
    /// <param name="number">Null takes every account of the division and fund.</param>
    public async Task<IReadOnlyList<BookLine>> Lines(
        Division division, Fund fund, string? number, DateOnly from, DateOnly through, CancellationToken stopping)
    {
        var lines = new List<BookLine>();
        for (var year = from.Year; year <= through.Year; year++)
        {
            var first = year == from.Year ? from.Month : 1;
            var last = year == through.Year ? through.Month : 12;
            if (await Open(division, fund, number, year, stopping) is not { } book) { continue; }
            var start = new LedgerPosition(BookPeriod.Of(year, first), 0, Money.Zero);
            var (rows, _) = await book.Reading.Page(start, BookPeriod.Of(year, last), LinesMax, stopping);
            lines.AddRange(rows.Select(row => LineOf(book.Id, row)));
        }
        return
        [
            .. lines.Where(line => line.Date >= from && line.Date <= through)
                .OrderBy(line => line.Date).ThenBy(line => line.Id, StringComparer.Ordinal),
        ];
    }

    public Task<IReadOnlyList<BookLine>> Lines(
        BankAccountId account, DateOnly from, DateOnly through, CancellationToken stopping) =>
        Lines(account.Division, account.Fund, account.Number, from, through, stopping);

    /// <summary>The balance when the day began, the year's opening balance included.</summary>
    public Task<Money> Before(BankAccountId account, DateOnly day, CancellationToken stopping) =>
        Balance(account.Division, account.Fund, account.Number, day, day.AddDays(-1), stopping);

    /// <summary>The balance at the day's end.</summary>
    public Task<Money> Through(BankAccountId account, DateOnly day, CancellationToken stopping) =>
        Balance(account.Division, account.Fund, account.Number, day, day, stopping);

    /// <param name="day">Whose year's book is asked; the newest earlier one when there is none.</param>
    /// <param name="last">The last day that counts.</param>
    public async Task<Money> Balance(
        Division division, Fund fund, string? number, DateOnly day, DateOnly last, CancellationToken stopping)
    {
        if (await Open(division, fund, number, day.Year, stopping) is { } book)
        {
            var month = new DateOnly(day.Year, day.Month, 1);
            var lines = last < month ? []
                : await Lines(division, fund, number, month, last, stopping);
            return book.Sums.Before(BookPeriod.Of(day)) + lines.Sum();
        }
        for (var year = day.Year - 1; year > day.Year - YearsMax; year--)
        {
            if (await Open(division, fund, number, year, stopping) is { } earlier)
            {
                return earlier.Sums.Before(BookPeriod.Opening(year + 1));
            }
        }
        return Money.Zero;
    }

    /// <returns>The line that the id names; null unless it is one of this account.</returns>
    public async Task<BookLine?> Find(BankAccountId account, string id, CancellationToken stopping)
    {
        if (BookLine.TryParseId(id) is not { } place || place.Book.Scope != account.Scope) { return null; }
        var chart = await charts.For(place.Book, stopping);
        var voucher = await store.Find<Voucher>(
            Containers.Books, place.Book.Text, BookDocuments.VoucherIdOf(place.Voucher), stopping);
        var line = voucher?.Value.Lines.FirstOrDefault(each => each.Number == place.Line);
        if (line is null || line.Dimensions.GetValueOrDefault(Dimension) != account.Number) { return null; }
        if (!chart.Subtree(BankDeposits).Any(each => each.Code == line.Account.Code)) { return null; }
        return new BookLine(
            id, place.Book, place.Voucher, place.Line, voucher!.Value.Date, line.Debit - line.Credit, line.Summary,
            voucher.Value.Source);
    }

    private sealed record OpenBook(BookId Id, LedgerSums Sums, LedgerReading Reading);

    private async Task<OpenBook?> Open(
        Division division, Fund fund, string? number, int year, CancellationToken stopping)
    {
        var book = new BookId(division, fund, year, BookKind.Fsa);
        if (await store.Head(book, stopping) is null) { return null; }
        var chart = await charts.For(book, stopping);
        if (chart.Find(BankDeposits) is not { } account) { return null; }
        var filter = new AuxFilter(number is null ? null : Dimension, number);
        var months = await filter.Months(store, book, stopping);
        return new OpenBook(
            book, new LedgerSums(chart, account, months),
            new LedgerReading(store, book, chart, account, months, filter));
    }

    private static BookLine LineOf(BookId book, LedgerRow row) => new(
        BookLine.IdOf(book, row.Voucher, row.Line), book, row.Voucher, row.Line, row.Date, row.Debit - row.Credit,
        row.Summary, row.Source);
}

internal static class LineSums
{
    public static Money Sum(this IEnumerable<BookLine> lines) =>
        lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);

    public static Money Sum(this IEnumerable<BankLine> lines) =>
        lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);
}
