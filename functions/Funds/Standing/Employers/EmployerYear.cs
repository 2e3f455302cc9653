using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Standing;

/// <summary>What one source says an employer paid under one ticket for one month.</summary>
public sealed record EmployerEntry(
    Fund Fund, string Ticket, DetailSource Source, Period Period, int Heads, Money Unit, Money Personal);

/// <summary>
/// An employer's entries of the months of one year in one division (单位台账). One document: a year has some hundred.
/// </summary>
/// <param name="Version">Grows with every change, so that list rows never go back.</param>
public sealed record EmployerYear(
    CreditCode Code, string Name, Division Division, int Year, IReadOnlyList<EmployerEntry> Entries, long Version)
{
    public const string Type = "employerYear";

    public string Id => $"{Code}-{Year}";

    /// <summary>256 partitions a division: a ticket of ten thousand employers takes some hundred commits.</summary>
    public static string Partition(Division division, CreditCode code) =>
        $"employer-{division}-{PersonEntry.Digest(code.Text)[..2]}";

    /// <summary>A ticket's entries are replaced by these; all others stay.</summary>
    /// <returns>This year itself when it stands like this already.</returns>
    public EmployerYear With(Fund fund, string ticket, string name, IEnumerable<EmployerEntry> entries)
    {
        EmployerEntry[] next =
        [
            .. Entries.Where(entry => entry.Fund != fund || entry.Ticket != ticket).Concat(entries)
                .OrderBy(entry => entry.Fund).ThenBy(entry => entry.Period)
                .ThenBy(entry => entry.Ticket, StringComparer.Ordinal).ThenBy(entry => entry.Source),
        ];
        var named = name.Length > 0 ? name : Name;
        return named == Name && next.SequenceEqual(Entries)
            ? this
            : this with { Name = named, Entries = next, Version = Version + 1 };
    }
}

/// <summary>An employer in the list: what was assessed and what was collected of it in one fund and year.</summary>
/// <param name="Initials">For finding it by pinyin.</param>
/// <param name="Due">应缴: as the agency's detail says; <paramref name="Paid"/> 实缴: as the tax bureau's does.</param>
/// <param name="Entries">Zero when corrections took all away; the list leaves it out then.</param>
public sealed record EmployerSum(
    CreditCode Code, string Name, string Initials, Division Division, string DivisionName, Fund Fund, int Year,
    int Months, Money DueUnit, Money DuePersonal, Money Due, Money PaidUnit, Money PaidPersonal, Money Paid,
    Money Difference, int Entries, long Version) : IListRow
{
    string IListRow.RowId => $"{Division}-{Code}-{Fund.Entry().Code}";

    /// <summary>A list a year: the employers of a province, five funds each, are some million rows.</summary>
    internal static string ListOf(int year) => $"employers{year}";

    /// <summary>Pure.</summary>
    internal static EmployerSum Of(EmployerYear year, Fund fund)
    {
        var entries = year.Entries.Where(entry => entry.Fund == fund).ToList();
        Money Sum(DetailSource source, Func<EmployerEntry, Money> part) => entries
            .Where(entry => entry.Source == source).Aggregate(Money.Zero, (sum, entry) => sum + part(entry));
        var (dueUnit, duePersonal) = (
            Sum(DetailSource.Agency, entry => entry.Unit), Sum(DetailSource.Agency, entry => entry.Personal));
        var (paidUnit, paidPersonal) = (
            Sum(DetailSource.Tax, entry => entry.Unit), Sum(DetailSource.Tax, entry => entry.Personal));
        var (due, paid) = (dueUnit + duePersonal, paidUnit + paidPersonal);
        return new EmployerSum(
            year.Code, year.Name, PinyinInitials.Of(year.Name), year.Division, Divisions.NameOf(year.Division), fund,
            year.Year, entries.Select(entry => entry.Period).Distinct().Count(), dueUnit, duePersonal, due, paidUnit,
            paidPersonal, paid, due - paid, entries.Count, year.Version);
    }
}
