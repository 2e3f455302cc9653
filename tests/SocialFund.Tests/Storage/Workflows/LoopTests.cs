using SocialFund.Kernel;

namespace SocialFund.Tests.Storage.Workflows;

public sealed class LoopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static TaskCompletionSource NewGate() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Run_WhenStartedAndRaised_WakesByItself()
    {
        var (waiting, ended) = (NewGate(), NewGate());
        var world = new EngineWorld(async (context, _) =>
        {
            await context.Call<string>("tell", "waiting");
            var go = await context.WaitFor<string>("go");
            await context.Call<string>("tell", go.Value!);
        });
        world.With<string, string>("tell", (input, _) =>
        {
            (input == "waiting" ? waiting : ended).TrySetResult();
            return Task.FromResult(input);
        });
        using var stopping = new CancellationTokenSource();
        var run = Task.Run(() => world.Engine.Run(stopping.Token));
        await world.Engine.Start("script", "i", "input");
        await waiting.Task.WaitAsync(Patience);
        await world.Engine.Raise("i", "go", "ended", "e1");
        await ended.Task.WaitAsync(Patience);
        await stopping.CancelAsync();
        await run.WaitAsync(Patience);
    }

    [Fact]
    public async Task Run_WhenATimerFallsDue_WakesByTheClock()
    {
        var (asleep, awake) = (NewGate(), NewGate());
        var world = new EngineWorld(async (context, _) =>
        {
            await context.Call<string>("tell", "asleep");
            await context.SleepUntil(EngineWorld.Begin.AddMinutes(40));
            await context.Call<string>("tell", "awake");
        });
        world.With<string, string>("tell", (input, _) =>
        {
            (input == "asleep" ? asleep : awake).TrySetResult();
            return Task.FromResult(input);
        });
        using var stopping = new CancellationTokenSource();
        var run = Task.Run(() => world.Engine.Run(stopping.Token));
        await world.Engine.Start("script", "i", "input");
        await asleep.Task.WaitAsync(Patience);
        for (var minute = 0; minute < 39; minute++) { world.Clock.Advance(TimeSpan.FromMinutes(1)); }
        Assert.False(awake.Task.IsCompleted);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await awake.Task.WaitAsync(Patience);
        await stopping.CancelAsync();
        await run.WaitAsync(Patience);
    }

    [Fact]
    public async Task RunUntilIdle_WhenOneInstanceCannotBeRead_RunsTheOthersAndComesBackToItLater()
    {
        var world = new EngineWorld((context, input) => context.Call<string>("echo", input));
        await world.Engine.Start("script", "a", "input");
        await world.Store.Commit(
            Containers.Workflows, "a", [new Write.Create("step-00000001", "step", "{}")]);
        await world.Start("b");
        Assert.Equal("done", (await world.View("b")).State);
        Assert.Equal(["a: JsonException"], world.Reports);

        await world.Store.Commit(Containers.Workflows, "a", [new Write.Delete("step-00000001", ETag: null)]);
        await world.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("done", (await world.View("a")).State);
    }

    [Fact]
    public async Task Run_WhenKilledWhileAnOldInstanceIsBusyAndManyNewerOnesEnded_FindsTheOldOneAgain()
    {
        var (busy, release, last) = (NewGate(), NewGate(), NewGate());
        var tries = 0;
        var world = new EngineWorld((context, input) => context.Call<string>("work", context.InstanceId));
        world.With<string, string>("work", async (id, _) =>
        {
            if (id == "n200") { last.TrySetResult(); }
            if (id == "old" && Interlocked.Increment(ref tries) == 1)
            {
                busy.TrySetResult();
                await release.Task;
            }
            return id;
        });
        var killed = world.Engine;
        using var stopping = new CancellationTokenSource();
        var run = Task.Run(() => killed.Run(stopping.Token));
        await killed.Start("script", "old", "input");
        await busy.Task.WaitAsync(Patience);
        for (var number = 1; number <= 200; number++) { await killed.Start("script", $"n{number}", "input"); }
        await last.Task.WaitAsync(Patience);

        world.Restart();
        await world.Engine.RunUntilIdle();
        Assert.Equal("done", (await world.View("old")).State);
        release.SetResult();
        await stopping.CancelAsync();
        await run.WaitAsync(Patience);
        Assert.Equal(2, tries);
    }
}
