using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>A figure: rows and the sum of the amount asked for.</summary>
public sealed record Figure(string Key, string Name, long Rows, long Fen);

/// <summary>Figures of a table by region, month or sender's batch; they sum to the figure of the whole.</summary>
/// <param name="Table">The catalogue's id with ~ for /.</param>
/// <param name="By">division, period or batch.</param>
/// <param name="Field">The amount; the table's total when missing.</param>
public sealed record ViewGroups(
    string Table, string By, string From, string? To = null, string? Field = null, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    public static Endpoint Endpoint(DetailLake lake, DuckDatabase duck, Catalogue catalogue) =>
        Kernel.Endpoint.Of<ViewGroups, GroupedFigures>(
            HttpMethod.Get, "governance/tables/{table}/groups", Permission.IntakeView, "明细数据汇总",
            (request, call) => Handle(request, call, lake, duck, catalogue));

    private static async Task<Result<GroupedFigures>> Handle(
        ViewGroups request, Call call, DetailLake lake, DuckDatabase duck, Catalogue catalogue)
    {
        var asked = FigureOf.Read(
            catalogue, call.Actor, request.Table, request.Field, request.From, request.To, request.Division);
        if (!asked.TryGet(out var figure, out var problem)) { return problem; }
        if (request.By is not ("division" or "period" or "batch")) { return new NotAFigure(request.By); }
        var key = request.By switch
        {
            "division" => "division",
            "period" => "period::varchar",
            _ => "source_batch",
        };
        using var connection = duck.Connect();
        await figure.Sum(connection, lake, call.Stopping);
        using var reader = connection.Query(
            $"select {key}, sum(row_count)::bigint, sum(fen)::bigint from sums group by 1 order by 1",
            cancellation: call.Stopping);
        var figures = new List<Figure>();
        while (reader.Read())
        {
            var name = request.By == "division" && Kernel.Division.TryParse(reader.Text(0), out var division)
                ? Divisions.NameOf(division)
                : reader.Text(0);
            figures.Add(new Figure(reader.Text(0), name, reader.Int64(1), reader.Int64(2)));
        }
        return new GroupedFigures(
            figure.Table.Id, figure.Table.Name, figure.Field?.Id, figure.Field?.Name, figures.Sum(each => each.Rows),
            figures.Sum(each => each.Fen), figures);
    }
}

public sealed record GroupedFigures(
    string Table, string Name, string? Field, string? FieldName, long Rows, long Fen, IReadOnlyList<Figure> Figures);
