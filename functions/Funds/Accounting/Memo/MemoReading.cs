using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Reads the entries of the 备查账 over the years, each once: what a year carries over is not read again.
/// </summary>
internal sealed class MemoReading(IDocumentStore store, Charts charts)
{
    public static readonly AccountCode Prepaid = AccountCode.Of("1101");

    /// <summary>支出户存款 of SIF2017.</summary>
    private static readonly AccountCode AgencyDeposits = AccountCode.Of("1004");

    /// <summary>An entry a payment to an agency and a detail of it: a city's decade stays far below.</summary>
    private const int LinesMax = 1_000_000;

    /// <summary>The books up to this one without a gap between, oldest first.</summary>
    public async Task<IReadOnlyList<BookId>> Books(BookId newest, CancellationToken stopping)
    {
        var books = new List<BookId>();
        for (var book = newest; await store.Head(book, stopping) is not null; book = book.PreviousYear())
        {
            books.Insert(0, book);
        }
        return books;
    }

    public async Task<IReadOnlyList<(BookId Book, LedgerRow Row)>> Lines(
        IReadOnlyList<BookId> books, AccountCode code, CancellationToken stopping)
    {
        var lines = new List<(BookId, LedgerRow)>();
        foreach (var book in books)
        {
            var chart = await charts.For(book, stopping);
            if (chart.Find(code) is not { } account) { continue; }
            // The oldest book's opening was keyed; what later ones open with are entries of the years before.
            var from = book == books[0] ? BookPeriod.Opening(book.Year) : BookPeriod.Of(book.Year, 1);
            var reading = new LedgerReading(
                store, book, chart, account, await store.Months(book, stopping), new AuxFilter(null, null));
            var (rows, _) = await reading.Page(
                new LedgerPosition(from, 0, Money.Zero), BookPeriod.Closing(book.Year), LinesMax, stopping);
            lines.AddRange(rows.Select(row => (book, row)));
        }
        return lines;
    }

    /// <summary>The lines of 预拨待核销 that name a 支出户.</summary>
    public async Task<IReadOnlyList<PrepaidLine>> Prepayments(
        IReadOnlyList<BookId> books, CancellationToken stopping) =>
    [
        .. (await Lines(books, Prepaid, stopping)).Select(line => new PrepaidLine(
            RefOf(line.Book, line.Row.Voucher), line.Row.Date, Value(line.Row, "agency"),
            Value(line.Row, "bankAccount"), Value(line.Row, "item"), line.Row.Debit, line.Row.Credit,
            line.Row.Summary, line.Row.Source)),
    ];

    /// <returns>支出户存款 of the agency's own book by account number; null when it keeps none here.</returns>
    public async Task<IReadOnlyDictionary<string, Money>?> AgencyDepositsOf(BookId memo, CancellationToken stopping)
    {
        var book = memo with { Kind = BookKind.Aux };
        if (await store.Head(book, stopping) is null) { return null; }
        var chart = await charts.For(book, stopping);
        var codes = chart.Subtree(AgencyDeposits).Select(account => account.Code).ToHashSet();
        return (await store.Aux(book, stopping)).SelectMany(page => page.Rows)
            .Where(row => codes.Contains(row.Account))
            .GroupBy(row => row.Dimensions.GetValueOrDefault("bankAccount", ""))
            .ToDictionary(group => group.Key, group => group.Aggregate(
                Money.Zero, (sum, row) => sum + row.Turnover.Debit - row.Turnover.Credit));
    }

    /// <summary>How many vouchers they hold: grows with every one that is posted.</summary>
    public async Task<long> VersionOf(IEnumerable<BookId> books, CancellationToken stopping)
    {
        var count = 0L;
        foreach (var book in books)
        {
            count += (await store.Months(book, stopping)).Sum(month => (long)month.LastNumber);
        }
        return count;
    }

    public static VoucherRef RefOf(BookId book, VoucherNumber number) => new(book.Text, number.Text, number.Text);

    private static string Value(LedgerRow row, string dimension) => row.Dimensions.GetValueOrDefault(dimension, "");
}
