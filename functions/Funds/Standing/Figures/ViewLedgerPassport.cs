using SocialFund.Funds.Accounting;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Standing;

/// <summary>A line of the received file whose money a voucher booked.</summary>
/// <param name="SourceLine">In the file, its heading being line 1; 0 when it was typed in the browser.</param>
public sealed record PassportPayee(int Number, int SourceLine, string Name, string Item, Money Amount);

/// <summary>The document behind a voucher.</summary>
/// <param name="Amount">What of it the voucher's lines of the asked-for account booked.</param>
/// <param name="FileName">As received, with its digest; null when it was typed in the browser.</param>
/// <param name="Rows">How many of its lines have that amount.</param>
/// <param name="Lines">The first of them.</param>
public sealed record PassportDocument(
    RequestId Request, string Purpose, string? FileName, string? Sm3, Money Amount, int Rows,
    IReadOnlyList<PassportPayee> Lines);

/// <summary>A voucher's share of the figure.</summary>
/// <param name="Document">Null where the source is no payment request: an opening, a voucher keyed by hand …</param>
public sealed record PassportVoucher(
    VoucherNumber Number, DateOnly Date, string Summary, Money Debit, Money Credit, SourceLink Source,
    PassportDocument? Document);

/// <summary>
/// Where a figure of the ledger comes from (数字护照): turnover of an account, the vouchers that make it up, for each the
/// request with its received file, and lines of that file. Vouchers of all pages sum to the figure; a document's amount
/// is its voucher's, and all its lines sum to it.
/// </summary>
/// <param name="Debit">Of the whole figure, as <paramref name="Credit"/>.</param>
/// <param name="Lines">Lines of the ledger behind it.</param>
/// <param name="Next">Give it as <c>continuation</c> for more vouchers. One whose lines stand on two pages comes in two
/// parts.</param>
public sealed record LedgerPassport(
    BookId Book, AccountCode Account, string AccountName, BookPeriod From, BookPeriod To, Money Debit, Money Credit,
    long Lines, IReadOnlyList<PassportVoucher> Vouchers, string? Next);

/// <summary>The passport of an account's turnover.</summary>
/// <param name="Limit">Lines of the ledger a page.</param>
public sealed record ViewLedgerPassport(
    BookId Book, AccountCode Account, BookPeriod? From = null, BookPeriod? To = null, string? Dimension = null,
    string? Value = null, int? Limit = null, string? Continuation = null) : IScoped
{
    private const int LinesShown = 20;

    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store, Charts charts) =>
        Kernel.Endpoint.Of<ViewLedgerPassport, LedgerPassport>(
            HttpMethod.Get, "standing/books/{book}/passport", Permission.BookView, "账上数字的来源",
            (request, call) => Handle(request, call, store, charts));

    private static async Task<Result<LedgerPassport>> Handle(
        ViewLedgerPassport request, Call call, IDocumentStore store, Charts charts)
    {
        var asked = new ReadLedger(
            request.Book, request.Account, request.From, request.To, request.Limit, request.Continuation,
            request.Dimension, request.Value);
        if (!(await ReadLedger.Handle(asked, call, store, charts)).TryGet(out var ledger, out var problem))
        {
            return problem;
        }
        var vouchers = new List<PassportVoucher>();
        foreach (var rows in ledger.Items.GroupBy(row => row.Voucher))
        {
            var first = rows.First();
            vouchers.Add(new PassportVoucher(
                first.Voucher, first.Date, first.Summary, Sum(rows, row => row.Debit), Sum(rows, row => row.Credit),
                first.Source, await Document(store, first, [.. rows], call)));
        }
        return new LedgerPassport(
            ledger.Book, ledger.Account, ledger.AccountName, ledger.From, ledger.To, ledger.Debit, ledger.Credit,
            ledger.Total, vouchers, ledger.Continuation);
    }

    /// <returns>Null where the voucher is no request's, or the caller may not see that request.</returns>
    private static async Task<PassportDocument?> Document(
        IDocumentStore store, LedgerRow voucher, IReadOnlyList<LedgerRow> rows, Call call)
    {
        if (voucher.Source.Kind != "request" || !RequestId.TryParse(voucher.Source.Id, out var id)
            || !call.May(Permission.RequestView, id.Scope))
        {
            return null;
        }
        var found = await store.Find<PaymentRequest>(
            Containers.Requests, id.Text, PaymentRequest.DocumentId, call.Stopping);
        if (found is not { Value: var request } || BookedBy(request, voucher.Voucher) is not { } booked)
        {
            return null;
        }
        // The bank's line is of all items together and names none.
        var named = rows.Select(row => row.Dimensions.GetValueOrDefault("item")).ToHashSet();
        bool IsCounted(string item) => named.Contains(null) || named.Contains(item);
        var counted = booked.Items.Where(item => IsCounted(item.Item)).ToList();
        var lines = new List<PassportPayee>();
        for (var chunk = 1; chunk <= RequestLines.ChunkCount(request.Book) && lines.Count < LinesShown; chunk++)
        {
            var has = await booked.Lines(store, request, chunk, call.Stopping);
            lines.AddRange((await RequestLines.Chunk(store, id, request.Book, chunk, call.Stopping))
                .Where(line => IsCounted(line.Item) && has(line.Number))
                .Take(LinesShown - lines.Count)
                .Select(line => new PassportPayee(line.Number, line.SourceLine, line.Name, line.Item, line.Amount)));
        }
        return new PassportDocument(
            id, request.Purpose, request.Received?.Name, request.Received?.Sm3,
            counted.Aggregate(Money.Zero, (sum, item) => sum + item.Amount), counted.Sum(item => item.Lines), lines);
    }

    /// <summary>The round or refund that this voucher booked.</summary>
    private static Booked? BookedBy(PaymentRequest request, VoucherNumber voucher)
    {
        if (request.Rounds.FirstOrDefault(round => round.Voucher?.Voucher == voucher.Text) is { } round)
        {
            return new Booked(round.PaidItems, round.Number, null);
        }
        return request.Refunds.FirstOrDefault(refund => refund.Voucher?.Voucher == voucher.Text) is { } refund
            ? new Booked(refund.Items ?? [], refund.Round, [.. refund.Lines.Select(line => line.Number)])
            : null;
    }

    private static Money Sum(IEnumerable<LedgerRow> rows, Func<LedgerRow, Money> amount) =>
        rows.Aggregate(Money.Zero, (sum, row) => sum + amount(row));

    /// <param name="Refunded">Null for what a round paid.</param>
    private sealed record Booked(IReadOnlyList<ItemTotal> Items, int Round, HashSet<int>? Refunded)
    {
        /// <summary>Which lines of a chunk it is about. One that was paid and sent back later was paid all the
        /// same.</summary>
        public async Task<Func<int, bool>> Lines(
            IDocumentStore store, PaymentRequest request, int chunk, CancellationToken stopping)
        {
            if (Refunded is not null) { return Refunded.Contains; }
            var whole = await RequestLines.Outcomes(store, request.Id, Round, 0, stopping);
            if (whole.Any(IsPaid)) { return _ => true; }
            var paid = (await RequestLines.Outcomes(store, request.Id, Round, chunk, stopping))
                .Where(IsPaid).Select(outcome => outcome.Number).ToHashSet();
            return paid.Contains;
        }

        private static bool IsPaid(LineOutcome outcome) => outcome.Result is "paid" or "refunded";
    }
}
