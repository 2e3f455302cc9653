using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Jobs;

/// <summary>One job: stage, rows, estimate, log.</summary>
public sealed record GetJob(string Id)
{
    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.SignedIn<GetJob, Job>(
        HttpMethod.Get, "jobs/{id}", "任务进度", (request, call) => Handle(request, call, store));

    private static async Task<Result<Job>> Handle(GetJob request, Call call, IDocumentStore store) =>
        (await JobAccess.Find(store, request.Id, call)).TryGet(out var job, out var problem)
            ? await JobAccess.View(store, job, call)
            : problem;
}
