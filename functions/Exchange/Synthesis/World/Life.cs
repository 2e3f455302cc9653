using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>What a person pays in a month to a fund, and what the employer pays for it. Fen.</summary>
internal readonly record struct Dues(
    long Wage, long Base, long EmployerBase, long PersonDue, long PersonPaid, long EmployerDue, long EmployerPaid);

/// <summary>What becomes of members month by month. Pure: everything follows from the world and the number.</summary>
internal static class Life
{
    /// <summary>Injuries of this many months before the first still show in determinations and assessments.</summary>
    private const int InjuryLead = 2;

    /// <summary>Ordinal 0: determined in the first month; 1: assessed in it; 2: injured in it.</summary>
    private static readonly int[] FirstInjuries = [-1, -2, 0];

    public static Role RoleOf(this World world, in Member member) => world.Roles.Roles[member.Role];

    /// <summary>The month, counted from the first that is made, in which the member's event happens.</summary>
    public static int EventMonth(this World world, in Member member)
    {
        var role = world.RoleOf(member);
        var months = world.Months.Count;
        if (role.Event == LifeEvent.None) { return int.MaxValue; }
        if (member.Fraud != Fraud.None) { return PlantedEventMonth(member.Fraud, role.Event, months); }
        var chance = world.Of(member.Number);
        if (role.Event == LifeEvent.Injury)
        {
            return member.Number < RoleBook.Size && role.Ordinal < FirstInjuries.Length
                ? FirstInjuries[role.Ordinal]
                : chance.Roll(Ask.EventMonth, months + InjuryLead) - InjuryLead;
        }
        return member.Number < RoleBook.Size && role.Ordinal == 0 ? 0 : chance.Roll(Ask.EventMonth, months);
    }

    /// <summary>Whether the member still belongs to its scheme in that month.</summary>
    public static bool IsActive(this World world, in Member member, int month)
    {
        var role = world.RoleOf(member);
        if (role.Event == LifeEvent.None) { return true; }
        if (role.Event == LifeEvent.Dies && member.Fraud != Fraud.None) { return true; }
        var at = world.EventMonth(member);
        return role.Event switch
        {
            LifeEvent.Dies or LifeEvent.WorkDeath => month <= at,
            LifeEvent.TransferOut => month < at,
            LifeEvent.TransferIn => month >= at,
            _ => true,
        };
    }

    /// <summary>The month of leaving: one last row says so.</summary>
    public static bool IsLeaving(this World world, in Member member, int month) =>
        world.RoleOf(member).Event == LifeEvent.TransferOut && month == world.EventMonth(member);

    /// <summary>Whether the member contributes to the fund in that month.</summary>
    public static bool Contributes(this World world, in Member member, Fund fund, int month)
    {
        var scheme = world.RoleOf(member).Scheme;
        var isMember = (scheme, fund) switch
        {
            (Scheme.Enterprise, Fund.EnterprisePension or Fund.EmployeeMedical or Fund.Unemployment
                or Fund.WorkInjury or Fund.Maternity) => true,
            (Scheme.Public, Fund.PublicSectorPension or Fund.EmployeeMedical or Fund.WorkInjury or Fund.Maternity) =>
                true,
            (Scheme.Flexible, Fund.EnterprisePension or Fund.EmployeeMedical) => true,
            (Scheme.Unemployed, Fund.EnterprisePension) =>
                member.Fraud == Fraud.UnemploymentBenefitAfterPensionContribution,
            _ => false,
        };
        return isMember && world.IsActive(member, month);
    }

    /// <summary>The declared wage, whole yuan, never below the floor of bases.</summary>
    private static long Wage(World world, in Member member, MonthRates rates, int month)
    {
        const long yuan = 100;
        var chance = world.Of(member.Number);
        var permille = 600 + chance.Roll(Ask.Wage, 3400) * (long)(chance.Roll(Ask.WageToo, 1000) + 1) / 1000;
        permille = PlantedWage(world, member, month, permille);
        return Math.Max(rates.Wage * permille / 1000 / yuan * yuan, permille < 600 ? 0 : rates.Floor);
    }

    /// <summary>What is due and paid; only for one who contributes.</summary>
    public static Dues DuesOf(this World world, in Member member, Fund fund, int month)
    {
        var rates = world.Rates[month];
        var wage = Wage(world, member, rates, month);
        var capped = member.Fraud == Fraud.InsuredPersonBaseAboveMaximum ? wage : Math.Min(wage, rates.Cap);
        if (member.Fraud == Fraud.InsuredPersonBaseDiffersBetweenInsurances && fund == Fund.EmployeeMedical)
        {
            capped = capped * 8 / 10 / 100 * 100;
        }
        var employerBase = member.Fraud == Fraud.EmployerBaseBelowSumOfEmployees ? capped * 9 / 10 : capped;
        var isFlexible = member.Employer < 0 || world.RoleOf(member).Scheme == Scheme.Unemployed;
        var share = rates.Of(fund);
        var personDue = Share.Of(capped, isFlexible ? share.Flexible : share.Person);
        var employerDue = isFlexible ? 0 : Share.Of(employerBase, share.Employer);
        return new Dues(
            wage, capped, employerBase,
            personDue, PlantedPaid(member.Fraud, fund, personDue, isPerson: true, month, world),
            employerDue, PlantedPaid(member.Fraud, fund, employerDue, isPerson: false, month, world));
    }

    private static int PlantedEventMonth(Fraud fraud, LifeEvent happens, int months) => (fraud, happens) switch
    {
        // Died before the first month, reported in it, and still drawing.
        (_, LifeEvent.Dies) => 0,
        (Fraud.WorkInjuryFirstContributionAfterInjury, _) => 0,
        (Fraud.WorkInjuryNotFullyPaid12MonthsBeforeInjury or Fraud.WorkInjuryBaseJumpAtInjury, _) => months - 2,
        (Fraud.WorkInjuryDisabilityGrantWithoutGrade or Fraud.WorkInjuryLumpSumOverStandard, _) => -2,
        (Fraud.MaternityEmployerNotFullyPaidMonthBeforeChildbirth, _) => 1,
        _ => 0,
    };

    private static long PlantedWage(World world, in Member member, int month, long permille) => member.Fraud switch
    {
        Fraud.InsuredPersonBaseBelowMinimum => 500,
        Fraud.InsuredPersonBaseAboveMaximum => 4000,
        Fraud.InsuredPersonBaseDiffersBetweenInsurances => 1500,
        Fraud.InsuredPersonBaseBelowTaxableWage => 900,
        Fraud.EmployerBaseBelowSumOfEmployees => 1500,
        Fraud.MaternityBaseTooHighBeforeChildbirth => 2900,
        Fraud.WorkInjuryBaseJumpAtInjury => month >= world.EventMonth(member) ? 2500 : 900,
        _ => permille,
    };

    private static long PlantedPaid(Fraud fraud, Fund fund, long due, bool isPerson, int month, World world) =>
        fraud switch
        {
            Fraud.EmployerArrears => isPerson ? due : due / 2,
            Fraud.MaternityEmployerNotFullyPaidMonthBeforeChildbirth when fund == Fund.Maternity && month == 0 =>
                due / 2,
            Fraud.EmployeeMedicalBenefitAfterArrearsLimit when fund == Fund.EmployeeMedical => 0,
            Fraud.EmployeeMedicalInpatientWithoutContributionInMonth when fund == Fund.EmployeeMedical
                && month == world.Months.Count - 1 => 0,
            _ => due,
        };
}
