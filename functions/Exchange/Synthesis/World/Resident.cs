using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>居民: what residents pay and draw, year by year. Fen.</summary>
internal static class Resident
{
    public const long DisabilityTier = 10_000;

    private static readonly long[] Tiers = [10_000, 20_000, 30_000, 50_000, 100_000, 200_000, 300_000];

    /// <summary>What local government adds to each tier.</summary>
    private static readonly long[] Subsidies = [3_000, 4_000, 5_000, 6_000, 7_000, 9_000, 12_000];

    /// <summary>Who may be in the residents' insurances; workers only as a planted case.</summary>
    public static readonly Scheme[] Schemes =
    [
        Scheme.Enterprise, Scheme.Resident, Scheme.ResidentPensioner, Scheme.Child, Scheme.Dependent,
        Scheme.InjuryDependent,
    ];

    public static bool IsInPension(Scene scene, in Member member) => scene.RoleOf(member).Scheme == Scheme.Resident;

    public static bool IsInMedical(Scene scene, in Member member) => scene.RoleOf(member).Scheme switch
    {
        Scheme.Resident or Scheme.Child or Scheme.Dependent or Scheme.InjuryDependent => true,
        Scheme.ResidentPensioner => scene.World.IsActive(member, scene.Month)
            && member.Fraud != Fraud.ResidentPensionBenefitAfterDeath,
        Scheme.Enterprise => member.Fraud == Fraud.InsuredPersonCrossSchemeEnrollment,
        _ => false,
    };

    /// <summary>The month of the year in which the person pays: two in five all over it, the others from
    /// September.</summary>
    public static bool PaysNow(Scene scene, in Member member, Fund fund)
    {
        if (fund == Fund.ResidentPension ? !IsInPension(scene, member) : !IsInMedical(scene, member)) { return false; }
        var isUnpaid = member.Fraud == Fraud.ResidentMedicalBenefitWithoutContributions;
        if (fund == Fund.ResidentMedical && isUnpaid) { return false; }
        // A case must show in the first month.
        if (member.Fraud != Fraud.None && fund == Fund.ResidentPension) { return scene.Month % 12 == 0; }
        var drawn = scene.World.Of(member.Number).Roll(Ask.PayMonth, 20);
        return scene.Period.Month == (drawn < 12 ? drawn + 1 : 9 + drawn % 4);
    }

    public static int TierOf(Scene scene, in Member member) =>
        scene.World.Of(member.Number).Roll(Ask.Tier, Tiers.Length);

    public static long Tier(Scene scene, in Member member) =>
        member.Fraud == Fraud.ResidentPensionIndividualContributionStandard ? 13_700
        : IsPaidByGovernment(scene, member) ? DisabilityTier
        : Tiers[TierOf(scene, member)];

    public static long Subsidy(Scene scene, in Member member) =>
        member.Fraud == Fraud.ResidentPensionOtherContributionSubsidyStandard ? 50_000
        : IsPaidByGovernment(scene, member) ? Subsidies[0]
        : Subsidies[TierOf(scene, member)];

    /// <summary>重度残疾: government pays the lowest tier.</summary>
    public static bool IsDisabled(Scene scene, in Member member) =>
        member.Fraud == Fraud.None && scene.World.Of(member.Number).OneIn(Ask.Grade, 40);

    public static bool IsPaidByGovernment(Scene scene, in Member member) =>
        IsDisabled(scene, member) || member.Fraud == Fraud.ResidentPensionSevereDisabilitySubsidyStandard;

    public static long Collective(Scene scene, in Member member) =>
        member.Fraud == Fraud.ResidentPensionCollectiveContributionStandard ? 500_000
        : scene.World.Of(member.Number).OneIn(Ask.Share, 10) ? 10_000 : 0;

    public static long PaidByPerson(Scene scene, in Member member, Fund fund, Period year)
    {
        if (fund == Fund.ResidentMedical) { return MedicalStandard(scene, member, year); }
        return IsPaidByGovernment(scene, member) ? 0 : Tier(scene, member);
    }

    /// <summary>1 child or student, 2 adult, 3 sixty and above.</summary>
    public static byte[] CategoryOf(Scene scene, in Member member, Person person)
    {
        if (member.Fraud == Fraud.ResidentMedicalAgeCategoryContributionMismatch) { return Texts.One; }
        var age = person.AgeOn(scene.Period.LastDay);
        return age < 18 ? Texts.One : age < 60 ? Texts.Two : Texts.Three;
    }

    public static long MedicalStandard(Scene scene, in Member member, Period period)
    {
        var isChild = scene.RoleOf(member).Scheme is Scheme.Child or Scheme.InjuryDependent
            || (scene.RoleOf(member).Scheme == Scheme.Dependent
                && member.Fraud != Fraud.EnterprisePensionDependentOverAge)
            || member.Fraud == Fraud.ResidentMedicalAgeCategoryContributionMismatch;
        return scene.World.Parameters.At(isChild ? "resident-medical.child" : "resident-medical.adult", period);
    }

    public static PensionItems PensionOf(Scene scene, in Member member)
    {
        var chance = scene.World.Of(member.Number);
        var account = 2_000 + chance.Roll(Ask.Amount, 80) * 100;
        var age = scene.Person.AgeOn(scene.World.Options.From.FirstDay);
        return new PensionItems(
            scene.World.Parameters.At("resident-pension.basic", scene.Period), 0, account, age >= 70 ? 1_000 : 0, 0,
            member.Fraud == Fraud.ResidentPensionAssessedDiffersFromPaid ? 5_000 : 0);
    }
}
