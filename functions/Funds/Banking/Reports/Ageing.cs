using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>Open lines of one age, both sides.</summary>
/// <param name="To">Days; null for no limit.</param>
/// <param name="BankAmount">Of the amounts without their sign.</param>
public sealed record AgeBand(
    string Title, int From, int? To, int BankCount, Money BankAmount, int BookCount, Money BookAmount,
    IReadOnlyList<OpenItem> Bank, IReadOnlyList<OpenItem> Book);

/// <summary>How long the unmatched has waited (未达账龄).</summary>
public sealed record Ageing(BankAccountId Account, DateOnly Date, IReadOnlyList<AgeBand> Bands)
{
    private static readonly (int From, int? To, string Title)[] Limits =
        [(0, 7, "7天以内"), (8, 30, "8至30天"), (31, 90, "31至90天"), (91, null, "90天以上")];

    /// <summary>Pure.</summary>
    internal static Ageing Of(Reconciliation reconciliation)
    {
        var bank = reconciliation.BankIn.Items.Concat(reconciliation.BankOut.Items).ToList();
        var book = reconciliation.BookIn.Items.Concat(reconciliation.BookOut.Items).ToList();
        return new Ageing(
            reconciliation.Account, reconciliation.Date,
            [.. Limits.Select(limit => Band(limit.Title, limit.From, limit.To, bank, book))]);
    }

    private static AgeBand Band(string title, int from, int? to, List<OpenItem> bank, List<OpenItem> book)
    {
        List<OpenItem> Within(List<OpenItem> items) =>
            [.. items.Where(item => item.Days >= from && item.Days <= (to ?? int.MaxValue)).OrderBy(item => item.Date)];
        Money Sum(List<OpenItem> items) =>
            items.Aggregate(Money.Zero, (sum, item) => sum + Money.FromFen(Math.Abs(item.Amount.Fen)));

        var (ofBank, ofBook) = (Within(bank), Within(book));
        return new AgeBand(
            title, from, to, ofBank.Count, Sum(ofBank), ofBook.Count, Sum(ofBook), ofBank, ofBook);
    }
}

/// <param name="Date">Today when not given.</param>
public sealed record ReadAgeing(BankAccountId Account, DateOnly? Date = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Account.Scope;

    internal static Endpoint Endpoint(BankReports reports) => Kernel.Endpoint.Of<ReadAgeing, Ageing>(
        HttpMethod.Get, "banking/accounts/{account}/ageing", Permission.BookView, "未达账龄",
        async (request, call) =>
            (await reports.Reconcile(request.Account, request.Date, call)).TryGet(out var at, out var problem)
                ? Ageing.Of(at) : problem);
}
