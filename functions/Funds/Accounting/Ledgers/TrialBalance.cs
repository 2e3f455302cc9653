using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// A row of the trial balance (科目余额表). A balance stands on the account's normal side and is negative when it is
/// contrary, so every column of a parent is the sum of its children's.
/// </summary>
/// <param name="YearDebit">Turnover from January to the period (本年累计).</param>
/// <param name="IsLeaf">False when there are rows below it.</param>
public sealed record BalanceRow(
    AccountCode Account, string Name, int Level, AccountCode? Parent, AccountClass Class, Side Normal, bool IsLeaf,
    Money OpeningDebit, Money OpeningCredit, Money Debit, Money Credit, Money YearDebit, Money YearCredit,
    Money ClosingDebit, Money ClosingCredit);

/// <summary>The sums of the rows of the first level shown.</summary>
public sealed record BalanceTotals(
    Money OpeningDebit, Money OpeningCredit, Money Debit, Money Credit, Money YearDebit, Money YearCredit,
    Money ClosingDebit, Money ClosingCredit);

/// <summary>The trial balance of a book for one period.</summary>
/// <param name="Rows">In code order, parents before their details; accounts that never moved are left out.</param>
public sealed record TrialBalance(
    BookId Book, string BookTitle, BookPeriod Period, IReadOnlyList<BalanceRow> Rows, BalanceTotals Totals)
{
    /// <summary>Derives it from the months' turnovers. Pure.</summary>
    /// <param name="level">Rows down to this level; the deepest when null.</param>
    /// <param name="under">Only the rows below this account, whose sums are the account's own row; null for
    /// all.</param>
    public static TrialBalance Of(
        BookId book, Chart chart, IReadOnlyList<MonthPage> months, BookPeriod period, int? level = null,
        AccountCode? under = null)
    {
        var leaves = Leaves(chart, months, period);
        var first = under is { } above ? chart.LevelOf(above) + 1 : 1;
        var rows = new List<BalanceRow>();
        foreach (var account in under is { } code ? [chart.Find(code)!] : chart.Top)
        {
            Add(rows, chart, account, under is null ? first : first - 1, leaves);
        }
        if (under is not null && rows.Count > 0) { rows.RemoveAt(0); }
        var firstLevel = rows.Where(row => row.Level == first);
        var deepest = Math.Max(level ?? int.MaxValue, first);
        return new TrialBalance(
            book, book.Title, period, [.. rows.Where(row => row.Level <= deepest)], Sum(firstLevel));
    }

    /// <summary>Adds the account's row and those below it, if anything moved there.</summary>
    private static void Add(
        List<BalanceRow> rows, Chart chart, Account account, int level, Dictionary<AccountCode, BalanceRow> leaves)
    {
        var at = rows.Count;
        foreach (var child in chart.Children(account.Code)) { Add(rows, chart, child, level + 1, leaves); }
        var below = rows.Skip(at).Where(row => row.Level == level + 1).ToList();
        if (leaves.GetValueOrDefault(account.Code) is { } own)
        {
            // Posted before the account got details: shown as a detail of its own, so that the parent still foots.
            if (!chart.IsLeaf(account.Code))
            {
                own = own with { Name = $"{account.Name}（未分明细）", Level = level + 1, Parent = account.Code };
                rows.Insert(at, own);
            }
            below.Add(own);
        }
        if (below.Count == 0) { return; }
        var sums = Sum(below);
        rows.Insert(at, new BalanceRow(
            account.Code, account.Name, level, account.Parent, account.Class, account.Normal,
            chart.IsLeaf(account.Code),
            sums.OpeningDebit, sums.OpeningCredit, sums.Debit, sums.Credit, sums.YearDebit, sums.YearCredit,
            sums.ClosingDebit, sums.ClosingCredit));
    }

    private static Dictionary<AccountCode, BalanceRow> Leaves(
        Chart chart, IReadOnlyList<MonthPage> months, BookPeriod period)
    {
        Turnover Moved(AccountCode code, Func<BookPeriod, bool> when) => months.Where(month => when(month.Period))
            .Aggregate(Turnover.None, (sum, month) => sum.Plus(month.Accounts.GetValueOrDefault(code, Turnover.None)));

        var codes = months.Where(month => month.Period <= period).SelectMany(month => month.Accounts.Keys).Distinct();
        return codes.ToDictionary(code => code, code => Leaf(
            chart.Find(code)
                ?? throw new InvalidOperationException($"{code} was posted but is not in {chart.Version}."),
            before: Moved(code, when => when < period || when.IsOpening),
            during: Moved(code, when => when == period && !when.IsOpening),
            year: Moved(code, when => when <= period && !when.IsOpening)));
    }

    private static BalanceRow Leaf(Account account, Turnover before, Turnover during, Turnover year)
    {
        var opening = before.Debit - before.Credit;
        var closing = opening + during.Debit - during.Credit;
        var isDebit = account.Normal == Side.Debit;
        return new BalanceRow(
            account.Code, account.Name, 0, account.Parent, account.Class, account.Normal, true,
            isDebit ? opening : Money.Zero, isDebit ? Money.Zero : -opening, during.Debit, during.Credit, year.Debit,
            year.Credit, isDebit ? closing : Money.Zero, isDebit ? Money.Zero : -closing);
    }

    private static BalanceTotals Sum(IEnumerable<BalanceRow> rows)
    {
        var zero = new BalanceTotals(
            Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero);
        return rows.Aggregate(zero, (sum, row) => new BalanceTotals(
            sum.OpeningDebit + row.OpeningDebit, sum.OpeningCredit + row.OpeningCredit, sum.Debit + row.Debit,
            sum.Credit + row.Credit, sum.YearDebit + row.YearDebit, sum.YearCredit + row.YearCredit,
            sum.ClosingDebit + row.ClosingDebit, sum.ClosingCredit + row.ClosingCredit));
    }
}

/// <summary>Reads the trial balance.</summary>
/// <param name="Period">The last period with vouchers when not given.</param>
/// <param name="Under">Drill: only the accounts below this one.</param>
/// <param name="On">Only vouchers dated up to this day: the balances in the course of a month.</param>
/// <param name="KnownOn">Only vouchers posted up to this day: the balances as the book showed them then.</param>
public sealed record ReadBalances(
    BookId Book, BookPeriod? Period, int? Level, AccountCode? Under, DateOnly? On = null, DateOnly? KnownOn = null)
    : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store, Charts charts) =>
        Kernel.Endpoint.Of<ReadBalances, TrialBalance>(
            HttpMethod.Get, "accounting/books/{book}/balances", Permission.BookView, "科目余额表",
            (request, call) => Handle(request, call, store, charts));

    private static async Task<Result<TrialBalance>> Handle(
        ReadBalances request, Call call, IDocumentStore store, Charts charts)
    {
        if (await store.Head(request.Book, call.Stopping) is null) { return new NotFound("账套", request.Book.Text); }
        var chart = await charts.For(request.Book, call.Stopping);
        if (request.Under is { } under && chart.Find(under) is null)
        {
            return new AccountMissing(request.Book.Fund, under.Text);
        }
        var months = await store.Months(request.Book, request.On, request.KnownOn, call.Stopping);
        var period = request.Period ?? (months is [.., var last] ? last.Period : BookPeriod.Opening(request.Book.Year));
        return TrialBalance.Of(request.Book, chart, months, period, request.Level, request.Under);
    }
}
