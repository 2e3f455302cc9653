using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>A detail table's year: rows and fen by month, and which months are missing between the first and the
/// last.</summary>
public sealed record DetailYear(int Year, long Rows, long Fen, IReadOnlyList<int> Months, IReadOnlyList<int> Gaps);

public sealed record DetailTableYears(string Table, string Name, IReadOnlyList<DetailYear> Years);

/// <summary>A batch of history in a table's month, with the control totals it came with.</summary>
public sealed record DetailPart(
    string Batch, string Number, string Sender, string Table, string Name, Period Period, Division Division, long Rows,
    long Fen, DateTimeOffset LoadedAt, string? ReplacedBy);

/// <summary>A fund's detail tables over the years (明细指标历史数据).</summary>
public sealed record DetailHistory(
    Fund Fund, int From, int To, IReadOnlyList<DetailTableYears> Tables, IReadOnlyList<DetailPart> Batches);

/// <summary>What of a fund's detail tables is there, and the batches that brought it.</summary>
public sealed record ViewDetailYears(Fund Fund, int From, int To, Division? Division = null) : IScoped
{
    private const int BatchesMax = 500;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, Division, Fund);

    internal static Endpoint Endpoint(HistoryDesk desk, Catalogue catalogue) =>
        Kernel.Endpoint.Of<ViewDetailYears, DetailHistory>(
            HttpMethod.Get, "history/details", Permission.HistoryView, "明细历史数据",
            (request, call) => request.Handle(desk, catalogue, call));

    private async Task<Result<DetailHistory>> Handle(HistoryDesk desk, Catalogue catalogue, Call call)
    {
        if (From < 1990 || To > 2100 || To < From) { return new SpanWrong($"{From}—{To}"); }
        var region = Division ?? call.Actor.Division;
        var months = await new LakeIndex(desk.Store).Between(Period.Of(From, 1), Period.Of(To, 12), call.Stopping);
        var tables = catalogue.Tables.Where(table => table.Fund == Fund).ToList();
        var parts = months
            .Where(month => catalogue.Find(month.Table)?.Fund == Fund)
            .SelectMany(month => month.Parts.Select(part => Of(month, part, null, catalogue))
                .Concat(month.Replaced.Select(each => Of(month, each.Part, each.By, catalogue))))
            .Where(part => region.Contains(part.Division)).ToList();
        return new DetailHistory(
            Fund, From, To,
            [.. tables.Select(table => new DetailTableYears(table.Id, table.Name, Years(table, parts)))],
            [.. parts.OrderByDescending(part => part.LoadedAt).Take(BatchesMax)]);
    }

    private static DetailPart Of(LakeMonth month, LakePart part, string? replacedBy, Catalogue catalogue) => new(
        part.Batch, part.Number, part.Sender, month.Table, catalogue.Find(month.Table)!.Name, month.Period,
        part.Division, part.Rows, part.Fen, part.LoadedAt, replacedBy);

    private List<DetailYear> Years(CatalogTable table, List<DetailPart> parts)
    {
        var own = parts.Where(part => part.Table == table.Id && part.ReplacedBy is null).ToList();
        if (own.Count == 0) { return []; }
        var (first, last) = (own.Min(part => part.Period), own.Max(part => part.Period));
        return
        [
            .. Enumerable.Range(From, To - From + 1).Select(year =>
            {
                var there = own.Where(part => part.Period.Year == year).ToList();
                var found = there.Select(part => part.Period.Month).Distinct().Order().ToList();
                var gaps = Enumerable.Range(1, 12).Where(month => !found.Contains(month)
                    && Period.Of(year, month) > first && Period.Of(year, month) < last);
                return new DetailYear(
                    year, there.Sum(part => part.Rows), there.Sum(part => part.Fen), found, [.. gaps]);
            }),
        ];
    }
}
