using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>What the injury fund pays for a person in a month. Fen.</summary>
internal readonly record struct InjuryBenefits(
    long Outpatient, long Inpatient, long LumpSum, long Allowance, long Care, long DeathGrant, long Funeral)
{
    public long Medical => Outpatient + Inpatient;

    public long Disability => LumpSum + Allowance + Care;

    public long Death => DeathGrant + Funeral;

    public long Total => Medical + Disability + Death;
}

/// <summary>An injury at work: determined a month after it, assessed two months after.</summary>
/// <param name="Month">Counted from the first that is made.</param>
/// <param name="Grade">1 … 10; 0 for none.</param>
/// <remarks>Basis: 工伤保险条例§34–39.</remarks>
internal sealed record Injury(int Month, int Day, int Grade, bool IsDeath, long Wage)
{
    /// <summary>Months of the own wage by grade.</summary>
    private static readonly int[] LumpSumMonths = [0, 27, 25, 23, 21, 18, 16, 13, 11, 9, 7];

    /// <summary>Percent of the own wage by grade.</summary>
    private static readonly int[] AllowancePercents = [0, 90, 85, 80, 75];

    /// <summary>Percent of the mean wage: wholly, mostly, partly unable to care for oneself.</summary>
    private static readonly int[] CarePercents = [0, 50, 40, 30];

    public int DeterminedMonth => IsDeath ? Month : Month + 1;

    public int AssessedMonth => Month + 2;

    /// <summary>Null for a person who has none.</summary>
    public static Injury? Of(World world, in Member member)
    {
        var role = world.RoleOf(member);
        var chance = world.Of(member.Number);
        if (role.Scheme == Scheme.LongInjury)
        {
            var grade = member.Fraud == Fraud.WorkInjuryDisabilityAllowanceOutsideGrade14 ? 7
                : 1 + chance.Roll(Ask.Grade, 4);
            return new Injury(-12, 5, grade, false, 400_000 + chance.Roll(Ask.Wage, 4_000) * 100);
        }
        if (role.Event is not (LifeEvent.Injury or LifeEvent.WorkDeath)) { return null; }
        var month = world.EventMonth(member);
        var wage = world.DuesOf(member, Fund.WorkInjury, Math.Max(0, month)).Base;
        return new Injury(
            month, 3 + chance.Roll(Ask.EventDay, 15),
            member.Fraud == Fraud.WorkInjuryDisabilityGrantWithoutGrade ? 0 : 5 + chance.Roll(Ask.Grade, 6),
            role.Event == LifeEvent.WorkDeath, wage);
    }

    public DateOnly DayOf(World world) => world.Options.From.Plus(Month).FirstDay.AddDays(Day);

    /// <summary>3 for partly unable …; grades 1 to 3 only.</summary>
    public int CareGrade => Grade is >= 1 and <= 3 ? Grade : 0;

    public InjuryBenefits BenefitsOf(World world, in Member member, int month)
    {
        var rates = world.Rates[month];
        if (world.RoleOf(member).Scheme == Scheme.LongInjury) { return Long(rates, member.Fraud); }
        if (IsDeath) { return month == Month ? Killed(world, rates, member.Fraud) : default; }
        if (month < DeterminedMonth) { return default; }
        var chance = world.Of(member.Number).With(month);
        var isFirst = month == DeterminedMonth;
        var lump = month == AssessedMonth ? LumpSum(member.Fraud) : 0;
        // Half a year of visits after it.
        var outpatient = month <= Month + 6 ? 20_000 + chance.Roll(Ask.Amount, 800) * 100 : 0;
        var inpatient = isFirst ? 900_000 + chance.Roll(Ask.Share, 9_000) * 100 : 0;
        return new InjuryBenefits(outpatient, inpatient, lump, 0, 0, 0, 0);
    }

    private long LumpSum(Fraud fraud) => fraud switch
    {
        Fraud.WorkInjuryDisabilityGrantWithoutGrade => Wage * 7,
        Fraud.WorkInjuryLumpSumOverStandard => Wage * (LumpSumMonths[Grade] + 5),
        _ => Wage * LumpSumMonths[Grade],
    };

    private InjuryBenefits Long(MonthRates rates, Fraud fraud)
    {
        var percent = Grade <= 4 ? AllowancePercents[Grade] : 60;
        if (fraud == Fraud.WorkInjuryDisabilityAllowanceOverStandard) { percent += 25; }
        var care = rates.Wage * CarePercents[CareGrade] / 100;
        if (fraud == Fraud.WorkInjuryCareFeeOverStandard) { care = rates.Wage * 70 / 100; }
        return new InjuryBenefits(0, 0, 0, Wage * percent / 100, care, 0, 0);
    }

    private static InjuryBenefits Killed(World world, MonthRates rates, Fraud fraud) => new(
        0, 0, 0, 0, 0, world.Parameters.At("income.urban", rates.Period) * 20,
        rates.Wage * (fraud == Fraud.WorkInjuryFuneralGrantOverStandard ? 10 : 6));
}
