using System.Collections.Concurrent;
using System.Data.Common;

namespace SocialFund.Kernel;

/// <summary>Applies messages of one topic. Must be idempotent by <see cref="OutboxMessage.Key"/>.</summary>
public interface IMessageHandler
{
    string Topic { get; }

    /// <param name="call">Acts as the system; its idempotency key is the message's key.</param>
    Task Handle(OutboxMessage message, Call call);
}

/// <summary>
/// Delivers outbox messages of every container to their handlers: at least once, in order within a partition. A message
/// that keeps failing is set aside with its error and does not hold up the rest.
/// </summary>
public sealed class OutboxPump
{
    private const string PositionPartition = "outbox";

    /// <summary>About two minutes of trying with doubling pauses before a message is set aside.</summary>
    private const int TriesMax = 8;

    /// <summary>
    /// About an hour: a store or partner that is away comes back, and setting aside what only came at a bad time would
    /// leave money unbooked until somebody looks.
    /// </summary>
    private const int TriesInOutageMax = 128;

    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    /// <summary>A store that cannot wake its waiters is asked again this often.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IDocumentStore _store;
    private readonly TimeProvider _clock;
    private readonly ILookup<string, IMessageHandler> _handlers;
    private readonly Action<string, Exception> _report;
    private readonly Func<Exception, bool> _isOutage;
    private readonly ConcurrentDictionary<string, string> _seen = new();

    /// <summary>How far this pump has read, which may be ahead of what is stored.</summary>
    private readonly ConcurrentDictionary<string, string> _positions = [];

    /// <param name="report">Told the message key and the error of every failed try; logs it.</param>
    /// <param name="isOutage">Errors of a store that is away, where its library has some of its own.</param>
    public OutboxPump(
        IDocumentStore store, TimeProvider clock, IEnumerable<IMessageHandler> handlers,
        Action<string, Exception> report, Func<Exception, bool>? isOutage = null)
    {
        (_store, _clock, _report) = (store, clock, report);
        _isOutage = error => error is IOException or TimeoutException or HttpRequestException or DbException
            || isOutage?.Invoke(error) == true;
        _handlers = handlers.ToLookup(handler => handler.Topic);
    }

    /// <summary>Delivers a container's messages as they come, until stopped.</summary>
    public async Task Run(string container, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (await RunOnce(container, stopping) > 0) { continue; }
            await _store.WaitForChanges(container, _positions[container], Patience, stopping);
        }
    }

    /// <summary>Delivers one page of a container's messages that wait.</summary>
    /// <returns>How many were delivered or set aside; zero when none waits.</returns>
    public async Task<int> RunOnce(string container, CancellationToken stopping = default)
    {
        if (!_seen.TryGetValue(container, out var position))
        {
            var stored = await _store.Find<FeedPosition>(Containers.System, PositionPartition, container, stopping);
            position = stored?.Value.Position;
        }
        var page = await _store.Changes(container, position, "outbox", 100, stopping);
        foreach (var document in page.Items) { await Deliver(document.As<OutboxMessage>(), stopping); }
        // Kept only when something was delivered: passing other documents again after a restart costs nothing, and in
        // the system container each keeping would itself be news.
        if (page.Items.Count > 0) { await KeepPosition(container, page.Position, stopping); }
        _seen[container] = page.Position;
        return page.Items.Count;
    }

    /// <summary>
    /// Returns when something may have been written since the last page, or after the patience is over.
    /// </summary>
    public Task WaitForMore(string container, TimeSpan patience, CancellationToken stopping = default) =>
        _store.WaitForChanges(container, _seen.GetValueOrDefault(container), patience, stopping);

    /// <summary>Whether messages wait behind what this pump has read.</summary>
    public async Task<bool> HasMore(string container, CancellationToken stopping = default) =>
        (await _store.Changes(container, _seen.GetValueOrDefault(container), "outbox", 1, stopping)).Items.Count > 0;

    /// <summary>
    /// Keeps how far this pump has read, for pumps that live only for a moment: the next one need not pass the same
    /// documents again. Not for the system container, where the keeping itself would be news.
    /// </summary>
    public async Task Keep(string container, CancellationToken stopping = default)
    {
        if (container == Containers.System || !_seen.TryGetValue(container, out var position)) { return; }
        var stored = await _store.Find<FeedPosition>(Containers.System, PositionPartition, container, stopping);
        if (stored?.Value.Position == position) { return; }
        await KeepPosition(container, position, stopping);
    }

    private async Task KeepPosition(string container, string position, CancellationToken stopping) =>
        (await _store.Commit(
            Containers.System, PositionPartition,
            [new Write.Put(container, "position", Json.Write(new FeedPosition(position)))], stopping)).Require();

    private async Task Deliver(OutboxMessage message, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                foreach (var handler in _handlers[message.Topic])
                {
                    var call = Call.System(message.Topic, _clock.GetUtcNow(), message.Key, stopping);
                    await handler.Handle(message, call);
                }
                return;
            }
            catch (Exception error) when (!stopping.IsCancellationRequested)
            {
                // Any failure of any handler: the message is tried again, then set aside where support sees it.
                _report(message.Key, error);
                var triesMax = _isOutage(error) ? TriesInOutageMax : TriesMax;
                if (attempt >= triesMax) { await SetAside(message, error, stopping); return; }
            }
            await Task.Delay(PauseAfter(attempt), _clock, stopping);
        }
    }

    private static TimeSpan PauseAfter(int attempt) => attempt < TriesMax
        ? TimeSpan.FromMilliseconds(250 * Math.Pow(2, attempt))
        : PauseMax;

    private async Task SetAside(OutboxMessage message, Exception error, CancellationToken stopping) =>
        await _store.Commit(
            Containers.System, "parked",
            [
                new Write.Put(
                    message.Key.Replace('/', '~'), "parked", Json.Write(new ParkedMessage(message, error.Message))),
            ],
            stopping);
}

public sealed record FeedPosition(string Position);

/// <summary>A message that could not be applied, for support to look at and deliver again.</summary>
public sealed record ParkedMessage(OutboxMessage Message, string Error);
