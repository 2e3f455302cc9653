using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>国库: what came into the treasury, ticket by ticket; the same amounts as the tax office's tables.</summary>
internal static class Treasury
{
    /// <summary>征收品目: social insurance contributions; made up.</summary>
    private static readonly byte[] Item = "10210"u8.ToArray();

    private static readonly byte[] Name = Names.Bytes("国家金库支库");

    public static void Receipts(Scene scene)
    {
        foreach (var fund in FundList.All.Select(entry => entry.Fund))
        {
            if (fund is Fund.ResidentPension or Fund.ResidentMedical) { Residents(scene, fund); }
            else
            {
                Employers(scene, fund);
                Persons(scene, fund);
            }
        }
    }

    private static void Employers(Scene scene, Fund fund)
    {
        var totals = scene.EmployersOf(fund);
        for (var index = 0; index < totals.Length; index++)
        {
            var total = totals[index];
            if (total.Persons == 0 || scene.IsOver) { continue; }
            var employer = Employer.Of(scene.World, scene.County, index);
            var personsPaid = fund is Fund.WorkInjury or Fund.Maternity ? 0 : total.PersonsPaid;
            var planted = Difference.Of(scene, fund, index);
            var told = planted.Told(scene, employer.Number, total.EmployerPaid + personsPaid);
            scene.Row.Begin(employer.Chance);
            if (told.Treasury is { } fen)
            {
                Receipt(scene, fund, employer.Number % 10_000_000, 0, fen, planted.TreasuryMonth(scene));
                scene.Row.Set("payerOrganizationCode", employer.CreditCode);
                scene.Row.Set("payerName", employer.Name);
                scene.Write();
            }
            if (planted.Extra(scene, employer.Number) is not { } extra) { continue; }
            if (extra.Treasury is { } more)
            {
                Receipt(scene, fund, extra.Payer % 10_000_000, 0, more, scene.Period);
                scene.Write();
            }
        }
    }

    /// <summary>Who enrols without an employer has a ticket of his own.</summary>
    private static void Persons(Scene scene, Fund fund)
    {
        if (fund is Fund.WorkInjury or Fund.Maternity) { return; }
        foreach (var member in scene.Members(Contributors.Payers, (at, member) =>
            at.World.Contributes(member, fund, at.Month) && TaxOffice.IsFlexible(at, member)))
        {
            var dues = scene.World.DuesOf(member, fund, scene.Month);
            Person(scene, member, fund, dues.PersonPaid + dues.EmployerPaid);
        }
    }

    private static void Residents(Scene scene, Fund fund)
    {
        foreach (var member in scene.Members(Resident.Schemes, (at, member) => Resident.PaysNow(at, member, fund)))
        {
            var year = fund == Fund.ResidentMedical ? scene.Period.Year + 1 : scene.Period.Year;
            Person(scene, member, fund, Resident.PaidByPerson(scene, member, fund, Period.Of(year, 1)));
        }
    }

    private static void Person(Scene scene, in Member member, Fund fund, long fen)
    {
        // A ticket of nothing never reaches the treasury.
        if (fen == 0) { return; }
        Receipt(scene, fund, Numbers.Own(member), 1, fen, scene.Period);
        scene.Row.Set("payerName", scene.Person.Name);
        scene.Row.Set("payerCitizenIdNumber", scene.Person.CitizenId);
        scene.Write();
    }

    private static void Receipt(Scene scene, Fund fund, long payer, int payerKind, long fen, Period month)
    {
        var row = scene.Row;
        row.BeginRow();
        row.Set("administrativeDivisionCode", scene.DivisionText);
        row.Set("dataPeriod", scene.PeriodNumber);
        row.Set("electronicTaxReceiptNo", Numbers.Text(scene, fund, payerKind, payer, '3'));
        row.Set("insuranceType", Insurance.CodeOf(fund));
        row.Set("levyItem", Item);
        row.Set("correspondingContributionPeriod", month.Number);
        row.Set("treasuryEntryDate", scene.Period.FirstDay.AddDays(6 + (int)(payer % 15)));
        row.Set("treasuryAmount", fen);
        row.Set("treasuryCode", scene.DivisionNumber * 10_000);
        row.Set("treasuryName", Name);
        row.Set("treasuryVoucherNo", Numbers.Text(scene, fund, payerKind, payer, '5'));
        row.Set("taxAuthorityCode", 10_000_000_000 + scene.DivisionNumber * 10_000);
    }
}
