using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>单位缴费明细: one row an employer with persons, the sums of its persons.</summary>
internal static class Employers
{
    /// <summary>Basis: 社会保险法§86.</summary>
    private const long LateFeeDaily = 500;

    private const long MonthDays = 30;

    public static void Contributions(Scene scene, Fund fund)
    {
        var totals = scene.EmployersOf(fund);
        for (var index = 0; index < totals.Length; index++)
        {
            if (totals[index].Persons == 0 || scene.IsOver) { continue; }
            var employer = Employer.Of(scene.World, scene.County, index);
            Begin(scene, employer);
            Amounts(scene, totals[index]);
            if (fund == Fund.WorkInjury) { InjuryColumns(scene, employer, totals[index]); }
            if (fund == Fund.Maternity) { MaternityColumns(scene, totals[index]); }
            Plant(scene, fund, employer, totals[index]);
            scene.Write();
        }
    }

    public static void Begin(Scene scene, Employer employer)
    {
        var row = scene.Row;
        row.Begin(employer.Chance);
        row.BeginRow();
        row.Set("administrativeDivisionCode", scene.DivisionText);
        row.Set("poolingAreaCode", scene.DivisionText);
        row.Set("dataPeriod", scene.PeriodNumber);
        row.Set("employerNo", employer.Number);
        row.Set("employerName", employer.Name);
        row.Set("organizationCode", employer.CreditCode);
        row.Set("enrollmentDate", employer.Enrolled);
    }

    private static void Amounts(Scene scene, EmployerMonth total)
    {
        var row = scene.Row;
        row.Set("employerContributionStatus", Texts.One);
        row.Set("totalPayroll", total.Wages);
        row.Set("employerContributionBase", total.EmployerBases);
        row.Set("totalIndividualContributionBase", total.Bases);
        row.Set("employerDueCurrentMonth", total.EmployerDue);
        row.Set("individualDueCurrentMonthSubtotal", total.PersonsDue);
        row.Set("employerPaidCurrentMonth", total.EmployerPaid);
        row.Set("individualPaidCurrentMonthSubtotal", total.PersonsPaid);
        var arrears = (total.EmployerDue - total.EmployerPaid) * (scene.Month + 1);
        row.Set("employerCumulativeArrears", arrears);
        row.Set("cumulativeUnpaidLateFee", Share.Of(arrears, LateFeeDaily * MonthDays));
    }

    private static void InjuryColumns(Scene scene, Employer employer, EmployerMonth total)
    {
        var row = scene.Row;
        row.Set("industryRiskCategory", employer.RiskClass);
        row.Set("projectName", Names.Bytes("单位整体参保"));
        row.Set("industryBaseRate", Employer.BaseRate(employer.RiskClass));
        row.Set("employerRateCurrentMonth", employer.InjuryRate);
        row.Set("insuredPersonsCurrentMonth", total.Persons);
        row.Set("insuredMigrantWorkers", total.Migrants);
        row.Set("contributingPersons", total.Persons);
        row.Set("injuriesDeterminedCurrentMonth", total.Injuries);
        row.Set("accidentInjuriesCurrentMonth", total.Injuries);
        row.Set("workDeathsCurrentMonth", total.Deaths);
        row.Set("injuryFundUsedCurrentMonth", total.InjuryBenefits);
    }

    private static void MaternityColumns(Scene scene, EmployerMonth total)
    {
        var row = scene.Row;
        row.Set("employerContributionRate", scene.Rates.Of(Fund.Maternity).Employer);
        row.Set("insuredPersonsCurrentMonth", total.Persons);
        row.Set("insuredWomen", total.Women);
        row.Set("insuredMigrantWorkers", total.Migrants);
    }

    private static void Plant(Scene scene, Fund fund, Employer employer, EmployerMonth total)
    {
        var owed = total.EmployerDue - total.EmployerPaid;
        var isCase = total.Fraud switch
        {
            Fraud.EmployerArrears => true,
            Fraud.EmployerBaseBelowSumOfEmployees => fund is not (Fund.WorkInjury or Fund.Maternity),
            Fraud.EmployeeMedicalBenefitAfterArrearsLimit => fund == Fund.EmployeeMedical,
            Fraud.WorkInjuryNotFullyPaid12MonthsBeforeInjury or Fraud.WorkInjuryFirstContributionAfterInjury =>
                fund == Fund.WorkInjury,
            Fraud.MaternityEmployerNotFullyPaidMonthBeforeChildbirth => fund == Fund.Maternity && owed > 0,
            _ => false,
        };
        if (!isCase) { return; }
        var amount = total.Fraud == Fraud.EmployerBaseBelowSumOfEmployees ? total.Bases - total.EmployerBases : owed;
        scene.Case = new PlantedCase(total.Fraud, 0, employer.Number, amount);
    }
}
