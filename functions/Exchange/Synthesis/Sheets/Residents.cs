using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>城乡居民 pension and the medical register of residents.</summary>
internal static class Residents
{
    private const long DaySeconds = 86_400;

    private static readonly string[] Villages = ["幸福", "团结", "和平", "新庄", "东沟", "西滩", "上寨", "河湾"];

    /// <summary>居民养老缴费明细: a row in the month in which the year's contribution is paid.</summary>
    public static void PensionContributions(Scene scene)
    {
        foreach (var member in scene.Members(
            [Scheme.Resident], (at, member) => Resident.PaysNow(at, member, Fund.ResidentPension)))
        {
            Begin(scene, member);
            var row = scene.Row;
            var tier = Resident.Tier(scene, member);
            var own = Resident.PaidByPerson(scene, member, Fund.ResidentPension, scene.Period);
            row.Set("currentYearContributionDate",
                scene.Period.FirstDay.AddDays(scene.Person.Chance.Roll(Ask.EventDay, 25)));
            row.Set("contributionStatus", Texts.One);
            row.Clear("contributionStopReason");
            row.Set("individualContributionTier", tier);
            row.Set("tierIndividualPaid", own);
            row.Set("tierLocalGovernmentPaid", tier - own);
            row.Set("localGovernmentSubsidy", Resident.Subsidy(scene, member));
            row.Set("villageCollectiveSubsidyTotal", Resident.Collective(scene, member));
            var years = YearsOf(scene);
            row.Set("cumulativeContributionYears", years);
            row.Set("actualContributionYears", years);
            row.Set("accountIndividualPortion", own * years);
            row.Set("accountGovernmentPortion", (tier - own + Resident.Subsidy(scene, member)) * years);
            row.Set("accountCollectivePortion", Resident.Collective(scene, member) * years);
            row.Set("accountBalanceWithInterest",
                (tier + Resident.Subsidy(scene, member) + Resident.Collective(scene, member)) * years);
            Plant(scene, member, member.Fraud switch
            {
                Fraud.ResidentPensionIndividualContributionStandard => tier,
                Fraud.ResidentPensionCollectiveContributionStandard => Resident.Collective(scene, member),
                Fraud.ResidentPensionSevereDisabilitySubsidyStandard => tier - own,
                Fraud.ResidentPensionOtherContributionSubsidyStandard or Fraud.ResidentPensionDuplicateFiscalSubsidy =>
                    Resident.Subsidy(scene, member),
                Fraud.ResidentPensionEnrolledInSeveralAreas => own,
                _ => -1,
            });
            scene.Write();
        }
    }

    public static void PensionBenefits(Scene scene)
    {
        foreach (var member in scene.Members([Scheme.ResidentPensioner], (at, member) => IsPensioner(at, member)))
        {
            Begin(scene, member);
            var row = scene.Row;
            var items = Resident.PensionOf(scene, member);
            var years = member.Fraud == Fraud.ResidentPensionBenefitWithoutContributions ? 0 : 15;
            row.Set("cumulativeContributionYears", years);
            row.Set("actualContributionYears", years);
            row.Set("benefitStartDate", StartOf(scene));
            row.Set("assessedPensionAtBenefitStart", items.Payable - items.Adjustment);
            row.Set("accountTotalAtBenefitStart", items.Account * 139);
            row.Set("accountIndividualPortionAtBenefitStart", items.Account * 100);
            row.Set("accountGovernmentPortionAtBenefitStart", items.Account * 39);
            row.Set("pensionPayableTotal", items.Payable);
            row.Set("basicPensionPayable", items.Basic);
            row.Set("cumulativeAdjustmentPayable", items.Adjustment);
            row.Set("accountPensionPayable", items.Account);
            row.Set("pensionPaidTotal", items.Paid);
            row.Set("basicPensionPaid", items.Basic - items.Withheld);
            row.Set("cumulativeAdjustmentPaid", items.Adjustment);
            row.Set("accountPensionPaid", items.Account);
            row.Set("accountBalance", items.Account * 20);
            Plant(scene, member, member.Fraud switch
            {
                Fraud.ResidentPensionAssessedDiffersFromPaid => items.Withheld,
                Fraud.ResidentPensionBenefitAfterDeath or Fraud.ResidentPensionBenefitInSeveralAreas
                    or Fraud.ResidentPensionBenefitWithoutContributions => items.Paid,
                _ => -1,
            });
            scene.Write();
        }
    }

    public static bool IsPensioner(Scene scene, in Member member) =>
        scene.RoleOf(member).Scheme == Scheme.ResidentPensioner && scene.World.IsActive(member, scene.Month);

    public static bool IsDying(Scene scene, in Member member) =>
        scene.RoleOf(member) is { Scheme: Scheme.ResidentPensioner, Event: LifeEvent.Dies }
        && scene.World.EventMonth(member) == scene.Month;

    public static long FuneralOf(Scene scene) => scene.World.Parameters.At("resident-pension.basic", scene.Period) * 10;

    public static void Terminations(Scene scene)
    {
        foreach (var member in scene.Members([Scheme.ResidentPensioner], (at, member) => IsDying(at, member)))
        {
            Begin(scene, member);
            var row = scene.Row;
            var items = Resident.PensionOf(scene, member);
            row.Set("personCategory", Texts.Two);
            row.Set("benefitStartDate", StartOf(scene));
            row.Set("deathDate", Pensions.DeathDay(scene, member));
            row.Set("cumulativeContributionYears", 15);
            row.Set("actualContributionYears", 15);
            row.Set("pensionPayableBeforeTermination", items.Payable);
            row.Set("accountBalance", items.Account * 20);
            row.Set("governmentSubsidyBalance", items.Account * 5);
            row.Set("funeralExpense", FuneralOf(scene));
            Plant(scene, member, member.Fraud == Fraud.ResidentPensionBenefitAfterDeath ? 0 : -1);
            scene.Write();
        }
    }

    public static void Deaths(Scene scene)
    {
        foreach (var member in scene.Members([Scheme.ResidentPensioner], (at, member) => IsDying(at, member)))
        {
            Begin(scene, member);
            scene.Row.Set("deathDate", Pensions.DeathDay(scene, member));
            scene.Row.Set("benefitStoppedTime", scene.Period.LastDay.DayNumber * DaySeconds + 17 * 3600);
            Plant(scene, member, member.Fraud == Fraud.ResidentPensionBenefitAfterDeath ? 0 : -1);
            scene.Write();
        }
    }

    public static void Transfers(Scene scene)
    {
        foreach (var member in scene.Members(
            [Scheme.Resident], (at, member) => at.RoleOf(member).Event == LifeEvent.Transfer
                && at.World.EventMonth(member) == at.Month))
        {
            Begin(scene, member);
            scene.Row.Set("transferDirection", Texts.Two);
            scene.Write();
        }
    }

    /// <summary>城乡居民基本医疗保险收入明细: every month, everybody covered, with what was paid for the year.</summary>
    public static void MedicalContributions(Scene scene)
    {
        foreach (var member in scene.Members(Resident.Schemes, (at, member) => Resident.IsInMedical(at, member)
            && member.Fraud != Fraud.ResidentMedicalBenefitWithoutContributions))
        {
            Begin(scene, member);
            var row = scene.Row;
            var subsidy = scene.World.Parameters.At("resident-medical.subsidy", scene.Period);
            row.Set("residentMedicalInsuredCategory", Resident.CategoryOf(scene, member, scene.Person));
            row.Set("firstEnrollmentDate", FirstEnrollment(scene));
            row.Set("continuousEnrollmentYears", Math.Max(1, scene.Period.Year - FirstEnrollment(scene).Year));
            row.Set("individualContributionCurrentYear",
                Resident.MedicalStandard(scene, member, Period.Of(scene.Period.Year, 1)));
            var isDouble = member.Fraud == Fraud.ResidentMedicalDuplicateFiscalSubsidy;
            row.Set("fiscalSubsidyCurrentYear", isDouble ? subsidy * 2 : subsidy);
            Plant(scene, member, member.Fraud switch
            {
                Fraud.ResidentMedicalDuplicateFiscalSubsidy => subsidy,
                Fraud.ResidentMedicalAgeCategoryContributionMismatch or Fraud.InsuredPersonCrossSchemeEnrollment
                    or Fraud.ResidentMedicalEnrolledInSeveralAreasOrSchemes
                    or Fraud.ResidentMedicalBenefitInSeveralAreasOrSchemes =>
                    Resident.MedicalStandard(scene, member, scene.Period),
                _ => -1,
            });
            scene.Write();
        }
    }

    private static void Begin(Scene scene, in Member member)
    {
        var row = scene.Row;
        row.BeginRow();
        var village = scene.Person.Chance.Roll(Ask.Village, Villages.Length);
        row.Set("insuranceCategory", Insurance.CodeOf(Fund.ResidentPension));
        row.Set("villageNo", scene.DivisionNumber * 1_000 + village + 1);
        row.Set("villageName", VillageNames[village]);
        var enrolled = new DateOnly(2012, 1 + scene.Person.Chance.Roll(Ask.Start, 12), 1);
        row.Set("enrollmentDate", enrolled);
        row.Set("accountOpenedDate", enrolled);
        var isDisabled = Resident.IsDisabled(scene, member);
        row.Set("severeDisabilityFlag", isDisabled ? Texts.One : Texts.Zero);
        if (isDisabled)
        {
            row.Set("disabilityCategory", Texts.Two);
            row.Set("disabilityGrade", Texts.One);
        }
    }

    private static readonly byte[][] VillageNames = [.. Villages.Select(name => Names.Bytes(name + "村"))];

    private static int YearsOf(Scene scene) => Math.Max(1, Math.Min(
        scene.Period.Year - 2012, scene.Person.AgeOn(scene.Period.LastDay) - 16));

    private static DateOnly StartOf(Scene scene)
    {
        var sixty = Period.Of(scene.Person.Born).Plus(60 * 12 + 1).FirstDay;
        return sixty.Year < 2012 ? new DateOnly(2012, 1, 1) : sixty;
    }

    private static DateOnly FirstEnrollment(Scene scene)
    {
        var begun = new DateOnly(2016, 1, 1);
        return scene.Person.Born > begun ? Period.Of(scene.Person.Born).FirstDay : begun;
    }

    /// <param name="amount">Below zero where the row is no part of the case.</param>
    private static void Plant(Scene scene, in Member member, long amount)
    {
        if (amount >= 0 && member.Fraud != Fraud.None)
        {
            scene.Case = new PlantedCase(member.Fraud, scene.PersonNumber(member), 0, amount);
        }
    }
}
