using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

public sealed record SummaryRow(AccountCode Account, string Name, Money Debit, Money Credit, long Lines);

/// <summary>The summary of vouchers (凭证汇总) of some days: what each account moved.</summary>
/// <param name="Rows">In code order; accounts that did not move are left out.</param>
public sealed record VoucherSummary(
    BookId Book, string BookTitle, DateOnly From, DateOnly To, IReadOnlyList<SummaryRow> Rows, Money Debit,
    Money Credit);

/// <summary>Sums the vouchers by their date; opening and closing entries are left out.</summary>
/// <param name="Level">Accounts of this level; the first when not given.</param>
public sealed record ReadVoucherSummary(BookId Book, DateOnly From, DateOnly To, int? Level) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store, Charts charts) =>
        Kernel.Endpoint.Of<ReadVoucherSummary, VoucherSummary>(
            HttpMethod.Get, "accounting/books/{book}/summary", Permission.BookView, "凭证汇总",
            (request, call) => Handle(request, call, store, charts));

    private static async Task<Result<VoucherSummary>> Handle(
        ReadVoucherSummary request, Call call, IDocumentStore store, Charts charts)
    {
        var book = request.Book;
        if (await store.Head(book, call.Stopping) is null) { return new NotFound("账套", book.Text); }
        if (request.From > request.To) { return new InvalidValue("from", "开始日期不能晚于结束日期。"); }
        var chart = await charts.For(book, call.Stopping);
        var level = Math.Max(request.Level ?? 1, 1);
        var days = (await store.Days(book, call.Stopping)).Where(day => day.Date >= request.From
            && day.Date <= request.To && day.Period is { IsOpening: false, IsClosing: false });
        var rows = Turnovers.Sum(days.Select(day => day.Accounts))
            .GroupBy(pair => At(chart, pair.Key, level))
            .OrderBy(group => group.Key.Text, StringComparer.Ordinal)
            .Select(group =>
            {
                var moved = group.Aggregate(Turnover.None, (sum, pair) => sum.Plus(pair.Value));
                return new SummaryRow(
                    group.Key, chart.FullName(group.Key), moved.Debit, moved.Credit, moved.Lines);
            })
            .ToList();
        Money Sum(Func<SummaryRow, Money> amount) => rows.Aggregate(Money.Zero, (sum, row) => sum + amount(row));
        return new VoucherSummary(
            book, book.Title, request.From, request.To, rows, Sum(row => row.Debit), Sum(row => row.Credit));
    }

    /// <summary>The account's own ancestor at the level, or the account where the tree is not that deep.</summary>
    private static AccountCode At(Chart chart, AccountCode code, int level)
    {
        var path = chart.Path(code);
        return path[Math.Min(level, path.Count) - 1].Code;
    }
}
