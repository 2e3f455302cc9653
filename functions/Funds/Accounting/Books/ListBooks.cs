using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A row of the list of books.</summary>
public sealed record BookRow(
    BookId Book, string Title, Division Division, string DivisionName, Fund Fund, int Year, BookKind Kind, string Chart,
    DateTimeOffset OpenedAt);

/// <summary>Lists the books of a division and everything below it.</summary>
/// <param name="Division">The actor's own when not given.</param>
public sealed record ListBooks(Division? Division, Fund? Fund, int? Year, int? Limit, string? Continuation) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListBooks, Page<BookRow>>(
        HttpMethod.Get, "accounting/books", Permission.BookView, "账套列表",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<Page<BookRow>>> Handle(ListBooks request, Call call, IDocumentStore store)
    {
        var division = request.Division ?? call.Actor.Division;
        List<Filter> where = [ListScope.FundFilter(call.Actor, Permission.BookView, division, request.Fund)];
        if (request.Year is { } year) { where.Add(new Filter("year", Comparison.Equal, (long)year)); }
        return await store.Page<BookRow>(Containers.Lists, BookRows.PartitionOf(division), new DocumentQuery("book")
        {
            Where = where,
            Limit = ListScope.Limit(request.Limit),
            Continuation = request.Continuation,
        }, call.Stopping);
    }
}

/// <summary>Keeps the list of books: a row in the division's partition and in each one above.</summary>
public sealed class BookRows(IDocumentStore store) : IMessageHandler
{
    public string Topic => BookOpened.Topic;

    public static string PartitionOf(Division division) => $"books-{division}";

    /// <summary>The books of a year of a division and all below it, in order of their ids.</summary>
    internal static async Task<IReadOnlyList<BookId>> Under(
        IDocumentStore store, Division division, Filter funds, int year, BookKind kind, CancellationToken stopping)
    {
        var query = new DocumentQuery("book")
        {
            Where =
            [
                funds, new Filter("year", Comparison.Equal, (long)year),
                Filter.Is("kind", kind.ToString().ToLowerInvariant()),
            ],
            Limit = DocumentQuery.LimitMax,
        };
        var page = await store.Query(Containers.Lists, PartitionOf(division), query, stopping);
        return [.. page.Items.Select(document => document.As<BookRow>().Book)];
    }

    public async Task Handle(OutboxMessage message, Call call)
    {
        var (book, chart, at) = message.As<BookOpened>();
        var row = new BookRow(
            book, book.Title, book.Division, Divisions.NameOf(book.Division), book.Fund, book.Year, book.Kind, chart,
            at);
        foreach (var division in book.Division.UpToProvince())
        {
            var put = await store.Commit(
                Containers.Lists, PartitionOf(division), [new Write.Put(book.Text, "book", Json.Write(row))],
                call.Stopping);
            put.Require();
        }
    }
}
