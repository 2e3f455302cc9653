using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Jobs;

/// <summary>What was ordered and what people asked of it since. Written by commands.</summary>
/// <param name="Run">Raised by each resume; progress of an earlier run does not count.</param>
internal sealed record JobDocument(
    string Id, string Kind, string Title, Division Division, Fund? Fund, string Permission, string Input,
    string OwnerId, string OwnerName, DateTimeOffset StartedAt, int Run, bool CancelAsked)
{
    public const string Type = "job";

    public Scope Scope => new(Division, Fund);
}

internal enum JobOutcome
{
    Running = 1,
    Done,
    Failed,
    Cancelled,
}

/// <summary>How far the runner is. Written by the runner alone.</summary>
internal sealed record JobProgressDocument(
    int Run, JobOutcome Outcome, string Stage, long RowsDone, long? RowsTotal, IReadOnlyList<string> Log,
    DateTimeOffset StageAt, DateTimeOffset UpdatedAt, string? Error)
{
    public const string Type = "jobProgress";
}

/// <summary>Says that a job is under way, so that a restart finds it without reading every division.</summary>
internal sealed record ActiveJob(string Id)
{
    public const string Type = "activeJob";
    public const string Partition = "jobs-active";
}

internal static class JobIds
{
    /// <summary>The division in the id leads to the partition.</summary>
    public static string? PartitionOf(string jobId) =>
        jobId.Length > 7 && jobId[6] == '-' && Division.TryParse(jobId[..6], out var division)
            ? PartitionOf(division)
            : null;

    public static string PartitionOf(Division division) => $"jobs-{division.Text}";

    public static string ProgressOf(string jobId) => $"{jobId}~progress";
}
