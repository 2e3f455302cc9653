using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A line of 预拨待核销.</summary>
/// <param name="Prepaid">The debit: what was prepaid; red when it came back.</param>
/// <param name="Settled">The credit: what the agency paid out of it; red when that came back.</param>
internal sealed record PrepaidLine(
    VoucherRef Voucher, DateOnly Date, string Agency, string BankAccount, string Item, Money Prepaid, Money Settled,
    string Summary, SourceLink Source);

/// <summary>What is left of a line: of a prepayment what is not written off, of a detail what found no prepayment.
/// </summary>
internal sealed record PrepaidRest(PrepaidLine Line, Money Rest);

/// <summary>
/// Explains the balance of a 支出户: write-offs take the oldest prepayment of the item first. Pure.
/// </summary>
/// <param name="Open">Prepayments that are not written off in full, oldest first.</param>
/// <param name="Uncovered">Details that no prepayment covers (超支), oldest first. Open less uncovered is the balance.
/// </param>
internal sealed record PrepaidQueue(IReadOnlyList<PrepaidRest> Open, IReadOnlyList<PrepaidRest> Uncovered)
{
    public static PrepaidQueue Of(IEnumerable<PrepaidLine> lines)
    {
        var (open, uncovered) = (new List<PrepaidRest>(), new List<PrepaidRest>());
        foreach (var item in lines.GroupBy(line => (line.Agency, line.BankAccount, line.Item)))
        {
            var one = OfItem([.. item.OrderBy(line => line.Date)]);
            open.AddRange(one.Open);
            uncovered.AddRange(one.Uncovered);
        }
        return new PrepaidQueue(
            [.. open.OrderBy(rest => rest.Line.Date)], [.. uncovered.OrderBy(rest => rest.Line.Date)]);
    }

    private static PrepaidQueue OfItem(IReadOnlyList<PrepaidLine> lines)
    {
        var items = lines.Where(line => Came(line) > Money.Zero).Select(line => new PrepaidRest(line, Came(line)))
            .ToList();
        var gone = lines.Aggregate(Money.Zero, (sum, line) => sum + Went(line));
        foreach (var back in lines.Where(line => line.Prepaid < Money.Zero))
        {
            // What came back is first of the prepayment that it belongs to.
            var own = items.FindLastIndex(rest => rest.Line.Source.Id == back.Source.Id);
            var taken = own < 0 ? Money.Zero : Least(items[own].Rest, -back.Prepaid);
            if (own >= 0) { items[own] = items[own] with { Rest = items[own].Rest - taken }; }
            gone += -back.Prepaid - taken;
        }
        foreach (var index in Enumerable.Range(0, items.Count))
        {
            var taken = Least(items[index].Rest, gone);
            items[index] = items[index] with { Rest = items[index].Rest - taken };
            gone -= taken;
        }
        return new PrepaidQueue([.. items.Where(rest => !rest.Rest.IsZero)], Uncover(lines, gone));
    }

    /// <summary>The newest are those that found nothing any more.</summary>
    private static List<PrepaidRest> Uncover(IReadOnlyList<PrepaidLine> lines, Money gone)
    {
        var uncovered = new List<PrepaidRest>();
        foreach (var line in lines.Where(line => Went(line) > Money.Zero || line.Prepaid < Money.Zero).Reverse())
        {
            var taken = Least(Went(line) - Least(line.Prepaid, Money.Zero), gone);
            gone -= taken;
            if (!taken.IsZero) { uncovered.Add(new PrepaidRest(line, taken)); }
        }
        return uncovered;
    }

    /// <summary>Money that came into the 支出户: prepaid, or a benefit that came back to it.</summary>
    private static Money Came(PrepaidLine line) =>
        (line.Prepaid > Money.Zero ? line.Prepaid : Money.Zero) - Least(line.Settled, Money.Zero);

    private static Money Went(PrepaidLine line) => line.Settled > Money.Zero ? line.Settled : Money.Zero;

    private static Money Least(Money left, Money right) => left < right ? left : right;
}
