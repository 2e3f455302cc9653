using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A book whose balances the new one takes over.</summary>
/// <param name="ClosedThrough">Its months 1 to this are closed; 13 when its year is.</param>
public sealed record EarlierBook(BookId Book, string Title, int ClosedThrough);

/// <summary>What opening a book would do.</summary>
/// <param name="IsOpen">It is there already.</param>
/// <param name="Chart">The version of the chart of accounts that it would follow.</param>
/// <param name="Earlier">Empty: it begins with no balances, which may be imported.</param>
/// <param name="Notes">What should be known before, in Chinese.</param>
public sealed record BookProspect(
    BookId Book, string Title, bool IsOpen, string Chart, IReadOnlyList<EarlierBook> Earlier,
    IReadOnlyList<string> Notes);

/// <summary>Looks at a book that is not open yet.</summary>
public sealed record ReadProspect(BookId Book) : IScoped
{
    /// <summary>As in <see cref="BookHead"/>.</summary>
    private const int YearClosed = 13;

    public Scope ScopeFor(Actor actor) => Book.Scope;

    internal static Endpoint Endpoint(IDocumentStore store, Charts charts, BookOpening opening) =>
        Kernel.Endpoint.Of<ReadProspect, BookProspect>(
            HttpMethod.Get, "accounting/books/{book}/prospect", Permission.BookOpen, "建账前查看",
            (request, call) => Handle(request.Book, call, store, charts, opening));

    internal static async Task<Result<BookProspect>> Handle(
        BookId book, Call call, IDocumentStore store, Charts charts, BookOpening opening)
    {
        if (OpenBook.Decide(book, ChinaTime.DateOf(call.Now)) is { } refused) { return refused; }
        var chart = await charts.For(book, call.Stopping);
        var isOpen = await store.Head(book, call.Stopping) is not null;
        var earlier = new List<EarlierBook>();
        foreach (var source in await opening.Sources(book, call))
        {
            var head = (await store.Head(source, call.Stopping))!.Value;
            earlier.Add(new EarlierBook(source, source.Title, head.ClosedThrough));
        }
        return new BookProspect(
            book, book.Title, isOpen, chart.Version, earlier, isOpen ? [] : [.. Notes(book, earlier)]);
    }

    private static IEnumerable<string> Notes(BookId book, List<EarlierBook> earlier)
    {
        if (earlier.Count == 0) { yield return "没有以前年度的账套，期初余额为零；需要时在“期初余额”页导入。"; }
        foreach (var source in earlier.Where(source => source.ClosedThrough < YearClosed))
        {
            var through = source.ClosedThrough == 0 ? "各月都没有结账" : $"只结账到{Math.Min(source.ClosedThrough, 12)}月";
            yield return $"“{source.Title}”尚未年结（{through}）。建立后先按其现有余额结转；它以后再记账、年结时，期初随之调整。";
        }
        foreach (var source in earlier.Where(source => source.Book.Year < book.Year - 1))
        {
            yield return $"{source.Book.Year + 1}至{book.Year - 1}年没有账套，期初直接取自“{source.Title}”。";
        }
    }
}

/// <summary>Opens a book by hand (建立账套), with what the earlier ones leave. Again changes nothing.</summary>
public sealed record OpenBook(BookId Book) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    internal static Endpoint Endpoint(IDocumentStore store, Charts charts, BookOpening opening) =>
        Kernel.Endpoint.Of<OpenBook, BookProspect>(
            HttpMethod.Post, "accounting/books/{book}/open", Permission.BookOpen, "建立账套",
            (request, call) => Handle(request, call, store, charts, opening));

    /// <summary>What keeps such a book from being opened on that day. Pure.</summary>
    public static Problem? Decide(BookId book, DateOnly today)
    {
        if (!Divisions.IsKnown(book.Division)) { return new InvalidValue("book", "没有这个区划。"); }
        if (Charts.RegimeOf(book.Year, book.Kind) is null) { return new InvalidValue("book", "该年度没有适用的会计制度。"); }
        if (book.Year > today.Year + 1) { return new InvalidValue("book", $"只能建立{today.Year + 1}年及以前的账套。"); }
        var fund = book.Fund.Entry();
        return fund is { Until: { } until, MergedInto: { } into } && until < new DateOnly(book.Year, 1, 1)
            ? new FundMerged(book.Fund, into)
            : null;
    }

    private static async Task<Result<BookProspect>> Handle(
        OpenBook request, Call call, IDocumentStore store, Charts charts, BookOpening opening)
    {
        if (Decide(request.Book, ChinaTime.DateOf(call.Now)) is { } refused) { return refused; }
        var once = call with { IdempotencyKey = null };
        return (await opening.Open(request.Book, once)).TryGet(out _, out var problem)
            ? await ReadProspect.Handle(request.Book, call, store, charts, opening)
            : problem;
    }
}
