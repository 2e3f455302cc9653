using SocialFund.Hosts.Pipeline.Schedules;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Jobs;

/// <summary>Long work as people watch, cancel and resume it.</summary>
public sealed class JobsModule(IDocumentStore store, JobRunner runner, Scheduler scheduler) : IModule
{
    public string Name => "jobs";

    public IEnumerable<Endpoint> Endpoints =>
    [
        ListJobs.Endpoint(store),
        GetJob.Endpoint(store),
        CancelJob.Endpoint(store, runner),
        ResumeJob.Endpoint(store, runner),
        ListSchedules.Endpoint(scheduler),
    ];
}
