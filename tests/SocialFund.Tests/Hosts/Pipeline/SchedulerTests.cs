using Microsoft.Extensions.Logging.Abstractions;
using SocialFund.Hosts.Pipeline.Schedules;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Pipeline;

public sealed class SchedulerTests
{
    private sealed class Nightly(Func<string> work) : ISchedule
    {
        public string Name => "nightly";
        public string Title => "每晚汇总";
        public string Cron => "0 2 * * *";
        public List<string?> Keys { get; } = [];

        public Task<string> Run(Call call)
        {
            Keys.Add(call.IdempotencyKey);
            return Task.FromResult(work());
        }
    }

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private readonly MemoryDocumentStore _store = new();
    private readonly SetClock _clock = new(InChina("2026-06-01 10:00"));

    private Scheduler Make(ISchedule schedule) => new(_store, _clock, [schedule], NullLogger<Scheduler>.Instance);

    [Fact]
    public async Task Schedule_WhenNew_WaitsForItsFirstTime()
    {
        var nightly = new Nightly(() => "好");
        using var scheduler = Make(nightly);
        await scheduler.RunDue(default);
        await scheduler.RunDue(default);
        Assert.Empty(nightly.Keys);
        Assert.Equal(InChina("2026-06-02 02:00"), (await scheduler.View(default)).Single().Next);
    }

    [Fact]
    public async Task Schedule_WhenSeveralRunsWereMissed_MakesUpOnce()
    {
        using (var before = Make(new Nightly(() => "好"))) { await before.RunDue(default); }
        _clock.Now = InChina("2026-06-05 09:00");
        var nightly = new Nightly(() => "汇总 12 行");
        using var scheduler = Make(nightly);
        await scheduler.RunDue(default);
        await scheduler.RunDue(default);

        // The key is the instant when it was first due, in UTC.
        Assert.Equal(["nightly-202606011800"], nightly.Keys);
        var view = (await scheduler.View(default)).Single();
        Assert.Equal(InChina("2026-06-06 02:00"), view.Next);
        Assert.Equal(_clock.Now, view.LastStart);
        Assert.True(view.LastSucceeded);
        Assert.Equal("汇总 12 行", view.LastResult);
    }

    [Fact]
    public async Task Schedule_WhenItFails_SaysSoAndComesAgain()
    {
        using (var before = Make(new Nightly(() => "好"))) { await before.RunDue(default); }
        _clock.Now = InChina("2026-06-02 02:00");
        using var scheduler = Make(new Nightly(() => throw new InvalidOperationException("down")));
        await scheduler.RunDue(default);
        var view = (await scheduler.View(default)).Single();
        Assert.False(view.LastSucceeded);
        Assert.Equal(InChina("2026-06-03 02:00"), view.Next);
    }

    private static DateTimeOffset InChina(string text) =>
        new(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", null), TimeSpan.FromHours(8));
}
