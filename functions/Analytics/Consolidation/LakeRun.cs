using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

public enum LakeRunState
{
    Running = 1,

    /// <summary>New figures stand.</summary>
    Done,

    /// <summary>Nothing had changed, so the figures that stood are those of this run.</summary>
    Unchanged,
    Failed,
    Cancelled,

    /// <summary>The process ended half-way; the figures from before stand.</summary>
    Interrupted,
}

/// <summary>What a run did to one table.</summary>
/// <param name="Rows">That it took over.</param>
/// <param name="Files">That it wrote.</param>
public sealed record LakeRunTable(string Table, string Title, long Rows, int Files);

/// <summary>A run of the consolidation, as administrators see it.</summary>
/// <param name="Trigger">schedule, manual or demo.</param>
/// <param name="By">Who started it.</param>
/// <param name="Version">Of the figures after it.</param>
/// <param name="Error">Why it failed.</param>
public sealed record LakeRun(
    string Id, string Trigger, string By, bool IsFull, DateTimeOffset StartedAt, DateTimeOffset? EndedAt,
    LakeRunState State, long Version, IReadOnlyList<LakeRunTable> Tables, string? Error)
{
    internal const string Type = "lakeRun";

    /// <summary>Rows taken over.</summary>
    public long Rows => Tables.Sum(table => table.Rows);

    public long? DurationMs => EndedAt is { } end ? (long)(end - StartedAt).TotalMilliseconds : null;

    internal string DocumentId => $"run-{Id}";

    internal bool IsGood => State is LakeRunState.Done or LakeRunState.Unchanged;
}

/// <summary>What is asked of a run.</summary>
/// <param name="Full">From the beginning of time, without the files that stand: mends a damaged lake.</param>
public sealed record LakeOrder(string Trigger, string By, bool Full = false);

/// <summary>The records of the runs.</summary>
internal sealed class LakeRuns(IDocumentStore store)
{
    /// <summary>Newest first.</summary>
    public static DocumentQuery Newest => new(LakeRun.Type) { OrderBy = "startedAt", Descending = true };

    /// <summary>The start of the newest run that brought the figures up to date; null before the first.</summary>
    public async Task<DateTimeOffset?> AsOf(CancellationToken stopping)
    {
        var query = Newest with { Where = [Filter.OneOf("state", "done", "unchanged")], Limit = 1 };
        var page = await store.Query(Containers.System, LakeHead.Partition, query, stopping);
        return page.Items is [var run, ..] ? run.As<LakeRun>().StartedAt : null;
    }

    public async Task Put(LakeRun run, CancellationToken stopping) => (await store.Commit(
        Containers.System, LakeHead.Partition, [new Write.Put(run.DocumentId, LakeRun.Type, Json.Write(run))],
        stopping)).Require();

    /// <summary>Runs of a process that is gone: told so. Only one runs at a time.</summary>
    public async Task MarkLeftBehind(string own, DateTimeOffset now, CancellationToken stopping)
    {
        var query = new DocumentQuery(LakeRun.Type) { Where = [Filter.Is("state", "running")] };
        var page = await store.Query(Containers.System, LakeHead.Partition, query, stopping);
        foreach (var run in page.Items.Select(item => item.As<LakeRun>()).Where(run => run.Id != own))
        {
            var ended = run with
            {
                State = LakeRunState.Interrupted,
                EndedAt = now,
                Error = "汇总中途中断，原有汇总数据未受影响；本次汇总已接续处理。",
            };
            await Put(ended, stopping);
        }
    }
}
