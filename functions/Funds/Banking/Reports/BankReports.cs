using SocialFund.Funds.Accounting;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>Reads both sides of an account at a day.</summary>
internal sealed class BankReports(IDocumentStore store, Charts charts)
{
    private readonly BankJournal _journal = new(store, charts);
    private readonly BankMatching _matching = new(store, charts);

    /// <returns>The statement, or not_found, or no_statement.</returns>
    public async Task<Result<Reconciliation>> Reconcile(BankAccountId account, DateOnly? date, Call call)
    {
        if (await account.Registered(store, call.Stopping) is not { } registered)
        {
            return new NotFound("财政专户", account.Text);
        }
        var day = date ?? ChinaTime.DateOf(call.Now);
        var at = await At(account, registered, day, call.Stopping);
        return at.Start is null || at.Start > day ? new NoStatement(at.Start) : at;
    }

    public async Task<Reconciliation> At(
        BankAccountId account, PayAccount registered, DateOnly date, CancellationToken stopping)
    {
        var folder = new BankFolder(store, account, stopping);
        var statements = await folder.Statements();
        var settings = await folder.Settings();
        var start = statements.Select(each => (DateOnly?)each.From).FirstOrDefault();
        var book = await _matching.BookLines(account, settings, start, date, folder, stopping);
        var difference = start is null ? Money.Zero
            : statements[0].Opening - await _journal.Before(account, settings.BookFrom ?? start.Value, stopping);
        return Reconciliation.Of(new ReconciledSides(
            account, registered.Name, registered.BankName, date, start,
            statements.Count == 0 ? null : statements.Max(each => each.To),
            await BankBalance(statements, folder, date), await _journal.Through(account, date, stopping), difference,
            await folder.OpenLines(date),
            [.. book.Where(line => line.Match.Length == 0 || line.ClearedOn > date)]));
    }

    public async Task<Result<ThreeWay>> ThreeWay(BankAccountId account, DateOnly? date, Call call)
    {
        var reconciled = await Reconcile(account, date, call);
        if (!reconciled.TryGet(out var at, out var problem)) { return problem; }
        var book = new BookId(account.Division, account.Fund, at.Date.Year, BookKind.Fsa);
        var ledger = await Ledger(book, at.Date, call.Stopping);
        var journal = await _journal.Balance(account.Division, account.Fund, null, at.Date, at.Date, call.Stopping);
        Agreement[] agreements =
        [
            Agreement("ledger-journal", "总账 银行存款", ledger, "日记账合计（各专户）", journal, "总账与日记账"),
            Agreement(
                "journal-bank", "日记账（本专户，调节后）", at.AdjustedBook, "银行对账单（调节后）", at.AdjustedBank,
                "日记账与银行"),
        ];
        var agency = await store.Head(book with { Kind = BookKind.Aux }, call.Stopping);
        return new ThreeWay(account, at.Date, agreements, agency is not null);
    }

    /// <summary>As the pages by day say it: another projection of the vouchers than the line documents.</summary>
    private async Task<Money> Ledger(BookId book, DateOnly date, CancellationToken stopping)
    {
        if (await store.Head(book, stopping) is null)
        {
            return await _journal.Balance(book.Division, book.Fund, null, date, date, stopping);
        }
        var chart = await charts.For(book, stopping);
        if (chart.Find(BankJournal.BankDeposits) is not { } account) { return Money.Zero; }
        var months = DayPage.Months(await store.Days(book, stopping), date, null);
        return new LedgerSums(chart, account, months).Before(BookPeriod.Opening(book.Year + 1));
    }

    private static Agreement Agreement(
        string id, string leftName, Money left, string rightName, Money right, string what) => new(
        id, leftName, left, rightName, right, left - right,
        left == right ? $"{what}一致。" : $"{what}相差 {left - right}，请查明。");

    /// <summary>The last statement's closing balance, and lines of a later one up to the day.</summary>
    private static async Task<Money> BankBalance(
        IReadOnlyList<BankStatement> statements, BankFolder folder, DateOnly date)
    {
        var ended = statements.Where(each => each.To <= date).MaxBy(each => each.To);
        if (ended is not null)
        {
            return ended.To == date ? ended.Closing
                : ended.Closing + (await folder.Moved(ended.To.AddDays(1), date)).Sum;
        }
        return statements.FirstOrDefault(each => each.From <= date) is { } running
            ? running.Opening + (await folder.Moved(running.From, date)).Sum : Money.Zero;
    }
}
