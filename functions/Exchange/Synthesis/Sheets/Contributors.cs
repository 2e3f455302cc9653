using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>个人缴费明细 of the insurances of employment: one row a person.</summary>
internal static class Contributors
{
    /// <summary>Who may contribute to a fund of employment.</summary>
    public static readonly Scheme[] Payers = [Scheme.Enterprise, Scheme.Public, Scheme.Flexible, Scheme.Unemployed];

    private static readonly Scheme[] Pensioned = [.. Payers, Scheme.Stopped];
    private static readonly Scheme[] Treated = [.. Payers, Scheme.EnterpriseRetiree, Scheme.PublicRetiree];

    private static Scheme[] SchemesOf(Fund fund) => fund == Fund.EmployeeMedical ? Treated : Pensioned;

    public static void Contributions(Scene scene, Fund fund)
    {
        foreach (var member in scene.Members(SchemesOf(fund), (at, member) => Belongs(at, member, fund)))
        {
            scene.Row.BeginRow();
            Dues? dues = scene.World.Contributes(member, fund, scene.Month)
                ? scene.World.DuesOf(member, fund, scene.Month) : null;
            if (dues is { } paying) { Paying(scene, paying); }
            else { Stopped(scene, member); }
            Account(scene, member, fund, dues);
            if (fund == Fund.EmployeeMedical) { MedicalColumns(scene, member, dues); }
            Plant(scene, member, fund, dues ?? default);
            scene.Write();
        }
    }

    /// <summary>Months that a person has contributed, this one included.</summary>
    public static int MonthsOf(Scene scene, in Member member)
    {
        if (IsNewcomer(member.Fraud)) { return 2; }
        var opened = scene.Person.AccountOpened;
        return (scene.Period.Year - opened.Year) * 12 + scene.Period.Month - opened.Month + 1;
    }

    public static bool IsNewcomer(Fraud fraud) =>
        fraud is Fraud.EmployeeMedicalInpatientWithin6Months or Fraud.MaternityBaseTooHighBeforeChildbirth;

    private static bool Belongs(Scene scene, in Member member, Fund fund)
    {
        if (scene.World.Contributes(member, fund, scene.Month)) { return true; }
        var role = scene.RoleOf(member);
        return (role.Scheme, fund) switch
        {
            (Scheme.Stopped, Fund.EnterprisePension or Fund.Unemployment) => true,
            (Scheme.EnterpriseRetiree or Scheme.PublicRetiree, Fund.EmployeeMedical) =>
                scene.World.IsActive(member, scene.Month) && !IsDead(member.Fraud),
            (Scheme.Enterprise, Fund.EnterprisePension or Fund.Unemployment) =>
                scene.World.IsLeaving(member, scene.Month),
            (Scheme.Public, Fund.PublicSectorPension) => scene.World.IsLeaving(member, scene.Month),
            _ => false,
        };
    }

    private static bool IsDead(Fraud fraud) =>
        fraud is Fraud.EnterprisePensionBenefitAfterDeath or Fraud.PublicSectorPensionBenefitAfterDeath;

    private static void Paying(Scene scene, Dues dues)
    {
        var row = scene.Row;
        row.Set("individualContributionStatus", Texts.One);
        row.Clear("contributionStopReason");
        row.Set("individualContributionBase", dues.Base);
        row.Set("priorYearAverageMonthlyBase", dues.Base * 100 / 105);
        row.Set("wageIndexToPriorYearEnd", Math.Min(dues.Base * 1_000_000 / scene.Rates.Wage, 3_000_000));
        row.Set("individualDueCurrentMonth", dues.PersonDue);
        row.Set("individualPaidCurrentMonth", dues.PersonPaid);
        row.Set("individualCumulativeArrears", dues.PersonDue - dues.PersonPaid);
    }

    /// <summary>Stopped, left or retired: no base, nothing due.</summary>
    private static void Stopped(Scene scene, in Member member)
    {
        var row = scene.Row;
        var isPaused = scene.RoleOf(member).Scheme == Scheme.Stopped;
        row.Set("individualContributionStatus", isPaused ? Texts.Two : Texts.Three);
        row.Clear("individualContributionBase");
        row.Set("individualPaidCurrentMonth", 0);
    }

    private static void Account(Scene scene, in Member member, Fund fund, Dues? dues)
    {
        var row = scene.Row;
        var months = MonthsOf(scene, member);
        var opened = scene.Person.AccountOpened;
        if (IsNewcomer(member.Fraud)) { opened = scene.Period.Plus(-1).FirstDay; }
        var deemed = Math.Max(0, (1996 - scene.Person.WorkStart.Year) * 12 - 6);
        row.Set("deemedContributionMonths", Math.Min(deemed, 400));
        row.Set("actualContributionMonths", months);
        row.Set("cumulativeContributionMonths", months);
        row.Set("enrollmentDate", opened);
        row.Set("accountOpenedDate", opened);
        if (fund is Fund.Unemployment or Fund.EmployeeMedical) { return; }
        // Eight percent of the present wage for every month; interest and rises balance each other.
        var each = (dues?.Base ?? scene.Rates.Floor) * 8 / 100;
        row.Set("accountBalanceWithInterest", each * months);
        row.Set("accountIndividualPortion", each * months);
        row.Set("accountEmployerPortion", 0);
    }

    private static void MedicalColumns(Scene scene, in Member member, Dues? dues)
    {
        var row = scene.Row;
        var isRetired = dues is null;
        row.Set("employeeMedicalInsuredCategory", isRetired ? Texts.Two : Texts.One);
        row.Set("lumpSumContributorFlag", isRetired ? Texts.One : Texts.Zero);
        row.Set("largeMedicalExpenseAidFlag", Texts.One);
        row.Set("civilServantMedicalAidFlag", scene.RoleOf(member).Scheme is Scheme.Public or Scheme.PublicRetiree
            ? Texts.One : Texts.Zero);
        var own = dues?.PersonPaid ?? 0;
        var credited = isRetired ? 10_000 : own;
        row.Set("medicalAccountCreditedCurrentMonth", credited);
        row.Set("medicalAccountCreditedFromIndividual", own);
        row.Set("medicalAccountBalanceMonthEnd", credited * 3);
        if (isRetired)
        {
            row.Set("retirementDate", Pension.RetirementOf(scene.Person, scene.RoleOf(member).Scheme));
            row.Set("actualContributionMonths", 300);
            row.Set("deemedContributionMonths", 60);
        }
    }

    private static void Plant(Scene scene, in Member member, Fund fund, Dues amount)
    {
        if (member.Fraud == Fraud.None) { return; }
        var isMedical = fund == Fund.EmployeeMedical;
        var isCase = member.Fraud switch
        {
            Fraud.InsuredPersonBaseBelowMinimum or Fraud.InsuredPersonBaseAboveMaximum
                or Fraud.InsuredPersonBaseDiffersBetweenInsurances or Fraud.InsuredPersonBaseBelowTaxableWage
                or Fraud.InsuredPersonOneIdSeveralNames or Fraud.EmployerBaseBelowSumOfEmployees => true,
            Fraud.InsuredPersonCrossSchemeEnrollment => isMedical,
            Fraud.InsuredPersonSameInsuranceInSeveralAreas => true,
            Fraud.EnterprisePensionEnrolledInSeveralAreas => fund == Fund.EnterprisePension,
            Fraud.EmployeeMedicalInpatientWithin6Months or Fraud.EmployeeMedicalInpatientWithoutContributionInMonth
                or Fraud.EmployeeMedicalBenefitAfterArrearsLimit
                or Fraud.MaternityBaseTooHighBeforeChildbirth => isMedical,
            Fraud.WorkInjuryBaseJumpAtInjury => true,
            Fraud.UnemploymentBenefitAfterPensionContribution => fund == Fund.EnterprisePension,
            _ => false,
        };
        if (!isCase) { return; }
        scene.Case = new PlantedCase(
            member.Fraud, scene.PersonNumber(member), 0, amount.PersonPaid == 0 ? amount.PersonDue : amount.PersonPaid);
    }
}
