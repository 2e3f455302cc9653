using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>Merges the lake's files now, after much has come in (立即归并).</summary>
public sealed record StartMerge : IScoped
{
    public Scope ScopeFor(Actor actor) => new(actor.Division);

    public static Endpoint Endpoint(IJobs jobs) => Kernel.Endpoint.Of<StartMerge, Accepted>(
        HttpMethod.Post, "governance/merges", Permission.LakeRun, "立即归并", (_, call) => jobs.Start(
            new JobOrder(
                call.IdempotencyKey!.Replace(':', '.'), MergeJob.KindName, "数据湖归并", new Scope(call.Actor.Division),
                Permission.LakeRun, "{}"),
            call));
}

/// <summary>A merge that a person started.</summary>
public sealed class MergeJob(Merger merger) : IJobHandler
{
    internal const string KindName = "detail-merge";

    public string Kind => KindName;

    public async Task<Result<Done>> Run(string input, IJobProgress progress, Call call)
    {
        await progress.Log((await merger.Run(progress, call.Stopping)).Text);
        return Done.Value;
    }
}

/// <summary>The merge of every night.</summary>
/// <param name="at">China time.</param>
public sealed class NightlyMerge(Merger merger, TimeOnly at) : ISchedule
{
    public string Name => MergeJob.KindName;

    public string Title => "数据湖归并";

    public string Cron => string.Create(CultureInfo.InvariantCulture, $"{at.Minute} {at.Hour} * * *");

    public async Task<string> Run(Call call) => (await merger.Run(null, call.Stopping)).Text;
}
