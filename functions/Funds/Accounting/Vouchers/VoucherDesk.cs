using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Changes prepared vouchers, each in one commit of its book's partition.</summary>
public sealed class VoucherDesk(IDocumentStore store, Charts charts, PostingRules rules, INationalCrypto crypto)
{
    private readonly BookOpening _opening = new(store, charts, rules, crypto);

    internal IDocumentStore Store => store;

    internal Charts Charts => charts;

    /// <summary>Keeps a new prepared voucher; opens the book when it is the first.</summary>
    /// <param name="inSameCommit">Further writes, given the new number.</param>
    internal async Task<Result<PreparedAnswer>> Prepare(
        VoucherDraft draft, Call call, Func<Unit, int, Task<Problem?>>? inSameCommit = null)
    {
        if (await MayBegin(draft.Book, call) is { } closed) { return closed; }
        var once = call with { IdempotencyKey = null };
        if (!(await _opening.Open(draft.Book, once)).TryGet(out _, out var problem)) { return problem; }
        var chart = await charts.For(draft.Book, call.Stopping);
        return await store.Apply<PreparedAnswer>(
            Containers.Books, draft.Book.Text, call, unit => Keep(unit, draft, chart, inSameCommit));
    }

    /// <summary>Keeps the voucher that a rule makes of a document; that document again gives the same one.</summary>
    /// <returns>Where that stands, or why not; <see cref="EventDiffers"/> when the document said something else.
    /// </returns>
    internal async Task<Result<PreparedAnswer>> Prepare(VoucherDraft draft, BusinessEvent happened, Call call)
    {
        if (await MayBegin(draft.Book, call) is { } closed) { return closed; }
        // The event's mark makes this repeatable, and a corrected document after a dropped voucher is a new one.
        var once = call with { IdempotencyKey = null };
        if (!(await _opening.Open(draft.Book, once)).TryGet(out _, out var problem)) { return problem; }
        var chart = await charts.For(draft.Book, call.Stopping);
        var (mark, digest) = (PreparedEvent.IdOf(happened.Id), Books.Digest(happened));
        return await store.Apply<PreparedAnswer>(Containers.Books, draft.Book.Text, once, async unit =>
        {
            if (await unit.Find<PreparedEvent>(mark) is { } known)
            {
                return known.Digest == digest
                    ? Answer((await unit.Find<PreparedVoucher>(PreparedVoucher.IdOf(known.Number)))!)
                    : new EventDiffers(happened.Id, $"制单 {known.Number}");
            }
            if (await unit.Find<BookedEvent>(BookedEvent.IdOf(happened.Id)) is { } booked)
            {
                return new EventDiffers(happened.Id, $"凭证 {booked.Voucher}");
            }
            return await Keep(unit, draft, chart, (_, number) =>
            {
                unit.Create(mark, "event", new PreparedEvent(number, digest));
                return Task.FromResult<Problem?>(null);
            });
        });
    }

    /// <summary>
    /// Keeps many new prepared vouchers, in commits of what one can hold. Each leaves a mark, so the same import again
    /// adds only what an interrupted one did not.
    /// </summary>
    /// <param name="import">Names the import: a digest of its file.</param>
    internal async Task<Result<PreparedRange>> PrepareAll(
        BookId book, IReadOnlyList<VoucherDraft> drafts, string import, Call call)
    {
        if (await MayBegin(book, call) is { } closed) { return closed; }
        var once = call with { IdempotencyKey = null };
        if (!(await _opening.Open(book, once)).TryGet(out _, out var problem)) { return problem; }
        var chart = await charts.For(book, call.Stopping);
        PreparedRange? all = null;
        foreach (var (part, index) in PreparedRange.Parts(drafts).Select((part, index) => (part, index)))
        {
            var mark = $"import-{import}-{index}";
            var kept = await store.Apply<PreparedRange>(Containers.Books, book.Text, once, async unit =>
            {
                if (await unit.Find<PreparedRange>(mark) is { } earlier) { return earlier with { IsRepeat = true }; }
                foreach (var draft in part)
                {
                    if (await Refusal(unit, draft, chart) is { } refused) { return refused; }
                }
                var counter = await unit.Find<PreparedCounter>(PreparedCounter.Id) ?? new PreparedCounter(0);
                var range = new PreparedRange(counter.Last + 1, counter.Last + part.Count, false);
                var hand = new Signature(call.Actor.Id, call.Actor.Name, call.Now);
                unit.Save(PreparedCounter.Id, "counter", new PreparedCounter(range.Last));
                unit.Create(mark, "import", range);
                foreach (var (draft, offset) in part.Select((draft, offset) => (draft, offset)))
                {
                    var number = range.First + offset;
                    unit.Create(PreparedVoucher.IdOf(number), PreparedVoucher.Type, new PreparedVoucher(
                        number, PreparedState.Prepared, draft, hand, null, null, null));
                }
                unit.Audit("voucher.import", book.Scope, $"导入制单 {range.First} 至 {range.Last}，文件 {import[..16]}");
                return range;
            });
            if (!kept.TryGet(out var range, out var stopped)) { return stopped; }
            all = all is null ? range : new PreparedRange(all.First, range.Last, all.IsRepeat && range.IsRepeat);
        }
        return all!;
    }

    internal async Task<Result<PreparedAnswer>> Revise(BookId book, int number, VoucherDraft draft, Call call)
    {
        var chart = await charts.For(book, call.Stopping);
        return await Change(book, number, call, "voucher.revise", "修改制单", async (unit, prepared) =>
        {
            if (await Refusal(unit, draft, chart) is { } refused) { return refused; }
            var old = prepared.Draft;
            if (draft.Papers < old.Files.Count) { return FewerPapers(old.Files.Count); }
            var kept = draft with
            {
                Reverses = old.Reverses,
                Source = old.Source,
                Event = old.Event,
                Files = old.Files,
            };
            return prepared.Revised(kept, call.Actor, call.Now);
        });
    }

    /// <summary>Gives the voucher its number in the book.</summary>
    internal async Task<Result<PreparedAnswer>> Post(BookId book, int number, Call call)
    {
        var chart = await charts.For(book, call.Stopping);
        return await Change(book, number, call, "voucher.post", "记账", async (unit, prepared) =>
        {
            if (!prepared.HandsOf(call.Actor, call.Now).TryGet(out var hands, out var problem)) { return problem; }
            var head = (await unit.Find<BookHead>(BookHead.Id))!;
            var pages = await BookPages.Load(unit, prepared.Period, prepared.Draft.Date, call.Now);
            var posted = pages.Post(unit, prepared.Draft, chart, head.ClosedThrough, hands, crypto);
            if (!posted.TryGet(out var voucher, out problem)) { return problem; }
            if (voucher.Reverses is { } reversed)
            {
                unit.Replace(
                    Reversal.IdOf(reversed), "reversal",
                    (await unit.Find<Reversal>(Reversal.IdOf(reversed)))! with { By = voucher.Number });
            }
            if (voucher.Event is { } happened)
            {
                var mark = (await unit.Find<PreparedEvent>(PreparedEvent.IdOf(happened)))!;
                unit.Create(BookedEvent.IdOf(happened), "event", new BookedEvent(voucher.Number, mark.Digest));
            }
            return prepared.PostedAs(voucher);
        });
    }

    /// <summary>Lets go of what a dropped red voucher was to take back, and of the document of a dropped one.</summary>
    internal Task<Result<PreparedAnswer>> Drop(BookId book, int number, string? reason, Call call) =>
        Change(book, number, call, "voucher.drop", "作废制单", async (unit, prepared) =>
        {
            if (!prepared.Drop(call.Actor, reason).TryGet(out var dropped, out var problem)) { return problem; }
            if (prepared.Draft.Reverses is { } reversed
                && await unit.Find<Reversal>(Reversal.IdOf(reversed)) is not null)
            {
                unit.Delete(Reversal.IdOf(reversed));
            }
            if (prepared.Draft.Event is { } happened
                && await unit.Find<PreparedEvent>(PreparedEvent.IdOf(happened)) is not null)
            {
                unit.Delete(PreparedEvent.IdOf(happened));
            }
            return dropped;
        });

    /// <summary>Reads, decides and writes one prepared voucher.</summary>
    /// <param name="deed">What the audit trail calls it.</param>
    internal Task<Result<PreparedAnswer>> Change(
        BookId book, int number, Call call, string action, string deed,
        Func<Unit, PreparedVoucher, Task<Result<PreparedVoucher>>> decide) =>
        store.Apply<PreparedAnswer>(Containers.Books, book.Text, call, async unit =>
        {
            if (await unit.Find<PreparedVoucher>(PreparedVoucher.IdOf(number)) is not { } prepared)
            {
                return new NotFound("未记账凭证", $"{number}");
            }
            if (!(await decide(unit, prepared)).TryGet(out var changed, out var problem)) { return problem; }
            unit.Replace(PreparedVoucher.IdOf(number), PreparedVoucher.Type, changed);
            var numbered = changed.Voucher is { } voucher ? $"，凭证 {voucher}，校验值 {changed.Digest}" : "";
            unit.Audit(action, book.Scope, $"{deed} {number}{numbered}，借方合计 {changed.Total}");
            return Answer(changed);
        });

    private static VoucherRefused FewerPapers(int files) =>
        new([new LineFault(0, "papers", $"已上传{files}个附件，附件张数不能少于{files}。")]);

    /// <summary>Whoever's voucher would begin a book must be allowed to open it.</summary>
    private async Task<Problem?> MayBegin(BookId book, Call call) =>
        call.May(Permission.BookOpen, book.Scope) || await store.Head(book, call.Stopping) is not null
            ? null
            : new BookNotOpen(book.Title);

    private static async Task<Result<PreparedAnswer>> Keep(
        Unit unit, VoucherDraft draft, Chart chart, Func<Unit, int, Task<Problem?>>? inSameCommit)
    {
        if (await Refusal(unit, draft, chart) is { } refused) { return refused; }
        var call = unit.Call;
        var counter = await unit.Find<PreparedCounter>(PreparedCounter.Id) ?? new PreparedCounter(0);
        var number = counter.Last + 1;
        if (inSameCommit is not null && await inSameCommit(unit, number) is { } stopped) { return stopped; }
        var prepared = new PreparedVoucher(
            number, PreparedState.Prepared, draft, new Signature(call.Actor.Id, call.Actor.Name, call.Now), null,
            null, null);
        unit.Save(PreparedCounter.Id, "counter", new PreparedCounter(number));
        unit.Create(PreparedVoucher.IdOf(number), PreparedVoucher.Type, prepared);
        unit.Audit("voucher.prepare", draft.Book.Scope, $"制单 {number}，借方合计 {prepared.Total}");
        return Answer(prepared);
    }

    private static async Task<Problem?> Refusal(Unit unit, VoucherDraft draft, Chart chart)
    {
        var head = await unit.Find<BookHead>(BookHead.Id);
        return head is null ? new NotFound("账套", draft.Book.Text) : Voucher.Check(draft, chart, head.ClosedThrough);
    }

    private static PreparedAnswer Answer(PreparedVoucher prepared) =>
        new(prepared.Draft.Book, prepared.Number, prepared.State, prepared.Voucher);
}
