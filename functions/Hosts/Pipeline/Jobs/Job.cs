using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Jobs;

/// <summary>A job as people watch it.</summary>
/// <param name="State">running, done, failed, cancelled.</param>
/// <param name="EstimateSeconds">Left at the pace of this stage; null while it cannot be known.</param>
/// <param name="Error">Why it failed.</param>
public sealed record Job(
    string Id, string Kind, string Title, Division Division, Fund? Fund, string State, string Stage, long RowsDone,
    long? RowsTotal, long? EstimateSeconds, string? Error, string OwnerId, string OwnerName, DateTimeOffset StartedAt,
    DateTimeOffset UpdatedAt, IReadOnlyList<string> Log)
{
    internal static Job Of(JobDocument job, JobProgressDocument? progress, DateTimeOffset now)
    {
        var current = progress?.Run == job.Run ? progress : null;
        var outcome = current?.Outcome ?? JobOutcome.Running;
        if (outcome == JobOutcome.Running && job.CancelAsked) { outcome = JobOutcome.Cancelled; }
        return new Job(
            job.Id, job.Kind, job.Title, job.Division, job.Fund, Name(outcome), current?.Stage ?? "排队等待",
            current?.RowsDone ?? 0, current?.RowsTotal, outcome == JobOutcome.Running ? Left(current, now) : null,
            current?.Error, job.OwnerId, job.OwnerName, job.StartedAt, current?.UpdatedAt ?? job.StartedAt,
            current?.Log ?? []);
    }

    private static long? Left(JobProgressDocument? progress, DateTimeOffset now)
    {
        if (progress is not { RowsDone: > 0, RowsTotal: { } total }) { return null; }
        var elapsed_ms = (long)(now - progress.StageAt).TotalMilliseconds;
        return elapsed_ms * Math.Max(0, total - progress.RowsDone) / progress.RowsDone / 1000;
    }

    private static string Name(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Running => "running",
        JobOutcome.Done => "done",
        JobOutcome.Failed => "failed",
        JobOutcome.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
