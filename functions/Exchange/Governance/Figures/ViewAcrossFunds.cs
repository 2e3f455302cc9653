using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>A fund's rows of a region and month, with the sum of the table's total.</summary>
public sealed record FundFigure(Fund Fund, string Division, Period Period, long Rows, long Fen);

/// <summary>Figures of the tables of one name over all funds, by fund, region and month (各险种对比).</summary>
/// <param name="Kind">What the tables of the funds are called alike: <c>individual-contributions</c>.</param>
public sealed record ViewAcrossFunds(string Kind, string From, string? To = null, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    public static Endpoint Endpoint(DetailLake lake, DuckDatabase duck, Catalogue catalogue) =>
        Kernel.Endpoint.Of<ViewAcrossFunds, IReadOnlyList<FundFigure>>(
            HttpMethod.Get, "governance/kinds/{kind}/figures", Permission.IntakeView, "各险种对比",
            (request, call) => Handle(request, call, lake, duck, catalogue));

    private static async Task<Result<IReadOnlyList<FundFigure>>> Handle(
        ViewAcrossFunds request, Call call, DetailLake lake, DuckDatabase duck, Catalogue catalogue)
    {
        var tables = catalogue.OfTender.Where(table => table.Id.EndsWith($"/{request.Kind}", StringComparison.Ordinal))
            .Where(table => call.May(Permission.IntakeView, new Scope(
                request.Division ?? call.Actor.Division, table.Fund))).ToList();
        if (tables.Count == 0) { return new NotFound("数据表", request.Kind); }
        var figures = new List<FundFigure>();
        using var connection = duck.Connect();
        foreach (var table in tables)
        {
            var asked = FigureOf.Read(
                catalogue, call.Actor, table.Id, null, request.From, request.To, request.Division);
            if (!asked.TryGet(out var figure, out var problem)) { return problem; }
            await figure.Sum(connection, lake, call.Stopping);
            using var reader = connection.Query(
                "select division, period, sum(row_count)::bigint, sum(fen)::bigint from sums "
                    + "group by 1, 2 order by 1, 2",
                cancellation: call.Stopping);
            while (reader.Read())
            {
                figures.Add(new FundFigure(
                    table.Fund!.Value, reader.Text(0), Period.OfNumber((int)reader.Int64(1)), reader.Int64(2),
                    reader.Int64(3)));
            }
        }
        return figures;
    }
}
