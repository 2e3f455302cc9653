using SocialFund.Analytics.Consolidation;
using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Hosts.Local.Demo;

/// <summary>Loads the demo at the first start; one that was cut short goes on at the next.</summary>
internal static class DemoLoad
{
    private const string Partition = "demo";
    private const string Document = "loaded";
    private const string RolledUp = "rolled-up";

    private sealed record Loaded(DateTimeOffset At);

    /// <param name="told">Where people read that it takes a moment.</param>
    public static async Task Run(
        LocalSettings settings, ILoggerFactory loggers, TextWriter told, CancellationToken stopping)
    {
        // The accounts are of today: a password of last year would have to be changed first.
        using (var today = new Composition(settings, TimeProvider.System, loggers))
        {
            if (await today.Store.Read(Containers.System, Partition, Document, stopping) is not null) { return; }
            await told.WriteLineAsync("正在生成演示数据（青海省，近一年业务）……");
            await today.FirstAccounts.MakeDemo(stopping);
        }
        var now = TimeProvider.System.GetUtcNow();
        var clock = new SteppingClock(DemoProvince.Beginning(now));
        using var system = new Composition(settings, clock, loggers, CommitFlush.AtTheEnd);
        await new DemoProvince(system, clock, now).Make(now);
        await Mark(system.Store, Document, now, stopping);
    }

    /// <summary>Makes the demo anew in an otherwise unused folder, rolled up too, and leaves it closed.</summary>
    public static async Task Prepare(LocalSettings settings, ILoggerFactory loggers, TextWriter told)
    {
        LocalData.DeleteAfterAsking(settings, TextReader.Null, TextWriter.Null);
        await Run(settings, loggers, told, CancellationToken.None);
        using var today = new Composition(settings, TimeProvider.System, loggers);
        await RollUp(today.Store, today.Business.Consolidator, TimeProvider.System, CancellationToken.None);
    }

    /// <summary>
    /// Rolls the year up once, so that the screens need not wait for the night. The head does it when it has started:
    /// nobody waits for it.
    /// </summary>
    public static async Task RollUp(
        IDocumentStore store, Consolidator consolidator, TimeProvider clock, CancellationToken stopping)
    {
        if (await store.Read(Containers.System, Partition, Document, stopping) is null
            || await store.Read(Containers.System, Partition, RolledUp, stopping) is not null)
        {
            return;
        }
        var call = Call.System("demo", clock.GetUtcNow(), "demo", stopping);
        await consolidator.Run(new LakeOrder("demo", "演示数据"), null, call);
        await Mark(store, RolledUp, clock.GetUtcNow(), stopping);
    }

    private static async Task Mark(
        IDocumentStore store, string document, DateTimeOffset at, CancellationToken stopping)
    {
        var mark = new Write.Put(document, "demo", Json.Write(new Loaded(at)));
        (await store.Commit(Containers.System, Partition, [mark], stopping)).Require();
    }
}
