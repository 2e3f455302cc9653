using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Jobs;

/// <summary>Runs a failed or cancelled job again. Its handler is idempotent: what was done is not done twice.</summary>
public sealed record ResumeJob(string Id)
{
    public static Endpoint Endpoint(IDocumentStore store, JobRunner runner) => Kernel.Endpoint.SignedIn<ResumeJob, Job>(
        HttpMethod.Post, "jobs/{id}/resume", "续办任务", (request, call) => Handle(request, call, store, runner));

    private static async Task<Result<Job>> Handle(ResumeJob request, Call call, IDocumentStore store, JobRunner runner)
    {
        if (!(await JobAccess.Find(store, request.Id, call)).TryGet(out var found, out var problem)) { return problem; }
        if (!JobAccess.MayManage(found, call)) { return new NotAllowed("续办任务"); }
        var result = await store.Apply<Job>(
            Containers.System, JobIds.PartitionOf(found.Division), call, async unit =>
            {
                var job = (await unit.Find<JobDocument>(request.Id))!;
                var progress = await unit.Find<JobProgressDocument>(JobIds.ProgressOf(job.Id));
                var view = Job.Of(job, progress, call.Now);
                if (view.State is not ("failed" or "cancelled")) { return new WrongState("续办任务", view.Stage); }
                var next = job with { Run = job.Run + 1, CancelAsked = false };
                unit.Replace(job.Id, JobDocument.Type, next);
                unit.Audit("job.resume", job.Scope, $"续办任务 {job.Id}");
                return Job.Of(next, progress, call.Now);
            });
        if (result.TryGet(out _, out _)) { await runner.Restart(request.Id, call.Stopping); }
        return result;
    }
}
