using System.Collections.Concurrent;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Storage.Workflows;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Storage.Workflows;

/// <summary>The engine at its usual width on the store that it runs on.</summary>
public sealed class SqliteTests
{
    private sealed record Count(long Value);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Engine_WhenTenThousandWait_HoldsNoneOfTheirScripts()
    {
        const int Instances = 10_000;
        using var folder = new TemporaryFolder();
        using var store = SqliteDocumentStore.Open(folder.File("store.db"), TimeProvider.System);
        var scripts = new ConcurrentBag<WeakReference>();
        var world = new EngineWorld(async (context, _) =>
        {
            var held = new object();
            scripts.Add(new WeakReference(held));
            await context.WaitFor<string>("go", EngineWorld.Begin.AddDays(1));
            GC.KeepAlive(held);
        }, store, new EngineLimits(Instances: 500));
        await Task.WhenAll(Enumerable.Range(0, Instances).Select(
            number => world.Engine.Start("script", $"i{number}", "input")));
        await world.Engine.RunUntilIdle();
        Assert.InRange(scripts.Count, Instances, 2 * Instances);
        Assert.Equal("pending", Assert.Single((await world.View("i9999")).Steps).State);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        // A turn's last frame may still be on the stack of a pool thread.
        Assert.InRange(scripts.Count(script => script.IsAlive), 0, 2 * Environment.ProcessorCount);
        GC.KeepAlive(world);
    }

    [Fact]
    public async Task Engine_WhenStoppedTenTimesInTheMiddleOfTwoHundredInstances_EndsAllWithEveryEffectOnce()
    {
        const int Instances = 200;
        using var folder = new TemporaryFolder();
        using var store = SqliteDocumentStore.Open(folder.File("store.db"), TimeProvider.System);
        var ended = new ConcurrentDictionary<string, bool>();
        var effects = 0;
        var enough = NewGate();
        var all = NewGate();
        var add = new ActivityOf<string, long>("add", async (id, call) =>
        {
            var count = (await store.Apply<Count>(Containers.Books, call.IdempotencyKey!, call, async unit =>
            {
                var next = new Count((await unit.Find<Count>("count"))?.Value + 1 ?? 1);
                unit.Save("count", "count", next);
                unit.Audit("count.add", new Scope(Division.Of("630000")), "加一");
                return next;
            })).Require();
            // Four effects an instance: after each eighty of them the engine is stopped, ten times in all.
            if (Interlocked.Increment(ref effects) % 80 == 0) { enough.TrySetResult(); }
            if (id == "last") { ended[call.IdempotencyKey!] = true; }
            if (ended.Count == Instances) { all.TrySetResult(); }
            return count.Value;
        });
        var script = new ScriptOf("script", async (context, _) =>
        {
            await context.Call<long>("add", "first");
            await context.WaitFor<string>("go");
            await Task.WhenAll(context.Call<long>("add", "left"), context.Call<long>("add", "right"));
            await context.Call<long>("add", "last");
        });
        JournaledEngine NewEngine() => new(store, TimeProvider.System, [script], [add], (_, _) => { });

        await Task.WhenAll(Enumerable.Range(0, Instances).Select(
            number => NewEngine().Start("script", $"i{number}", "input")));
        await Task.WhenAll(Enumerable.Range(0, Instances).Select(
            number => NewEngine().Raise($"i{number}", "go", "x", "e1")));
        for (var stop = 0; stop <= 10; stop++)
        {
            using var stopping = new CancellationTokenSource();
            var run = Task.Run(() => NewEngine().Run(stopping.Token));
            await (stop < 10 ? Task.WhenAny(enough.Task, all.Task) : all.Task).WaitAsync(Patience);
            enough = NewGate();
            await stopping.CancelAsync();
            await run.WaitAsync(Patience);
        }
        await NewEngine().RunUntilIdle();
        for (var number = 0; number < Instances; number++)
        {
            var view = (await NewEngine().View($"i{number}"))!;
            Assert.Equal(("done", 5), (view.State, view.Steps.Count));
            Assert.Equal(["1", "1", "1", "1"],
                view.Steps.Where(step => step.Kind == "activity").Select(step => step.Result));
        }
    }

    private static TaskCompletionSource NewGate() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
