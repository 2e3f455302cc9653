using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// Opens books and carries balances forward (结转下年). What is carried is what the earlier books leave less what is
/// carried already, so that it may be done again whenever an earlier book changed, and twice changes nothing.
/// </summary>
internal sealed class BookOpening(
    IDocumentStore store, Charts charts, PostingRules rules, INationalCrypto crypto)
{
    /// <summary>Opens the book, once, with what the earlier ones leave.</summary>
    public async Task<Result<Done>> Open(BookId book, Call call)
    {
        if (await store.Head(book, call.Stopping) is not null) { return Done.Value; }
        var chart = await charts.For(book, call.Stopping);
        var carried = await Owed(book, [], call);
        var opened = await store.Apply<Done>(Containers.Books, book.Text, call, async unit =>
        {
            if (await unit.Find<BookHead>(BookHead.Id) is not null) { return Done.Value; }
            var head = new BookHead(book, call.Now, ClosedThrough: 0);
            unit.Create(BookHead.Id, "book", head);
            unit.Audit("book.open", book.Scope, $"建立账套 {book.Title}，科目表 {chart.Version}");
            unit.Emit(BookOpened.Topic, new BookOpened(book, chart.Version, call.Now));
            if (carried is null) { return Done.Value; }
            var empty = BookPages.Empty(carried.Period, carried.Date, call.Now);
            var written = Books.Write(unit, carried, chart, head, empty, crypto);
            return written.TryGet(out _, out var problem) ? Done.Value : problem;
        });
        // What one voucher could not hold.
        return opened.TryGet(out _, out var refused) ? await CarryForward(book, call) : refused;
    }

    /// <summary>Brings next year's book, when it is open, in line with what this one leaves.</summary>
    public Task<Result<Done>> CarryOn(BookId closed, Call call)
    {
        var next = closed with
        {
            Year = closed.Year + 1,
            Fund = closed.Fund.BookedAs(new DateOnly(closed.Year + 1, 1, 1)),
        };
        return CarryForward(next, call);
    }

    /// <summary>Brings the opening of a book that is open in line with the earlier books.</summary>
    public async Task<Result<Done>> CarryForward(BookId book, Call call)
    {
        if (await store.Head(book, call.Stopping) is null) { return Done.Value; }
        var chart = await charts.For(book, call.Stopping);
        var isCarried = false;
        while (!isCarried)
        {
            var written = await store.Apply<Done>(Containers.Books, book.Text, call, async unit =>
            {
                var aux = await unit.Find<AuxPage>(AuxPage.IdOf(BookPeriod.Opening(book.Year)));
                var owed = await Owed(book, aux?.Rows ?? [], call);
                isCarried = owed is null;
                if (owed is null) { return Done.Value; }
                var posted = await Books.Write(unit, owed, chart, crypto);
                return posted.TryGet(out _, out var problem) ? Done.Value : problem;
            });
            if (!written.TryGet(out _, out var refused)) { return refused; }
        }
        return Done.Value;
    }

    /// <returns>The opening voucher of what is not carried yet, or null. Nothing comes over a change of regime: codes
    /// of two regimes differ, and the conversion is imported as an opening.</returns>
    private async Task<VoucherDraft?> Owed(BookId book, IReadOnlyList<AuxTurnover> carried, Call call)
    {
        if (Charts.RegimeOf(book.Year, book.Kind)?.SurplusOf(book.Fund) is not { } surplus) { return null; }
        var left = new List<AuxTurnover>();
        var sources = await Sources(book, call);
        if (sources.Count == 0) { return null; }
        var chart = await charts.For(book, call.Stopping);
        foreach (var source in sources)
        {
            var of = await charts.For(source, call.Stopping);
            left.AddRange(Opening.Left(of, chart, surplus, await store.Aux(source, call.Stopping)));
        }
        var amounts = Opening.Part(chart, surplus, Opening.Amounts(chart, left, carried));
        if (amounts.Count == 0) { return null; }
        var from = string.Join("、", sources.Select(source => source.Fund == book.Fund
            ? $"{source.Year}年结转" : $"{source.Fund.Entry().Name}{source.Year}年并入"));
        var happened = new BusinessEvent(
            $"carried-{sources[0]}", Opening.Rule, book.Division, book.Fund, new DateOnly(book.Year, 1, 1), amounts,
            new Dictionary<string, string> { ["from"] = from },
            new SourceLink("book", sources[0].Text, $"{sources[0].Year}年末余额"));
        return Posting.Draft(happened, rules).Require() with { Book = book };
    }

    /// <summary>
    /// The last earlier book under the same regime, and last year's books of funds that were merged into this one.
    /// </summary>
    public async Task<List<BookId>> Sources(BookId book, Call call)
    {
        var from = Charts.RegimeOf(book.Year, book.Kind)!.From;
        var sources = new List<BookId>();
        for (var before = book.PreviousYear(); before.Year >= from; before = before.PreviousYear())
        {
            if (await store.Head(before, call.Stopping) is null) { continue; }
            sources.Add(before);
            break;
        }
        var firstDay = new DateOnly(book.Year, 1, 1);
        foreach (var entry in FundList.All.Where(entry => entry.MergedInto == book.Fund && entry.Until < firstDay))
        {
            var merged = book.PreviousYear() with { Fund = entry.Fund };
            if (merged.Year >= from && await store.Head(merged, call.Stopping) is not null) { sources.Add(merged); }
        }
        return sources;
    }
}
