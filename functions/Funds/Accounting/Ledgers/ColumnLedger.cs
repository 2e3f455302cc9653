using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="Key">The detail account's code, or the dimension's value; empty where the lines name none.</param>
/// <param name="Total">Of the whole range, on the account's normal side.</param>
public sealed record LedgerColumn(string Key, string Title, Money Total);

/// <param name="Key">The column that the amount stands in.</param>
/// <param name="Amount">On the account's normal side; what stands on the other side is negative (红字).</param>
public sealed record ColumnRow(
    BookPeriod Period, DateOnly Date, VoucherNumber Voucher, int Line, string Summary, string Key, Money Amount,
    Money Balance, SourceLink Source);

/// <summary>A multi-column ledger (多栏账): an account's lines with a column for each detail.</summary>
/// <param name="Columns">Every column that moved in the range, also when this page has none of its lines.</param>
public sealed record ColumnLedger(
    BookId Book, AccountCode Account, string AccountName, Side Normal, BookPeriod From, BookPeriod To, Money Opening,
    Money Closing, IReadOnlyList<LedgerColumn> Columns, IReadOnlyList<ColumnRow> Items, long Total,
    string? Continuation);

/// <summary>Reads an account in columns, by its detail accounts or by a dimension.</summary>
/// <param name="By">The dimension's id; by detail account when not given.</param>
public sealed record ReadColumns(
    BookId Book, AccountCode Account, string? By, BookPeriod? From, BookPeriod? To, int? Limit, string? Continuation)
    : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store, Charts charts) =>
        Kernel.Endpoint.Of<ReadColumns, ColumnLedger>(
            HttpMethod.Get, "accounting/books/{book}/columns", Permission.BookView, "多栏账",
            (request, call) => Handle(request, call, store, charts));

    private static async Task<Result<ColumnLedger>> Handle(
        ReadColumns request, Call call, IDocumentStore store, Charts charts)
    {
        if (!AuxFilter.Of(request.By, null).TryGet(out _, out var problem)) { return problem; }
        var asked = new ReadLedger(
            request.Book, request.Account, request.From, request.To, request.Limit, request.Continuation);
        var read = await ReadLedger.Handle(asked, call, store, charts);
        if (!read.TryGet(out var ledger, out problem)) { return problem; }
        var chart = await charts.For(request.Book, call.Stopping);
        var account = chart.Find(request.Account)!;
        var codes = chart.Subtree(account.Code).Select(each => each.Code).ToHashSet();
        var columns = (await store.Aux(request.Book, call.Stopping))
            .Where(page => page.Period >= ledger.From && page.Period <= ledger.To)
            .SelectMany(page => page.Rows)
            .Where(row => codes.Contains(row.Account))
            .GroupBy(row => Key(request.By, row.Account, row.Dimensions))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new LedgerColumn(
                group.Key, Title(request.By, group.Key, chart),
                group.Aggregate(Money.Zero, (sum, row) => sum + account.OnNormalSide(row.Turnover))));
        var rows = ledger.Items.Select(row => new ColumnRow(
            row.Period, row.Date, row.Voucher, row.Line, row.Summary, Key(request.By, row.Account, row.Dimensions),
            account.OnNormalSide(new Turnover(row.Debit, row.Credit, 1)), row.Balance, row.Source));
        return new ColumnLedger(
            request.Book, account.Code, ledger.AccountName, account.Normal, ledger.From, ledger.To, ledger.Opening,
            ledger.Closing, [.. columns], [.. rows], ledger.Total, ledger.Continuation);
    }

    private static string Key(string? by, AccountCode account, IReadOnlyDictionary<string, string> dimensions) =>
        by is null ? account.Text : dimensions.GetValueOrDefault(by, "");

    private static string Title(string? by, string key, Chart chart) =>
        by is null ? chart.Find(AccountCode.Of(key))!.Name : key.Length > 0 ? key : $"未填{AuxDimensions.TitleOf(by)}";
}
