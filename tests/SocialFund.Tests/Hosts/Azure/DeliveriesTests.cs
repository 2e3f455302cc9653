using Microsoft.Extensions.Logging.Abstractions;
using SocialFund.Hosts.Azure.Outbox;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Azure;

/// <summary>Messages are delivered once, in order, by one instance at a time.</summary>
public sealed class DeliveriesTests
{
    private sealed class Hand(Func<OutboxMessage, Call, Task> take) : IMessageHandler
    {
        public string Topic => "t";

        public Task Handle(OutboxMessage message, Call call) => take(message, call);
    }

    private readonly FakeClock _clock = new(new DateTimeOffset(2026, 6, 15, 9, 0, 0, TimeSpan.Zero));
    private readonly MemoryDocumentStore _store = new();
    private readonly List<string> _taken = [];
    private int _commands;

    private Deliveries Instance(Func<OutboxMessage, Call, Task> take) =>
        new(_store, _clock, _ => [new Hand(take)], NullLogger<Deliveries>.Instance);

    private Task Note(OutboxMessage message, Call call)
    {
        _taken.Add(message.As<string>());
        return Task.CompletedTask;
    }

    private async Task Send(string text)
    {
        var call = Call.System("test", _clock.GetUtcNow(), $"k-{++_commands}");
        (await _store.Apply<Done>(Containers.Requests, "p", call, unit =>
        {
            unit.Audit("test.send", new Scope(Division.Of("630000")), text);
            unit.Emit("t", text);
            return Task.FromResult<Result<Done>>(Done.Value);
        })).Require();
    }

    private static Task Run(Deliveries deliveries) =>
        deliveries.Deliver(Containers.Requests, new NoWorkflows(), CancellationToken.None);

    [Fact]
    public async Task Messages_AreDeliveredOnceAndInOrder_HoweverOftenItIsWoken()
    {
        await Send("一");
        await Send("二");
        await Run(Instance(Note));
        await Run(Instance(Note));
        await Send("三");
        await Run(Instance(Note));
        Assert.Equal(["一", "二", "三"], _taken);
    }

    [Fact]
    public async Task Message_ThatComesWhileAnotherInstanceWasSentAway_IsDeliveredByTheFirst()
    {
        await Send("一");
        await Run(Instance(async (message, call) =>
        {
            await Note(message, call);
            if (_taken.Count > 1) { return; }
            await Send("二");
            // The alarm of the second message goes to an instance that finds the lease taken.
            await Run(Instance((_, _) => throw new InvalidOperationException("two at a time")));
        }));
        Assert.Equal(["一", "二"], _taken);
    }

    [Fact]
    public async Task Lease_OfAnInstanceThatDied_RunsOut()
    {
        var dead = await StoreLease.Take(_store, new FixedClock(_clock.GetUtcNow()), "outbox-requests", default);
        Assert.NotNull(dead);
        await Send("一");
        await Run(Instance(Note));
        Assert.Empty(_taken);
        _clock.Advance(TimeSpan.FromSeconds(91));
        await Run(Instance(Note));
        Assert.Equal(["一"], _taken);
        await dead.DisposeAsync();
    }

    [Fact]
    public async Task Lease_WhileItIsHeld_IsRenewed()
    {
        await using var lease = (await StoreLease.Take(_store, _clock, "x", default))!;
        var before = (await _store.Changes(Containers.System, null, null, 100)).Position;
        _clock.Advance(TimeSpan.FromSeconds(80));
        await _store.WaitForChanges(Containers.System, before, TimeSpan.FromSeconds(20));
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(await StoreLease.Take(_store, _clock, "x", default));
        Assert.False(lease.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task Lease_ThatWasLost_StopsTheWork()
    {
        await using var lease = (await StoreLease.Take(_store, _clock, "x", default))!;
        var held = (await _store.Read(Containers.System, "leases", "x"))!;
        await _store.Commit(Containers.System, "leases", [new Write.Delete("x", held.ETag)]);
        var ended = new TaskCompletionSource();
        lease.Ended.Register(ended.SetResult);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Position_IsKeptAlsoWhereNothingWasDelivered()
    {
        await _store.Commit(Containers.Books, "p", [new Write.Create("a", "line", "{}")]);
        var pump = new OutboxPump(_store, _clock, [], (_, _) => { });
        Assert.Equal(0, await pump.RunOnce(Containers.Books));
        Assert.Null(await _store.Read(Containers.System, "outbox", Containers.Books));
        await pump.Keep(Containers.Books);
        var kept = (await _store.Read(Containers.System, "outbox", Containers.Books))!;
        await pump.Keep(Containers.Books);
        Assert.Equal(kept.ETag, (await _store.Read(Containers.System, "outbox", Containers.Books))!.ETag);
        await pump.RunOnce(Containers.System);
        await pump.Keep(Containers.System);
        Assert.Null(await _store.Read(Containers.System, "outbox", Containers.System));
    }

    private sealed class NoWorkflows : IWorkflows
    {
        public Task Start(string workflow, string instanceId, string input, CancellationToken stopping = default) =>
            Task.CompletedTask;

        public Task Raise(
            string instanceId, string eventName, object payload, string eventId,
            CancellationToken stopping = default) => Task.CompletedTask;

        public Task<WorkflowView?> View(string instanceId, CancellationToken stopping = default) =>
            Task.FromResult<WorkflowView?>(null);
    }
}
