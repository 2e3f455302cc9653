using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>税务: what the tax office collected, ticket by ticket; the same amounts as the agencies' tables.</summary>
internal static class TaxOffice
{
    private const long DaySeconds = 86_400;

    /// <summary>缴费类型 01: regular contributions of the month.</summary>
    private static readonly byte[] Regular = "01"u8.ToArray();

    public static void Employers(Scene scene, Fund fund)
    {
        var totals = scene.EmployersOf(fund);
        for (var index = 0; index < totals.Length; index++)
        {
            var total = totals[index];
            if (total.Persons == 0 || scene.IsOver) { continue; }
            var employer = Employer.Of(scene.World, scene.County, index);
            var planted = Difference.Of(scene, fund, index);
            var personsPaid = fund is Fund.WorkInjury or Fund.Maternity ? 0 : total.PersonsPaid;
            var told = planted.Told(scene, employer.Number, total.EmployerPaid + personsPaid);
            if (told.Tax is not { } taxed) { continue; }
            Synthesis.Employers.Begin(scene, employer);
            Ticket(scene, fund, employer.Number % 10_000_000, 0);
            var row = scene.Row;
            row.Set("contributorCount", total.Persons + (total.Fraud == Fraud.EmployerHeadcountDiffersFromTax ? 6 : 0));
            var isOther = total.Fraud == Fraud.EmployerBaseDiffersFromTax;
            row.Set("totalPayroll", isOther ? total.Wages * 3 / 2 : total.Wages);
            row.Set("totalEmployerContributionBase", total.EmployerBases);
            row.Set("totalIndividualContributionBase", total.Bases);
            var rates = scene.Rates.Of;
            row.Set("employerRateOrQuota", fund == Fund.WorkInjury ? employer.InjuryRate : rates(fund).Employer);
            row.Set("employerPaidAmount", taxed - personsPaid);
            if (fund is not (Fund.WorkInjury or Fund.Maternity))
            {
                row.Set("individualRateOrQuota", rates(fund).Person);
                row.Set("individualPaidAmount", total.PersonsPaid);
            }
            Plant(scene, total, employer);
            scene.Write();
            if (planted.Extra(scene, employer.Number) is { Tax: not null } extra) { Stranger(scene, fund, extra); }
        }
    }

    /// <summary>A ticket of an employer that only the tax office knows.</summary>
    private static void Stranger(Scene scene, Fund fund, Sides sides)
    {
        scene.Row.Begin(scene.World.OfEmployer(scene.County.Range.Ordinal, -11));
        scene.Row.BeginRow();
        scene.Row.Set("poolingAreaCode", scene.DivisionText);
        scene.Row.Set("employerNo", sides.Payer);
        Ticket(scene, fund, sides.Payer % 10_000_000, 0);
        scene.Row.Set("employerPaidAmount", sides.Tax!.Value);
        scene.Write();
    }

    /// <param name="areFlexible">Persons who enrol themselves, or those of employers; null for all.</param>
    public static void Persons(Scene scene, Fund fund, bool? areFlexible)
    {
        foreach (var member in scene.Members(
            Contributors.Payers, (at, member) => at.World.Contributes(member, fund, at.Month)
                && (areFlexible is null || areFlexible == IsFlexible(at, member))))
        {
            scene.Row.BeginRow();
            Person(scene, member, fund);
            scene.Write();
        }
    }

    /// <summary>Residents pay once a year, for a calendar year.</summary>
    public static void Residents(Scene scene, Fund fund)
    {
        foreach (var member in scene.Members(Resident.Schemes, (at, member) => Resident.PaysNow(at, member, fund)))
        {
            var row = scene.Row;
            row.BeginRow();
            Ticket(scene, fund, Numbers.Own(member), 1);
            row.Set("personnelNo", scene.PersonNumber(member));
            var year = fund == Fund.ResidentMedical ? scene.Period.Year + 1 : scene.Period.Year;
            row.Set("contributionPeriodStart", year * 100 + 1);
            row.Set("contributionPeriodEnd", year * 100 + 12);
            row.Set("individualPaidAmount", Resident.PaidByPerson(scene, member, fund, Period.Of(year, 1)));
            row.Set("collectiveSubsidyAmount", fund == Fund.ResidentPension ? Resident.Collective(scene, member) : 0);
            row.Set("taxAuthorityCode", 10_000_000_000 + scene.DivisionNumber * 10_000);
            scene.Write();
        }
    }

    public static bool IsFlexible(Scene scene, in Member member) =>
        member.Employer < 0 || scene.RoleOf(member).Scheme == Scheme.Unemployed;

    private static void Person(Scene scene, in Member member, Fund fund)
    {
        var row = scene.Row;
        var dues = scene.World.DuesOf(member, fund, scene.Month);
        var isFlexible = IsFlexible(scene, member);
        var rates = scene.Rates.Of(fund);
        if (isFlexible) { Ticket(scene, fund, Numbers.Own(member), 1); }
        else { Ticket(scene, fund, scene.EmployerNumber(member.Employer) % 10_000_000, 0); }
        row.Set("uuid", Numbers.Uuid(scene, member, fund));
        if (!isFlexible) { row.Set("employerNo", scene.EmployerNumber(member.Employer)); }
        row.Set("personnelNo", scene.PersonNumber(member));
        var isUnderstated = member.Fraud == Fraud.InsuredPersonBaseBelowTaxableWage;
        row.Set("wage", isUnderstated ? dues.Wage * 2 : dues.Wage);
        row.Set("employerContributionBase", isFlexible ? 0 : dues.EmployerBase);
        row.Set("employerRateOrQuota", isFlexible ? 0 : rates.Employer);
        row.Set("employerActualPaidAmount", dues.EmployerPaid);
        row.Set("personnelContributionBase", dues.Base);
        row.Set("individualRateOrQuota", isFlexible ? rates.Flexible : rates.Person);
        row.Set("individualPaidAmount", dues.PersonPaid);
        if (isUnderstated)
        {
            scene.Case = new PlantedCase(member.Fraud, scene.PersonNumber(member), 0, dues.Wage);
        }
    }

    /// <summary>The columns of the payment that employer and persons share.</summary>
    /// <param name="payer">An employer's or a person's number in the county.</param>
    private static void Ticket(Scene scene, Fund fund, long payer, int payerKind)
    {
        var row = scene.Row;
        var insurance = Insurance.CodeOf(fund);
        var day = scene.Period.FirstDay.DayNumber + 5 + (int)(payer % 15);
        row.Set("businessSystemCode", Texts.One);
        row.Set("agencyNo", scene.DivisionNumber * 100 + 1);
        row.Set("insuranceType", insurance);
        row.Set("correspondingContributionPeriod", scene.PeriodNumber);
        row.Set("contributionType", Regular);
        var serial = Numbers.Text(scene, fund, payerKind, payer, '3');
        row.Set("electronicTaxReceiptNo", serial);
        row.Set("collectionNoticeSerialNo", Numbers.Text(scene, fund, payerKind, payer, '1'));
        row.Set("contributionFlag", Texts.One);
        row.Set("remittanceTime", day * DaySeconds + 9 * 3600 + payer % 3600);
        row.Set("treasuryEntryTime", (day + 1) * DaySeconds + 10 * 3600 + payer % 3600);
        row.Set("taxAuthorityCode", 10_000_000_000 + scene.DivisionNumber * 10_000);
        row.Set("dataTransmissionType", Texts.One);
        row.Set("transmissionBatchNo", scene.PeriodNumber * 100 + 1);
        row.Set("transmissionTimestamp", scene.Period.LastDay.DayNumber * DaySeconds + 20 * 3600);
        // The tax office's own number of the row in its file.
        row.Set("rowKey", (scene.PeriodNumber * 1_000_000 + scene.DivisionNumber) * 10_000_000 + scene.Rows);
        if (payerKind == 0) { row.Set("uuid", Numbers.Uuid(scene, payer, fund)); }
    }

    private static void Plant(Scene scene, EmployerMonth total, Employer employer)
    {
        if (total.Fraud is Fraud.EmployerHeadcountDiffersFromTax or Fraud.EmployerBaseDiffersFromTax)
        {
            scene.Case = new PlantedCase(
                total.Fraud, 0, employer.Number,
                total.Fraud == Fraud.EmployerBaseDiffersFromTax ? total.Wages / 2 : 0);
        }
    }
}
