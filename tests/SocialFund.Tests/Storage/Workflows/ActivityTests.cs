using SocialFund.Kernel;
using SocialFund.Storage.Workflows;

namespace SocialFund.Tests.Storage.Workflows;

public sealed class ActivityTests
{
    private static readonly DateTimeOffset Begin = EngineWorld.Begin;
    private static readonly RetryPolicy Four = new(4, TimeSpan.FromSeconds(10), 3, TimeSpan.FromSeconds(60));

    private static Call Support(string key) =>
        new(new Actor("u1", "运维", Division.Of("630000"), null, []), Begin, "r1", key, "h");

    private static EngineWorld Failing(Func<EngineWorld, Func<IWorkflowContext, string, Task>> script, int failures)
    {
        var world = new EngineWorld((_, _) => Task.CompletedTask);
        var tries = 0;
        world.With<string, string>("bank", (input, _) =>
        {
            world.Log.Add($"{world.Clock.GetUtcNow() - Begin:mm\\:ss}");
            return ++tries > failures ? Task.FromResult(input) : throw new IOException("line down");
        });
        world.Deploy(script(world));
        return world;
    }

    [Fact]
    public async Task Call_WhenItFails_IsTriedAtTheExactTimesOfThePolicyAcrossRestarts()
    {
        // Pauses 10, 30, then 90 cut to 60: tries at 0, 10, 40 and 100 seconds.
        var world = Failing(_ => (context, input) => context.Call<string>("bank", input, Four), failures: 3);
        await world.Start();
        for (var second = 1; second <= 120; second++)
        {
            if (second % 7 == 0) { world.Restart(); }
            await world.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(["00:00", "00:10", "00:40", "01:40"], world.Log);
        Assert.Equal("done", (await world.View()).State);
        Assert.Equal(3, (await world.View()).Steps[0].Tries);
    }

    [Fact]
    public async Task Call_WhenItWaitsForARetry_ShowsTheErrorToSupport()
    {
        var world = Failing(_ => (context, input) => context.Call<string>("bank", input, Four), failures: 3);
        await world.Start();
        Assert.Equal(
            [new WorkflowStep(1, "activity", "bank", "pending", 1, null, "IOException: line down")],
            (await world.View()).Steps);
    }

    [Fact]
    public async Task Call_WhenItFailsForGood_IsAnExceptionThatTheScriptMayCatch()
    {
        var world = Failing(_ => async (context, input) =>
        {
            try
            {
                await context.Call<string>("bank", input, Four with { TriesMax = 1 });
            }
            catch (ActivityFailedException error)
            {
                context.SetStatus($"{error.Activity}: {error.Reason}");
                await context.Call<string>("echo", "compensated");
            }
        }, failures: 9);
        await world.Start();
        var view = await world.View();
        Assert.Equal(("done", "bank: IOException: line down"), (view.State, view.Status));
        Assert.Equal(["failed", "done"], view.Steps.Select(step => step.State));
    }

    [Fact]
    public async Task Retry_WhenAnActivityEndedTheScript_TriesItAnewWithAllItsTries()
    {
        var world = Failing(_ => (context, input) =>
            context.Call<string>("bank", input, Four with { TriesMax = 2 }), failures: 3);
        await world.Start();
        await world.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(
            ("failed", "activity_failed: bank: IOException: line down"),
            ((await world.View()).State, (await world.View()).Error));
        (await world.Engine.Retry("i", Support("k1"))).Require();
        await world.Engine.RunUntilIdle();
        await world.Advance(TimeSpan.FromSeconds(10));
        var view = await world.View();
        Assert.Equal(("done", null, 1), (view.State, view.Error, view.Steps[0].Tries));
        var audit = await world.Store.Query(Containers.Workflows, "i", new DocumentQuery("audit"));
        Assert.Equal("workflow.retry", Assert.Single(audit.Items).As<AuditRecord>().Action);
    }

    [Fact]
    public async Task Retry_WhenTheInstanceHasNotFailed_IsRefused()
    {
        var world = new EngineWorld((context, _) => context.WaitFor<string>("end"));
        await world.Start();
        Assert.False((await world.Engine.Retry("i", Support("k1"))).TryGet(out _, out var running));
        Assert.Equal("wrong_state", running.Code);
        Assert.False((await world.Engine.Retry("none", Support("k2"))).TryGet(out _, out var missing));
        Assert.Equal("not_found", missing.Code);
    }

    [Fact]
    public async Task Call_WhenSeveralAreAskedTogether_RunsAtMostTheLimitAtOnce()
    {
        var (running, most) = (0, 0);
        var three = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var world = new EngineWorld(
            async (context, _) =>
            {
                var parts = await Task.WhenAll(Enumerable.Range(1, 10).Select(part => context.Call<int>("part", part)));
                context.SetStatus($"{parts.Sum()}");
            },
            limits: new EngineLimits(Instances: 1, Activities: 3));
        world.With<int, int>("part", async (part, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            if (running == 3) { three.TrySetResult(); }
            await three.Task;
            Interlocked.Decrement(ref running);
            return part;
        });
        await world.Start();
        Assert.Equal(("done", "55"), ((await world.View()).State, (await world.View()).Status));
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Call_WhenParallelBranchesEndInAnotherOrderThanTheyBegan_ReplaysInTheOrderOfEnding()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var world = new EngineWorld(async (context, _) =>
        {
            async Task Branch(string name)
            {
                await context.Call<string>("first", name);
                await context.Call<string>("second", name);
            }
            await Task.WhenAll(Branch("a"), Branch("b"));
            await context.WaitFor<string>("end");
        });
        world.With<string, string>("first", async (name, _) =>
        {
            if (name == "a") { await gate.Task; }
            return name;
        });
        world.With<string, string>("second", (name, _) => { gate.TrySetResult(); return Task.FromResult(name); });
        await world.Start();
        world.Restart();
        await world.Raise("end", "x", "e1");
        var view = await world.View();
        Assert.Equal(("done", null), (view.State, view.Error));
        Assert.Equal(
            ["first \"a\"", "first \"b\"", "second \"b\"", "second \"a\""],
            view.Steps.Take(4).Select(step => $"{step.Name} {step.Result}"));
    }

    [Fact]
    public async Task Call_WhenMoreAreAskedThanACommitHolds_IsJournaledInSeveral()
    {
        var world = new EngineWorld(async (context, _) =>
        {
            var parts = await Task.WhenAll(Enumerable.Range(1, 250).Select(part => context.Call<int>("same", part)));
            context.SetStatus($"{parts.Sum()}");
        });
        world.With<int, int>("same", (part, _) => Task.FromResult(part));
        await world.Start();
        Assert.Equal(("done", "31375"), ((await world.View()).State, (await world.View()).Status));
    }

    [Fact]
    public async Task Call_WhenTheAnswerIsLargerThanAJournalHolds_FailsWithTheReason()
    {
        var world = new EngineWorld((context, input) =>
            context.Call<string>("large", input, Four with { TriesMax = 1 }));
        world.With<string, string>("large", (_, _) => Task.FromResult(new string('x', 300_000)));
        await world.Start();
        Assert.Equal(
            "activity_failed: large: The answer has 300002 characters; 262144 is the most. "
            + "Keep it in a document or blob.",
            (await world.View()).Error);
    }

    [Fact]
    public async Task Call_WhenAnEventComesWhileItRuns_TheEventIsTakenAtOnce()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var world = new EngineWorld(async (context, _) =>
        {
            var slow = context.Call<string>("slow", "x");
            var stop = await context.WaitFor<string>("stop");
            await context.Call<string>("open", stop.Value!);
            await slow;
        });
        world.With<string, string>("slow", async (input, _) => { await gate.Task; return input; });
        world.With<string, string>("open", (input, _) => { gate.TrySetResult(); return Task.FromResult(input); });
        await world.Engine.Start("script", "i", "input");
        using var stopping = new CancellationTokenSource();
        var run = Task.Run(() => world.Engine.Run(stopping.Token));
        await world.Engine.Raise("i", "stop", "now", "e1");
        await gate.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await stopping.CancelAsync();
        await run;
        world.Restart();
        await world.Engine.RunUntilIdle();
        Assert.Equal("done", (await world.View()).State);
    }
}
