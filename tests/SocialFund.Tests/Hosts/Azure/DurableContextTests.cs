using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Azure;

/// <summary>The scripts' context over Durable Functions; each turn replays, and a replay must ask the same.</summary>
public sealed class DurableContextTests
{
    private static readonly DateTimeOffset Nine = new(2026, 6, 15, 9, 0, 0, TimeSpan.Zero);

    private readonly FakeClock _clock = new(Nine);
    private readonly MemoryDocumentStore _store = new();
    private readonly List<string> _log = [];
    private int _failures;

    private FakeDurable Host(Func<IWorkflowContext, string, Task> script) => new(
        _store, _clock, [new ScriptOf("s", script)],
        [
            new ActivityOf<string, string>("say", (text, call) =>
            {
                _log.Add($"{call.IdempotencyKey} {text}");
                return _failures-- > 0
                    ? throw new InvalidOperationException("银行没有应答")
                    : Task.FromResult($"<{text}>");
            }),
        ]);

    private static async Task<FakeInstance> Start(FakeDurable host)
    {
        await host.Workflows.Start("s", "i", "in");
        await host.RunUntilIdle();
        return host.Instance("i");
    }

    private async Task Advance(FakeDurable host, TimeSpan span)
    {
        _clock.Advance(span);
        await host.RunUntilIdle();
    }

    [Fact]
    public async Task Call_WhenTriesFail_IsRetriedByThePolicyUnderOneKey()
    {
        _failures = 3;
        var policy = new RetryPolicy(5, TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(3));
        var host = Host(async (context, input) =>
        {
            context.SetStatus(await context.Call<string>("say", "一", policy));
            context.SetStatus(await context.Call<string>("say", input, policy));
        });
        var instance = await Start(host);

        Assert.True(instance.IsOver);
        Assert.Equal("<in>", instance.Status);
        Assert.Equal(["i/1 一", "i/1 一", "i/1 一", "i/1 一", "i/2 in"], _log);
        Assert.Equal([1, 2, 3], host.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task Call_WhenTheTriesAreUsedUp_FailsAsInTheLocalEngine()
    {
        _failures = 2;
        var instance = await Start(Host(async (context, _) =>
        {
            var twice = new RetryPolicy(2, TimeSpan.FromSeconds(1), 1, TimeSpan.FromSeconds(1));
            try { await context.Call<string>("say", "一", twice); }
            catch (ActivityFailedException error) { context.SetStatus($"{error.Activity}|{error.Reason}"); }
        }));
        Assert.Equal("say|InvalidOperationException: 银行没有应答", instance.Status);
        Assert.Equal(2, _log.Count);
    }

    [Fact]
    public async Task WaitFor_WhenTheEventComesInTime_TakesItAndLeavesNoTimer()
    {
        var host = Host(async (context, _) =>
        {
            var signal = await context.WaitFor<string>("go", context.Now.AddHours(2));
            context.SetStatus($"{signal.TimedOut} {signal.Value} {context.Now:HH:mm}");
            await context.Call<string>("say", "then");
        });
        await Start(host);
        _clock.Advance(TimeSpan.FromHours(1));
        await host.Workflows.Raise("i", "go", "来", "e-1");
        await host.RunUntilIdle();

        Assert.Equal("False 来 10:00", host.Instance("i").Status);
        Assert.True(host.Instance("i").IsOver);
        Assert.Equal(0, host.Instance("i").OpenTimers);
        Assert.Equal(["i/2 then"], _log);
    }

    [Fact]
    public async Task WaitFor_WhenTheDeadlinePasses_TimesOutAndTheNextWaitMissesNothing()
    {
        var host = Host(async (context, _) =>
        {
            for (var round = 0; round < 3; round++)
            {
                var signal = await context.WaitFor<string>("go", context.Now.AddHours(1));
                await context.Call<string>("say", signal.TimedOut ? $"late {context.Now:HH}" : signal.Value!);
            }
        });
        await Start(host);
        await Advance(host, TimeSpan.FromHours(1));
        await Advance(host, TimeSpan.FromHours(1));
        await host.Workflows.Raise("i", "go", "来", "e-1");
        await host.RunUntilIdle();

        Assert.Equal(["i/2 late 10", "i/4 late 11", "i/6 来"], _log);
        Assert.True(host.Instance("i").IsOver);
        Assert.Equal(0, host.Instance("i").OpenTimers);
    }

    [Fact]
    public async Task Event_ThatCameBeforeItsWait_IsKeptAndNeedsNoTimer()
    {
        var host = Host(async (context, _) =>
        {
            await context.SleepUntil(context.Now.AddMinutes(5));
            var signal = await context.WaitFor<string>("go", context.Now.AddHours(1));
            context.SetStatus($"{signal.Value} {context.Now:HH:mm}");
        });
        await Start(host);
        await host.Workflows.Raise("i", "go", "早", "e-1");
        await host.RunUntilIdle();
        Assert.Null(host.Instance("i").Status);
        await Advance(host, TimeSpan.FromMinutes(5));
        Assert.Equal("早 09:05", host.Instance("i").Status);
        Assert.Single(host.Instance("i").Actions);
    }

    [Fact]
    public async Task Event_RaisedTwiceUnderOneId_IsTakenOnce()
    {
        var host = Host(async (context, _) =>
        {
            while (true)
            {
                var signal = await context.WaitFor<string>("go", context.Now.AddHours(1));
                if (signal.TimedOut) { return; }
                await context.Call<string>("say", signal.Value!);
            }
        });
        await Start(host);
        foreach (var (text, id) in new[] { ("一", "e-1"), ("一", "e-1"), ("二", "e-2"), ("一", "e-1") })
        {
            await host.Workflows.Raise("i", "go", text, id);
            await host.RunUntilIdle();
        }
        await Advance(host, TimeSpan.FromHours(1));
        Assert.Equal(["i/2 一", "i/4 二"], _log);
        Assert.True(host.Instance("i").IsOver);
    }

    [Fact]
    public async Task ParallelCalls_HaveKeysInTheOrderOfAsking()
    {
        var instance = await Start(Host(async (context, _) =>
        {
            var answers = await Task.WhenAll(
                new[] { "甲", "乙", "丙" }.Select(text => context.Call<string>("say", text)));
            context.SetStatus(string.Join("", answers));
        }));
        Assert.Equal("<甲><乙><丙>", instance.Status);
        Assert.Equal(["i/1 甲", "i/2 乙", "i/3 丙"], _log);
    }

    [Fact]
    public async Task Script_ThatAsksOtherwiseInTheReplay_IsRefused()
    {
        var turns = 0;
        var host = Host((context, _) => context.Call<string>("say", $"turn {turns++}"));
        await host.Workflows.Start("s", "i", "in");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(host.RunUntilIdle);
        Assert.StartsWith("The replay asks for", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_ThatNobodyKnows_FailsItsInstance()
    {
        var host = Host((_, _) => Task.CompletedTask);
        await host.Workflows.Start("other", "i", "in");
        await host.RunUntilIdle();
        Assert.Equal("There is no workflow “other”.", host.Instance("i").Failure!.Message);
    }
}
