using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>A pension of one month, item by item. Fen.</summary>
/// <param name="Withheld">What a planted case pays less than it should.</param>
internal readonly record struct PensionItems(
    long Basic, long Transitional, long Account, long Adjustment, long Subsidy, long Withheld)
{
    public long Payable => Basic + Transitional + Account + Adjustment + Subsidy;

    public long Paid => Payable - Withheld;
}

/// <summary>Pensions of the employed: when, how long worked, how much.</summary>
internal static class Pension
{
    public const int MaleAge = 60;

    private const int AccountMonths = 139;

    /// <summary>1.2% a year.</summary>
    private const long TransitionalRate = 12_000;

    /// <summary>The last day of the month in which the statutory age is reached.</summary>
    /// <remarks>Basis: 全国人大常委会 2024-09-13 关于实施渐进式延迟法定退休年龄的决定.</remarks>
    public static DateOnly RetirementOf(Person person, Scheme scheme)
    {
        var isCadre = IsCadre(person, scheme);
        var (age, anchor, step, max) = person.IsMale ? (MaleAge, 1965, 4, 36)
            : isCadre ? (55, 1970, 4, 36)
            : (50, 1975, 2, 60);
        var months = (person.Born.Year - anchor) * 12 + person.Born.Month - 1;
        var delay = months < 0 ? 0 : Math.Min(max, months / step + 1);
        return Period.Of(person.Born).Plus(age * 12 + delay).LastDay;
    }

    public static bool IsCadre(Person person, Scheme scheme) =>
        scheme == Scheme.PublicRetiree || person.Chance.Roll(Ask.EventKind, 2) == 0;

    /// <summary>Months deemed to be contributed before 1986, and those contributed until retirement.</summary>
    public static (int Deemed, int Actual) MonthsOf(Person person, DateOnly retired)
    {
        var first = new DateOnly(1986, 1, 1);
        var started = person.WorkStart;
        var deemed = started < first ? MonthsBetween(started, retired < first ? retired : first) : 0;
        var actual = Math.Max(12, MonthsBetween(started > first ? started : first, retired));
        return (deemed, actual);
    }

    public static PensionItems Of(Scene scene, in Member member)
    {
        var person = scene.Person;
        var scheme = scene.RoleOf(member).Scheme;
        var retired = RetirementOf(person, scheme);
        var wage = scene.World.Parameters.At("wage", Period.Of(retired));
        var (deemed, actual) = MonthsOf(person, retired);
        var index = IndexOf(person);
        var years = (deemed + actual) / 12;
        // (W + W × index) / 2 × years × 1%.
        var basic = wage * (1_000 + index) / 2_000 * years / 100;
        var transitional = Share.Of(wage * index / 1_000, TransitionalRate) * deemed / 12;
        var account = AccountOf(person, wage, actual) / AccountMonths;
        var adjustment = Math.Max(0, scene.World.Options.From.Year - retired.Year) * 6_000;
        var subsidy = person.Chance.OneIn(Ask.Adjustment, 3) || IsSubsidyCase(member.Fraud) ? 8_000 : 0;
        return new PensionItems(
            basic, transitional, account, adjustment, subsidy,
            member.Fraud is Fraud.EnterprisePensionAssessedDiffersFromPaid
                or Fraud.PublicSectorPensionAssessedDiffersFromPaid ? 30_000 : 0);
    }

    /// <summary>600 … 1799 thousandths.</summary>
    public static int IndexOf(Person person) => 600 + person.Chance.Roll(Ask.Wage, 1200);

    public static long AccountOf(Person person, long wage, int months) =>
        wage * IndexOf(person) / 1_000 * 8 / 100 * Math.Min(months, 240) / 2;

    private static bool IsSubsidyCase(Fraud fraud) =>
        fraud is Fraud.EnterprisePensionDuplicateFiscalSubsidy or Fraud.PublicSectorPensionDuplicateFiscalSubsidy;

    private static int MonthsBetween(DateOnly from, DateOnly to) => (to.Year - from.Year) * 12 + to.Month - from.Month;
}
