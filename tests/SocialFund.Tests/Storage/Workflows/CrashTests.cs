using SocialFund.Kernel;
using SocialFund.Storage.Workflows;
using SocialFund.Tests.Simulation;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Storage.Workflows;

public sealed class CrashTests
{
    private sealed record Count(long Value);

    private static readonly DateTimeOffset Begin = EngineWorld.Begin;

    private readonly MemoryDocumentStore _store = new();
    private readonly FakeClock _clock = new(Begin);
    private Faults _faults = Faults.None;
    private JournaledEngine? _engine;

    /// <summary>Every kind of step; the counters show how often each effect took place.</summary>
    private static async Task Script(IWorkflowContext context, string input)
    {
        context.SetStatus("一");
        var before = await context.Call<long>("add", "a");
        var go = await context.WaitFor<string>("go", Begin.AddHours(1));
        context.SetStatus($"二 {go.Value}");
        await Task.WhenAll(context.Call<long>("add", "b"), context.Call<long>("add", "c"));
        await context.SleepUntil(context.Now.AddHours(2));
        var late = await context.WaitFor<string>("never", context.Now.AddHours(1));
        await context.Call<long>(late.TimedOut ? "add" : "wrong", $"d{before}");
        context.SetStatus("完");
    }

    private void Boot(Faults faults)
    {
        _faults = faults;
        var store = new FaultyDocumentStore(_store, faults);
        var add = new ActivityOf<string, long>("add", async (id, call) =>
            (await store.Apply<Count>(Containers.Books, "p", call, async unit =>
            {
                var next = new Count((await unit.Find<Count>(id))?.Value + 1 ?? 1);
                unit.Save(id, "count", next);
                unit.Audit("count.add", new Scope(Division.Of("630000")), "加一");
                return next;
            })).Require().Value);
        _engine = new JournaledEngine(
            store, _clock, [new ScriptOf("script", Script)], [add], (_, _) => { }, EngineLimits.OneByOne);
    }

    private List<Func<Task>> Acts() =>
    [
        () => _engine!.Start("script", "i", "x"),
        () => _engine!.RunUntilIdle(),
        () => _engine!.Raise("i", "go", "yes", "e1"),
        () => _engine!.RunUntilIdle(),
        () => Work(TimeSpan.FromHours(2)),
        () => Work(TimeSpan.FromHours(3)),
    ];

    private Task Work(TimeSpan sinceBegin)
    {
        _clock.Set(Begin + sinceBegin);
        return _engine!.RunUntilIdle();
    }

    /// <summary>Does all; when the process crashes under an act, a new one is booted and the act repeated.</summary>
    private async Task RunWith(Faults faults)
    {
        Boot(faults);
        foreach (var act in Acts())
        {
            try
            {
                await act();
            }
            catch (SimulatedFaultException)
            {
                // The caller sees the crash as an error and repeats.
            }
            if (!_faults.IsDown) { continue; }
            Boot(Faults.None);
            await act();
        }
    }

    private async Task CheckOutcome(string when)
    {
        var view = (await _engine!.View("i"))!;
        string[] steps =
        [
            "add done 1", "go done \"yes\"", "add done 1", "add done 1", "sleep done ", "never timedOut ", "add done 1",
        ];
        Assert.Equal(
            (when, "done", "完", string.Join(", ", steps)),
            (when, view.State, view.Status, string.Join(", ", view.Steps.Select(Text))));
        foreach (var id in (string[])["a", "b", "c", "d1"])
        {
            var count = (await _store.Find<Count>(Containers.Books, "p", id))?.Value.Value;
            Assert.Equal((when, id, 1), (when, id, count));
        }
    }

    private static string Text(WorkflowStep step) => $"{step.Name} {step.State} {step.Result}";

    [Fact]
    public async Task Recover_WhenKilledAtAnyStoreOperation_EndsTheSameWithEveryEffectOnce()
    {
        var whole = new Faults(_ => Fault.None);
        await RunWith(whole);
        var calls = whole.Calls;
        Assert.InRange(calls, 50, 500);
        await CheckOutcome("without faults");
        for (var call = 1; call <= calls; call++)
        {
            foreach (var fault in (Fault[])[Fault.CrashBefore, Fault.CrashAfter])
            {
                var other = new CrashTests();
                await other.RunWith(Faults.CrashAt(call, fault));
                await other.CheckOutcome($"{fault} at store operation {call}");
            }
        }
    }

    [Fact]
    public async Task Recover_WhenAnyStoreOperationFailsOnce_EndsTheSame()
    {
        var whole = new Faults(_ => Fault.None);
        await RunThrough(whole);
        var calls = whole.Calls;
        for (var call = 1; call <= calls; call++)
        {
            foreach (var fault in (Fault[])[Fault.Before, Fault.After])
            {
                var other = new CrashTests();
                await other.RunThrough(Faults.CrashAt(call, fault));
                await other.CheckOutcome($"{fault} at store operation {call}");
            }
        }
    }

    /// <summary>Does all with one process that outlives its failures; the pauses after errors pass.</summary>
    private async Task RunThrough(Faults faults)
    {
        Boot(faults);
        foreach (var act in Acts())
        {
            await Insist(act);
            _clock.Advance(TimeSpan.FromSeconds(2));
            await Insist(() => _engine!.RunUntilIdle());
        }
        // What was put off by the failure has deadlines later than the others'.
        foreach (var hours in (int[])[9, 19]) { await Insist(() => Work(TimeSpan.FromHours(hours))); }
    }

    private static async Task Insist(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (SimulatedFaultException)
        {
            // Only one call fails, so the repeat goes through.
            await act();
        }
    }
}
