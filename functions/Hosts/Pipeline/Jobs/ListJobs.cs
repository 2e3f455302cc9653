using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Jobs;

/// <summary>The jobs of one division, newest first: all for whoever may view them, else one's own.</summary>
/// <param name="Division">Null means the caller's own.</param>
public sealed record ListJobs(Division? Division = null, int Limit = ListJobs.LimitDefault, string? Continuation = null)
{
    public const int LimitDefault = 50;

    /// <summary>Each row reads its progress as well.</summary>
    public const int LimitMax = 200;

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.SignedIn<ListJobs, Page<Job>>(
        HttpMethod.Get, "jobs", "任务列表", (request, call) => Handle(request, call, store));

    private static async Task<Result<Page<Job>>> Handle(ListJobs request, Call call, IDocumentStore store)
    {
        if (request.Limit is < 1 or > LimitMax) { return new InvalidFields("limit", $"须为 1 至 {LimitMax}"); }
        var division = request.Division ?? call.Actor.Division;
        var partition = JobIds.PartitionOf(division);
        var page = await store.Page<JobDocument>(Containers.System, partition, new DocumentQuery(JobDocument.Type)
        {
            Where = call.May(Permission.JobView, new Scope(division)) ? [] : [Filter.Is("ownerId", call.Actor.Id)],
            OrderBy = "startedAt",
            Descending = true,
            Limit = request.Limit,
            Continuation = request.Continuation,
        }, call.Stopping);
        var jobs = new List<Job>();
        foreach (var job in page.Items) { jobs.Add(await JobAccess.View(store, job, call)); }
        return new Page<Job>(jobs, page.Total, page.Continuation);
    }
}
