using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>Imports, the newest first (指标体系历史版本).</summary>
/// <param name="Year">Only those that reported this year.</param>
public sealed record ListVersions(
    Division? Division = null, int? Year = null, int? Limit = null, string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, Division, null);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListVersions, Page<HistoryBatch>>(
        HttpMethod.Get, "history/versions", Permission.HistoryView, "历史数据版本", async (request, call) =>
        {
            var region = request.Division ?? call.Actor.Division;
            var where = new List<Filter> { new("division", Comparison.StartsWith, region.Stem) };
            if (request.Year is { } year)
            {
                where.Add(new Filter("firstYear", Comparison.AtMost, (long)year));
                where.Add(new Filter("lastYear", Comparison.AtLeast, (long)year));
            }
            var query = new DocumentQuery(HistoryBatch.Type)
            {
                Where = where,
                OrderBy = "at",
                Descending = true,
                Limit = ListScope.Limit(request.Limit),
                Continuation = request.Continuation,
            };
            return await store.Page<HistoryBatch>(Containers.System, HistoryIndex.Partition, query, call.Stopping);
        });
}

/// <summary>One import with its quality report and control totals.</summary>
public sealed record ViewVersion(string Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, null, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<ViewVersion, HistoryBatch>(
        HttpMethod.Get, "history/versions/{id}", Permission.HistoryView, "历史数据版本详情",
        (request, call) => desk.Batch(request.Id, Permission.HistoryView, call));
}

/// <param name="Changed">Figures that differ, or that only one of the two has.</param>
public sealed record VersionComparison(
    string Left, string Right, int Same, int Changed, IReadOnlyList<ChangedCell> Changes);

/// <summary>Which figures differ between two imports.</summary>
public sealed record CompareVersions(string Id, string With) : IScoped
{
    private const int ShownMax = 1000;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, null, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<CompareVersions, VersionComparison>(
        HttpMethod.Get, "history/versions/{id}/changes", Permission.HistoryView, "历史数据版本对比",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<VersionComparison>> Handle(HistoryDesk desk, Call call)
    {
        if (!(await desk.Batch(Id, Permission.HistoryView, call)).TryGet(out var left, out var problem)
            || !(await desk.Batch(With, Permission.HistoryView, call)).TryGet(out var right, out problem))
        {
            return problem;
        }
        var before = (await desk.Lake.Of(left, call.Stopping)).ToDictionary(KeyOf);
        var after = (await desk.Lake.Of(right, call.Stopping)).ToDictionary(KeyOf);
        var changes = before.Keys.Union(after.Keys)
            .Select(key => (Key: key, Before: before.GetValueOrDefault(key), After: after.GetValueOrDefault(key)))
            .Where(pair => pair.Before?.Value != pair.After?.Value)
            .Select(pair => new ChangedCell(
                pair.Key.Task, pair.Key.Form, pair.Key.Period, pair.Key.Division, pair.Key.Item, pair.Key.Column,
                (pair.After ?? pair.Before)!.Kind, pair.Before?.Value, pair.After?.Value))
            .ToList();
        var same = before.Keys.Count(after.ContainsKey)
            - changes.Count(change => change is { Before: not null, After: not null });
        return new VersionComparison(Id, With, same, changes.Count, [.. changes.Take(ShownMax)]);
    }

    private static (string Task, string Form, Period Period, Division Division, string Item, string Column) KeyOf(
        HistoryCell cell) => (cell.Task, cell.Form, cell.Period, cell.Division, cell.Item, cell.Column);
}
