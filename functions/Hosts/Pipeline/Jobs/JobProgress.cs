using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Jobs;

/// <summary>Keeps the progress of one run and writes it, at most twice a second.</summary>
internal sealed class JobProgress(
    IDocumentStore store, TimeProvider clock, JobDocument job, IReadOnlyList<string> earlierLog)
    : IJobProgress, IDisposable
{
    /// <summary>Enough to see what happened; longer logs belong into a file.</summary>
    private const int LogMax = 200;

    private static readonly TimeSpan WriteEvery = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _one = new(1);
    private readonly List<string> _log = [.. earlierLog];
    private JobProgressDocument _now = new(
        job.Run, JobOutcome.Running, "开始", 0, null, [], clock.GetUtcNow(), clock.GetUtcNow(), null);

    public Task Begin(CancellationToken stopping) => Change(
        now => now, job.Run == 1 ? "开始" : $"第 {job.Run} 次办理", isUrgent: true, stopping);

    public Task Report(string stage, long rowsDone, long? rowsTotal) => Change(
        now => now with
        {
            StageAt = now.Stage == stage ? now.StageAt : clock.GetUtcNow(),
            Stage = stage,
            RowsDone = rowsDone,
            RowsTotal = rowsTotal,
        },
        logLine: null, isUrgent: _now.Stage != stage, CancellationToken.None);

    public Task Log(string line) => Change(now => now, line, isUrgent: false, CancellationToken.None);

    public Task End(JobOutcome outcome, string? error, CancellationToken stopping) => Change(
        now => now with { Outcome = outcome, Error = error, Stage = Word(outcome) },
        error ?? Word(outcome), isUrgent: true, stopping);

    private async Task Change(
        Func<JobProgressDocument, JobProgressDocument> change, string? logLine, bool isUrgent,
        CancellationToken stopping)
    {
        await _one.WaitAsync(stopping);
        try
        {
            var at = clock.GetUtcNow();
            if (logLine is not null) { _log.Add($"{at.ToOffset(TimeSpan.FromHours(8)):MM-dd HH:mm:ss} {logLine}"); }
            var isDue = isUrgent || at - _now.UpdatedAt >= WriteEvery;
            _now = change(_now) with { UpdatedAt = isDue ? at : _now.UpdatedAt, Log = [.. _log.TakeLast(LogMax)] };
            if (isDue) { await Write(stopping); }
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task Write(CancellationToken stopping) => (await store.Commit(
        Containers.System, JobIds.PartitionOf(job.Division),
        [new Write.Put(JobIds.ProgressOf(job.Id), JobProgressDocument.Type, Json.Write(_now))], stopping)).Require();

    private static string Word(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Done => "完成",
        JobOutcome.Cancelled => "已取消",
        JobOutcome.Failed => "失败",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
