using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A row of a detail ledger (明细账).</summary>
/// <param name="Balance">After this line, on the account's normal side; negative when contrary.</param>
public sealed record LedgerRow(
    BookPeriod Period, DateOnly Date, VoucherNumber Voucher, int Line, AccountCode Account, string AccountName,
    string Summary, Money Debit, Money Credit, Money Balance, IReadOnlyDictionary<string, string> Dimensions,
    SourceLink Source);

/// <param name="Opening">At the beginning of <paramref name="From"/>; the opening vouchers count into it.</param>
/// <param name="Debit">Of all lines from <paramref name="From"/> to <paramref name="To"/>, not of this page.</param>
/// <param name="Total">The count of all those lines.</param>
public sealed record LedgerPage(
    BookId Book, AccountCode Account, string AccountName, Side Normal, BookPeriod From, BookPeriod To, Money Opening,
    Money Debit, Money Credit, Money Closing, IReadOnlyList<LedgerRow> Items, long Total, string? Continuation);

/// <summary>Reads the ledger of an account; a parent's holds the lines of its details in voucher order.</summary>
/// <param name="Dimension">Only lines that bear <paramref name="Value"/> under this auxiliary accounting.</param>
public sealed record ReadLedger(
    BookId Book, AccountCode Account, BookPeriod? From, BookPeriod? To, int? Limit, string? Continuation,
    string? Dimension = null, string? Value = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store, Charts charts) => Kernel.Endpoint.Of<ReadLedger, LedgerPage>(
        HttpMethod.Get, "accounting/books/{book}/ledger", Permission.BookView, "明细账",
        (request, call) => Handle(request, call, store, charts));

    internal static async Task<Result<LedgerPage>> Handle(
        ReadLedger request, Call call, IDocumentStore store, Charts charts)
    {
        var book = request.Book;
        if (await store.Head(book, call.Stopping) is null) { return new NotFound("账套", book.Text); }
        if (!AuxFilter.Of(request.Dimension, request.Value).TryGet(out var filter, out var problem)) { return problem; }
        var chart = await charts.For(book, call.Stopping);
        if (chart.Find(request.Account) is not { } account)
        {
            return new AccountMissing(book.Fund, request.Account.Text);
        }
        var from = request.From is { IsOpening: false } asked ? asked : BookPeriod.Of(book.Year, 1);
        var to = request.To ?? BookPeriod.Closing(book.Year);
        var months = await filter.Months(store, book, call.Stopping);
        var sums = new LedgerSums(chart, account, months);
        if (!LedgerPosition.TryRead(request.Continuation, from, sums.Before(from), out var position))
        {
            return new InvalidValue("continuation", "翻页标记无效，请从第一页重新查询。");
        }
        var reading = new LedgerReading(store, book, chart, account, months, filter);
        var (rows, next) = await reading.Page(position, to, ListScope.Limit(request.Limit), call.Stopping);
        var moved = sums.Between(from, to);
        var opening = sums.Before(from);
        return new LedgerPage(
            book, account.Code, chart.FullName(account.Code), account.Normal, from, to, opening, moved.Debit,
            moved.Credit, opening + account.OnNormalSide(moved), rows, moved.Lines, next?.ToString());
    }
}

/// <summary>What an account and those below it moved, on its normal side.</summary>
internal sealed class LedgerSums(Chart chart, Account account, IReadOnlyList<MonthPage> months)
{
    private readonly HashSet<AccountCode> _codes = [.. chart.Subtree(account.Code).Select(each => each.Code)];

    public Money Before(BookPeriod period) => account.OnNormalSide(Sum(month => month < period));

    public Turnover Between(BookPeriod from, BookPeriod to) => Sum(month => month >= from && month <= to);

    private Turnover Sum(Func<BookPeriod, bool> when) => months.Where(month => when(month.Period))
        .SelectMany(month => month.Accounts.Where(pair => _codes.Contains(pair.Key)).Select(pair => pair.Value))
        .Aggregate(Turnover.None, (sum, moved) => sum.Plus(moved));
}

/// <summary>Where a page begins: the period, the first order number not yet shown, and the balance before it.</summary>
internal sealed record LedgerPosition(BookPeriod Period, long Order, Money Balance)
{
    public static bool TryRead(string? text, BookPeriod from, Money opening, out LedgerPosition position)
    {
        position = new LedgerPosition(from, 0, opening);
        if (text is null) { return true; }
        if (text.Split('.') is not [var period, var order, var balance]
            || !BookPeriod.TryParse(period, out var when) || when < from
            || !long.TryParse(order, NumberStyles.None, CultureInfo.InvariantCulture, out var next)
            || !long.TryParse(balance, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var fen)
            || fen is < -Money.MaxFen or > Money.MaxFen)
        {
            return false;
        }
        position = new LedgerPosition(when, next, Money.FromFen(fen));
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Period}.{Order}.{Balance.Fen}");
}

/// <summary>Pages through the line documents of an account and those below it, month by month.</summary>
internal sealed class LedgerReading(
    IDocumentStore store, BookId book, Chart chart, Account account, IReadOnlyList<MonthPage> months,
    AuxFilter filter)
{
    public async Task<(IReadOnlyList<LedgerRow> Rows, LedgerPosition? Next)> Page(
        LedgerPosition start, BookPeriod to, int limit, CancellationToken stopping)
    {
        var rows = new List<LedgerRow>();
        var balance = start.Balance;
        foreach (var month in months.Where(month => month.Period >= start.Period && month.Period <= to))
        {
            var order = month.Period == start.Period ? start.Order : 0;
            // One more than fits, to know whether there is a next page.
            foreach (var line in await Lines(month, order, limit - rows.Count + 1, stopping))
            {
                if (rows.Count == limit) { return (rows, new LedgerPosition(month.Period, line.Order, balance)); }
                balance += account.OnNormalSide(new Turnover(line.Debit, line.Credit, 1));
                rows.Add(Row(line, balance));
            }
        }
        return (rows, null);
    }

    private LedgerRow Row(LedgerLine line, Money balance) => new(
        line.Period, line.Date, line.Voucher, line.Line, line.Account, chart.FullName(line.Account), line.Summary,
        line.Debit, line.Credit, balance, line.Dimensions, line.Source);

    /// <summary>The next lines of the month in order, of all leaves together.</summary>
    private async Task<IEnumerable<LedgerLine>> Lines(
        MonthPage month, long from, int count, CancellationToken stopping)
    {
        var lines = new List<LedgerLine>();
        foreach (var leaf in chart.Subtree(account.Code).Where(each => month.Accounts.ContainsKey(each.Code)))
        {
            lines.AddRange(await Lines(leaf.Code, month.Period, from, count, stopping));
        }
        return lines.OrderBy(line => line.Order).Take(count);
    }

    private async Task<List<LedgerLine>> Lines(
        AccountCode leaf, BookPeriod period, long from, int count, CancellationToken stopping)
    {
        var lines = new List<LedgerLine>();
        // Behind the id before the first wanted: a page far down is found in the index, not by reading up to it.
        var continuation = from == 0 ? null : new Cursor(null, LedgerLine.IdOf(leaf, period, from - 1)).Text;
        do
        {
            var query = new DocumentQuery(LedgerLine.TypeOf(leaf, period))
            {
                Where = [.. filter.OnLines()],
                Limit = Math.Min(count, DocumentQuery.LimitMax),
                Continuation = continuation,
            };
            var page = await store.Query(Containers.Books, book.Text, query, stopping);
            var read = page.Items.Select(document => document.As<LedgerLine>());
            lines.AddRange(read.Where(line => filter.Keeps(line.Dimensions)));
            continuation = page.Continuation;
        }
        while (continuation is not null && lines.Count < count);
        return lines;
    }
}
