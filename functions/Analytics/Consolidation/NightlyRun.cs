using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

/// <summary>The run that the clock starts every night; it also clears away what no longer counts.</summary>
/// <param name="at">China time.</param>
public sealed class NightlyRun(
    Consolidator consolidator, IDocumentStore store, IBlobStore blobs, TimeProvider clock, TimeOnly at) : ISchedule
{
    public string Name => "lake-consolidate";

    public string Title => "数据汇总";

    public string Cron => string.Create(CultureInfo.InvariantCulture, $"{at.Minute} {at.Hour} * * *");

    public async Task<string> Run(Call call)
    {
        var run = await consolidator.Run(new LakeOrder("schedule", "定时任务"), null, call);
        var removed = await new Sweep(store, blobs, consolidator, clock).Run(call.Stopping);
        var did = run.State == LakeRunState.Unchanged ? "没有新的变更" : $"汇总 {run.Rows} 行，第 {run.Version} 版";
        return removed == 0 ? $"{did}。" : $"{did}；清理过期文件 {removed} 个。";
    }
}
