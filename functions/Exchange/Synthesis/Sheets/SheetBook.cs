using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>Which sheet makes which table.</summary>
internal static class SheetBook
{
    private static readonly Dictionary<string, Action<Scene>> Sheets = Make();

    public static Action<Scene> Of(CatalogTable table) => Sheets.TryGetValue(table.Id, out var sheet)
        ? sheet
        : throw new InvalidOperationException($"No sheet makes {table.Id}.");

    private static Dictionary<string, Action<Scene>> Make()
    {
        var sheets = new Dictionary<string, Action<Scene>>();
        foreach (var fund in FundList.All) { Shared(sheets, fund.Fund, fund.Id); }
        foreach (var (id, sheet) in Own()) { sheets.Add(id, sheet); }
        return sheets;
    }

    /// <summary>Tables that several insurances have; those that one lacks are never asked for.</summary>
    private static void Shared(Dictionary<string, Action<Scene>> sheets, Fund fund, string id)
    {
        sheets.Add($"{id}/benefit-payments", scene => Payments.Disbursements(scene, fund));
        sheets.Add($"{id}/payable-plans", scene => Payments.Plans(scene, fund));
        sheets.Add($"{id}/payable-plan-items", scene => Payments.Items(scene, fund));
        if (fund is Fund.ResidentPension or Fund.ResidentMedical)
        {
            sheets.Add($"{id}/tax-individual-contributions", scene => TaxOffice.Residents(scene, fund));
            return;
        }
        sheets.Add($"{id}/employer-contributions", scene => Employers.Contributions(scene, fund));
        sheets.Add($"{id}/individual-contributions", scene => Contributors.Contributions(scene, fund));
        sheets.Add($"{id}/policy-parameters", scene => PolicyParameters.Of(scene, fund));
        sheets.Add($"{id}/tax-employer-contributions", scene => TaxOffice.Employers(scene, fund));
        // The medical table is listed twice: here the second takes who enrols without an employer.
        bool? flexible = fund == Fund.EmployeeMedical ? false : null;
        sheets.Add($"{id}/tax-individual-contributions", scene => TaxOffice.Persons(scene, fund, flexible));
    }

    private static Dictionary<string, Action<Scene>> Own() => new()
    {
        ["treasury/contribution-receipts"] = Treasury.Receipts,
        ["enterprise-pension/pension-benefits"] = scene => Pensions.Benefits(scene, Fund.EnterprisePension),
        ["enterprise-pension/dependent-benefits"] = Pensions.Dependents,
        ["enterprise-pension/death-overpayments"] = Pensions.Deaths,
        ["enterprise-pension/transfers"] = scene => Pensions.Transfers(scene, Scheme.Enterprise),
        ["resident-pension/individual-contributions"] = Residents.PensionContributions,
        ["resident-pension/pension-benefits"] = Residents.PensionBenefits,
        ["resident-pension/account-terminations"] = Residents.Terminations,
        ["resident-pension/death-overpayments"] = Residents.Deaths,
        ["resident-pension/transfers"] = Residents.Transfers,
        ["public-sector-pension/pension-benefits"] = scene => Pensions.Benefits(scene, Fund.PublicSectorPension),
        ["public-sector-pension/account-terminations"] = Pensions.Terminations,
        ["public-sector-pension/transfers"] = scene => Pensions.Transfers(scene, Scheme.Public),
        ["public-sector-pension/occupational-annuity-accounts"] = Pensions.Annuities,
        ["public-sector-pension/occupational-annuity-benefits"] = Pensions.AnnuityBenefits,
        ["employee-medical/outpatient-visits"] = Visits.Outpatient,
        ["employee-medical/treatment-benefits"] = scene => Visits.Treatments(scene, Fund.EmployeeMedical),
        ["employee-medical/retired-cadres"] = Visits.Cadres,
        ["employee-medical/retired-cadre-visits"] = Visits.CadreVisits,
        ["employee-medical/tax-individual-contributions-2"] =
            scene => TaxOffice.Persons(scene, Fund.EmployeeMedical, areFlexible: true),
        ["resident-medical/individual-contributions"] = Residents.MedicalContributions,
        ["resident-medical/treatment-benefits"] = scene => Visits.Treatments(scene, Fund.ResidentMedical),
        ["resident-medical/policy-parameters"] = PolicyParameters.Residents,
        ["unemployment/transfers"] = scene => Pensions.Transfers(scene, Scheme.Enterprise),
        ["unemployment/unemployment-benefits"] = Unemployment.Benefits,
        ["work-injury/injury-determinations"] = Injuries.Determinations,
        ["work-injury/ability-assessments"] = Injuries.Assessments,
        ["work-injury/injury-benefits"] = Injuries.Benefits,
        ["work-injury/dependent-benefits"] = Injuries.Dependents,
        ["maternity/maternity-benefits"] = Births.Mothers,
        ["maternity/male-employee-benefits"] = Births.Fathers,
    };
}
