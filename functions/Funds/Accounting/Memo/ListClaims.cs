using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A receivable or payable in the list.</summary>
/// <param name="Days">Since it was raised; null when it is settled.</param>
public sealed record ClaimView(
    BookId Book, string DivisionName, Fund Fund, AccountCode Account, string AccountName, bool IsReceivable,
    string Document, string Counterparty, string Summary, DateOnly Since, int? Days, string? Age, Money Raised,
    Money Settled, Money Open, VoucherRef Voucher);

/// <param name="Receivable">What is open of it, with its ageing; payable likewise.</param>
public sealed record ClaimList(
    DateOnly AsOf, int Year, IReadOnlyList<ClaimView> Items, Money Receivable, IReadOnlyList<AgeStep> ReceivableAges,
    Money Payable, IReadOnlyList<AgeStep> PayableAges);

/// <summary>
/// Receivables and payables (应收应付) of a division and those below it, oldest first, by the documents that raised them.
/// </summary>
/// <param name="Year">The current one when not given.</param>
/// <param name="State">open when not given; settled; all.</param>
public sealed record ListClaims(Division? Division, Fund? Fund, int? Year, string? State) : IScoped
{
    private static readonly string[] States = ["open", "settled", "all"];

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListClaims, ClaimList>(
        HttpMethod.Get, "accounting/claims", Permission.BookView, "应收应付",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<ClaimList>> Handle(ListClaims request, Call call, IDocumentStore store)
    {
        var state = request.State ?? "open";
        if (!States.Contains(state)) { return new InvalidValue("state", $"可选 {string.Join('、', States)}。"); }
        var today = ChinaTime.DateOf(call.Now);
        var year = request.Year ?? today.Year;
        var rows = await MemoRows.Read(store, request.Division, request.Fund, year, call);
        var all = rows.SelectMany(row => row.Claims, (row, claim) => View(row, claim, today))
            .OrderBy(claim => claim.Since).ToList();
        var open = all.Where(claim => !claim.Open.IsZero).ToList();
        (Money, IReadOnlyList<AgeStep>) Aged(bool isReceivable)
        {
            var slices = open.Where(claim => claim.IsReceivable == isReceivable)
                .Select(claim => new OpenSlice(claim.Since, claim.Open)).ToList();
            return (slices.Aggregate(Money.Zero, (sum, slice) => sum + slice.Amount), AgeStep.Of(slices, today));
        }

        var (receivable, receivableAges) = Aged(true);
        var (payable, payableAges) = Aged(false);
        return new ClaimList(
            today, year,
            [.. all.Where(claim => state == "all" || claim.Open.IsZero == (state == "settled"))],
            receivable, receivableAges, payable, payableAges);
    }

    private static ClaimView View(MemoRow row, Claim claim, DateOnly today)
    {
        var isOpen = !claim.Open.IsZero;
        return new ClaimView(
            row.Book, row.DivisionName, row.Fund, claim.Account, claim.AccountName, claim.IsReceivable,
            claim.Document, claim.Counterparty, claim.Summary, claim.Since,
            isOpen ? today.DayNumber - claim.Since.DayNumber : null,
            isOpen ? AgeStep.CodeOf(claim.Since, today) : null, claim.Raised, claim.Settled, claim.Open,
            claim.Voucher);
    }
}
