using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>A sheet of a trial with its counts.</summary>
public sealed record TrialSheet(
    string Sheet, SheetHead? Head, string? Skipped, string? Problem, int Rows, int Filled, int Cells, int Unmapped,
    int Unwanted, int Faults, int Checked, int Failed);

/// <summary>What stands in the way of counting.</summary>
public sealed record TrialBlocker(string Code, string Message);

/// <summary>What a file would bring (试导入): lists are cut, counts are whole.</summary>
public sealed record TrialView(
    HistoryTrial Trial, IReadOnlyList<TrialSheet> Sheets, int Rows, int Filled, int Cells, int Unwanted,
    int UnmappedCount, IReadOnlyList<UnmappedCell> Unmapped, int FaultCount, IReadOnlyList<CellFault> Faults,
    int Checked, int FailedCount, IReadOnlyList<FailedCheck> Failed, IReadOnlyList<HistoryTotal> Totals,
    TrialDifference Difference, HistoryQuality Quality, IReadOnlyList<TrialBlocker> Blockers);

/// <summary>Reads a received file anew and tells what it would bring.</summary>
public sealed record ViewTrial(string Id) : IScoped
{
    private const int ShownMax = 500;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, null, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<ViewTrial, TrialView>(
        HttpMethod.Get, "history/trials/{id}", Permission.HistoryView, "历史数据试导入",
        async (request, call) => (await desk.Trial(request.Id, Permission.HistoryView, call))
            .TryGet(out var trial, out var problem) ? await Handle(desk, trial, call) : problem);

    internal static async Task<Result<TrialView>> Handle(HistoryDesk desk, HistoryTrial trial, Call call)
    {
        if (!(await desk.Read(trial, call.Stopping)).TryGet(out var reading, out var problem)) { return problem; }
        var current = await desk.Current(reading, call.Stopping);
        return Of(reading, reading.Against(current, ShownMax));
    }

    private static TrialView Of(TrialReading reading, TrialDifference difference)
    {
        var book = reading.Book;
        List<UnmappedCell> unmapped = [.. book.Unmapped];
        List<CellFault> faults = [.. book.Faults];
        List<FailedCheck> failed = [.. book.Failed];
        return new TrialView(
            reading.Trial, [.. book.Sheets.Select(Sheet)], book.Sheets.Sum(sheet => sheet.Rows), book.Filled,
            reading.Cells.Count, book.Sheets.Sum(sheet => sheet.Unwanted), unmapped.Count,
            [.. unmapped.Take(ShownMax)], faults.Count, [.. faults.Take(ShownMax)], book.Checked, failed.Count,
            [.. failed.Take(ShownMax)], reading.Totals(), difference, reading.Quality(),
            [.. reading.Blockers().Select(blocker => new TrialBlocker(blocker.Code, blocker.Message))]);
    }

    private static TrialSheet Sheet(SheetReading sheet) => new(
        sheet.Sheet, sheet.Head, sheet.Skipped, sheet.Problem, sheet.Rows, sheet.Filled, sheet.Cells.Count,
        sheet.Unmapped.Count, sheet.Unwanted, sheet.Faults.Count, sheet.Checked, sheet.Failed.Count);
}

/// <summary>Received files, the newest first.</summary>
public sealed record ListTrials(
    Division? Division = null, string? State = null, int? Limit = null, string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, Division, null);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListTrials, Page<HistoryTrial>>(
        HttpMethod.Get, "history/trials", Permission.HistoryView, "历史数据文件", async (request, call) =>
        {
            var region = request.Division ?? call.Actor.Division;
            var query = new DocumentQuery(HistoryTrial.Type)
            {
                Where =
                [
                    new Filter("division", Comparison.StartsWith, region.Stem),
                    .. request.State is { } state ? [Filter.Is("state", state)] : Array.Empty<Filter>(),
                ],
                OrderBy = "at",
                Descending = true,
                Limit = ListScope.Limit(request.Limit),
                Continuation = request.Continuation,
            };
            return await store.Page<HistoryTrial>(Containers.System, HistoryIndex.Partition, query, call.Stopping);
        });
}
