using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>A figure of a series with where it came from.</summary>
public sealed record SeriesPoint(
    Period Period, Division Division, string Column, FigureKind Kind, long Value, string Label, string Batch,
    string Place);

/// <summary>An item over the years.</summary>
public sealed record HistorySeries(
    string Task, string Form, string Item, string Name, FigureKind Unit, IReadOnlyList<SeriesPoint> Points);

/// <param name="Below">With the regions directly below instead of the region itself.</param>
public sealed record ViewSeries(
    string Task, string Form, string Item, int From, int To, Division? Division = null, bool Below = false) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, Division, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<ViewSeries, HistorySeries>(
        HttpMethod.Get, "history/series", Permission.HistoryView, "历史数据查询",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<HistorySeries>> Handle(HistoryDesk desk, Call call)
    {
        var region = Division ?? call.Actor.Division;
        if (desk.Forms.Find(Form)?.Find(Item) is not { } item || desk.Forms.Task(Task) is null)
        {
            return new NotAReport($"{Task} {Form} {Item}");
        }
        var years = await desk.Index.Years(region, From, To, Task, call.Stopping);
        var cells = await desk.Lake.Current(
            years.Where(year => year.Division == region
                ? !Below : Below && year.Division.Parent == region),
            (_, report) => report.Form == Form, Item, call.Stopping);
        return new HistorySeries(Task, Form, Item, item.Name, item.Unit,
        [
            .. cells.OrderBy(cell => cell.Period).ThenBy(cell => cell.Division.Text, StringComparer.Ordinal)
                .Select(cell => new SeriesPoint(
                    cell.Period, cell.Division, cell.Column, cell.Kind, cell.Value, cell.Label, cell.Batch,
                    $"{cell.Sheet}!{cell.Place}")),
        ]);
    }
}
