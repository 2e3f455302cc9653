using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A month of an account in the general ledger; only months that moved.</summary>
/// <param name="YearDebit">From January to this month (本年累计).</param>
/// <param name="Balance">At its end, on the account's normal side.</param>
public sealed record GeneralRow(
    BookPeriod Period, Money Debit, Money Credit, Money YearDebit, Money YearCredit, Money Balance);

/// <param name="Opening">At the year's beginning, on the normal side.</param>
public sealed record GeneralAccount(
    AccountCode Account, string Name, int Level, Side Normal, Money Opening, IReadOnlyList<GeneralRow> Rows);

/// <summary>The general ledger (总账) of a book.</summary>
public sealed record GeneralLedger(BookId Book, string BookTitle, IReadOnlyList<GeneralAccount> Accounts);

/// <summary>Reads the general ledger.</summary>
/// <param name="Account">One account; all that moved when not given.</param>
/// <param name="Level">Down to this level; the first when not given.</param>
/// <param name="Dimension">Only lines that bear <paramref name="Value"/> under it.</param>
public sealed record ReadGeneralLedger(
    BookId Book, AccountCode? Account, int? Level, string? Dimension, string? Value) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store, Charts charts) =>
        Kernel.Endpoint.Of<ReadGeneralLedger, GeneralLedger>(
            HttpMethod.Get, "accounting/books/{book}/general-ledger", Permission.BookView, "总账",
            (request, call) => Handle(request, call, store, charts));

    private static async Task<Result<GeneralLedger>> Handle(
        ReadGeneralLedger request, Call call, IDocumentStore store, Charts charts)
    {
        var book = request.Book;
        if (await store.Head(book, call.Stopping) is null) { return new NotFound("账套", book.Text); }
        if (!AuxFilter.Of(request.Dimension, request.Value).TryGet(out var filter, out var problem)) { return problem; }
        var chart = await charts.For(book, call.Stopping);
        if (request.Account is { } code && chart.Find(code) is null)
        {
            return new AccountMissing(book.Fund, code.Text);
        }
        var months = await filter.Months(store, book, call.Stopping);
        var accounts = request.Account is { } one
            ? [chart.Find(one)!]
            : chart.Accounts.Where(account => chart.LevelOf(account.Code) <= (request.Level ?? 1));
        return new GeneralLedger(
            book, book.Title,
            [
                .. accounts.Select(account => Of(chart, account, months))
                    .Where(account => account.Rows.Count > 0 || !account.Opening.IsZero),
            ]);
    }

    private static GeneralAccount Of(Chart chart, Account account, IReadOnlyList<MonthPage> months)
    {
        var sums = new LedgerSums(chart, account, months);
        var rows = new List<GeneralRow>();
        var opening = sums.Before(BookPeriod.Of(months is [var first, ..] ? first.Period.Year : 1999, 1));
        var (year, balance) = (Turnover.None, opening);
        foreach (var period in months.Select(month => month.Period).Where(period => !period.IsOpening))
        {
            var moved = sums.Between(period, period);
            if (moved.Lines == 0) { continue; }
            year = year.Plus(moved);
            balance += account.OnNormalSide(moved);
            rows.Add(new GeneralRow(period, moved.Debit, moved.Credit, year.Debit, year.Credit, balance));
        }
        return new GeneralAccount(
            account.Code, chart.FullName(account.Code), chart.LevelOf(account.Code), account.Normal, opening, rows);
    }
}
