namespace SocialFund.Exchange.Synthesis;

/// <summary>工伤: determination, assessment, benefits and the dependents of the dead.</summary>
internal static class Injuries
{
    private const long DaySeconds = 86_400;

    public static readonly Scheme[] Schemes = [Scheme.Enterprise, Scheme.LongInjury];

    public static void Determinations(Scene scene)
    {
        foreach (var member in scene.Members([Scheme.Enterprise], (at, member) => IsDetermined(at, member)))
        {
            var injury = Injury.Of(scene.World, member)!;
            var day = injury.DayOf(scene.World);
            var row = scene.Row;
            row.BeginRow();
            row.Set("currentEmployerContributionStatus", Texts.One);
            row.Set("injuryTime", day.DayNumber * DaySeconds + 10 * 3600 + scene.Person.Chance.Roll(Ask.Share, 3600));
            row.Set("injuryReportDate", day.AddDays(1));
            row.Set("determinationApplicationDate", day.AddDays(2));
            row.Set("determinationDate", injury.IsDeath ? day.AddDays(6) : scene.Period.FirstDay.AddDays(9));
            Plant(scene, member, member.Fraud is Fraud.WorkInjuryFirstContributionAfterInjury
                or Fraud.WorkInjuryNotFullyPaid12MonthsBeforeInjury or Fraud.WorkInjuryBaseJumpAtInjury ? 0 : -1);
            scene.Write();
        }
    }

    public static void Assessments(Scene scene)
    {
        foreach (var member in scene.Members(Schemes, (at, member) => IsAssessed(at, member)))
        {
            var injury = Injury.Of(scene.World, member)!;
            var row = scene.Row;
            row.BeginRow();
            row.Set("assessmentDate", scene.Period.FirstDay.AddDays(7));
            // 1 first, 3 review.
            row.Set("assessmentCategory", scene.RoleOf(member).Scheme == Scheme.LongInjury ? Texts.Three : Texts.One);
            if (injury.Grade > 0) { row.Set("injuryDisabilityGrade", injury.Grade); }
            if (injury.CareGrade > 0) { row.Set("selfCareImpairmentGrade", injury.CareGrade); }
            row.Set("paidLeaveDays", 60);
            Plant(scene, member, member.Fraud is Fraud.WorkInjuryDisabilityGrantWithoutGrade
                or Fraud.WorkInjuryDisabilityAllowanceOutsideGrade14 or Fraud.WorkInjuryCareFeeOverStandard
                or Fraud.WorkInjuryDisabilityAllowanceOverStandard or Fraud.WorkInjuryLumpSumOverStandard ? 0 : -1);
            scene.Write();
        }
    }

    public static InjuryBenefits BenefitsOf(Scene scene, in Member member) =>
        Injury.Of(scene.World, member)?.BenefitsOf(scene.World, member, scene.Month) ?? default;

    public static void Benefits(Scene scene)
    {
        foreach (var member in scene.Members(Schemes, (at, member) => BenefitsOf(at, member).Total > 0))
        {
            var injury = Injury.Of(scene.World, member)!;
            var paid = BenefitsOf(scene, member);
            var row = scene.Row;
            row.BeginRow();
            if (injury.IsDeath) { row.Set("deathDate", injury.DayOf(scene.World).AddDays(1)); }
            if (member.Fraud == Fraud.WorkInjuryPeriodicBenefitAfterDeath)
            {
                row.Set("deathDate", scene.World.Options.From.Plus(-1).FirstDay.AddDays(11));
            }
            if (scene.RoleOf(member).Scheme == Scheme.LongInjury) { row.Set("longTermBenefitStatus", Texts.One); }
            row.Set("injuredEmployeeWage", injury.Wage);
            Amounts(row, paid);
            Plant(scene, member, CaseAmount(member.Fraud, paid));
            scene.Write();
        }
    }

    public static void Dependents(Scene scene)
    {
        foreach (var member in scene.Members([Scheme.InjuryDependent], (_, _) => true))
        {
            var row = scene.Row;
            row.BeginRow();
            row.Set("deceasedEmployeeNo", Pensions.Supporter(scene, member));
            row.Set("deceasedEmployeeEmployerNo", scene.EmployerNumber(member.Employer));
            Pensions.DependentColumns(scene, member);
            row.Set("longTermBenefitStatus", Texts.One);
            row.Set("deceasedEmployeeWage", WageOfDead(scene, member));
            row.Set("benefitStartMonth", Pensions.StartMonth(scene));
            row.Set("benefitEndMonth", Pensions.EighteenthMonth(scene, member));
            row.Set("dependentMonthlyPensionCurrentMonth", DependentPaid(scene, member));
            Plant(scene, member, member.Fraud == Fraud.WorkInjuryDependentsExceedLifetimeBenefit
                ? DependentPaid(scene, member) : -1);
            scene.Write();
        }
    }

    /// <summary>30% of the dead person's wage.</summary>
    public static long DependentPaid(Scene scene, in Member member) => WageOfDead(scene, member)
        * (member.Fraud == Fraud.WorkInjuryDependentsExceedLifetimeBenefit ? 120 : 30) / 100;

    private static long WageOfDead(Scene scene, in Member member) =>
        450_000 + scene.World.Of(member.Number).Roll(Ask.Wage, 4_000) * 100;

    private static bool IsDetermined(Scene scene, in Member member) =>
        scene.RoleOf(member).Event is LifeEvent.Injury or LifeEvent.WorkDeath
        && Injury.Of(scene.World, member)!.DeterminedMonth == scene.Month;

    /// <summary>Who draws an allowance is reviewed in the first month, so that every allowance has its grade.</summary>
    private static bool IsAssessed(Scene scene, in Member member)
    {
        var role = scene.RoleOf(member);
        return role.Scheme == Scheme.LongInjury ? scene.Month == 0
            : role.Event == LifeEvent.Injury && Injury.Of(scene.World, member)!.AssessedMonth == scene.Month;
    }

    private static void Amounts(Row row, InjuryBenefits paid)
    {
        row.Set("injuryBenefitTotalCurrentMonth", paid.Total);
        row.Set("lumpSumInjuryBenefitCurrentMonth", paid.LumpSum);
        row.Set("injuryMedicalCostCurrentMonth", paid.Medical);
        row.Set("injuryOutpatientCostCurrentMonth", paid.Outpatient);
        row.Set("injuryOutpatientDrugCost", paid.Outpatient / 2);
        row.Set("injuryOutpatientTherapyCost", paid.Outpatient - paid.Outpatient / 2);
        row.Set("outpatientVisits", paid.Outpatient > 0 ? 1 : 0);
        row.Set("injuryInpatientCostCurrentMonth", paid.Inpatient);
        row.Set("injuryInpatientDrugCost", paid.Inpatient / 2);
        row.Set("injuryInpatientTherapyCost", paid.Inpatient - paid.Inpatient / 2);
        row.Set("hospitalizations", paid.Inpatient > 0 ? 1 : 0);
        row.Set("hospitalDays", paid.Inpatient > 0 ? 12 : 0);
        row.Set("disabilityBenefitCurrentMonth", paid.Disability);
        row.Set("lumpSumDisabilityGrantCurrentMonth", paid.LumpSum);
        row.Set("disabilityAllowanceCurrentMonth", paid.Allowance);
        row.Set("livingCareFeeCurrentMonth", paid.Care);
        row.Set("workDeathBenefitCurrentMonth", paid.Death);
        row.Set("lumpSumWorkDeathGrantCurrentMonth", paid.DeathGrant);
        row.Set("funeralGrantCurrentMonth", paid.Funeral);
    }

    /// <returns>Below zero where the row is no part of the case.</returns>
    private static long CaseAmount(Fraud fraud, InjuryBenefits paid) => fraud switch
    {
        Fraud.WorkInjuryPeriodicBenefitAfterDeath or Fraud.WorkInjuryDisabilityAllowanceOutsideGrade14
            or Fraud.WorkInjuryDisabilityAllowanceOverStandard => paid.Allowance,
        Fraud.WorkInjuryCareFeeOverStandard => paid.Care,
        Fraud.WorkInjuryDisabilityGrantWithoutGrade or Fraud.WorkInjuryLumpSumOverStandard =>
            paid.LumpSum > 0 ? paid.LumpSum : -1,
        Fraud.WorkInjuryFuneralGrantOverStandard => paid.Funeral,
        Fraud.WorkInjuryDuplicateFiscalSubsidy or Fraud.WorkInjuryFirstContributionAfterInjury
            or Fraud.WorkInjuryNotFullyPaid12MonthsBeforeInjury or Fraud.WorkInjuryBaseJumpAtInjury => paid.Total,
        _ => -1,
    };

    private static void Plant(Scene scene, in Member member, long amount)
    {
        if (amount >= 0 && member.Fraud != Fraud.None)
        {
            scene.Case = new PlantedCase(member.Fraud, scene.PersonNumber(member), 0, amount);
        }
    }
}
