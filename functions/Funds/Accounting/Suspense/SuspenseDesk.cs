using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Topic <c>suspense.changed</c>: something is known of a ticket that may have to be booked.</summary>
public sealed record SuspenseChanged(SuspenseId Id)
{
    public const string Topic = "suspense.changed";
}

/// <summary>
/// Keeps 待转社会保险费: takes in what is known of a ticket and books what follows from it. Every step is repeatable; one
/// that a crash cut short is taken up again by the message of the commit before.
/// </summary>
public sealed class SuspenseDesk(IDocumentStore store, IBooks books)
{
    private readonly EmployerDetails _employers = new(store);

    public IDocumentStore Store { get; } = store;

    public async Task<SuspenseItem?> Read(SuspenseId id, CancellationToken stopping) =>
        (await Store.Find<SuspenseItem>(Containers.Income, id.Partition, SuspenseItem.Document, stopping))?.Value;

    /// <summary>Takes something in, then books what follows.</summary>
    /// <returns>The item as it then stands and whether anything was new; or what the decision refused.</returns>
    public async Task<Result<(SuspenseItem Item, bool IsNew)>> Take(
        SuspenseId id, Call call, string what, Func<SuspenseItem, Result<SuspenseItem>> decide)
    {
        var isNew = false;
        var taken = await Apply(id, call, "suspense.take", what, item =>
        {
            var next = decide(item);
            isNew = next.TryGet(out var changed, out _) && !ReferenceEquals(changed, item);
            return next;
        });
        return taken.TryGet(out _, out var problem) ? (await Settle(id, call), isNew) : problem;
    }

    /// <summary>Takes in the rows by employer: kept first, then named by the ticket.</summary>
    public async Task<Result<(SuspenseItem Item, bool IsNew)>> Take(
        SuspenseId id, DetailSource source, IReadOnlyList<EmployerRow> rows, Call call)
    {
        var book = EmployerBook.Of(source, rows);
        var there = await Read(id, call.Stopping);
        if (there?.EmployersOf(source)?.Key != book.Key)
        {
            await _employers.Write(id, book, rows, call.Stopping);
        }
        var who = source == DetailSource.Agency ? "经办机构" : "税务";
        return await Take(
            id, call, $"{who}单位明细 {rows.Count} 行 {book.Totals.Total} 元", item => item.With(source, book));
    }

    /// <summary>The rows by employer that count now; none where only totals are known.</summary>
    public async Task<IReadOnlyList<EmployerRow>> Employers(
        SuspenseItem item, DetailSource source, CancellationToken stopping) =>
        item.EmployersOf(source) is { } book ? await _employers.Read(item.Id, book.Key, stopping) : [];

    /// <summary>Rows by employer that counted once.</summary>
    public Task<IReadOnlyList<EmployerRow>> Earlier(SuspenseId id, string key, CancellationToken stopping) =>
        _employers.Read(id, key, stopping);

    /// <summary>Books the transfer; clears it when both details agree. Books that refuse leave the reason.</summary>
    public async Task<SuspenseItem> Settle(SuspenseId id, Call call)
    {
        var item = await Read(id, call.Stopping) ?? throw new InvalidOperationException($"No suspense item {id}.");
        if (item is { Transfer: not null, Booked: null })
        {
            item = await Post(item, item.Arrival(), call, (now, voucher) => now with { Booked = voucher });
        }
        if (item is not { Booked: not null, Cleared: null } || !item.Agrees) { return item; }
        item = (await Apply(id, call, "suspense.clear", "核对一致，结转", now =>
            now.Clearing is null && now.Cleared is null && now.Agrees
                ? now with { Clearing = ChinaTime.DateOf(call.Now) } : now)).Require();
        return item is { Clearing: not null, Cleared: null }
            ? await Post(item, item.Clearance(), call, (now, voucher) => now with { Cleared = voucher })
            : item;
    }

    private async Task<SuspenseItem> Post(
        SuspenseItem item, BusinessEvent happened, Call call, Func<SuspenseItem, VoucherRef, SuspenseItem> booked)
    {
        var posted = await books.Post(happened, call);
        var what = posted.TryGet(out var voucher, out var problem) ? $"记账，凭证 {voucher.Number}" : $"未能记账：{problem.Code}";
        // A refused clearing frees its day: the next try may be in a later, open month.
        return (await Apply(item.Id, call, "suspense.book", what, now => problem is null
            ? booked(now, voucher!) with { Refusal = null }
            : now.Refusal == problem.Message && now.Clearing is null ? now
                : now with { Refusal = problem.Message, Clearing = null })).Require();
    }

    /// <summary>Reads, decides, saves. A decision that gives the same item back writes nothing.</summary>
    private Task<Result<SuspenseItem>> Apply(
        SuspenseId id, Call call, string action, string what, Func<SuspenseItem, Result<SuspenseItem>> decide) =>
        Store.Apply<SuspenseItem>(
            Containers.Income, id.Partition, call with { IdempotencyKey = null }, async unit =>
            {
                var before = await unit.Find<SuspenseItem>(SuspenseItem.Document) ?? SuspenseItem.New(id);
                if (!decide(before).TryGet(out var next, out var problem)) { return problem; }
                if (next == before) { return before; }
                next = next with { Version = before.Version + 1 };
                unit.Save(SuspenseItem.Document, SuspenseItem.Document, next);
                unit.Audit(action, id.Scope, $"待转社会保险费 {id.Ticket}：{what}");
                unit.List(SuspenseRow.List, SuspenseRow.Of(next));
                unit.Emit(SuspenseChanged.Topic, new SuspenseChanged(id));
                TellEmployers(unit, before, next);
                return next;
            });

    private static void TellEmployers(Unit unit, SuspenseItem before, SuspenseItem next)
    {
        static string?[] Keys(SuspenseItem item) => [item.AgencyEmployers?.Key, item.TaxEmployers?.Key];
        if (Keys(before).SequenceEqual(Keys(next))) { return; }
        var gone = Keys(before).Except(Keys(next)).OfType<string>();
        unit.Emit(EmployersChanged.Topic, new EmployersChanged(next.Id, [.. gone]));
    }
}

/// <summary>
/// Takes up what a crash between two commits left; finds nothing to do otherwise. What the books refused waits for
/// people, or each refusal would cause the next.
/// </summary>
public sealed class SettleSuspense(SuspenseDesk desk) : IMessageHandler
{
    public string Topic => SuspenseChanged.Topic;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var item = await desk.Read(message.As<SuspenseChanged>().Id, call.Stopping);
        if (item is { Refusal: null }) { await desk.Settle(item.Id, call); }
    }
}
