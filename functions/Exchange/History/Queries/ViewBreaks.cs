using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>A year whose opening balance is not the closing balance of the year before (结转不一致).</summary>
/// <param name="Task">In which reports: 决算 or 年报 of both years.</param>
public sealed record BalanceBreak(
    string Task, string Form, string Title, Division Division, int Year, long Closing, long Opening, long Difference,
    string ClosingPlace, string OpeningPlace);

/// <param name="Compared">Pairs of years that could be compared.</param>
public sealed record BalanceBreaks(int Compared, IReadOnlyList<BalanceBreak> Breaks);

/// <summary>Whether each year goes on from the one before, in a region and those below it.</summary>
public sealed record ViewBreaks(int From, int To, Division? Division = null) : IScoped
{
    /// <summary>Where each task has the figure of the year itself.</summary>
    private static readonly Dictionary<string, string> Columns = new() { ["final"] = "final", ["year"] = "current" };

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, Division, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<ViewBreaks, BalanceBreaks>(
        HttpMethod.Get, "history/breaks", Permission.HistoryView, "历年结转核对",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<BalanceBreaks>> Handle(HistoryDesk desk, Call call)
    {
        var region = Division ?? call.Actor.Division;
        var years = (await desk.Index.Years(region, From, To, null, call.Stopping))
            .Where(year => Columns.ContainsKey(year.Task)).ToList();
        var closing = await Cells(desk, years, "closing", call.Stopping);
        var opening = await Cells(desk, years, "opening", call.Stopping);
        var pairs =
            from cell in opening.Values
            let before = closing.GetValueOrDefault(
                (cell.Task, cell.Form, cell.Division, cell.Period.Year - 1, cell.Column))
            where before is not null
            select (Opening: cell, Closing: before);
        var all = pairs.ToList();
        return new BalanceBreaks(all.Count,
        [
            .. all.Where(pair => pair.Opening.Value != pair.Closing.Value).Select(pair => new BalanceBreak(
                pair.Opening.Task, pair.Opening.Form, desk.Forms.Find(pair.Opening.Form)!.Title, pair.Opening.Division,
                pair.Opening.Period.Year, pair.Closing.Value, pair.Opening.Value,
                pair.Opening.Value - pair.Closing.Value,
                $"{pair.Closing.Sheet}!{pair.Closing.Place}", $"{pair.Opening.Sheet}!{pair.Opening.Place}")),
        ]);
    }

    private static async Task<Dictionary<(string, string, Division, int, string), HistoryCell>> Cells(
        HistoryDesk desk, List<HistoryYear> years, string item, CancellationToken stopping) =>
        (await desk.Lake.Current(years, null, item, stopping))
            .Where(cell => cell.Column == Columns[cell.Task] || desk.Forms.Find(cell.Form)!.ColumnsAre is not null)
            .ToDictionary(cell => (cell.Task, cell.Form, cell.Division, cell.Period.Year, cell.Column));
}
