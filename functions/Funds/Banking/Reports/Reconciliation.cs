using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>A line that one side has and the other not (未达账项).</summary>
/// <param name="Days">How long, to the day of the report.</param>
/// <param name="Book">With <paramref name="Voucher"/>, where the book has it; null for the bank's.</param>
public sealed record OpenItem(
    string Id, DateOnly Date, int Days, string Text, string Reference, Money Amount, BookId? Book,
    VoucherNumber? Voucher);

/// <param name="Sum">Of the amounts without their sign.</param>
public sealed record OpenItems(IReadOnlyList<OpenItem> Items, Money Sum);

/// <summary>银行存款余额调节表 of one account at a day.</summary>
/// <param name="Through">The last day that the bank's statements cover; null when none is there.</param>
/// <param name="BookIn">The book has received, the bank not.</param>
/// <param name="BookOut">The book has paid, the bank not.</param>
/// <param name="BankIn">The bank has received, the book not.</param>
/// <param name="BankOut">The bank has paid, the book not.</param>
/// <param name="StartDifference">Bank less book when reconciling began; stands on the book's side.</param>
/// <param name="Difference">Adjusted bank less adjusted book; zero unless a side lost or doubled a line.</param>
public sealed record Reconciliation(
    BankAccountId Account, string AccountName, string BankName, DateOnly Date, DateOnly? Start, DateOnly? Through,
    Money BankBalance, Money BookBalance, OpenItems BookIn, OpenItems BookOut, OpenItems BankIn, OpenItems BankOut,
    Money StartDifference, Money AdjustedBank, Money AdjustedBook, Money Difference)
{
    public bool IsEqual => Difference.IsZero;

    /// <summary>Pure.</summary>
    internal static Reconciliation Of(ReconciledSides sides)
    {
        var (bankIn, bankOut) = (
            Items(sides.Date, sides.Bank.Where(line => line.Amount > Money.Zero), OfBank),
            Items(sides.Date, sides.Bank.Where(line => line.Amount < Money.Zero), OfBank));
        var (bookIn, bookOut) = (
            Items(sides.Date, sides.Book.Where(line => line.Amount > Money.Zero), OfBook),
            Items(sides.Date, sides.Book.Where(line => line.Amount < Money.Zero), OfBook));
        var bank = sides.BankBalance + bookIn.Sum - bookOut.Sum;
        var book = sides.BookBalance + bankIn.Sum - bankOut.Sum + sides.StartDifference;
        return new Reconciliation(
            sides.Account, sides.AccountName, sides.BankName, sides.Date, sides.Start, sides.Through,
            sides.BankBalance, sides.BookBalance, bookIn, bookOut, bankIn, bankOut, sides.StartDifference, bank, book,
            bank - book);
    }

    private static OpenItems Items<T>(DateOnly date, IEnumerable<T> lines, Func<T, DateOnly, OpenItem> item)
    {
        List<OpenItem> items = [.. lines.Select(line => item(line, date))];
        return new OpenItems(
            items, items.Aggregate(Money.Zero, (sum, each) => sum + Money.FromFen(Math.Abs(each.Amount.Fen))));
    }

    private static OpenItem OfBank(BankLine line, DateOnly date) => new(
        line.Id, line.Date, date.DayNumber - line.Date.DayNumber, $"{line.Counterparty} {line.Summary}".Trim(),
        line.Reference, line.Amount, null, null);

    private static OpenItem OfBook(BookLine line, DateOnly date) => new(
        line.Id, line.Date, date.DayNumber - line.Date.DayNumber, line.Summary, line.Source.Id, line.Amount, line.Book,
        line.Voucher);
}

/// <summary>Both sides at a day: balances, and the lines that were open at its end.</summary>
internal sealed record ReconciledSides(
    BankAccountId Account, string AccountName, string BankName, DateOnly Date, DateOnly? Start, DateOnly? Through,
    Money BankBalance, Money BookBalance, Money StartDifference, IReadOnlyList<BankLine> Bank,
    IReadOnlyList<BookLine> Book);

/// <param name="Date">Today when not given.</param>
public sealed record ReadReconciliation(BankAccountId Account, DateOnly? Date = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Account.Scope;

    internal static Endpoint Endpoint(BankReports reports) => Kernel.Endpoint.Of<ReadReconciliation, Reconciliation>(
        HttpMethod.Get, "banking/accounts/{account}/reconciliation", Permission.BookView, "银行存款余额调节表",
        (request, call) => reports.Reconcile(request.Account, request.Date, call));
}
