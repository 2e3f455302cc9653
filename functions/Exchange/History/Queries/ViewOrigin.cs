using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>A row of the received sheet as it stands there.</summary>
public sealed record OriginRow(int Row, IReadOnlyList<string> Cells);

/// <summary>Where a figure came from: import, file with its digest, sheet, cell, and the rows around it.</summary>
public sealed record CellOrigin(
    HistoryCell Cell, string FileName, string Sm3, string By, DateTimeOffset At, int Layout, int Mapping, string Unit,
    IReadOnlyList<OriginRow> Rows);

/// <summary>The origin of a figure that counts.</summary>
public sealed record ViewOrigin(
    string Task, string Form, Period Period, string Item, string Column, Division? Division = null) : IScoped
{
    private const int RowsAround = 3;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, Division, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<ViewOrigin, CellOrigin>(
        HttpMethod.Get, "history/origin", Permission.HistoryView, "历史数据来源",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<CellOrigin>> Handle(HistoryDesk desk, Call call)
    {
        var region = Division ?? call.Actor.Division;
        var year = await desk.Index.Year(Task, Period.Year, region, call.Stopping);
        var cells = year is null ? [] : await desk.Lake.Current(
            [year], (_, report) => report.Form == Form && report.Period == Period, Item, call.Stopping);
        if (cells.FirstOrDefault(cell => cell.Column == Column) is not { } cell)
        {
            return new CellGone($"{Form} {Period.Text} {Item} {Column}");
        }
        var batch = (await desk.Store.Find<HistoryBatch>(
            Containers.System, HistoryIndex.Partition, HistoryBatch.DocumentId(cell.Batch), call.Stopping))!.Value;
        var report = batch.Reports.First(each => each.Form == Form && each.Period == Period && each.Division == region
            && each.Task == Task);
        var bytes = await desk.Bytes(batch.Blob, call.Stopping);
        var sheet = BookFile.Read(bytes, batch.FileName).Require().First(each => each.Name == cell.Sheet);
        return new CellOrigin(
            cell, batch.FileName, batch.Sm3, batch.ByName, batch.At, report.Layout, report.Mapping, report.Unit,
            [.. Around(sheet, cell.Row - 1)]);
    }

    /// <summary>The headings and some rows on either side.</summary>
    private static IEnumerable<OriginRow> Around(Sheet sheet, int row)
    {
        var heading = HeadingRows.Find(sheet);
        var rows = Enumerable.Range(heading?.Top ?? 0, heading is null ? 0 : heading.Bottom - heading.Top + 1)
            .Concat(Enumerable.Range(row - RowsAround, RowsAround * 2 + 1))
            .Where(each => each >= (heading?.Top ?? 0) && each < sheet.Rows.Count).Distinct();
        return rows.Select(each => new OriginRow(
            each + 1, [.. Enumerable.Range(0, sheet.Rows[each].Count).Select(column => sheet.Seen(each, column))]));
    }
}
