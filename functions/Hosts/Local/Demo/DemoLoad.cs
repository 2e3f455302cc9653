using SocialFund.Analytics.Consolidation;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Local.Demo;

/// <summary>Loads the demo at the first start; one that was cut short goes on at the next.</summary>
internal static class DemoLoad
{
    private const string Partition = "demo";
    private const string Document = "loaded";

    private sealed record Loaded(DateTimeOffset At);

    /// <param name="told">Where people read that it takes a moment.</param>
    public static async Task Run(
        LocalSettings settings, ILoggerFactory loggers, TextWriter told, CancellationToken stopping)
    {
        // The accounts are of today: a password of last year would have to be changed first.
        using (var today = new Composition(settings, TimeProvider.System, loggers))
        {
            if (await today.Store.Read(Containers.System, Partition, Document, stopping) is not null) { return; }
            await told.WriteLineAsync("首次启动，正在生成演示数据（青海省，近一年业务）……");
            await today.FirstAccounts.MakeDemo(stopping);
        }
        var now = TimeProvider.System.GetUtcNow();
        var clock = new SteppingClock(DemoProvince.Beginning(now));
        using (var system = new Composition(settings, clock, loggers))
        {
            await new DemoProvince(system, clock, now).Make(now);
        }
        using var finished = new Composition(settings, TimeProvider.System, loggers);
        var call = Call.System("demo", TimeProvider.System.GetUtcNow(), "demo", stopping);
        await finished.Business.Consolidator.Run(new LakeOrder("demo", "演示数据"), null, call);
        var mark = new Write.Put(Document, "demo", Json.Write(new Loaded(now)));
        await finished.Store.Commit(Containers.System, Partition, [mark], stopping);
    }
}
