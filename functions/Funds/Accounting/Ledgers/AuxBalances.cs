using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A row of an auxiliary book: one account under one value, on the account's normal side.</summary>
/// <param name="Value">Empty where the lines name none.</param>
public sealed record AuxRow(
    string Value, AccountCode Account, string AccountName, Side Normal, Money Opening, Money Debit, Money Credit,
    Money Closing, long Lines);

/// <summary>The auxiliary book (辅助账) of a dimension.</summary>
/// <param name="Rows">In order of value, then account; what never moved is left out.</param>
/// <param name="Debit">Of all rows; equals the trial balance's turnover of the same accounts and periods.</param>
public sealed record AuxBalances(
    BookId Book, string BookTitle, string Dimension, string DimensionName, BookPeriod From, BookPeriod To,
    IReadOnlyList<AuxRow> Rows, Money Debit, Money Credit);

/// <summary>Reads an auxiliary book: opening, turnover and balance by item, agency, bank account …</summary>
/// <param name="By">The dimension's id.</param>
/// <param name="Account">Only this account and those below it; all when not given.</param>
public sealed record ReadAuxBalances(
    BookId Book, string By, AccountCode? Account, BookPeriod? From, BookPeriod? To) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store, Charts charts) =>
        Kernel.Endpoint.Of<ReadAuxBalances, AuxBalances>(
            HttpMethod.Get, "accounting/books/{book}/aux", Permission.BookView, "辅助账",
            (request, call) => Handle(request, call, store, charts));

    private static async Task<Result<AuxBalances>> Handle(
        ReadAuxBalances request, Call call, IDocumentStore store, Charts charts)
    {
        var book = request.Book;
        if (AuxDimensions.Find(request.By) is not { } dimension)
        {
            return Unknown(request.By);
        }
        if (await store.Head(book, call.Stopping) is null) { return new NotFound("账套", book.Text); }
        var chart = await charts.For(book, call.Stopping);
        if (request.Account is { } code && chart.Find(code) is null)
        {
            return new AccountMissing(book.Fund, code.Text);
        }
        var from = request.From is { IsOpening: false } asked ? asked : BookPeriod.Of(book.Year, 1);
        var to = request.To ?? BookPeriod.Closing(book.Year);
        var rows = Rows(await store.Aux(book, call.Stopping), chart, dimension.Id, request.Account, from, to);
        Money Sum(Func<AuxRow, Money> amount) => rows.Aggregate(Money.Zero, (sum, row) => sum + amount(row));
        return new AuxBalances(
            book, book.Title, dimension.Id, dimension.Name, from, to, rows, Sum(row => row.Debit),
            Sum(row => row.Credit));
    }

    internal static InvalidValue Unknown(string dimension)
    {
        var known = string.Join("、", AuxDimensions.All.Select(each => each.Id));
        return new InvalidValue("by", $"没有辅助核算“{dimension}”，可用：{known}。");
    }

    /// <summary>Pure.</summary>
    internal static IReadOnlyList<AuxRow> Rows(
        IReadOnlyList<AuxPage> pages, Chart chart, string dimension, AccountCode? under, BookPeriod from, BookPeriod to)
    {
        var moved = pages.Where(page => page.Period <= to)
            .SelectMany(page => page.Rows.Select(row => (page.Period, Row: row)))
            .Where(each => under is null || chart.Path(each.Row.Account).Any(account => account.Code == under))
            .GroupBy(each => (Value: each.Row.Dimensions.GetValueOrDefault(dimension, ""), each.Row.Account));
        return
        [
            .. moved.OrderBy(group => group.Key.Value, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Account.Text, StringComparer.Ordinal)
                .Select(group =>
                {
                    Turnover Of(Func<BookPeriod, bool> when) => group.Where(each => when(each.Period)).Aggregate(
                        Turnover.None, (sum, each) => sum.Plus(each.Row.Turnover));
                    var account = chart.Find(group.Key.Account)!;
                    var (before, during) = (Of(period => period < from), Of(period => period >= from));
                    var opening = account.OnNormalSide(before);
                    return new AuxRow(
                        group.Key.Value, account.Code, chart.FullName(account.Code), account.Normal, opening,
                        during.Debit, during.Credit, opening + account.OnNormalSide(during), during.Lines);
                }),
        ];
    }
}

/// <param name="Values">What the book's lines bear under the dimension, in order; without the empty one.</param>
public sealed record DimensionValues(string Id, string Name, IReadOnlyList<string> Values);

/// <summary>The auxiliary accounting a book uses, for pickers and for filling in what was used before.</summary>
public sealed record ReadDimensions(BookId Book) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ReadDimensions, List<DimensionValues>>(
        HttpMethod.Get, "accounting/books/{book}/dimensions", Permission.BookView, "辅助核算取值",
        async (request, call) =>
        {
            var rows = (await store.Aux(request.Book, call.Stopping)).SelectMany(page => page.Rows).ToList();
            return AuxDimensions.All.Select(dimension => new DimensionValues(
                dimension.Id, dimension.Name,
                [
                    .. rows.Select(row => row.Dimensions.GetValueOrDefault(dimension.Id, ""))
                        .Where(value => value.Length > 0).Distinct().Order(StringComparer.Ordinal),
                ])).ToList();
        });
}
