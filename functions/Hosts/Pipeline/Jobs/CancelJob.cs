using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Jobs;

/// <summary>Stops a job that is under way. What it has done so far stands; a resume goes on.</summary>
public sealed record CancelJob(string Id)
{
    public static Endpoint Endpoint(IDocumentStore store, JobRunner runner) => Kernel.Endpoint.SignedIn<CancelJob, Job>(
        HttpMethod.Post, "jobs/{id}/cancel", "取消任务", (request, call) => Handle(request, call, store, runner));

    private static async Task<Result<Job>> Handle(CancelJob request, Call call, IDocumentStore store, JobRunner runner)
    {
        if (!(await JobAccess.Find(store, request.Id, call)).TryGet(out var found, out var problem)) { return problem; }
        if (!JobAccess.MayManage(found, call)) { return new NotAllowed("取消任务"); }
        var result = await store.Apply<Job>(
            Containers.System, JobIds.PartitionOf(found.Division), call, async unit =>
            {
                var job = (await unit.Find<JobDocument>(request.Id))!;
                var view = Job.Of(job, await unit.Find<JobProgressDocument>(JobIds.ProgressOf(job.Id)), call.Now);
                if (view.State != "running") { return new WrongState("取消任务", view.Stage); }
                unit.Replace(job.Id, JobDocument.Type, job with { CancelAsked = true });
                unit.Audit("job.cancel", job.Scope, $"取消任务 {job.Id}");
                return view with { State = "cancelled" };
            });
        if (result.TryGet(out _, out _)) { runner.Stop(request.Id); }
        return result;
    }
}
