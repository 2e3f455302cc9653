using System.Security.Cryptography;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// Posts business events. One commit holds the voucher, its ledger lines, the period's pages and number, the event's
/// mark and the audit record, so a book is balanced and gapless at every moment.
/// </summary>
public sealed class Books(IDocumentStore store, Charts charts, PostingRules rules, INationalCrypto crypto) : IBooks
{
    private static readonly Actor Self = Actor.System("accounting");

    private readonly BookOpening _opening = new(store, charts, rules, crypto);

    public async Task<Result<VoucherRef>> Post(BusinessEvent happened, Call call)
    {
        if (!Posting.Draft(happened, rules).TryGet(out var draft, out var problem)) { return problem; }
        var chart = await charts.For(draft.Book, call.Stopping);
        // The event's mark makes this repeatable. A caller's key may cover several events, so it is not used here.
        var once = call with { IdempotencyKey = null };
        if (!(await _opening.Open(draft.Book, once)).TryGet(out _, out problem)) { return problem; }
        return await store.Apply<VoucherRef>(Containers.Books, draft.Book.Text, once, async unit =>
        {
            var digest = Digest(happened);
            if (await unit.Find<BookedEvent>(BookedEvent.IdOf(happened.Id)) is { } booked)
            {
                return booked.Digest == digest
                    ? Ref(draft.Book, booked.Voucher)
                    : new EventDiffers(happened.Id, $"凭证 {booked.Voucher}");
            }
            if (!(await Write(unit, draft, chart, crypto)).TryGet(out var voucher, out var refused)) { return refused; }
            unit.Create(BookedEvent.IdOf(happened.Id), "event", new BookedEvent(voucher.Number, digest));
            return Ref(draft.Book, voucher.Number);
        });
    }

    /// <summary>Posts what a rule made; nobody's hand is needed.</summary>
    internal static async Task<Result<Voucher>> Write(
        Unit unit, VoucherDraft draft, Chart chart, INationalCrypto crypto)
    {
        var head = await unit.Find<BookHead>(BookHead.Id)
            ?? throw new InvalidOperationException($"{draft.Book} is not open.");
        var pages = await BookPages.Load(unit, draft.Period, draft.Date, unit.Call.Now);
        return Write(unit, draft, chart, head, pages, crypto);
    }

    internal static Result<Voucher> Write(
        Unit unit, VoucherDraft draft, Chart chart, BookHead head, BookPages pages, INationalCrypto crypto)
    {
        var now = unit.Call.Now;
        var self = new Signature(Self.Id, Self.Name, now);
        var hands = new Hands(self, new Signature($"rule:{draft.Rule}", $"记账规则 {draft.Rule}", now), self);
        var posted = pages.Post(unit, draft, chart, head.ClosedThrough, hands, crypto);
        if (!posted.TryGet(out var voucher, out var problem)) { return problem; }
        unit.Audit(
            "voucher.post", draft.Book.Scope,
            $"凭证 {voucher.Number} 记账，借方合计 {voucher.Total}，规则 {draft.Rule}，校验值 {voucher.Digest}");
        return voucher;
    }

    private static VoucherRef Ref(BookId book, VoucherNumber number) => new(book.Text, number.Text, number.Text);

    /// <summary>Over what is booked; the day may differ in a repeat, the amounts may not.</summary>
    internal static string Digest(BusinessEvent happened)
    {
        var content = Json.Write(new { happened.Rule, happened.Division, happened.Fund, happened.Amounts });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }
}
