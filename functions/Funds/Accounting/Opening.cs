using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>What a year's book hands on to the next (结转): balances of assets, liabilities and net assets.</summary>
internal static class Opening
{
    public const string Rule = "opening";

    /// <param name="surplus">Where income and expenditure end (财政专户结余).</param>
    /// <returns>One amount an account, keyed debit or credit as the opening rule reads them; income and expenditure
    /// arrive in the surplus account. Accounts at zero are left out.</returns>
    public static List<EventAmount> Amounts(Chart chart, AccountCode surplus, IReadOnlyList<MonthPage> months)
    {
        var balances = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (code, turnover) in months.SelectMany(month => month.Accounts))
        {
            var kind = chart.Find(code)?.Class ?? AccountClass.NetAsset;
            var into = kind is AccountClass.Income or AccountClass.Expenditure ? surplus : code;
            balances[into.Text] = balances.GetValueOrDefault(into.Text) + turnover.Debit - turnover.Credit;
        }
        return [.. balances.Where(pair => !pair.Value.IsZero).Select(pair => Amount(chart, pair.Key, pair.Value))];
    }

    /// <summary>On the account's normal side; a balance on the other side is red.</summary>
    private static EventAmount Amount(Chart chart, string code, Money debit)
    {
        var side = chart.Find(AccountCode.Of(code))?.Normal ?? Side.Debit;
        var (key, amount) = side == Side.Debit ? ("debit", debit) : ("credit", -debit);
        return new EventAmount(key, code, amount, new Dictionary<string, string>());
    }
}
