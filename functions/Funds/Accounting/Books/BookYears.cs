using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>What a leaf account moved in one month under one combination of auxiliary accounting.</summary>
/// <param name="Month">1 to 12: neither the opening nor the closing entries are anybody's turnover.</param>
/// <param name="Name">With the names of the accounts above.</param>
/// <param name="Amount">On the account's normal side.</param>
/// <param name="Turnover">Both sides.</param>
public sealed record BookMove(
    int Month, AccountCode Account, string Name, AccountClass Class, IReadOnlyDictionary<string, string> Dimensions,
    Money Amount, Turnover Turnover);

/// <summary>A 财政专户账 of one year as other modules read it.</summary>
/// <param name="IsClosed">The year is closed (年结): its figures do not change any more unless it is reopened.</param>
public sealed record BookYear(BookId Book, bool IsClosed, IReadOnlyList<BookMove> Moves);

/// <summary>Reads what the special accounts' books of a year moved, for other modules.</summary>
public sealed class BookYears(IDocumentStore store, Charts charts)
{
    /// <returns>The books of the division and all below it, in the order of their ids.</returns>
    public async Task<IReadOnlyList<BookYear>> Under(
        Division division, IReadOnlyList<Fund> funds, int year, CancellationToken stopping) =>
        await Bounded.Each(await BooksOf(division, funds, year, stopping), Read, stopping);

    private async Task<IReadOnlyList<BookId>> BooksOf(
        Division division, IReadOnlyList<Fund> funds, int year, CancellationToken stopping)
    {
        var books = new List<BookId>();
        string? continuation = null;
        do
        {
            var query = new DocumentQuery("book")
            {
                Where =
                [
                    Filter.OneOf("fund", [.. funds.Select(fund => fund.Entry().Id)]),
                    new Filter("year", Comparison.Equal, (long)year), Filter.Is("kind", "fsa"),
                ],
                Limit = DocumentQuery.LimitMax,
                Continuation = continuation,
            };
            var page = await store.Query(Containers.Lists, BookRows.PartitionOf(division), query, stopping);
            books.AddRange(page.Items.Select(document => document.As<BookRow>().Book));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return books;
    }

    private async Task<BookYear> Read(BookId book, CancellationToken stopping)
    {
        var head = await store.Head(book, stopping);
        var chart = await charts.For(book, stopping);
        var moves =
            from page in await store.Aux(book, stopping)
            where !page.Period.IsOpening && !page.Period.IsClosing
            from row in page.Rows
            let account = chart.Find(row.Account)
            where account is not null
            select new BookMove(
                page.Period.Month, row.Account, chart.FullName(row.Account), account.Class, row.Dimensions,
                account.OnNormalSide(row.Turnover), row.Turnover);
        return new BookYear(book, head?.Value.ClosedThrough == 13, [.. moves]);
    }
}
