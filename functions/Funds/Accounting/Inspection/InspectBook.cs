using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="Voucher">Null when it is about a day or an account.</param>
/// <param name="Text">Chinese: what was found.</param>
public sealed record InspectionFinding(VoucherNumber? Voucher, DateOnly? Date, Money? Amount, string Text);

/// <summary>What one question to the books brought to light.</summary>
/// <param name="Id">Stable: chain, gapless, pages, hands …</param>
/// <param name="IsHard">A fault of the books; otherwise something that an auditor should look at.</param>
/// <param name="Count">Of all.</param>
/// <param name="Findings">The first <see cref="InspectBook.FindingsMax"/>.</param>
public sealed record InspectionCheck(
    string Id, string Title, string Why, bool IsHard, long Count, IReadOnlyList<InspectionFinding> Findings);

/// <summary>The inspection (内部稽核) of one period of a book.</summary>
/// <param name="Digest">校验值 of the period's last voucher, as computed now.</param>
public sealed record BookInspection(
    BookId Book, string BookTitle, BookPeriod Period, long Vouchers, long Lines, Money Debit, string Digest,
    IReadOnlyList<InspectionCheck> Checks);

/// <summary>
/// Inspects a period: every voucher is read and its digest computed anew, numbers and sums are compared with the book's
/// pages, and what deserves a second look is listed. Nothing is written.
/// </summary>
/// <param name="Period">The last one with vouchers when not given.</param>
/// <remarks>Basis: 会计法§25 (内部会计监督); 会计基础工作规范 第四章.</remarks>
public sealed record InspectBook(BookId Book, BookPeriod? Period) : IScoped
{
    public const int FindingsMax = 200;

    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store, Charts charts, INationalCrypto crypto) =>
        Kernel.Endpoint.Of<InspectBook, BookInspection>(
            HttpMethod.Get, "accounting/books/{book}/inspection", Permission.BookView, "内部稽核",
            (request, call) => Handle(request, call, store, charts, crypto));

    private static async Task<Result<BookInspection>> Handle(
        InspectBook request, Call call, IDocumentStore store, Charts charts, INationalCrypto crypto)
    {
        var book = request.Book;
        if (await store.Head(book, call.Stopping) is null) { return new NotFound("账套", book.Text); }
        var months = await store.Months(book, call.Stopping);
        var page = request.Period is { } asked
            ? months.FirstOrDefault(month => month.Period == asked) ?? MonthPage.Empty(asked)
            : months.LastOrDefault(month => month.LastNumber > 0) ?? MonthPage.Empty(BookPeriod.Opening(book.Year));
        var chart = await charts.For(book, call.Stopping);
        var chain = new ChainCheck(page, crypto);
        var pages = new PagesCheck(page);
        InspectionRule[] rules =
        [
            chain, pages, new HandsCheck(), new PapersCheck(), new LateCheck(), new TwiceCheck(), new ReversalCheck(),
            new OverdraftCheck(page.Period, await store.Aux(book, call.Stopping)),
            new ContraryCheck(TrialBalance.Of(book, chart, months, page.Period)),
        ];
        await Read(store, book, page.Period, chain, rules, call.Stopping);
        return new BookInspection(
            book, book.Title, page.Period, pages.Vouchers, pages.Lines, pages.Debit, chain.Last,
            [.. rules.Select(rule => rule.Told())]);
    }

    private static async Task Read(
        IDocumentStore store, BookId book, BookPeriod period, ChainCheck chain, IReadOnlyList<InspectionRule> rules,
        CancellationToken stopping)
    {
        string? continuation = null;
        do
        {
            var page = await store.Query(Containers.Books, book.Text, new DocumentQuery("voucher")
            {
                Where = [Filter.Is("period", period.Text)],
                Limit = DocumentQuery.LimitMax,
                Continuation = continuation,
            }, stopping);
            foreach (var document in page.Items)
            {
                using var json = JsonDocument.Parse(document.Body);
                chain.See(document.Id, json.RootElement);
                if (TryVoucher(document) is not { } voucher) { chain.Unreadable(document.Id); continue; }
                foreach (var rule in rules) { rule.See(voucher); }
            }
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <returns>Null for one that no posting can have made, such as an unbalanced one.</returns>
    private static Voucher? TryVoucher(Document document)
    {
        try { return document.As<Voucher>(); }
        catch (Exception error) when (error is InvalidOperationException or JsonException or FormatException)
        {
            return null;
        }
    }
}
