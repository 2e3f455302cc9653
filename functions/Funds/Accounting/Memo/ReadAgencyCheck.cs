using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>The special account's book beside the agency's (专户与经办对账).</summary>
/// <param name="HasAgencyBook">False when the agency's book is not kept here: then there is nothing to compare.</param>
/// <param name="Differences">They explain every month's differences.</param>
public sealed record AgencyCheck(
    BookId Book, string BookTitle, BookId AgencyBook, bool HasAgencyBook, IReadOnlyList<AgencyMonth> Months,
    IReadOnlyList<AgencyDifference> Differences);

/// <summary>Compares what the special account paid and received with what the agency's book says.</summary>
/// <param name="Year">The current one when not given.</param>
public sealed record ReadAgencyCheck(Division Division, Fund Fund, int? Year) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store, Charts charts) =>
        Kernel.Endpoint.Of<ReadAgencyCheck, AgencyCheck>(
            HttpMethod.Get, "accounting/agency-check", Permission.BookView, "专户与经办对账",
            (request, call) => Handle(request, call, store, charts));

    private static async Task<Result<AgencyCheck>> Handle(
        ReadAgencyCheck request, Call call, IDocumentStore store, Charts charts)
    {
        var year = request.Year ?? ChinaTime.DateOf(call.Now).Year;
        var book = new BookId(request.Division, request.Fund, year, BookKind.Fsa);
        return await Read(store, charts, book, call.Stopping);
    }

    internal static async Task<AgencyCheck> Read(
        IDocumentStore store, Charts charts, BookId book, CancellationToken stopping)
    {
        var agency = book with { Kind = BookKind.Aux };
        var moves = new AgencyMoves(store, charts);
        var (months, differences) = AgencyComparison.Of(
            await moves.Special(book, stopping), await moves.Agency(agency, stopping));
        return new AgencyCheck(
            book, book.Title, agency, await store.Head(agency, stopping) is not null, months, differences);
    }
}

/// <summary>Before a month of the special account closes: does the agency's book agree? Told, not demanded.</summary>
internal sealed class AgencyBooksCheck(IDocumentStore store, Charts charts) : IClosingCheck
{
    public async Task<ClosingCheck> Look(BookId book, BookPeriod period, CancellationToken stopping)
    {
        const string Id = "agency", Title = "专户与经办对账";
        if (book.Kind != BookKind.Fsa || period.IsOpening || period.IsClosing)
        {
            return new ClosingCheck(Id, Title, true, false, 0, "本期间不核对。");
        }
        if (await store.Head(book with { Kind = BookKind.Aux }, stopping) is null)
        {
            return new ClosingCheck(Id, Title, true, false, 0, "没有经办机构的辅助账，不核对。");
        }
        var check = await ReadAgencyCheck.Read(store, charts, book, stopping);
        var count = check.Differences.Count(each =>
            each.Special?.Month == period.Month || each.Agency?.Month == period.Month);
        return new ClosingCheck(
            Id, Title, count == 0, false, count,
            count == 0 ? "拨付和缴入与经办机构账一致。" : $"本月与经办机构账有{count}处不一致，请核对。");
    }
}
