using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

/// <summary>What an account moved at a place: before the period, in it, from January.</summary>
internal sealed record AccountSums(
    IReadOnlyList<string> Path, IReadOnlyList<string> Names, bool IsDebit, Money BeforeDebit, Money BeforeCredit,
    Money Debit, Money Credit, Money YearDebit, Money YearCredit)
{
    public static AccountSums Of(DuckReader row) => new(
        row.Text(0).Split('/'), row.Text(1).Split("--"), row.Text(2) == "debit", Fen(row, 3), Fen(row, 4), Fen(row, 5),
        Fen(row, 6), Fen(row, 7), Fen(row, 8));

    private static Money Fen(DuckReader row, int column) => Money.FromFen(row.Int64(column));
}

/// <summary>Accounts with their parents, whose columns are the sums of what is below. Pure.</summary>
internal static class RolledTree
{
    /// <param name="leaves">In the order of their paths.</param>
    public static IReadOnlyList<RolledRow> Of(IReadOnlyList<AccountSums> leaves)
    {
        var rows = new List<RolledRow>();
        Add(rows, leaves, level: 1);
        return rows;
    }

    public static RolledTotals Totals(IEnumerable<RolledRow> rows)
    {
        var top = rows.Where(row => row.Level == 1).ToList();
        return new RolledTotals(
            top.Total(row => row.OpeningDebit), top.Total(row => row.OpeningCredit), top.Total(row => row.Debit),
            top.Total(row => row.Credit), top.Total(row => row.YearDebit), top.Total(row => row.YearCredit),
            top.Total(row => row.ClosingDebit), top.Total(row => row.ClosingCredit));
    }

    /// <summary>Adds the accounts of one level, each with those below it.</summary>
    private static void Add(List<RolledRow> rows, IEnumerable<AccountSums> leaves, int level)
    {
        foreach (var group in leaves.GroupBy(leaf => leaf.Path[level - 1]))
        {
            var own = group.FirstOrDefault(leaf => leaf.Path.Count == level);
            var below = group.Where(leaf => leaf.Path.Count > level).ToList();
            var name = group.First().Names[level - 1];
            if (below.Count == 0) { rows.Add(Leaf(own!, name, level)); continue; }
            var at = rows.Count;
            // Posted before the account got details: shown as a detail of its own, so that the parent still foots.
            if (own is not null) { rows.Add(Leaf(own, $"{name}（未分明细）", level + 1)); }
            Add(rows, below, level + 1);
            rows.Insert(at, Parent(group.Key, name, level, [.. rows.Skip(at).Where(row => row.Level == level + 1)]));
        }
    }

    private static RolledRow Leaf(AccountSums sums, string name, int level)
    {
        var opening = sums.BeforeDebit - sums.BeforeCredit;
        var closing = opening + sums.Debit - sums.Credit;
        return new RolledRow(
            sums.Path[^1], name, level, true, sums.IsDebit ? opening : Money.Zero, sums.IsDebit ? Money.Zero : -opening,
            sums.Debit, sums.Credit, sums.YearDebit, sums.YearCredit, sums.IsDebit ? closing : Money.Zero,
            sums.IsDebit ? Money.Zero : -closing);
    }

    private static RolledRow Parent(string account, string name, int level, IReadOnlyList<RolledRow> below) => new(
        account, name, level, false, below.Total(row => row.OpeningDebit), below.Total(row => row.OpeningCredit),
        below.Total(row => row.Debit), below.Total(row => row.Credit), below.Total(row => row.YearDebit),
        below.Total(row => row.YearCredit), below.Total(row => row.ClosingDebit),
        below.Total(row => row.ClosingCredit));
}
