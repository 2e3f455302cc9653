using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>A visit to a hospital or a clinic and who pays what. Fen.</summary>
/// <param name="Days">In hospital; 0 for a visit without a bed.</param>
internal sealed record Visit(
    Dice Chance, long Number, DateOnly Day, int Days, int Institution, int Diagnosis, long Drugs, long Treatment,
    long OutOfPolicy, long Deductible, long Pool, long Aid, long CivilAid, long SoldierAid, long Account)
{
    private const int Institutions = 4;

    public bool IsInpatient => Days > 0;

    public long Total => Drugs + Treatment + OutOfPolicy;

    /// <summary>In policy, not paid by any fund; the personal account is part of it.</summary>
    public long SelfPaid => Drugs + Treatment - Pool - Aid - CivilAid - SoldierAid;

    public long FundPaid => Pool + Aid + CivilAid + SoldierAid;

    /// <summary>The visits of a member in a month. Stays lie in every other month, so that two are far apart.</summary>
    public static IEnumerable<Visit> Of(Scene scene, Member member, Fund fund, Period period)
    {
        var chance = scene.World.Of(member.Number).With(period.Year * 12 + period.Month).With((int)fund);
        if (IsInpatientMonth(scene, member, period, chance)) { yield return Stay(scene, member, period, chance, fund); }
        else if (chance.OneIn(Ask.Outpatient, 4) && member.Fraud == Fraud.None)
        {
            yield return Clinic(scene, member, period, chance, fund);
        }
        if (member.Fraud == Fraud.EmployeeMedicalReadmissionWithin15Days && period == scene.World.Months[0])
        {
            yield return Again(scene, member, period, chance);
        }
    }

    /// <summary>What the pool has paid for the member's stays from January up to this month.</summary>
    public static (int Stays, long Pool) YearOf(Scene scene, in Member member, Fund fund)
    {
        var (stays, pool) = (0, 0L);
        for (var month = 1; month <= scene.Period.Month; month++)
        {
            foreach (var visit in Of(scene, member, fund, Period.Of(scene.Period.Year, month)))
            {
                if (visit.IsInpatient) { stays++; }
                pool += visit.Pool;
            }
        }
        return (stays, pool);
    }

    private static bool IsInpatientMonth(Scene scene, in Member member, Period period, Dice chance) =>
        member.Fraud switch
        {
            Fraud.EmployeeMedicalInpatientWithoutContributionInMonth or Fraud.EmployeeMedicalBenefitAfterArrearsLimit =>
                period == scene.World.Months[^1],
            Fraud.EmployeeMedicalInpatientWithin6Months or Fraud.EmployeeMedicalReadmissionWithin15Days
                or Fraud.EmployeeMedicalDuplicateFiscalSubsidy or Fraud.ResidentMedicalBenefitInSeveralAreasOrSchemes
                or Fraud.ResidentMedicalBenefitWithoutContributions or Fraud.ResidentMedicalCriticalIllnessCompliance =>
                period == scene.World.Months[0],
            Fraud.None => (period.Month + member.Number) % 2 == 0 && chance.OneIn(Ask.Inpatient, 40),
            _ => false,
        };

    private static Visit Stay(Scene scene, in Member member, Period period, Dice chance, Fund fund)
    {
        var days = 3 + chance.Roll(Ask.Days, 8);
        var policy = 300_000L + chance.Roll(Ask.Amount, 20_000) * 100;
        // One stay in fifty costs as much as a house.
        if (chance.OneIn(Ask.Grade, 50)) { policy *= 8; }
        if (member.Fraud == Fraud.ResidentMedicalCriticalIllnessCompliance) { policy = 400_000; }
        var drugs = policy * (30 + chance.Roll(Ask.Share, 20)) / 100;
        const long deductible = 60_000;
        var pool = (policy - deductible) * (fund == Fund.EmployeeMedical ? 85 : 65) / 100;
        var left = policy - pool;
        var threshold = scene.World.Parameters.At("resident-medical.critical-deductible", period);
        var aid = member.Fraud == Fraud.ResidentMedicalCriticalIllnessCompliance ? 50_000
            : left > threshold ? (left - threshold) * 60 / 100 : 0;
        var isDouble = member.Fraud == Fraud.EmployeeMedicalDuplicateFiscalSubsidy;
        var isPublic = scene.RoleOf(member).Scheme is Scheme.Public or Scheme.PublicRetiree
            && fund == Fund.EmployeeMedical;
        var civil = isPublic ? (left - aid) * 20 / 100 : 0;
        var account = fund == Fund.EmployeeMedical ? Math.Min(30_000, left - aid - civil - (isDouble ? civil : 0)) : 0;
        return new Visit(
            chance, NumberOf(scene, member, period, 1), period.FirstDay.AddDays(chance.Roll(Ask.Start, 10)), days,
            chance.Roll(Ask.Institution, Institutions), chance.Roll(Ask.Diagnosis, 10), drugs, policy - drugs,
            policy / 20, deductible, pool, aid, civil, isDouble ? civil : 0, account);
    }

    private static Visit Clinic(Scene scene, in Member member, Period period, Dice chance, Fund fund)
    {
        var cost = 5_000L + chance.Roll(Ask.Amount, 600) * 100;
        var drugs = cost * 7 / 10;
        // Workers pay clinics from their account, residents half.
        var pool = fund == Fund.EmployeeMedical ? 0 : cost / 2;
        return new Visit(
            chance, NumberOf(scene, member, period, 2), period.FirstDay.AddDays(chance.Roll(Ask.Start, 25)), 0,
            chance.Roll(Ask.Institution, Institutions), chance.Roll(Ask.Diagnosis, 12), drugs, cost - drugs, 0, 0, pool,
            0, 0, 0, fund == Fund.EmployeeMedical ? cost : 0);
    }

    /// <summary>Admitted again a week after leaving.</summary>
    private static Visit Again(Scene scene, in Member member, Period period, Dice chance)
    {
        var first = Stay(scene, member, period, chance, Fund.EmployeeMedical);
        return first with { Number = NumberOf(scene, member, period, 3), Day = first.Day.AddDays(first.Days + 7) };
    }

    /// <summary>Unique in the province: month, county, person, which of the month.</summary>
    private static long NumberOf(Scene scene, in Member member, Period period, int which)
    {
        var month = period.Year % 100 * 100 + period.Month;
        return ((month * 1_000L + scene.County.Range.Ordinal) * 1_000_000_000 + Numbers.Own(member)) * 10 + which;
    }
}
