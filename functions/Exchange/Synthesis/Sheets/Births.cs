using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>What the maternity fund pays for a birth. Fen.</summary>
internal readonly record struct BirthItems(long Medical, long Allowance, long Extra)
{
    public long Paid => Medical + Allowance + Extra;
}

/// <summary>生育: births of insured women, and of the wives of insured men.</summary>
internal static class Births
{
    /// <summary>Basis: 女职工劳动保护特别规定§7.</summary>
    private const int LeaveDays = 98;

    private const int PaternityDays = 15;

    public static bool IsMother(Scene scene, in Member member) =>
        scene.RoleOf(member).Event == LifeEvent.Birth && scene.World.EventMonth(member) == scene.Month;

    public static bool IsFather(Scene scene, in Member member) =>
        scene.RoleOf(member).Event == LifeEvent.SpouseBirth && scene.World.EventMonth(member) == scene.Month;

    public static BirthItems ItemsOf(Scene scene, in Member member)
    {
        var chance = scene.World.Of(member.Number);
        var wage = scene.World.DuesOf(member, Fund.EmployeeMedical, scene.Month).Base;
        return IsMother(scene, member)
            ? new BirthItems(
                250_000 + chance.Roll(Ask.Amount, 5_000) * 100, wage * LeaveDays / 30,
                member.Fraud == Fraud.MaternityDuplicateFiscalSubsidy ? 100_000 : 0)
            : new BirthItems(chance.Roll(Ask.Amount, 2) * 80_000, wage * PaternityDays / 30, 0);
    }

    public static void Mothers(Scene scene)
    {
        foreach (var member in scene.Members([Scheme.Enterprise], (at, member) => IsMother(at, member)))
        {
            Mother(scene, member, scene.Period.FirstDay.AddDays(scene.Person.Chance.Roll(Ask.EventDay, 20)));
            if (member.Fraud == Fraud.MaternityBirthsWithin9Months)
            {
                Mother(scene, member, scene.Period.Plus(-6).FirstDay.AddDays(4));
            }
        }
    }

    public static void Fathers(Scene scene)
    {
        foreach (var member in scene.Members([Scheme.Enterprise], (at, member) => IsFather(at, member)))
        {
            var items = ItemsOf(scene, member);
            var row = scene.Row;
            row.BeginRow();
            row.Set("paternityCareLeaveDays", PaternityDays);
            row.Set("maleEmployeeSpouseMedicalCost", items.Medical);
            row.Set("maternityFundPaid", items.Paid);
            row.Set("paternityCareAllowance", items.Allowance);
            scene.Write();
        }
    }

    /// <summary>How many rows of benefits the month has for a mother.</summary>
    public static int RowsOf(in Member member) => member.Fraud == Fraud.MaternityBirthsWithin9Months ? 2 : 1;

    private static void Mother(Scene scene, in Member member, DateOnly day)
    {
        var items = ItemsOf(scene, member);
        var row = scene.Row;
        row.BeginRow();
        row.Set("birthGivingDate", day);
        row.Set("designatedInstitutionCode", Visits.Institution(scene, 0));
        row.Set("designatedInstitutionName", Names.Bytes(Divisions.NameOf(scene.Division) + "人民医院"));
        row.Set("designatedInstitutionCategory", Texts.One);
        row.Set("designatedInstitutionGrade", Texts.Three);
        row.Set("fetusCount", 1);
        row.Set("inpatientDays", 3 + scene.Person.Chance.Roll(Ask.Days, 4));
        row.Set("maternityLeaveDays", LeaveDays);
        row.Set("maternityMedicalTotal", items.Medical);
        row.Set("maternityDrugCost", items.Medical / 4);
        row.Set("maternityExamCost", items.Medical / 4);
        row.Set("deliveryCost", items.Medical / 4);
        row.Set("maternityFundPaid", items.Paid);
        row.Set("maternityAllowance", items.Allowance);
        row.Set("otherLumpSumSubsidy", items.Extra);
        Plant(scene, member, items);
        scene.Write();
    }

    private static void Plant(Scene scene, in Member member, BirthItems items)
    {
        if (member.Fraud == Fraud.None) { return; }
        scene.Case = new PlantedCase(
            member.Fraud, scene.PersonNumber(member), 0,
            member.Fraud == Fraud.MaternityDuplicateFiscalSubsidy ? items.Extra : items.Paid);
    }
}
