using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>What a year's books hand on to the next (结转): balances of assets, liabilities and net assets.</summary>
internal static class Opening
{
    public const string Rule = "opening";

    /// <summary>Leaves room in a voucher for the line that balances a part.</summary>
    public const int AmountsMax = Voucher.LinesMax - 1;

    private static readonly Dictionary<string, string> NoDimensions = [];

    /// <summary>
    /// The balances of a book with their auxiliary accounting. Income and expenditure, and accounts that the new chart
    /// lacks, arrive in the surplus account.
    /// </summary>
    /// <param name="surplus">Where income and expenditure end (财政专户结余).</param>
    public static IEnumerable<AuxTurnover> Left(
        Chart old, Chart chart, AccountCode surplus, IReadOnlyList<AuxPage> pages)
    {
        foreach (var row in pages.SelectMany(page => page.Rows))
        {
            var kind = old.Find(row.Account)?.Class ?? AccountClass.NetAsset;
            var isKept = kind is not (AccountClass.Income or AccountClass.Expenditure)
                && chart.Find(row.Account) is not null;
            yield return isKept ? row : row with { Account = surplus, Dimensions = NoDimensions };
        }
    }

    /// <returns>What is left less what is carried already: one amount an account and combination of dimensions, keyed
    /// debit or credit as the opening rule reads them, on the account's normal side and red when contrary. Those at
    /// zero are left out.</returns>
    public static List<EventAmount> Amounts(
        Chart chart, IEnumerable<AuxTurnover> left, IReadOnlyList<AuxTurnover> carried)
    {
        var owed = new SortedDictionary<string, (AuxTurnover Row, Money Debit)>(StringComparer.Ordinal);
        void Add(AuxTurnover row, Money debit)
        {
            var key = AuxPage.KeyOf(row.Account, row.Dimensions);
            var before = owed.TryGetValue(key, out var known) ? known.Debit : Money.Zero;
            owed[key] = (row, before + debit);
        }

        foreach (var row in left) { Add(row, row.Turnover.Debit - row.Turnover.Credit); }
        foreach (var row in carried) { Add(row, row.Turnover.Credit - row.Turnover.Debit); }
        return
        [
            .. owed.Values.Where(each => !each.Debit.IsZero).Select(each => Amount(chart, each.Row, each.Debit)),
        ];
    }

    /// <summary>
    /// What one voucher can hold: the first of them, balanced against the surplus, which the next part sets right.
    /// </summary>
    public static List<EventAmount> Part(Chart chart, AccountCode surplus, List<EventAmount> amounts)
    {
        if (amounts.Count <= AmountsMax) { return amounts; }
        var part = amounts.Where(amount => amount.Account != surplus.Text).Take(AmountsMax).ToList();
        var debit = part.Aggregate(
            Money.Zero, (sum, amount) => amount.Key == "debit" ? sum + amount.Amount : sum - amount.Amount);
        if (debit.IsZero) { return part; }
        return [.. part, Amount(chart, new AuxTurnover(surplus, NoDimensions, Turnover.None), -debit)];
    }

    private static EventAmount Amount(Chart chart, AuxTurnover row, Money debit)
    {
        var side = chart.Find(row.Account)?.Normal ?? Side.Debit;
        var (key, amount) = side == Side.Debit ? ("debit", debit) : ("credit", -debit);
        return new EventAmount(key, row.Account.Text, amount, row.Dimensions);
    }
}
