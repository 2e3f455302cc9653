using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

/// <summary>Starts a run now. What is consolidated is always everything: figures of all divisions stay of one
/// moment.</summary>
/// <param name="Full">Reads everything again from the beginning (重新汇总); for a damaged lake.</param>
public sealed record StartRun(bool Full = false) : IScoped
{
    /// <summary>The job belongs to the starter's division, where he finds it among his.</summary>
    public Scope ScopeFor(Actor actor) => new(actor.Division);

    internal static Endpoint Endpoint(IJobs jobs) => Kernel.Endpoint.Of<StartRun, Accepted>(
        HttpMethod.Post, "lake/runs", Permission.LakeRun, "立即汇总", (request, call) => jobs.Start(
            new JobOrder(
                call.IdempotencyKey!.Replace(':', '.'), RunJob.KindName, request.Full ? "数据重新汇总" : "数据汇总",
                new Scope(call.Actor.Division), Permission.LakeRun,
                Json.Write(new LakeOrder("manual", call.Actor.Name, request.Full))),
            call));
}

/// <summary>Runs the consolidation as a job. A job taken up after a crash is the same run.</summary>
public sealed class RunJob(Consolidator consolidator) : IJobHandler
{
    internal const string KindName = "lake-consolidate";

    public string Kind => KindName;

    public async Task<Result<Done>> Run(string input, IJobProgress progress, Call call)
    {
        var run = await consolidator.Run(Json.Read<LakeOrder>(input), progress, call);
        await progress.Report("汇总完成", run.Rows, run.Rows);
        await progress.Log(run.State == LakeRunState.Unchanged
            ? "没有新的变更，汇总数据保持不变。"
            : $"已汇总 {run.Rows} 行，第 {run.Version} 版。");
        return Done.Value;
    }
}
