using SocialFund.Kernel;
using SocialFund.Tests.Simulation;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Kernel;

public sealed class ChangeTests
{
    private sealed record Counter(long Count);

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Scope Anywhere = new(Division.Of("630000"));

    private static Call With(string? key, string hash = "h") =>
        new(Actor.System("test"), Now, "r1", key, hash);

    private static Task<Result<Counter>> Add(IDocumentStore store, Call call) =>
        store.Apply<Counter>("budgets", "p", call, async unit =>
        {
            var next = new Counter((await unit.Find<Counter>("c"))?.Count + 1 ?? 1);
            unit.Save("c", "counter", next);
            unit.Emit("added", next);
            unit.Audit("counter.add", Anywhere, "加一");
            return next;
        });

    [Fact]
    public async Task Apply_WhenFiftyRace_LosesNone()
    {
        var store = new MemoryDocumentStore();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(index => Task.Run(() => Add(store, With($"k{index}")))));
        Assert.Equal(50, (await store.Find<Counter>("budgets", "p", "c"))!.Value.Count);
        var audits = await store.Query("budgets", "p", new DocumentQuery("audit"));
        Assert.Equal(Enumerable.Range(1, 50).Select(number => (long)number),
            audits.Items.Select(item => item.As<AuditRecord>().Number));
    }

    [Fact]
    public async Task Apply_WhenTheKeyRepeats_AnswersTheSameAndChangesNothing()
    {
        var store = new MemoryDocumentStore();
        var first = (await Add(store, With("k"))).Require();
        await Add(store, With("other"));
        Assert.Equal(first, (await Add(store, With("k"))).Require());
        Assert.Equal(2, (await store.Find<Counter>("budgets", "p", "c"))!.Value.Count);
    }

    [Fact]
    public async Task Apply_WhenTheKeyComesWithOtherContent_IsIdReused()
    {
        var store = new MemoryDocumentStore();
        await Add(store, With("k"));
        Assert.False((await Add(store, With("k", "other"))).TryGet(out _, out var problem));
        Assert.Equal("id_reused", problem.Code);
    }

    [Theory]
    [InlineData(false, 8, 1)]
    [InlineData(true, 20, 0)]
    public async Task Pump_WhileTheStoreIsAway_GoesOnWhereItWouldGiveUpOnAMistake(bool isAway, int tries, int parked)
    {
        var store = new MemoryDocumentStore();
        await Add(store, With("k"));
        var tried = 0;
        var handler = new Collect(
            _ => ++tried < 20 ? isAway ? new IOException("away") : new ArgumentException("x") : null);
        var pump = new OutboxPump(store, new JumpingClock(DateTimeOffset.UnixEpoch), [handler], (_, _) => { });

        Assert.Equal(1, await pump.RunOnce("budgets"));

        Assert.Equal(tries, tried);
        Assert.Equal(
            parked, (await store.Query(Containers.System, "parked", new DocumentQuery("parked"))).Items.Count);
    }

    private sealed class Collect(Func<OutboxMessage, Exception?> fails) : IMessageHandler
    {
        public string Topic => "added";
        public List<long> Seen { get; } = [];

        public Task Handle(OutboxMessage message, Call call)
        {
            if (fails(message) is { } error) { throw error; }
            Seen.Add(message.As<Counter>().Count);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Pump_WhenRunTwice_DeliversEachMessageInOrderOnce()
    {
        var store = new MemoryDocumentStore();
        for (var index = 0; index < 3; index++) { await Add(store, With($"k{index}")); }
        var handler = new Collect(_ => null);
        var pump = new OutboxPump(store, TimeProvider.System, [handler], (_, _) => { });
        Assert.Equal(3, await pump.RunOnce("budgets"));
        Assert.Equal(0, await pump.RunOnce("budgets"));
        Assert.Equal([1, 2, 3], handler.Seen);
    }
}
