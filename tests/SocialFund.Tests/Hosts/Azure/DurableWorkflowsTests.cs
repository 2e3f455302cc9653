using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using SocialFund.Hosts.Azure.Durable;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Azure;

/// <summary>Starting, signalling and looking at processes through the Durable client.</summary>
public sealed class DurableWorkflowsTests
{
    private readonly FakeClock _clock = new(new DateTimeOffset(2026, 6, 15, 9, 0, 0, TimeSpan.Zero));
    private readonly MemoryDocumentStore _store = new();
    private readonly FakeDurable _host;
    private int _failures;

    public DurableWorkflowsTests() => _host = new FakeDurable(
        _store, _clock,
        [
            new ScriptOf("s", async (context, _) =>
            {
                context.SetStatus("等待");
                await context.WaitFor<string>("go");
                context.SetStatus(await context.Call<string>("say", "好"));
            }),
            new ScriptOf("broken", (_, _) => throw new NotSupportedException("bug")),
        ],
        [
            new ActivityOf<string, string>("say", (text, _) =>
                _failures-- > 0 ? throw new TimeoutException("store away") : Task.FromResult(text)),
        ]);

    private DurableWorkflows Workflows => _host.Workflows;

    [Fact]
    public async Task Start_Twice_IsOneInstance()
    {
        await Workflows.Start("s", "i", "in");
        await Workflows.Start("s", "i", "in");
        Assert.Equal(1, _host.Starts);
    }

    [Fact]
    public async Task Start_OfAnInstanceThatHasEnded_DoesNotBeginItAnew()
    {
        await Workflows.Start("s", "i", "in");
        await Workflows.Raise("i", "go", "x", "e-1");
        await _host.RunUntilIdle();
        await Workflows.Start("s", "i", "in");
        Assert.Equal(1, _host.Starts);
        Assert.Equal("done", (await Workflows.View("i"))!.State);
    }

    [Fact]
    public async Task Start_WhenAnotherOneIsAMomentFaster_IsThatOne()
    {
        await using var late = new LateToSee(_host);
        await Workflows.Start("s", "i", "in");
        await new DurableWorkflows(late, _store, _clock).Start("s", "i", "in");
        Assert.Equal(1, _host.Starts);
    }

    [Fact]
    public async Task Raise_ToNobody_IsToldToTryAgainLater()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Workflows.Raise("i", "go", "x", "e-1"));
        Assert.Contains("“i”", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raise_ToAnInstanceThatHasEnded_DoesNothing()
    {
        await Workflows.Start("s", "i", "in");
        await Workflows.Raise("i", "go", "x", "e-1");
        await _host.RunUntilIdle();
        await Workflows.Raise("i", "go", "x", "e-2");
        Assert.Equal("done", (await Workflows.View("i"))!.State);
    }

    [Fact]
    public async Task View_TellsStatusAndEachStepWithItsTries()
    {
        _failures = 2;
        await Workflows.Start("s", "i", "in");
        await _host.RunUntilIdle();
        var waiting = (await Workflows.View("i"))!;
        Assert.Equal(("s", "running", "等待"), (waiting.Workflow, waiting.State, waiting.Status));
        Assert.Empty(waiting.Steps);

        await Workflows.Raise("i", "go", "x", "e-1");
        await _host.RunUntilIdle();
        var ended = (await Workflows.View("i"))!;
        Assert.Equal(("done", "好", null), (ended.State, ended.Status, ended.Error));
        var step = Assert.Single(ended.Steps);
        Assert.Equal((2, "activity", "say", "done", 2, "\"好\""),
            (step.Number, step.Kind, step.Name, step.State, step.Tries, step.Result));
        Assert.Null(await Workflows.View("other"));
    }

    [Fact]
    public async Task View_OfAFailedInstance_SaysWhy()
    {
        await Workflows.Start("broken", "i", "in");
        await _host.RunUntilIdle();
        var view = (await Workflows.View("i"))!;
        Assert.Equal(("failed", "System.NotSupportedException: bug"), (view.State, view.Error));
    }

    /// <summary>Does not see the instance at the first look, as if it were started between look and start.</summary>
    private sealed class LateToSee(DurableTaskClient inner) : DurableTaskClient("late")
    {
        private bool _hasLooked;

        public override Task<string> ScheduleNewOrchestrationInstanceAsync(
            TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null,
            CancellationToken cancellation = default) =>
            inner.ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, options, cancellation);

        public override Task RaiseEventAsync(
            string instanceId, string eventName, object? eventPayload = null,
            CancellationToken cancellation = default) =>
            inner.RaiseEventAsync(instanceId, eventName, eventPayload, cancellation);

        public override async Task<OrchestrationMetadata?> GetInstanceAsync(
            string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        {
            if (!_hasLooked) { _hasLooked = true; return null; }
            return await inner.GetInstanceAsync(instanceId, getInputsAndOutputs, cancellation);
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
