using SocialFund.Kernel;
using SocialFund.Storage.Workflows;

namespace SocialFund.Tests.Storage.Workflows;

public sealed class DeterminismTests
{
    private const string Advice = "运行中的流程脚本不得改动步骤的顺序和输入；请恢复脚本后重试该流程。";
    private const string Foreign =
        "foreign_await: 脚本等待了流程上下文以外的任务（如 Task.Delay、Task.Run、文件或网络）。请把它移入活动后重试该流程。";

    private static async Task TwoSteps(IWorkflowContext context, string input)
    {
        await context.Call<string>("echo", "a");
        await context.WaitFor<string>("go");
        await context.Call<string>("echo", "b");
    }

    /// <summary>Runs the first version up to its wait, then the second one, and tells how that failed.</summary>
    private static async Task<string?> ErrorOf(Func<IWorkflowContext, string, Task> changed)
    {
        var world = new EngineWorld(TwoSteps);
        await world.Start();
        world.Deploy(changed);
        await world.Raise("go", "x", "e1");
        var view = await world.View();
        Assert.Equal("failed", view.State);
        Assert.Equal(2, view.Steps.Count);
        return view.Error;
    }

    [Fact]
    public async Task Replay_WhenTheOrderOfStepsChanged_IsRefused() =>
        // SHA-256 of "\"a\"" begins ac8d8342; of the empty deadline, e3b0c442.
        Assert.Equal(
            $"non_deterministic: 第 1 步已记录为activity“echo”（输入 ac8d8342），脚本现在要求event“go”（输入 e3b0c442）。{Advice}",
            await ErrorOf(async (context, _) =>
            {
                await context.WaitFor<string>("go");
                await context.Call<string>("echo", "a");
            }));

    [Fact]
    public async Task Replay_WhenAnInputChanged_IsRefused() =>
        // SHA-256 of "\"z\"" begins 20c40055.
        Assert.Equal(
            $"non_deterministic: 第 1 步已记录为activity“echo”（输入 ac8d8342），脚本现在要求activity“echo”（输入 20c40055）。{Advice}",
            await ErrorOf((context, _) => context.Call<string>("echo", "z")));

    [Fact]
    public async Task Replay_WhenTheScriptNowEndsEarlier_IsRefused() =>
        Assert.Equal(
            $"non_deterministic: 第 2 步已记录为event“go”（输入 e3b0c442），脚本现在要求结束或等待。{Advice}",
            await ErrorOf((context, _) => context.Call<string>("echo", "a")));

    [Fact]
    public async Task Replay_WhenTheScriptSwallowsTheRefusal_IsRefusedAllTheSame() =>
        Assert.StartsWith("non_deterministic: 第 1 步", await ErrorOf(async (context, _) =>
        {
            try { await context.Call<string>("echo", "z"); }
            catch (Exception) { context.SetStatus("swallowed"); }
        }), StringComparison.Ordinal);

    [Fact]
    public async Task Retry_WhenTheScriptIsRightAgain_GoesOn()
    {
        var world = new EngineWorld(TwoSteps);
        await world.Start();
        world.Deploy((context, _) => context.Call<string>("echo", "z"));
        await world.Raise("go", "x", "e1");
        world.Deploy(TwoSteps);
        var support = new Call(Actor.System("test"), EngineWorld.Begin, "r1", "k1", "h");
        (await world.Engine.Retry("i", support)).Require();
        await world.Engine.RunUntilIdle();
        var view = await world.View();
        Assert.Equal(("done", null), (view.State, view.Error));
        Assert.Equal(["\"a\"", "\"x\"", "\"b\""], view.Steps.Select(step => step.Result));
    }

    [Fact]
    public async Task Retry_WhenTheScriptHadABug_GoesOnAfterTheFixFromTheJournal()
    {
        var world = new EngineWorld(async (context, _) =>
        {
            await context.Call<string>("echo", "a");
            throw new NotSupportedException("bug");
        });
        await world.Start();
        Assert.Equal("script_failed: NotSupportedException: bug", (await world.View()).Error);
        world.Deploy((context, _) => context.Call<string>("echo", "a"));
        (await world.Engine.Retry("i", new Call(Actor.System("t"), EngineWorld.Begin, "r1", "k1", "h"))).Require();
        await world.Engine.RunUntilIdle();
        Assert.Equal("done", (await world.View()).State);
    }

    public static TheoryData<string> ForeignAwaits =>
        ["task", "yield", "run", "not captured", "inside a branch", "after a step"];

    [Theory]
    [MemberData(nameof(ForeignAwaits))]
    public async Task Await_WhenOfAnythingButTheContext_IsRefused(string which)
    {
        var world = new EngineWorld((_, _) => Task.CompletedTask);
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Deploy((context, _) => which switch
        {
            "task" => never.Task,
            "yield" => Yields(),
            "run" => Task.Run(() => never.Task),
            "not captured" => NotCaptured(context),
            "inside a branch" => Task.WhenAll(context.Call<string>("echo", "a"), never.Task),
            "after a step" => AfterAStep(context, never.Task),
            _ => throw new ArgumentOutOfRangeException(nameof(which)),
        });
        await world.Start();
        Assert.Equal(("failed", Foreign), ((await world.View()).State, (await world.View()).Error));
    }

    private static async Task Yields() => await Task.Yield();

    private static async Task AfterAStep(IWorkflowContext context, Task foreign)
    {
        await context.Call<string>("echo", "a");
        await foreign;
    }

    private static async Task NotCaptured(IWorkflowContext context)
    {
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.QueueUserWorkItem(_ => opened.SetResult());
        await opened.Task.ConfigureAwait(false);
        await context.Call<string>("echo", "a");
    }

    [Fact]
    public async Task Call_WhenTheActivityIsNotRegistered_FailsTheInstance()
    {
        var world = new EngineWorld((context, _) => context.Call<string>("missing", "x"));
        await world.Start();
        Assert.Equal(
            "unknown_activity: 没有名为“missing”的活动。请确认部署的版本后重试该流程。", (await world.View()).Error);
    }

    [Fact]
    public async Task Replay_WhenTheWorkflowIsNoLongerDeployed_FailsTheInstanceWithItsName()
    {
        var world = new EngineWorld(TwoSteps);
        await world.Engine.Start("script", "i", "input");
        var engine = new JournaledEngine(world.Store, world.Clock, [], [], (_, _) => { });
        await engine.RunUntilIdle();
        Assert.Equal(
            "unknown_workflow: 没有名为“script”的流程脚本。请确认部署的版本后重试该流程。", (await world.View()).Error);
    }

    [Fact]
    public async Task Failed_WhenListed_ShowsThoseThatFailedAndWereNotRetried()
    {
        var world = new EngineWorld((context, _) => context.InstanceId == "good"
            ? Task.CompletedTask
            : throw new NotSupportedException("bug"));
        foreach (var id in (string[])["bad", "good", "mended"]) { await world.Start(id); }
        Assert.Equal(["bad", "mended"], (await world.Engine.Failed()).Select(view => view.InstanceId));

        world.Deploy((_, _) => Task.CompletedTask);
        var support = new Call(Actor.System("test"), EngineWorld.Begin, "r1", "k1", "h");
        (await world.Engine.Retry("mended", support)).Require();
        await world.Engine.RunUntilIdle();
        Assert.Equal(["bad"], (await world.Engine.Failed()).Select(view => view.InstanceId));
        Assert.Null(await world.Store.Read(Containers.System, "workflow-failed", "mended"));
    }
}
