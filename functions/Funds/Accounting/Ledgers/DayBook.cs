using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="Balance">At the day's end, on the account's normal side.</param>
public sealed record DayBookDay(
    DateOnly Date, Money Debit, Money Credit, Money Balance, IReadOnlyList<LedgerRow> Rows);

/// <summary>A journal of an account by days (日记账), such as the bank's.</summary>
/// <param name="Days">In order of date; only days with lines.</param>
public sealed record DayBook(
    BookId Book, AccountCode Account, string AccountName, Side Normal, BookPeriod Period, Money Opening, Money Debit,
    Money Credit, Money Closing, IReadOnlyList<DayBookDay> Days);

/// <summary>Reads a month of an account by days.</summary>
/// <param name="Dimension">Usually bankAccount, with the account's number as <paramref name="Value"/>.</param>
public sealed record ReadDayBook(
    BookId Book, AccountCode Account, BookPeriod Period, string? Dimension, string? Value) : IScoped
{
    /// <summary>What a screen can show and a printer print.</summary>
    public const int LinesMax = 5000;

    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store, Charts charts) => Kernel.Endpoint.Of<ReadDayBook, DayBook>(
        HttpMethod.Get, "accounting/books/{book}/day-book", Permission.BookView, "日记账",
        (request, call) => Handle(request, call, store, charts));

    private static async Task<Result<DayBook>> Handle(
        ReadDayBook request, Call call, IDocumentStore store, Charts charts)
    {
        var (book, period) = (request.Book, request.Period);
        if (await store.Head(book, call.Stopping) is null) { return new NotFound("账套", book.Text); }
        if (!AuxFilter.Of(request.Dimension, request.Value).TryGet(out var filter, out var problem)) { return problem; }
        var chart = await charts.For(book, call.Stopping);
        if (chart.Find(request.Account) is not { } account)
        {
            return new AccountMissing(book.Fund, request.Account.Text);
        }
        var months = await filter.Months(store, book, call.Stopping);
        var sums = new LedgerSums(chart, account, months);
        var (opening, moved) = (sums.Before(period), sums.Between(period, period));
        if (moved.Lines > LinesMax)
        {
            return new InvalidValue("period", $"该月共{moved.Lines}行，超过{LinesMax}行，请按银行账户等辅助核算分开查看。");
        }
        var reading = new LedgerReading(store, book, chart, account, months, filter);
        var (rows, _) = await reading.Page(new LedgerPosition(period, 0, opening), period, LinesMax, call.Stopping);
        return new DayBook(
            book, account.Code, chart.FullName(account.Code), account.Normal, period, opening, moved.Debit,
            moved.Credit, opening + account.OnNormalSide(moved), Days(account, opening, rows));
    }

    /// <summary>The lines stand in order of number; here each day's together, with the balance run anew.</summary>
    private static List<DayBookDay> Days(Account account, Money opening, IReadOnlyList<LedgerRow> rows)
    {
        var days = new List<DayBookDay>();
        var balance = opening;
        foreach (var day in rows.GroupBy(row => row.Date).OrderBy(day => day.Key))
        {
            var lines = new List<LedgerRow>();
            var moved = Turnover.None;
            foreach (var row in day)
            {
                var turnover = new Turnover(row.Debit, row.Credit, 1);
                (moved, balance) = (moved.Plus(turnover), balance + account.OnNormalSide(turnover));
                lines.Add(row with { Balance = balance });
            }
            days.Add(new DayBookDay(day.Key, moved.Debit, moved.Credit, balance, lines));
        }
        return days;
    }
}
