using SocialFund.Kernel;

namespace SocialFund.Tests.Storage.Workflows;

public sealed class EngineTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset Begin = EngineWorld.Begin;

    [Fact]
    public async Task Start_WhenRepeated_RunsOnce()
    {
        var runs = 0;
        var world = new EngineWorld((context, input) => context.Call<int>("count", input));
        world.With<string, int>("count", (_, _) => Task.FromResult(++runs));
        await world.Start();
        await world.Start();
        world.Restart();
        await world.Start();
        Assert.Equal(1, runs);
        Assert.Equal("done", (await world.View()).State);
    }

    [Fact]
    public async Task Start_WhenTheWorkflowIsUnknown_Throws()
    {
        var world = new EngineWorld((_, _) => Task.CompletedTask);
        await Assert.ThrowsAsync<ArgumentException>(() => world.Engine.Start("other", "i", ""));
    }

    [Fact]
    public async Task Call_WhenRun_IsKeyedByInstanceAndStepAndActsAsTheSystem()
    {
        var calls = new List<Call>();
        var world = new EngineWorld(async (context, input) =>
        {
            await context.Call<string>("see", input);
            await context.Call<string>("see", input);
        });
        world.With<string, string>("see", (input, call) => { calls.Add(call); return Task.FromResult(input); });
        await world.Start("request-7");
        Assert.Equal(["request-7/1", "request-7/2"], calls.Select(call => call.IdempotencyKey));
        Assert.All(calls, call => Assert.Equal("system:see", call.Actor.Id));
    }

    [Fact]
    public async Task Raise_WhenBeforeTheWait_IsKeptInOrder()
    {
        var world = new EngineWorld((_, _) => Task.CompletedTask);
        world.Deploy(async (context, _) =>
        {
            await context.SleepUntil(Begin + Hour);
            var first = await context.WaitFor<string>("receipt");
            var second = await context.WaitFor<string>("receipt");
            context.SetStatus($"{first.Value} {second.Value}");
        });
        await world.Start();
        await world.Raise("receipt", "a", "e1");
        await world.Raise("other", "x", "e2");
        await world.Raise("receipt", "b", "e3");
        Assert.Equal("running", (await world.View()).State);
        await world.Advance(Hour);
        Assert.Equal(("done", "a b"), ((await world.View()).State, (await world.View()).Status));
    }

    [Fact]
    public async Task Raise_WhenTheEventIdRepeats_IsOneEvent()
    {
        var world = new EngineWorld(async (context, _) =>
        {
            var first = await context.WaitFor<string>("receipt");
            var second = await context.WaitFor<string>("receipt");
            context.SetStatus($"{first.Value} {second.Value}");
        });
        await world.Start();
        await world.Raise("receipt", "a", "e1");
        await world.Raise("receipt", "a", "e1");
        Assert.Equal("running", (await world.View()).State);
        await world.Raise("receipt", "b", "e2");
        Assert.Equal("a b", (await world.View()).Status);
    }

    [Fact]
    public async Task Raise_WhenThereIsNoInstance_Throws()
    {
        var world = new EngineWorld((_, _) => Task.CompletedTask);
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Engine.Raise("none", "go", "x", "e1"));
    }

    [Fact]
    public async Task Raise_WhenTheInstanceIsDone_ChangesNothing()
    {
        var world = new EngineWorld((_, _) => Task.CompletedTask);
        await world.Start();
        await world.Raise("late", "x", "e1");
        Assert.Null(await world.Store.Read(Containers.Workflows, "i", "event-00000001"));
    }

    [Fact]
    public async Task Raise_WhenTwentyRace_LosesNone()
    {
        var world = new EngineWorld(async (context, _) =>
        {
            var sum = 0;
            for (var count = 0; count < 20; count++) { sum += (await context.WaitFor<int>("add")).Value; }
            context.SetStatus($"{sum}");
        });
        await world.Start();
        await Task.WhenAll(Enumerable.Range(1, 20).Select(
            number => Task.Run(() => world.Engine.Raise("i", "add", number, $"e{number}"))));
        await world.Engine.RunUntilIdle();
        Assert.Equal(("done", "210"), ((await world.View()).State, (await world.View()).Status));
    }

    private static EngineWorld Deadline()
    {
        var world = new EngineWorld((_, _) => Task.CompletedTask);
        world.Deploy(async (context, _) =>
        {
            var decision = await context.WaitFor<string>("decision", Begin + Hour);
            context.SetStatus(decision.TimedOut ? "late" : decision.Value!);
            world.Log.Add(decision.TimedOut ? "late" : decision.Value!);
            await context.WaitFor<string>("end");
        });
        return world;
    }

    [Fact]
    public async Task WaitFor_WhenTheEventComesAtTheDeadline_TheEventWins()
    {
        var world = Deadline();
        await world.Start();
        world.Clock.Advance(Hour);
        await world.Raise("decision", "yes", "e1");
        Assert.Equal("yes", (await world.View()).Status);
    }

    [Fact]
    public async Task WaitFor_WhenTheDeadlinePassedWhileTheEngineWasDown_AnEarlierEventStillWins()
    {
        var world = Deadline();
        await world.Start();
        await world.Engine.Raise("i", "decision", "yes", "e1");
        world.Restart();
        await world.Advance(TimeSpan.FromDays(9));
        Assert.Equal("yes", (await world.View()).Status);
    }

    [Fact]
    public async Task WaitFor_WhenTheEventIsRaisedAfterTheDeadlineButBeforeTheTurn_TheDeadlineWins()
    {
        var world = Deadline();
        await world.Start();
        world.Clock.Advance(Hour + TimeSpan.FromTicks(1));
        await world.Raise("decision", "yes", "e1");
        Assert.Equal("late", (await world.View()).Status);
    }

    [Fact]
    public async Task WaitFor_WhenDecided_StaysSoOnEveryReplay()
    {
        var world = Deadline();
        await world.Start();
        await world.Advance(Hour);
        await world.Raise("decision", "yes", "e1");
        world.Restart();
        await world.Raise("end", "x", "e2");
        Assert.Equal(("done", "late"), ((await world.View()).State, (await world.View()).Status));
        Assert.DoesNotContain("yes", world.Log);
    }

    [Fact]
    public async Task SleepUntil_WhenTheEngineIsRestarted_WakesAtItsTimeAndNotBefore()
    {
        var world = new EngineWorld(async (context, _) =>
        {
            await context.SleepUntil(Begin + Hour);
            await context.SleepUntil(context.Now + Hour);
        });
        await world.Start();
        world.Restart();
        await world.Advance(Hour - TimeSpan.FromTicks(1));
        Assert.Equal(["pending"], (await world.View()).Steps.Select(step => step.State));
        await world.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["done", "pending"], (await world.View()).Steps.Select(step => step.State));
        world.Restart();
        await world.Advance(Hour);
        Assert.Equal("done", (await world.View()).State);
        Assert.Equal([Begin + Hour, Begin + 2 * Hour], (await world.View()).Steps.Select(step => step.At!.Value));
    }

    [Fact]
    public async Task SleepUntil_WhenTheClockIsSetBack_StillWakesOnce()
    {
        var world = new EngineWorld((_, _) => Task.CompletedTask);
        world.Deploy(async (context, _) =>
        {
            await context.SleepUntil(Begin + Hour);
            await context.SleepUntil(Begin + 2 * Hour);
        });
        await world.Start();
        await world.Advance(Hour);
        world.Clock.Set(Begin);
        world.Restart();
        await world.Engine.RunUntilIdle();
        world.Clock.Set(Begin + 2 * Hour);
        await world.Engine.RunUntilIdle();
        Assert.Equal("done", (await world.View()).State);
    }

    [Fact]
    public async Task Now_WhenReplayed_IsTheTimeOfTheLastStepPassed()
    {
        var world = new EngineWorld((_, _) => Task.CompletedTask);
        world.Deploy(async (context, _) =>
        {
            var first = context.Now;
            await context.WaitFor<string>("a");
            var second = context.Now;
            await context.WaitFor<string>("b");
            context.SetStatus($"{first:HH:mm} {second:HH:mm} {context.Now:HH:mm}");
        });
        await world.Start();
        world.Clock.Advance(Hour);
        await world.Raise("a", "x", "e1");
        world.Restart();
        world.Clock.Advance(2 * Hour);
        await world.Raise("b", "x", "e2");
        Assert.Equal("08:00 09:00 11:00", (await world.View()).Status);
    }

    [Fact]
    public async Task View_WhenAsked_ShowsEveryStepForSupport()
    {
        var world = new EngineWorld(async (context, _) =>
        {
            context.SetStatus("待审核");
            await context.Call<string>("echo", "甲");
            await context.WaitFor<string>("decision", Begin + Hour);
            await context.SleepUntil(Begin + 2 * Hour);
        });
        await world.Start();
        await world.Advance(Hour);
        var view = await world.View();
        Assert.Equal(("script", "running", "待审核", null), (view.Workflow, view.State, view.Status, view.Error));
        Assert.Equal(
            [
                new WorkflowStep(1, "activity", "echo", "done", 0, Begin, "\"甲\""),
                new WorkflowStep(2, "event", "decision", "timedOut", 0, Begin + Hour, null),
                new WorkflowStep(3, "timer", "sleep", "pending", 0, null, null),
            ],
            view.Steps);
        Assert.Null(await world.Engine.View("none"));
    }
}
