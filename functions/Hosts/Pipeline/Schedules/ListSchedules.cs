using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Schedules;

/// <summary>What the clock starts: when, when last, with what result.</summary>
public sealed record ListSchedules : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.JobView, null, null);

    public static Endpoint Endpoint(Scheduler scheduler) => Kernel.Endpoint.Of<ListSchedules, Page<ScheduleView>>(
        HttpMethod.Get, "jobs/schedules", Permission.JobView, "定时任务", async (_, call) =>
        {
            var schedules = await scheduler.View(call.Stopping);
            return new Page<ScheduleView>(schedules, schedules.Count, null);
        });
}
