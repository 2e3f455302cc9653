using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>企业职工 and 机关事业 pensions: benefits, dependents, deaths, transfers, annuities.</summary>
internal static class Pensions
{
    private static readonly Scheme[] Retirees = [Scheme.EnterpriseRetiree, Scheme.PublicRetiree];

    public static bool IsPensioner(Scene scene, in Member member, Fund fund) =>
        scene.RoleOf(member).Scheme
            == (fund == Fund.EnterprisePension ? Scheme.EnterpriseRetiree : Scheme.PublicRetiree)
        && scene.World.IsActive(member, scene.Month);

    public static void Benefits(Scene scene, Fund fund)
    {
        foreach (var member in scene.Members(Retirees, (at, member) => IsPensioner(at, member, fund)))
        {
            scene.Row.BeginRow();
            History(scene, member);
            Amounts(scene, Pension.Of(scene, member));
            Plant(scene, member);
            scene.Write();
        }
    }

    public static void Dependents(Scene scene)
    {
        foreach (var member in scene.Members([Scheme.Dependent], (_, _) => true))
        {
            var row = scene.Row;
            row.BeginRow();
            row.Set("supporterNo", Supporter(scene, member));
            var surname = scene.Person.Chance.Roll(Ask.Surname, Names.Surnames);
            row.Set("supporterName", Names.Of(surname, member.Index, isMale: true));
            row.Set("supporterFormerEmployerNo", scene.EmployerNumber(member.Employer));
            DependentColumns(scene, member);
            row.Set("dependentBenefitStartMonth", StartMonth(scene));
            row.Set("dependentBenefitEndMonth", EighteenthMonth(scene, member));
            row.Set("dependentBenefitPaid", DependentPaid(scene, member));
            PlantOverAge(scene, member);
            scene.Write();
        }
    }

    public static long DependentPaid(Scene scene, in Member member) =>
        60_000 + scene.World.Of(member.Number).Roll(Ask.Amount, 400) * 100;

    public static void DependentColumns(Scene scene, in Member member)
    {
        var row = scene.Row;
        row.Set("dependentNo", scene.PersonNumber(member));
        row.Set("dependentName", scene.Person.Name);
        row.Set("dependentSex", scene.Person.IsMale ? Texts.One : Texts.Two);
        row.Set("dependentCitizenIdNumber", scene.Person.CitizenId);
        row.Set("dependentBirthDate", scene.Person.Born);
        // 1 child, 2 brother or sister.
        row.Set("dependentRelationship", Texts.One);
    }

    /// <summary>A dead worker has a number of his own and no other trace.</summary>
    public static long Supporter(Scene scene, in Member member) => scene.PersonNumber(member) + 500_000_000;

    /// <summary>The month before the first that is made, but not before birth.</summary>
    public static long StartMonth(Scene scene) => scene.World.Options.From.Plus(-1).Number;

    public static long EighteenthMonth(Scene scene, in Member member)
    {
        var born = scene.Person.Born;
        var until = born.Year + 18 + (scene.Person.AgeOn(scene.Period.LastDay) >= 18 ? 20 : 0);
        return until * 100 + born.Month;
    }

    /// <summary>死亡人员: reported in the month of death.</summary>
    public static void Deaths(Scene scene)
    {
        foreach (var member in scene.Members([Scheme.EnterpriseRetiree, Scheme.Unemployed], IsReportedDead))
        {
            var row = scene.Row;
            row.BeginRow();
            row.Set("deathDate", DeathDay(scene, member));
            if (member.Employer >= 0) { row.Set("formerEmployerNo", scene.EmployerNumber(member.Employer)); }
            PlantDeath(scene, member, Fraud.EnterprisePensionBenefitAfterDeath);
            PlantDeath(scene, member, Fraud.UnemploymentBenefitAfterDeath);
            scene.Write();
        }
    }

    public static void Terminations(Scene scene)
    {
        foreach (var member in scene.Members(
            [Scheme.PublicRetiree], (at, member) => at.RoleOf(member).Event == LifeEvent.Dies
                && at.World.EventMonth(member) == at.Month))
        {
            var row = scene.Row;
            row.BeginRow();
            var retired = Pension.RetirementOf(scene.Person, Scheme.PublicRetiree);
            row.Set("personCategory", Texts.Two);
            row.Set("retirementDate", retired);
            row.Set("deathDate", DeathDay(scene, member));
            row.Set("actualContributionMonths", Pension.MonthsOf(scene.Person, retired).Actual);
            row.Set("accountBalance", 0);
            row.Set("pensionPayableBeforeTermination", Pension.Of(scene, member).Payable);
            row.Set("funeralExpense", FuneralOf(scene));
            row.Set("survivorPension", FuneralOf(scene) * 3);
            PlantDeath(scene, member, Fraud.PublicSectorPensionBenefitAfterDeath);
            scene.Write();
        }
    }

    public static long FuneralOf(Scene scene) => scene.Rates.Wage * 2;

    public static DateOnly DeathDay(Scene scene, in Member member)
    {
        var day = 1 + scene.World.Of(member.Number).Roll(Ask.EventDay, 25);
        var month = member.Fraud == Fraud.None ? scene.Period : scene.World.Options.From.Plus(-2);
        return month.FirstDay.AddDays(day - 1);
    }

    /// <summary>One row in the month of coming or going.</summary>
    public static void Transfers(Scene scene, Scheme scheme)
    {
        foreach (var member in scene.Members([scheme], (at, member) => IsMoving(at, member, scheme)))
        {
            var row = scene.Row;
            row.BeginRow();
            row.Set("transferDirection", scene.RoleOf(member).Event == LifeEvent.TransferIn ? Texts.Two : Texts.One);
            row.Set("transferAmount", 500_000 + scene.Person.Chance.Roll(Ask.Amount, 60_000) * 100);
            scene.Write();
        }
    }

    public static void Annuities(Scene scene)
    {
        foreach (var member in scene.Members(
            [Scheme.Public], (at, member) => at.World.Contributes(member, Fund.PublicSectorPension, at.Month)))
        {
            var row = scene.Row;
            row.BeginRow();
            AnnuityEmployer(scene, member);
            row.Set("individualContributionStatus", Texts.One);
            var wage = scene.World.DuesOf(member, Fund.PublicSectorPension, scene.Month).Base;
            var own = Share.Of(wage, scene.World.Parameters.At("annuity.person", scene.Period));
            var notional = Share.Of(wage, scene.World.Parameters.At("annuity.employer", scene.Period));
            row.Set("accountIncomeCurrentPeriod", own + notional);
            row.Set("notionalEmployerContributionCurrentPeriod", notional);
            // Annuities began in October 2014.
            var months = Math.Max(1, (scene.Period.Year - 2014) * 12 + scene.Period.Month - 9);
            row.Set("accountBalanceCurrentPeriod", (own + notional) * months);
            scene.Write();
        }
    }

    public static void AnnuityBenefits(Scene scene)
    {
        foreach (var member in scene.Members(
            [Scheme.PublicRetiree], (at, member) => IsPensioner(at, member, Fund.PublicSectorPension)
                && at.World.Of(member.Number).OneIn(Ask.Installment, 3)))
        {
            var row = scene.Row;
            row.BeginRow();
            AnnuityEmployer(scene, member);
            var installment = 30_000 + scene.Person.Chance.Roll(Ask.Amount, 500) * 100;
            row.Set("installmentBenefitPaid", installment);
            row.Set("accountBalanceCurrentPeriod", installment * (long)Math.Max(1, 100 - scene.Month));
            scene.Write();
        }
    }

    private static bool IsReportedDead(Scene scene, Member member)
    {
        var role = scene.RoleOf(member);
        return (role is { Scheme: Scheme.EnterpriseRetiree, Event: LifeEvent.Dies }
                && scene.World.EventMonth(member) == scene.Month)
            || (member.Fraud == Fraud.UnemploymentBenefitAfterDeath && scene.Month == 0);
    }

    private static bool IsMoving(Scene scene, in Member member, Scheme scheme)
    {
        var role = scene.RoleOf(member);
        return role.Scheme == scheme && (role.Event is LifeEvent.TransferIn or LifeEvent.TransferOut)
            && scene.World.EventMonth(member) == scene.Month;
    }

    private static void AnnuityEmployer(Scene scene, in Member member)
    {
        var employer = Employer.Of(scene.World, scene.County, member.Employer);
        scene.Row.Set("employerName", employer.Name);
        scene.Row.Set("organizationCode", employer.CreditCode);
    }

    private static void History(Scene scene, in Member member)
    {
        var row = scene.Row;
        var person = scene.Person;
        var scheme = scene.RoleOf(member).Scheme;
        var retired = Pension.RetirementOf(person, scheme);
        var (deemed, actual) = Pension.MonthsOf(person, retired);
        if (member.Fraud is Fraud.EnterprisePensionRetirementAge or Fraud.PublicSectorPensionRetirementAge)
        {
            retired = Period.Of(person.Born).Plus(45 * 12).LastDay;
        }
        if (member.Fraud is Fraud.EnterprisePensionBenefitWithoutContributions
            or Fraud.PublicSectorPensionBenefitWithoutContributions)
        {
            (deemed, actual) = (0, 0);
        }
        row.Set("retirementDate", retired);
        row.Set("preRetirementPersonalStatus", Pension.IsCadre(person, scheme) ? Texts.Two : Texts.One);
        row.Set("formerEmployerNo", scene.EmployerNumber(member.Employer));
        row.Set("deemedContributionMonths", deemed);
        row.Set("actualContributionMonths", actual);
        row.Set("averageWageIndex", Pension.IndexOf(person) * 1_000L);
        var wage = scene.World.Parameters.At("wage", Period.Of(retired));
        row.Set("lastBaseBeforeRetirement", wage * Pension.IndexOf(person) / 1_000);
        row.Set("accountTotalAtRetirement", Pension.AccountOf(person, wage, actual));
        row.Set("accountBalanceWithInterest", 0);
    }

    private static void Amounts(Scene scene, PensionItems items)
    {
        var row = scene.Row;
        row.Set("assessedPensionAtRetirement", items.Payable - items.Adjustment - items.Subsidy);
        row.Set("pensionPayableTotal", items.Payable);
        row.Set("basicPensionPayable", items.Basic);
        row.Set("transitionalPensionPayable", items.Transitional);
        row.Set("accountPensionPayable", items.Account);
        row.Set("subsidyPayableTotal", items.Subsidy);
        row.Set("cumulativeAdjustmentPayable", items.Adjustment);
        row.Set("pensionPaidTotal", items.Paid);
    }

    private static void Plant(Scene scene, in Member member)
    {
        if (member.Fraud == Fraud.None) { return; }
        var items = Pension.Of(scene, member);
        var amount = member.Fraud switch
        {
            Fraud.EnterprisePensionAssessedDiffersFromPaid or Fraud.PublicSectorPensionAssessedDiffersFromPaid =>
                items.Withheld,
            Fraud.EnterprisePensionDuplicateFiscalSubsidy or Fraud.PublicSectorPensionDuplicateFiscalSubsidy =>
                items.Subsidy,
            _ => items.Paid,
        };
        scene.Case = new PlantedCase(member.Fraud, scene.PersonNumber(member), 0, amount);
    }

    private static void PlantOverAge(Scene scene, in Member member)
    {
        if (member.Fraud != Fraud.EnterprisePensionDependentOverAge) { return; }
        scene.Case = new PlantedCase(member.Fraud, scene.PersonNumber(member), 0, DependentPaid(scene, member));
    }

    private static void PlantDeath(Scene scene, in Member member, Fraud fraud)
    {
        if (member.Fraud == fraud) { scene.Case = new PlantedCase(fraud, scene.PersonNumber(member), 0, 0); }
    }
}
