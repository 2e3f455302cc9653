using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Reads from both books of a fund and year what went between the special account and the agency.</summary>
internal sealed class AgencyMoves(IDocumentStore store, Charts charts)
{
    private const string AgencyAccount = "agencyAccount";

    /// <summary>A year of one division and fund.</summary>
    private const int LinesMax = 1_000_000;

    /// <summary>Premiums, and what waits for its detail (F01 and F02 together leave the money that came).</summary>
    private static readonly AccountCode[] Premiums = [AccountCode.Of("4001"), AccountCode.Of("2201")];

    private static readonly AccountCode Interest = AccountCode.Of("4301");

    /// <summary>财政专户存款 of SIF2017, and the accounts that it is filled from and pays to.</summary>
    private const string AtSpecial = "1005";
    private const string Spending = "1004";

    /// <summary>
    /// The special account's side: expenditure that names a 支出户; premiums and the 支出户's interest that came in.
    /// </summary>
    public async Task<IReadOnlyList<AgencyMove>> Special(BookId book, CancellationToken stopping)
    {
        if (await store.Head(book, stopping) is null) { return []; }
        var chart = await charts.For(book, stopping);
        var aux = await store.Aux(book, stopping);
        var numbers = aux.SelectMany(page => page.Rows)
            .Select(row => row.Dimensions.GetValueOrDefault(AgencyAccount, "")).Where(number => number.Length > 0)
            .Distinct();
        var moves = new List<AgencyMove>();
        foreach (var number in numbers)
        {
            foreach (var account in chart.Top.Where(account => account.Class == AccountClass.Expenditure))
            {
                var rows = await Lines(book, chart, account, new AuxFilter(AgencyAccount, number), stopping);
                moves.AddRange(rows.Select(row => Move(AgencyFlow.Out, book, row, row.Debit - row.Credit)));
            }
        }
        foreach (var account in Premiums.Select(chart.Find).OfType<Account>())
        {
            var rows = await Lines(book, chart, account, new AuxFilter(null, null), stopping);
            moves.AddRange(rows.Select(row => Move(AgencyFlow.In, book, row, row.Credit - row.Debit)));
        }
        if (chart.Find(Interest) is { } interest)
        {
            var rows = await Lines(book, chart, interest, new AuxFilter("item", "支出户利息"), stopping);
            moves.AddRange(rows.Select(row => Move(AgencyFlow.In, book, row, row.Credit - row.Debit)));
        }
        return ByVoucher(moves);
    }

    /// <summary>
    /// The agency's side: vouchers of 财政专户存款. Against 支出户存款 it is an appropriation, or interest handed over by
    /// that rule; against anything else it is income paid in.
    /// </summary>
    public async Task<IReadOnlyList<AgencyMove>> Agency(BookId aux, CancellationToken stopping)
    {
        if (await store.Head(aux, stopping) is null) { return []; }
        var moves = new List<AgencyMove>();
        string? continuation = null;
        do
        {
            var page = await store.Query(Containers.Books, aux.Text, new DocumentQuery("voucher")
            {
                Where = [new Filter("accounts", Comparison.Contains, $"|{AtSpecial}")],
                Limit = DocumentQuery.LimitMax,
                Continuation = continuation,
            }, stopping);
            moves.AddRange(page.Items.Select(document => document.As<Voucher>())
                .Where(voucher => !voucher.Period.IsOpening && !voucher.Period.IsClosing).Select(MoveOf));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return [.. moves.Where(move => !move.Amount.IsZero)];
    }

    private static AgencyMove MoveOf(Voucher voucher)
    {
        var paid = voucher.Lines.Where(line => Is(line, AtSpecial))
            .Aggregate(Money.Zero, (sum, line) => sum + line.Credit - line.Debit);
        var isInterest = voucher.Rule?.StartsWith("agency-interest ", StringComparison.Ordinal) == true;
        var isOut = !isInterest && voucher.Lines.Any(line => Is(line, Spending));
        return new AgencyMove(
            isOut ? AgencyFlow.Out : AgencyFlow.In, voucher.Date, voucher.Period.Month, isOut ? paid : -paid,
            voucher.Summary, voucher.Source, MemoReading.RefOf(voucher.Book, voucher.Number));
    }

    private static bool Is(VoucherLine line, string account) =>
        line.Account.Code.Text.StartsWith(account, StringComparison.Ordinal);

    private async Task<IReadOnlyList<LedgerRow>> Lines(
        BookId book, Chart chart, Account account, AuxFilter filter, CancellationToken stopping)
    {
        var months = await filter.Months(store, book, stopping);
        var reading = new LedgerReading(store, book, chart, account, months, filter);
        var (rows, _) = await reading.Page(
            new LedgerPosition(BookPeriod.Of(book.Year, 1), 0, Money.Zero), BookPeriod.Of(book.Year, 12), LinesMax,
            stopping);
        return rows;
    }

    private static AgencyMove Move(AgencyFlow flow, BookId book, LedgerRow row, Money amount) => new(
        flow, row.Date, row.Period.Month, amount, row.Summary, row.Source, MemoReading.RefOf(book, row.Voucher));

    /// <summary>A voucher counts once, with all its lines; what cancels out moved nothing.</summary>
    private static IReadOnlyList<AgencyMove> ByVoucher(IEnumerable<AgencyMove> moves) =>
    [
        .. moves.GroupBy(move => (move.Flow, move.Voucher)).Select(group => group.First() with
        {
            Amount = group.Aggregate(Money.Zero, (sum, move) => sum + move.Amount),
        }).Where(move => !move.Amount.IsZero),
    ];
}
