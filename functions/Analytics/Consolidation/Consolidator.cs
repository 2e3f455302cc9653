using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

/// <summary>
/// Takes posted vouchers, requests and payments over into the lake and rolls them up. A run reads the change feeds from
/// where the last one stopped, writes new files beside the old ones, and makes them count with one commit at the end:
/// ended anywhere before it, nothing has changed; repeated, nothing is left to do.
/// </summary>
/// <param name="workFolder">For files under construction; what a crash leaves there is overwritten.</param>
/// <param name="home">Where the audit records belong.</param>
public sealed class Consolidator(
    IDocumentStore store, IBlobStore blobs, DuckDatabase duck, IEnumerable<IDataset> datasets, TimeProvider clock,
    string workFolder, Division home) : IDisposable
{
    private readonly IReadOnlyList<LakeDataset> _datasets = [.. datasets.Select(dataset => new LakeDataset(dataset))];
    private readonly LakeRuns _runs = new(store);
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Tables with their titles, in the order of their runs.</summary>
    internal IReadOnlyList<(LakeTable Table, string Title)> Tables =>
        [.. _datasets.Select(dataset => (dataset.Table, dataset.Source.Title))];

    /// <summary>Runs once; another run of this process is waited for.</summary>
    /// <param name="progress">Null when nobody watches.</param>
    /// <param name="call">Its idempotency key names the run: one taken up again is the same run.</param>
    /// <returns>The run's record.</returns>
    /// <exception cref="Exception">Whatever broke it; its record says why and the former figures stand.</exception>
    public async Task<LakeRun> Run(LakeOrder order, IJobProgress? progress, Call call)
    {
        await _one.WaitAsync(call.Stopping);
        try
        {
            var run = new LakeRun(
                call.IdempotencyKey ?? throw new ArgumentException("A run has a key.", nameof(call)), order.Trigger,
                order.By, order.Full, clock.GetUtcNow(), null, LakeRunState.Running, 0, [], null);
            return await Recorded(run, progress, call);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<LakeRun> Recorded(LakeRun run, IJobProgress? progress, Call call)
    {
        try
        {
            await _runs.MarkLeftBehind(run.Id, run.StartedAt, call.Stopping);
            await _runs.Put(run, call.Stopping);
            return await Work(run, progress, call);
        }
        catch (Exception error)
        {
            // Whatever it was, people see that it failed and why; the caller logs where.
            var state = call.Stopping.IsCancellationRequested ? LakeRunState.Cancelled : LakeRunState.Failed;
            await Note(run with { State = state, EndedAt = clock.GetUtcNow(), Error = ReasonOf(error, state) });
            throw;
        }
    }

    /// <summary>The store itself may be what failed; the next run then finds this one left behind.</summary>
    private async Task Note(LakeRun run)
    {
        try { await _runs.Put(run, CancellationToken.None); }
        catch (IOException)
        {
            // Nothing more can be told now.
        }
    }

    private async Task<LakeRun> Work(LakeRun run, IJobProgress? progress, Call call)
    {
        var lake = new Lake(store, blobs);
        // Somebody else's run may commit first; ours then starts again from what it left.
        while (true)
        {
            var standing = await lake.Head(call.Stopping);
            using var connection = duck.Connect();
            var work = new LakeWork(store, blobs, lake, connection, clock, workFolder, run.IsFull, standing);
            foreach (var dataset in _datasets) { await work.TakeOver(dataset, progress, call.Stopping); }
            if (!work.HasChanges)
            {
                var same = run with
                {
                    State = LakeRunState.Unchanged,
                    EndedAt = clock.GetUtcNow(),
                    Version = standing.Version,
                };
                await _runs.Put(same, call.Stopping);
                return same;
            }
            await Report(progress, "提交汇总结果");
            if (await Commit(run, work, standing, call) is { } done) { return done; }
        }
    }

    private static Task Report(IJobProgress? progress, string stage) =>
        progress?.Report(stage, 0, null) ?? Task.CompletedTask;

    /// <returns>Null when another run was first.</returns>
    private async Task<LakeRun?> Commit(LakeRun run, LakeWork work, LakeHead standing, Call call)
    {
        var head = await work.NextHead(call.Stopping);
        var done = run with
        {
            State = LakeRunState.Done,
            EndedAt = clock.GetUtcNow(),
            Version = head.Version,
            Tables = work.Tables,
        };
        // The run is repeatable by itself; a kept answer would only hide that.
        var once = call with { IdempotencyKey = null };
        var result = await store.Apply<LakeRun>(Containers.System, LakeHead.Partition, once, async unit =>
        {
            var now = await unit.Find<LakeHead>(LakeHead.Id);
            if ((now?.Version ?? 0) != standing.Version) { return new ChangedMeanwhile("汇总数据"); }
            _ = await unit.Find<LakeRun>(run.DocumentId);
            unit.Save(LakeHead.Id, LakeHead.Type, head);
            unit.Save(run.DocumentId, LakeRun.Type, done);
            unit.Audit(
                "lake.consolidate", new Scope(home), $"数据汇总第 {head.Version} 版，取数 {done.Rows} 行，发起：{done.By}");
            return done;
        });
        return result.TryGet(out var kept, out _) ? kept : null;
    }

    private static string ReasonOf(Exception error, LakeRunState state) => (state, error) switch
    {
        (LakeRunState.Cancelled, _) => "汇总已取消，原有汇总数据未受影响。",
        (_, LakeDamagedException) => error.Message,
        (_, IOException or UnauthorizedAccessException) => "读写数据湖文件或数据库失败，请检查磁盘空间和网络后重试；原有汇总数据未受影响。",
        (_, DuckException) => "汇总计算失败，可能是内存或磁盘空间不足；原有汇总数据未受影响。",
        _ => "汇总时出现错误，请联系系统管理员查看系统日志；原有汇总数据未受影响。",
    };
}
