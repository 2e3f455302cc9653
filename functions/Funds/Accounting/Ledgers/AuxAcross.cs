using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>How the books under one value are subtotalled.</summary>
public enum AuxGrouping
{
    Fund = 1,
    Division,
}

/// <summary>What stands in one book under a value and first-level account, on the account's normal side.</summary>
public sealed record AuxBookPart(
    BookId Book, Division Division, string DivisionName, Fund Fund, Money Opening, Money Debit, Money Credit,
    Money Closing);

/// <summary>A subtotal: the books of one fund, or of one division.</summary>
/// <param name="Key">The fund's id or the division's code.</param>
public sealed record AuxGroup(
    string Key, string Title, Money Opening, Money Debit, Money Credit, Money Closing,
    IReadOnlyList<AuxBookPart> Books);

/// <summary>A value under one first-level account over all books.</summary>
/// <param name="Value">Empty where the lines name none.</param>
public sealed record AuxAcrossRow(
    string Value, AccountCode Account, string AccountName, Side Normal, Money Opening, Money Debit, Money Credit,
    Money Closing, IReadOnlyList<AuxGroup> Groups);

/// <summary>The auxiliary books (辅助账) of a dimension over many books of one year.</summary>
/// <param name="Books">That were read, whether or not they use the dimension.</param>
/// <param name="Rows">In order of value, then account, those of no value last; groups sum to their row, books to their
/// group.</param>
/// <param name="Debit">Of all rows.</param>
public sealed record AuxAcross(
    Division Division, string DivisionName, int Year, string Dimension, string DimensionName, BookPeriod From,
    BookPeriod To, AuxGrouping GroupBy, int Books, IReadOnlyList<AuxAcrossRow> Rows, Money Debit, Money Credit);

/// <summary>
/// Reads the auxiliary books of a division, with or without those below, and of one or all funds that the actor may
/// see. First-level accounts, because detail accounts mean something else in each fund.
/// </summary>
/// <param name="Fund">All when not given.</param>
/// <param name="Account">A first-level account; all when not given.</param>
/// <param name="Below">Also the divisions below; yes when not given.</param>
/// <param name="GroupBy">By fund when not given.</param>
public sealed record ReadAuxAcross(
    Division? Division, Fund? Fund, int Year, string By, AccountCode? Account, BookPeriod? From, BookPeriod? To,
    BookKind? Kind, bool? Below, AuxGrouping? GroupBy) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store, Charts charts) =>
        Kernel.Endpoint.Of<ReadAuxAcross, AuxAcross>(
            HttpMethod.Get, "accounting/aux", Permission.BookView, "辅助账（跨账套）",
            (request, call) => Handle(request, call, store, charts));

    private static async Task<Result<AuxAcross>> Handle(
        ReadAuxAcross request, Call call, IDocumentStore store, Charts charts)
    {
        if (AuxDimensions.Find(request.By) is not { } dimension) { return ReadAuxBalances.Unknown(request.By); }
        var kind = request.Kind ?? BookKind.Fsa;
        if (request.Year > 9999 || Charts.RegimeOf(request.Year, kind) is null)
        {
            return new InvalidValue("year", "该年度没有适用的会计制度。");
        }
        var division = request.Division ?? call.Actor.Division;
        var from = request.From is { IsOpening: false } asked ? asked : BookPeriod.Of(request.Year, 1);
        var to = request.To ?? BookPeriod.Closing(request.Year);
        if (from.Year != request.Year || to.Year != request.Year || to < from)
        {
            return new InvalidValue("期间", $"起止期间须在 {request.Year} 年内，且起始不晚于截止。");
        }
        var under = await BookRows.Under(
            store, division, ListScope.FundFilter(call.Actor, Permission.BookView, division, request.Fund),
            request.Year, kind, call.Stopping);
        List<BookId> books = [.. under.Where(book => request.Below != false || book.Division == division)];
        var read = await Bounded.Each(books, async (book, stopping) =>
        {
            var chart = await charts.For(book, stopping);
            var pages = await store.Aux(book, stopping);
            var rows = ReadAuxBalances.Rows(pages, chart, dimension.Id, null, from, to);
            return rows.Select(row => (Book: book, Row: row, First: chart.Path(row.Account)[0]));
        }, call.Stopping);
        var groupBy = request.GroupBy ?? AuxGrouping.Fund;
        var across = Rows(
            read.SelectMany(each => each).Where(each => request.Account is null || each.First.Code == request.Account),
            groupBy);
        return new AuxAcross(
            division, Divisions.NameOf(division), request.Year, dimension.Id, dimension.Name, from, to, groupBy,
            books.Count, across, Sum(across, row => row.Debit), Sum(across, row => row.Credit));
    }

    /// <summary>Pure.</summary>
    private static IReadOnlyList<AuxAcrossRow> Rows(
        IEnumerable<(BookId Book, AuxRow Row, Account First)> rows, AuxGrouping groupBy) =>
    [
        .. rows.GroupBy(each => (each.Row.Value, each.First.Code, each.Row.Normal))
            .OrderBy(group => group.Key.Value.Length == 0)
            .ThenBy(group => group.Key.Value, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Code.Text, StringComparer.Ordinal)
            .Select(group =>
            {
                var books = group.GroupBy(each => each.Book, each => each.Row).Select(PartOf);
                var groups = (groupBy == AuxGrouping.Fund
                    ? books.GroupBy(part => (Key: part.Fund.Entry().Id, Title: part.Fund.Title()))
                    : books.GroupBy(part => (Key: part.Division.Text, Title: part.DivisionName)))
                    .Select(part => GroupOf(part.Key.Key, part.Key.Title, [.. part])).ToList();
                return new AuxAcrossRow(
                    group.Key.Value, group.Key.Code, group.First().First.Name, group.Key.Normal,
                    Sum(groups, each => each.Opening), Sum(groups, each => each.Debit),
                    Sum(groups, each => each.Credit), Sum(groups, each => each.Closing), groups);
            }),
    ];

    private static AuxBookPart PartOf(IGrouping<BookId, AuxRow> rows) => new(
        rows.Key, rows.Key.Division, Divisions.NameOf(rows.Key.Division), rows.Key.Fund,
        Sum(rows, row => row.Opening), Sum(rows, row => row.Debit), Sum(rows, row => row.Credit),
        Sum(rows, row => row.Closing));

    private static AuxGroup GroupOf(string key, string title, IReadOnlyList<AuxBookPart> books) => new(
        key, title, Sum(books, book => book.Opening), Sum(books, book => book.Debit),
        Sum(books, book => book.Credit), Sum(books, book => book.Closing), books);

    private static Money Sum<T>(IEnumerable<T> rows, Func<T, Money> amount) =>
        rows.Aggregate(Money.Zero, (sum, row) => sum + amount(row));
}
