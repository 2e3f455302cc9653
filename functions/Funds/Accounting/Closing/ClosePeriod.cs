using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="Entries">The closing vouchers (年终结转) that were made.</param>
public sealed record PeriodIsClosed(BookId Book, BookPeriod ClosedThrough, IReadOnlyList<VoucherNumber> Entries);

/// <summary>
/// Closes a month of a book, in order; it then refuses postings. Period 13 closes the year: income and expenditure end
/// in the surplus, and what the book leaves is carried into next year's when that is open. Doing it again after a
/// reopening makes entries only for what changed.
/// </summary>
/// <remarks>Basis: 会计法§15; 财办〔2018〕43号 (期末结转).</remarks>
public sealed record ClosePeriod(BookId Book, BookPeriod Period) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(BookClosing closing) => Kernel.Endpoint.Of<ClosePeriod, PeriodIsClosed>(
        HttpMethod.Post, "accounting/books/{book}/periods/{period}/close", Permission.BookConfirm, "结账",
        (request, call) => closing.Close(request.Book, request.Period, call));

    /// <returns>The period to close next; null when the year is closed.</returns>
    internal static BookPeriod? Next(BookId book, int closedThrough) =>
        closedThrough > 12 ? null : BookPeriod.Of(book.Year, closedThrough + 1);
}

/// <summary>What stands in the way of closing a period.</summary>
/// <param name="Period">The next to close when not given.</param>
public sealed record ReadClosing(BookId Book, BookPeriod? Period) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(BookClosing closing) => Kernel.Endpoint.Of<ReadClosing, ClosingView>(
        HttpMethod.Get, "accounting/books/{book}/closing", Permission.BookView, "结账检查",
        (request, call) => closing.View(request.Book, request.Period, call));
}

/// <summary>
/// Reopens the last closed period (反结账), with a reason. A year whose successor has closed months stays closed.
/// </summary>
public sealed record ReopenPeriod(BookId Book, BookPeriod Period, string Reason) : IScoped
{
    public const int ReasonMin = 4;
    public const int ReasonMax = 200;

    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(BookClosing closing) => Kernel.Endpoint.Of<ReopenPeriod, PeriodIsClosed>(
        HttpMethod.Post, "accounting/books/{book}/periods/{period}/reopen", Permission.PeriodReopen, "反结账",
        (request, call) => closing.Reopen(request, call));
}
