using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

/// <summary>
/// A row of a rolled up trial balance. As in a book's: a balance stands on the account's normal side, and every column
/// of a parent is the sum of its children's.
/// </summary>
public sealed record RolledRow(
    string Account, string Name, int Level, bool IsLeaf, Money OpeningDebit, Money OpeningCredit, Money Debit,
    Money Credit, Money YearDebit, Money YearCredit, Money ClosingDebit, Money ClosingCredit);

/// <summary>The sums of the rows of the first level.</summary>
public sealed record RolledTotals(
    Money OpeningDebit, Money OpeningCredit, Money Debit, Money Credit, Money YearDebit, Money YearCredit,
    Money ClosingDebit, Money ClosingCredit);

/// <summary>The trial balance of a fund over the books of a place.</summary>
/// <param name="Period">YYYYMM; month 00 is the opening.</param>
/// <param name="Below">Whether everything below the place is in it.</param>
/// <param name="AsOf">When the last good run began; absent before the first.</param>
public sealed record RolledBalances(
    Division Division, string DivisionName, Fund Fund, string Period, bool Below, DateTimeOffset? AsOf, long Version,
    IReadOnlyList<RolledRow> Rows, RolledTotals Totals);

/// <summary>Reads the trial balance of a fund over a division's books, with or without those below.</summary>
/// <param name="Division">The actor's own when not given.</param>
/// <param name="Year">This year when not given.</param>
/// <param name="Period">The last that moved when not given.</param>
public sealed record ReadRolledBalances(Fund Fund, Division? Division, int? Year, string? Period, bool Below = true)
    : IScoped
{
    private static readonly SqlFile Sql = SqlFile.Beside<ReadRolledBalances>("rolled_balances");
    private static readonly SqlFile NewestSql = SqlFile.Beside<ReadRolledBalances>("newest_period");

    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division, Fund);

    internal static Endpoint Endpoint(Figures figures) => Kernel.Endpoint.Of<ReadRolledBalances, RolledBalances>(
        HttpMethod.Get, "lake/balances", Permission.LakeView, "汇总余额",
        (request, call) => Handle(request, call, figures));

    private static async Task<Result<RolledBalances>> Handle(ReadRolledBalances request, Call call, Figures figures)
    {
        if (!BookMonth.TryRead(request.Year, request.Period, call.Now, out var year, out var asked))
        {
            return new InvalidValue("period", "期间须为所选年度的六位年月（YYYYMM，00为期初，13为年终结转）。");
        }
        var place = request.Division ?? call.Actor.Division;
        var head = await figures.Head(call.Stopping);
        using var connection = await figures.Open(
            head, place, [("turnovers", RollUp.AccountTurnovers, [year])], call.Stopping);
        var fund = request.Fund.Entry().Id;
        var period = asked
            ?? connection.List(NewestSql, row => row.Int64OrNull(0), [("fund", fund)], call.Stopping)[0]
            ?? year * 100L;
        var rows = connection.List(
            Sql, AccountSums.Of,
            [("fund", fund), ("period", period), ("own", request.Below ? (string?)null : place.Text)], call.Stopping);
        var tree = RolledTree.Of(rows);
        return new RolledBalances(
            place, Divisions.NameOf(place), request.Fund, period.ToString(CultureInfo.InvariantCulture),
            request.Below, await figures.AsOf(call.Stopping), head.Version, tree, RolledTree.Totals(tree));
    }
}

/// <summary>The month of a year's books that a request names.</summary>
internal static class BookMonth
{
    /// <summary>The period of the closing entries (年终结转), after December.</summary>
    private const int ClosingMonth = 13;

    /// <returns>False for a period that is not one or of another year.</returns>
    public static bool TryRead(int? askedYear, string? text, DateTimeOffset now, out int year, out long? period)
    {
        period = null;
        year = askedYear ?? Period.Of(now).Year;
        if (year is < 1950 or > 9999) { return false; }
        if (text is null) { return true; }
        if (text.Length != 6 || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }
        period = number;
        if (askedYear is null) { year = number / 100; }
        return number / 100 == year && number % 100 <= ClosingMonth && year >= 1950;
    }
}
