using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>A figure on a screen.</summary>
public sealed record HistoryFigure(string Column, FigureKind Kind, long Value, string Place);

public sealed record HistoryReportRow(
    string Item, string Name, string Label, string Class, int Level, FigureKind Unit,
    IReadOnlyList<HistoryFigure> Figures);

/// <summary>A report as it counts, in the form's order.</summary>
/// <param name="Batch">The import that it came from; null when there is none.</param>
public sealed record HistoryReportView(
    string Task, string Form, string Title, Period Period, Division Division, string? Batch,
    IReadOnlyList<ReportVersion> Versions, IReadOnlyList<TaskColumn> Columns, IReadOnlyList<HistoryReportRow> Rows);

/// <summary>One report of one region and period.</summary>
public sealed record ViewReport(string Task, string Form, Period Period, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, Division, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<ViewReport, HistoryReportView>(
        HttpMethod.Get, "history/reports", Permission.HistoryView, "历史报表",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<HistoryReportView>> Handle(HistoryDesk desk, Call call)
    {
        var region = Division ?? call.Actor.Division;
        if (desk.Forms.Find(Form) is not { } form || desk.Forms.Task(Task) is not { } task)
        {
            return new NotAReport($"{Task} {Form}");
        }
        var year = await desk.Index.Year(Task, Period.Year, region, call.Stopping);
        var report = year?.Reports.FirstOrDefault(each => each.Form == Form && each.Period == Period);
        var cells = year is null ? [] : await desk.Lake.Current(
            [year], (_, each) => each.Form == Form && each.Period == Period, null, call.Stopping);
        var byItem = cells.ToLookup(cell => cell.Item);
        return new HistoryReportView(
            Task, Form, form.Title, Period, region, report?.Current?.Batch, report?.Versions ?? [],
            ColumnsOf(form, task, cells),
            [
                .. form.Items.Where(item => item.IsIn(Period.Year)).Select(item => new HistoryReportRow(
                    item.Id, item.Name,
                    byItem[item.Id].FirstOrDefault()?.Label ?? item.LabelIn(Period.Year) ?? item.Name,
                    form.ClassOf(item), LevelOf(form, item), item.Unit,
                    [
                        .. byItem[item.Id].Select(cell =>
                            new HistoryFigure(cell.Column, cell.Kind, cell.Value, $"{cell.Sheet}!{cell.Place}")),
                    ])),
            ]);
    }

    private static IReadOnlyList<TaskColumn> ColumnsOf(
        ReportForm form, ReportTask task, IReadOnlyList<HistoryCell> cells)
    {
        var there = cells.Select(cell => cell.Column).ToHashSet();
        if (form.ColumnsAre != ReportForm.Funds)
        {
            return [.. task.Columns.Where(column => there.Contains(column.Id))];
        }
        var funds = FundList.All.Select(entry => new TaskColumn(entry.Id, entry.ShortName, []));
        return [.. funds.Prepend(new TaskColumn("total", "合计", [])).Where(column => there.Contains(column.Id))];
    }

    private static int LevelOf(ReportForm form, FormItem item)
    {
        var level = 0;
        for (var parent = item.Parent; parent is not null; parent = form.Find(parent)!.Parent) { level++; }
        return level;
    }
}
