using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

public sealed record PeriodIsClosed(BookId Book, BookPeriod ClosedThrough);

/// <summary>Closes a month of a book; months close in order and then refuse postings.</summary>
/// <remarks>Basis: 会计法§15.</remarks>
public sealed record ClosePeriod(BookId Book, BookPeriod Period) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ClosePeriod, PeriodIsClosed>(
        HttpMethod.Post, "accounting/books/{book}/periods/{period}/close", Permission.BookConfirm, "月末结账",
        (request, call) => Handle(request, call, store));

    /// <returns>The month closed through, or <see cref="PeriodOrder"/>.</returns>
    internal static Result<int> Decide(BookId book, int closedThrough, BookPeriod period) =>
        closedThrough < 12 && period == BookPeriod.Of(book.Year, closedThrough + 1)
            ? closedThrough + 1
            : new PeriodOrder(BookPeriod.Of(book.Year, Math.Min(closedThrough + 1, 12)));

    internal static Task<Result<PeriodIsClosed>> Handle(ClosePeriod request, Call call, IDocumentStore store) =>
        store.Apply<PeriodIsClosed>(Containers.Books, request.Book.Text, call, async unit =>
        {
            if (await unit.Find<BookHead>(BookHead.Id) is not { } head)
            {
                return new NotFound("账套", request.Book.Text);
            }
            if (!Decide(request.Book, head.ClosedThrough, request.Period).TryGet(out var month, out var problem))
            {
                return problem;
            }
            unit.Replace(BookHead.Id, "book", head with { ClosedThrough = month });
            unit.Audit("period.close", request.Book.Scope, $"会计期间 {request.Period} 结账");
            return new PeriodIsClosed(request.Book, request.Period);
        });
}
