using System.Security.Cryptography;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// Posts business events. One commit holds the voucher, its ledger lines, the month's balances and number, the event's
/// mark and the audit record, so a book is balanced and gapless at every moment.
/// </summary>
public sealed class Books(IDocumentStore store, Charts charts, PostingRules rules) : IBooks
{
    private static readonly Actor Self = Actor.System("accounting");

    public async Task<Result<VoucherRef>> Post(BusinessEvent happened, Call call)
    {
        if (!Posting.Draft(happened, rules).TryGet(out var draft, out var problem)) { return problem; }
        var chart = await charts.For(draft.Book, call.Stopping);
        // The event's mark makes this repeatable. A caller's key may cover several events, so it is not used here.
        var once = call with { IdempotencyKey = null };
        if (!(await Open(draft.Book, chart, once)).TryGet(out _, out problem)) { return problem; }
        return await store.Apply<VoucherRef>(Containers.Books, draft.Book.Text, once, async unit =>
        {
            var digest = Digest(happened);
            if (await unit.Find<BookedEvent>(BookedEvent.IdOf(happened.Id)) is { } booked)
            {
                return booked.Digest == digest
                    ? Ref(draft.Book, booked.Voucher)
                    : new EventDiffers(happened.Id, booked.Voucher.Text);
            }
            if (!(await Write(unit, draft, chart)).TryGet(out var voucher, out var refused)) { return refused; }
            unit.Create(BookedEvent.IdOf(happened.Id), "event", new BookedEvent(voucher.Number, digest));
            return Ref(draft.Book, voucher.Number);
        });
    }

    private static VoucherRef Ref(BookId book, VoucherNumber number) => new(book.Text, number.Text, number.Text);

    /// <summary>Makes the voucher and its documents: at most 90 lines and voucher, month, event, audit, head.</summary>
    private static async Task<Result<Voucher>> Write(Unit unit, VoucherDraft draft, Chart chart)
    {
        var head = await unit.Find<BookHead>(BookHead.Id)
            ?? throw new InvalidOperationException($"{draft.Book} is not open.");
        var month = await unit.Find<MonthPage>(MonthPage.IdOf(draft.Period)) ?? MonthPage.Empty(draft.Period);
        return Write(unit, draft, chart, head, month);
    }

    private static Result<Voucher> Write(Unit unit, VoucherDraft draft, Chart chart, BookHead head, MonthPage month)
    {
        var number = new VoucherNumber(draft.Period, month.LastNumber + 1);
        var now = unit.Call.Now;
        var posted = Voucher.Post(
            draft, number, chart, head.ClosedThrough, new Signature(Self.Id, Self.Name, now),
            new Signature($"rule:{draft.Rule}", $"记账规则 {draft.Rule}", now), new Signature(Self.Id, Self.Name, now));
        if (!posted.TryGet(out var voucher, out var problem)) { return problem; }

        unit.Create(BookDocuments.VoucherIdOf(number), "voucher", voucher);
        foreach (var line in voucher.Lines)
        {
            var entry = LedgerLine.Of(voucher, line);
            unit.Create(entry.Id, LedgerLine.TypeOf(entry.Account, entry.Period), entry);
        }
        unit.Save(MonthPage.IdOf(draft.Period), "month", month.After(voucher));
        unit.Audit("voucher.post", draft.Book.Scope, $"凭证 {number} 记账，借方合计 {voucher.Total}，规则 {draft.Rule}");
        return voucher;
    }

    /// <summary>Opens the book, once, with what last year's book leaves.</summary>
    private async Task<Result<Done>> Open(BookId book, Chart chart, Call call)
    {
        if (await store.Head(book, call.Stopping) is not null) { return Done.Value; }
        var carried = await CarriedForward(book, call);
        return await store.Apply<Done>(Containers.Books, book.Text, call, async unit =>
        {
            if (await unit.Find<BookHead>(BookHead.Id) is not null) { return Done.Value; }
            var head = new BookHead(book, call.Now, ClosedThrough: 0);
            unit.Create(BookHead.Id, "book", head);
            unit.Audit("book.open", book.Scope, $"建立账套 {book.Title}，科目表 {chart.Version}");
            unit.Emit(BookOpened.Topic, new BookOpened(book, chart.Version, call.Now));
            if (carried is null) { return Done.Value; }
            var written = Write(unit, carried, chart, head, MonthPage.Empty(carried.Period));
            return written.TryGet(out _, out var problem) ? Done.Value : problem;
        });
    }

    /// <returns>The opening voucher, or null when there is no earlier book under the same regime: codes of two regimes
    /// differ, and the conversion at the change of regime is imported as an opening event.</returns>
    private async Task<VoucherDraft?> CarriedForward(BookId book, Call call)
    {
        var regime = Charts.RegimeOf(book.Year, book.Kind);
        if (regime?.SurplusOf(book.Fund) is not { } surplus) { return null; }
        var before = book.PreviousYear();
        while (before.Year >= regime.From && await store.Head(before, call.Stopping) is null)
        {
            before = before.PreviousYear();
        }
        if (before.Year < regime.From) { return null; }
        var chart = await charts.For(before, call.Stopping);
        var amounts = Opening.Amounts(chart, surplus, await store.Months(before, call.Stopping));
        if (amounts.Count == 0) { return null; }
        var happened = new BusinessEvent(
            $"carried-{before}", Opening.Rule, book.Division, book.Fund, new DateOnly(book.Year, 1, 1), amounts,
            new Dictionary<string, string> { ["from"] = $"{before.Year}年结转" },
            new SourceLink("book", before.Text, $"{before.Year}年末余额"));
        return Posting.Draft(happened, rules).Require() with { Book = book };
    }

    /// <summary>Over what is booked; the day may differ in a repeat, the amounts may not.</summary>
    private static string Digest(BusinessEvent happened)
    {
        var content = Json.Write(new { happened.Rule, happened.Division, happened.Fund, happened.Amounts });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }
}
