using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

/// <summary>A table of the lake as it stands.</summary>
public sealed record LakeTableView(string Table, string Title, long Rows, int Files, long Bytes);

/// <summary>The runs, newest first, and what stands after them.</summary>
/// <param name="NextRun">When the clock starts the next one.</param>
/// <param name="AsOf">When the last good run began; absent before the first.</param>
/// <param name="Version">Of the figures.</param>
public sealed record LakeRunPage(
    IReadOnlyList<LakeRun> Items, long Total, string? Continuation, DateTimeOffset NextRun, DateTimeOffset? AsOf,
    long Version, IReadOnlyList<LakeTableView> Tables);

/// <summary>Lists the runs. They are the installation's: everybody who may see figures may see how fresh they
/// are.</summary>
public sealed record ListRuns(int? Limit = null, string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.LakeView, null, null);

    /// <param name="nextRun">When the clock starts the next run after an instant.</param>
    internal static Endpoint Endpoint(
        IDocumentStore store, IBlobStore blobs, Consolidator consolidator,
        Func<DateTimeOffset, DateTimeOffset> nextRun) => Kernel.Endpoint.Of<ListRuns, LakeRunPage>(
        HttpMethod.Get, "lake/runs", Permission.LakeView, "汇总记录",
        async (request, call) =>
        {
            var page = await store.Page<LakeRun>(
                Containers.System, LakeHead.Partition,
                LakeRuns.Newest with
                {
                    Limit = ListScope.Limit(request.Limit),
                    Continuation = request.Continuation,
                },
                call.Stopping);
            var lake = new Lake(store, blobs);
            var head = await lake.Head(call.Stopping);
            return new LakeRunPage(
                page.Items, page.Total, page.Continuation, nextRun(call.Now),
                await new LakeRuns(store).AsOf(call.Stopping), head.Version,
                await Tables(lake, head, consolidator, call.Stopping));
        });

    private static async Task<IReadOnlyList<LakeTableView>> Tables(
        Lake lake, LakeHead head, Consolidator consolidator, CancellationToken stopping)
    {
        var views = new List<LakeTableView>();
        foreach (var (table, title) in consolidator.Tables)
        {
            var files = new List<LakeEntry>();
            foreach (var year in head.YearsOf(table)) { files.AddRange(await lake.Files(head, table, year, stopping)); }
            views.Add(new LakeTableView(
                $"{table.Group}/{table.Name}", title, files.Sum(file => file.Rows), files.Count,
                files.Sum(file => file.Bytes)));
        }
        return views;
    }
}
