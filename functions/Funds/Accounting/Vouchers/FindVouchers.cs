using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="Book">A number is unique only within its book.</param>
public sealed record VoucherHit(
    BookId Book, string BookTitle, VoucherNumber Id, DateOnly Date, string Summary, Money Total);

/// <summary>Finds the vouchers of a number in every book of a division and all below it.</summary>
/// <param name="Number"><c>202606-12</c> or <c>202606-0012</c>; anything else finds nothing.</param>
public sealed record FindVouchers(string? Number, Division? Division, Fund? Fund, int? Limit) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<FindVouchers, Page<VoucherHit>>(
        HttpMethod.Get, "accounting/vouchers", Permission.BookView, "按号查找凭证",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<Page<VoucherHit>>> Handle(FindVouchers request, Call call, IDocumentStore store)
    {
        if (!VoucherNumber.TryParseShort(request.Number, out var number)) { return new Page<VoucherHit>([], 0, null); }
        var division = request.Division ?? call.Actor.Division;
        var books = await store.Page<BookRow>(
            Containers.Lists, BookRows.PartitionOf(division), new DocumentQuery("book")
            {
                Where =
                [
                    ListScope.FundFilter(call.Actor, Permission.BookView, division, request.Fund),
                    new Filter("year", Comparison.Equal, (long)number.Period.Year),
                ],
                Limit = DocumentQuery.LimitMax,
            }, call.Stopping);
        var read = await Bounded.Each([.. books.Items], (row, token) => store.Find<Voucher>(
            Containers.Books, row.Book.Text, BookDocuments.VoucherIdOf(number), token), call.Stopping);
        List<VoucherHit> hits =
        [
            .. read.Where(found => found is not null).Select(found => found!.Value).Select(voucher => new VoucherHit(
                voucher.Book, voucher.Book.Title, voucher.Number, voucher.Date, voucher.Summary, voucher.Total)),
        ];
        return new Page<VoucherHit>([.. hits.Take(ListScope.Limit(request.Limit))], hits.Count, null);
    }
}
