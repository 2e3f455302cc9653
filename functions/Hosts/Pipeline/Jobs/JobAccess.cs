using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Jobs;

/// <summary>Whose a job is. It is its owner's own thing; others need a permission in its scope.</summary>
internal static class JobAccess
{
    /// <returns>The job, or <see cref="NotFound"/> when the caller may not see it.</returns>
    public static async Task<Result<JobDocument>> Find(IDocumentStore store, string jobId, Call call)
    {
        var stored = JobIds.PartitionOf(jobId) is { } partition
            ? await store.Find<JobDocument>(Containers.System, partition, jobId, call.Stopping)
            : null;
        return stored is not null && MaySee(stored.Value, call) ? stored.Value : new NotFound("任务", jobId);
    }

    /// <summary>Whether the caller may cancel and resume it: the owner, or who might have started it.</summary>
    public static bool MayManage(JobDocument job, Call call) =>
        job.OwnerId == call.Actor.Id
        || Permission.All.FirstOrDefault(known => known.Code == job.Permission) is { } needed
            && call.May(needed, job.Scope);

    public static async Task<Job> View(IDocumentStore store, JobDocument job, Call call)
    {
        var progress = await store.Find<JobProgressDocument>(
            Containers.System, JobIds.PartitionOf(job.Division), JobIds.ProgressOf(job.Id), call.Stopping);
        return Job.Of(job, progress?.Value, call.Now);
    }

    private static bool MaySee(JobDocument job, Call call) =>
        MayManage(job, call) || call.May(Permission.JobView, job.Scope);
}
