using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Income;

/// <summary>One month of both sides. Amounts are from the start of the year.</summary>
/// <param name="LowerPaid">上解上级支出 in the lower books.</param>
/// <param name="UpperReceived">下级上解收入 in the upper book.</param>
/// <param name="OpeningInTransit">Paid before this year and not booked above when it began.</param>
/// <param name="InTransit">Paid by the end of the month and not booked above by then; less what was refunded by then
/// and is not reversed above.</param>
/// <param name="Difference">LowerPaid + OpeningInTransit − UpperReceived − InTransit: zero when both books
/// agree.</param>
public sealed record ConsistencyRow(
    BookPeriod Period, Money LowerPaid, Money UpperReceived, Money OpeningInTransit, Money InTransit, Money Difference);

/// <param name="Paid">In the lower division's own book, this year.</param>
/// <param name="Slips">Its slips paid this year, less those refunded this year; unlike paid when a message is still on
/// its way.</param>
public sealed record ConsistencyDivision(
    Division Division, string Name, Money Paid, Money Slips, Money Booked, Money InTransit);

public sealed record Consistency(
    Division Division, Fund Fund, int Year, bool Agrees, IReadOnlyList<ConsistencyRow> Months,
    IReadOnlyList<ConsistencyDivision> Divisions);

/// <summary>Whether the upper book's income equals the lower books' expenditure, and what is in transit.</summary>
/// <remarks>Upper 下级上解收入 = Σ lower 上解上级支出, per period; timing differences are shown as in transit.</remarks>
public sealed record CheckConsistency(Division? Division, Fund Fund, int? Year) : IScoped
{
    /// <summary>No fund has books before the first social insurance decision of 1951.</summary>
    private const int YearMin = 1951;
    private const int YearMax = 2100;

    private static readonly AccountCode Paid = AccountCode.Of("5801");
    private static readonly AccountCode Received = AccountCode.Of("4701");

    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store, BookTurnovers books, Pooling pooling) =>
        Kernel.Endpoint.Of<CheckConsistency, Consistency>(
            HttpMethod.Get, "income/consistency", Permission.IncomeView, "上下级上解核对",
            (request, call) => Handle(request, call, store, books, pooling));

    private static async Task<Result<Consistency>> Handle(
        CheckConsistency request, Call call, IDocumentStore store, BookTurnovers books, Pooling pooling)
    {
        var upper = request.Division ?? call.Actor.Division;
        var year = request.Year ?? ChinaTime.DateOf(call.Now).Year;
        if (year is < YearMin or > YearMax) { return new InvalidValue("year", $"须在 {YearMin} 至 {YearMax} 之间。"); }
        var slips = await Slips(store, upper, request.Fund, call.Stopping);
        var received = await books.Of(new BookId(upper, request.Fund, year, BookKind.Fsa), Received, call.Stopping);
        var (paid, divisions) = (new List<(BookPeriod, Money)>(), new List<ConsistencyDivision>());
        foreach (var lower in Kernel.Divisions.All.Where(entry => Remits(entry, upper, request.Fund, pooling)))
        {
            var moved = await books.Of(new BookId(lower.Code, request.Fund, year, BookKind.Fsa), Paid, call.Stopping);
            paid.AddRange(moved.Select(pair => (pair.Key, pair.Value.Debit - pair.Value.Credit)));
            var own = slips.Where(slip => slip.From == lower.Code).ToList();
            if (moved.Count > 0 || own.Any(slip => slip.PaidOn.Year == year))
            {
                divisions.Add(Row(lower, moved.Values, own, year));
            }
        }
        var income = received.Select(pair => (pair.Key, pair.Value.Credit - pair.Value.Debit)).ToList();
        var months = Months(year, paid, income, slips);
        return new Consistency(
            upper, request.Fund, year, months.All(month => month.Difference.IsZero), months, divisions);
    }

    private static bool Remits(DivisionEntry entry, Division upper, Fund fund, Pooling pooling) =>
        !entry.IsPlaceholder && entry.Code != upper && upper.Contains(entry.Code)
        && pooling.UpperOf(entry.Code, fund) == upper;

    private static ConsistencyDivision Row(
        DivisionEntry lower, IEnumerable<Turnover> moved, IReadOnlyList<SlipRow> slips, int year)
    {
        Money Of(Func<SlipRow, bool> isMeant) => Sum(slips.Where(isMeant).Select(slip => slip.Amount));
        var booked = Of(slip => slip.PaidOn.Year == year && slip.State == "booked");
        var open = Of(slip => slip.PaidOn.Year == year && slip.State != "booked" && slip.RefundedOn is null);
        var all = Of(slip => slip.PaidOn.Year == year) - Of(slip => slip.RefundedOn?.Year == year);
        return new ConsistencyDivision(
            lower.Code, lower.Name, Sum(moved.Select(each => each.Debit - each.Credit)), all, booked, open);
    }

    /// <summary>Twelve rows, each from the start of the year to the end of its month. Pure.</summary>
    internal static IReadOnlyList<ConsistencyRow> Months(
        int year, IReadOnlyList<(BookPeriod Period, Money Amount)> paid,
        IReadOnlyList<(BookPeriod Period, Money Amount)> received, IReadOnlyList<SlipRow> slips)
    {
        var opening = InTransit(slips, new DateOnly(year - 1, 12, 31));
        return [.. Enumerable.Range(1, 12).Select(month =>
        {
            var period = BookPeriod.Of(year, month);
            var lower = Sum(paid.Where(each => each.Period <= period).Select(each => each.Amount));
            var upper = Sum(received.Where(each => each.Period <= period).Select(each => each.Amount));
            var transit = InTransit(slips, new DateOnly(year, month, DateTime.DaysInMonth(year, month)));
            return new ConsistencyRow(period, lower, upper, opening, transit, lower + opening - upper - transit);
        })];
    }

    private static Money InTransit(IReadOnlyList<SlipRow> slips, DateOnly day)
    {
        var up = slips.Where(slip => slip.PaidOn <= day && !(slip.BookedOn <= day));
        var back = slips.Where(slip => slip.RefundedOn <= day && !(slip.ReversedOn <= day));
        return Sum(up.Select(slip => slip.Amount)) - Sum(back.Select(slip => slip.Amount));
    }

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, next) => sum + next);

    /// <summary>All slips that the division receives; some dozens a month at most.</summary>
    private static async Task<IReadOnlyList<SlipRow>> Slips(
        IDocumentStore store, Division upper, Fund fund, CancellationToken stopping)
    {
        var query = new DocumentQuery("slip")
        {
            Where = [Filter.Is("to", upper.Text), Filter.Is("fund", fund.Entry().Id)],
            Limit = DocumentQuery.LimitMax,
        };
        return await store.Each<SlipRow>(Containers.Lists, SlipRows.PartitionOf(upper), query, stopping)
            .ToListAsync(stopping);
    }
}
