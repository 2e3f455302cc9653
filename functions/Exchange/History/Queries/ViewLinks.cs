using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>Budget, execution and final account of one item (预决算关联).</summary>
/// <param name="ExecutedPermille">执行完成率: execution of the budget as adjusted; null without a budget.</param>
/// <param name="FinalPermille">决算完成率.</param>
/// <param name="Difference">Final account less budget.</param>
public sealed record LinkedItem(
    string Item, string Name, string Class, FigureKind Unit, long? Budget, long? Adjusted, long? Executed, long? Final,
    long? ExecutedPermille, long? FinalPermille, long? Difference);

public sealed record HistoryLinks(
    string Form, string Title, int Year, Division Division, IReadOnlyList<LinkedItem> Items);

/// <summary>The three reports of a year side by side.</summary>
public sealed record ViewLinks(string Form, int Year, Division? Division = null) : IScoped
{
    private const int Thousand = 1000;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, Division, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<ViewLinks, HistoryLinks>(
        HttpMethod.Get, "history/links", Permission.HistoryView, "预算执行决算关联",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<HistoryLinks>> Handle(HistoryDesk desk, Call call)
    {
        var region = Division ?? call.Actor.Division;
        if (desk.Forms.Find(Form) is not { } form) { return new NotAReport(Form); }
        var years = (await desk.Index.Years(region, Year, Year, null, call.Stopping))
            .Where(year => year.Division == region);
        var cells = (await desk.Lake.Current(
            years, (year, report) => report.Form == Form
                && year.Task is "budget" or "adjustment" or "execution" or "final", null, call.Stopping))
            .ToDictionary(cell => (cell.Task, cell.Column, cell.Item), cell => cell.Value);
        return new HistoryLinks(Form, form.Title, Year, region,
        [
            .. form.Items.Where(item => item.IsIn(Year) && item.Unit != FigureKind.None)
                .Select(item => Of(form, item, cells))
                .Where(item => (item.Budget ?? item.Adjusted ?? item.Executed ?? item.Final) is not null),
        ]);
    }

    private static LinkedItem Of(
        ReportForm form, FormItem item, Dictionary<(string, string, string), long> cells)
    {
        long? Figure(string task, string column) =>
            cells.TryGetValue((task, column, item.Id), out var value) ? value : null;
        var budget = Figure("budget", "budget");
        var adjusted = Figure("adjustment", "adjusted");
        var executed = Figure("execution", "executed");
        var final = Figure("final", "final");
        var basis = adjusted ?? budget;
        return new LinkedItem(
            item.Id, item.Name, form.ClassOf(item), item.Unit, budget, adjusted, executed, final,
            Permille(executed, basis), Permille(final, basis), final - basis);
    }

    /// <summary>Half away from zero; of nothing there is no share.</summary>
    private static long? Permille(long? part, long? whole) => part is null || whole is null or 0 ? null
        : (long)((2 * (Int128)part.Value * Thousand + whole.Value) / (2 * (Int128)whole.Value));
}
