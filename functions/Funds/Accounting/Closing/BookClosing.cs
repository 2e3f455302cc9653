using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Closes and reopens the periods of books.</summary>
public sealed class BookClosing(
    IDocumentStore store, Charts charts, PostingRules rules, INationalCrypto crypto,
    params IReadOnlyList<IClosingCheck> others)
{
    private readonly BookOpening _opening = new(store, charts, rules, crypto);
    private readonly ClosingChecks _checks = new(store, charts, others);

    internal async Task<Result<ClosingView>> View(BookId book, BookPeriod? period, Call call)
    {
        if (await store.Head(book, call.Stopping) is not { } head) { return new NotFound("账套", book.Text); }
        var closed = head.Value.ClosedThrough;
        var asked = period ?? ClosePeriod.Next(book, closed) ?? BookPeriod.Closing(book.Year);
        var checks = await _checks.Of(book, asked, closed, ChinaTime.DateOf(call.Now), call.Stopping);
        return new ClosingView(
            book, book.Title, asked, closed == 0 ? null : BookPeriod.Of(book.Year, closed),
            checks.All(check => check.IsGood || !check.IsHard), checks);
    }

    internal async Task<Result<PeriodIsClosed>> Close(BookId book, BookPeriod period, Call call)
    {
        List<VoucherNumber> entries = [];
        if (period.IsClosing && await Ready(book, period, call) is null)
        {
            foreach (var kind in (AccountClass[])[AccountClass.Income, AccountClass.Expenditure])
            {
                var written = await WriteEntry(book, kind, call with { IdempotencyKey = null }, entries);
                if (!written.TryGet(out _, out var problem)) { return problem; }
            }
        }
        var closed = await store.Apply<PeriodIsClosed>(Containers.Books, book.Text, call, async unit =>
        {
            if (await unit.Find<BookHead>(BookHead.Id) is not { } head) { return new NotFound("账套", book.Text); }
            if (await Ready(book, period, call) is { } problem) { return problem; }
            unit.Replace(BookHead.Id, "book", head with { ClosedThrough = period.Month });
            unit.Audit("period.close", book.Scope, $"会计期间 {period} 结账");
            if (period.IsClosing) { unit.Emit(YearClosed.Topic, new YearClosed(book)); }
            return new PeriodIsClosed(book, period, entries);
        });
        if (!period.IsClosing || !closed.TryGet(out _, out _)) { return closed; }
        // Now, so that whoever closes sees it; CarryYear makes up what a crash leaves out here.
        var next = await _opening.CarryOn(book, call with { IdempotencyKey = null });
        return next.TryGet(out _, out var refused) ? closed : refused;
    }

    internal Task<Result<PeriodIsClosed>> Reopen(ReopenPeriod request, Call call)
    {
        var book = request.Book;
        if (request.Reason?.Trim() is not { Length: >= ReopenPeriod.ReasonMin and <= ReopenPeriod.ReasonMax } reason)
        {
            return Task.FromResult<Result<PeriodIsClosed>>(new InvalidValue(
                "reason", $"请写明反结账原因（{ReopenPeriod.ReasonMin}至{ReopenPeriod.ReasonMax}字）。"));
        }
        return store.Apply<PeriodIsClosed>(Containers.Books, book.Text, call, async unit =>
        {
            if (await unit.Find<BookHead>(BookHead.Id) is not { } head) { return new NotFound("账套", book.Text); }
            if (head.ClosedThrough == 0 || request.Period != BookPeriod.Of(book.Year, head.ClosedThrough))
            {
                var last = head.ClosedThrough == 0 ? "没有已结账的期间" : $"最后结账的期间是{book.Year}{head.ClosedThrough:00}";
                return new WrongState("反结账", last);
            }
            var following = await store.Head(book with { Year = book.Year + 1 }, call.Stopping);
            if (following is { Value.ClosedThrough: > 0 }) { return new NextYearClosed(book.Year + 1); }
            unit.Replace(BookHead.Id, "book", head with { ClosedThrough = head.ClosedThrough - 1 });
            unit.Audit("period.reopen", book.Scope, $"会计期间 {request.Period} 反结账，原因：{reason}");
            return new PeriodIsClosed(book, BookPeriod.Of(book.Year, head.ClosedThrough - 1), []);
        });
    }

    /// <returns>Why the period cannot close now; null when it can.</returns>
    private async Task<Problem?> Ready(BookId book, BookPeriod period, Call call)
    {
        if (await store.Head(book, call.Stopping) is not { } head) { return new NotFound("账套", book.Text); }
        var next = ClosePeriod.Next(book, head.Value.ClosedThrough);
        if (next != period) { return new PeriodOrder(next); }
        var checks = await _checks.Of(
            book, period, head.Value.ClosedThrough, ChinaTime.DateOf(call.Now), call.Stopping);
        List<string> against = [.. checks.Where(check => check.IsHard && !check.IsGood).Select(check => check.Text)];
        return against.Count > 0 ? new PeriodNotReady(period, against) : null;
    }

    /// <summary>The closing entry of income or of expenditure; none where all accounts stand at zero.</summary>
    private async Task<Result<Done>> WriteEntry(
        BookId book, AccountClass kind, Call call, List<VoucherNumber> entries)
    {
        var chart = await charts.For(book, call.Stopping);
        VoucherNumber? number = null;
        var written = await store.Apply<Done>(Containers.Books, book.Text, call, async unit =>
        {
            number = null;
            // Every voucher replaces the partition's head, so these months still stand when this is committed.
            var entry = YearEnd.Draft(book, chart, kind, await store.Months(book, call.Stopping), rules);
            if (entry is null) { return Done.Value; }
            if (!entry.TryGet(out var draft, out var problem)) { return problem; }
            var posted = await Books.Write(unit, draft, chart, crypto);
            if (!posted.TryGet(out var voucher, out problem)) { return problem; }
            number = voucher.Number;
            return Done.Value;
        });
        if (number is { } made) { entries.Add(made); }
        return written;
    }
}
