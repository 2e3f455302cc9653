using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>政策参数: one row a county and month; for residents one a category.</summary>
internal static class PolicyParameters
{
    public static void Of(Scene scene, Fund fund)
    {
        var row = scene.Row;
        row.Begin(scene.World.OfEmployer(scene.County.Range.Ordinal, -1));
        Begin(scene);
        var rates = scene.Rates.Of(fund);
        row.Set("localPriorYearAverageMonthlyWage", scene.Rates.Wage);
        row.Set("employerContributionRate", rates.Employer);
        row.Set("employeeContributionRate", rates.Person);
        row.Set("combinedSchemeEmployerRate", rates.Employer);
        row.Set("poolingOnlyEmployerRate", rates.Employer);
        row.Set("selfEnrolledContributionRate", rates.Flexible);
        if (fund == Fund.EmployeeMedical)
        {
            row.Set("poolingFundCap", scene.World.Parameters.At("employee-medical.pool-cap", scene.Period));
        }
        scene.Write();
    }

    public static void Residents(Scene scene)
    {
        var row = scene.Row;
        row.Begin(scene.World.OfEmployer(scene.County.Range.Ordinal, -1));
        foreach (var category in (byte[][])[Texts.One, Texts.Two, Texts.Three])
        {
            if (scene.IsOver) { return; }
            Begin(scene);
            var key = category == Texts.One ? "resident-medical.child" : "resident-medical.adult";
            var subsidy = scene.World.Parameters.At("resident-medical.subsidy", scene.Period);
            row.Set("residentMedicalInsuredCategory", category);
            row.Set("residentHardshipCategory", Texts.Zero);
            row.Set("individualContributionStandard", scene.World.Parameters.At(key, Period.Of(scene.Period.Year, 1)));
            row.Set("fiscalSubsidyStandard", subsidy);
            row.Set("centralFiscalSubsidyStandard", subsidy * 8 / 10);
            row.Set("provincialFiscalSubsidyStandard", subsidy / 10);
            row.Set("cityFiscalSubsidyStandard", subsidy / 20);
            row.Set("countyFiscalSubsidyStandard", subsidy / 20);
            row.Set("poolingFundCap", scene.World.Parameters.At("resident-medical.pool-cap", scene.Period));
            scene.Write();
        }
    }

    private static void Begin(Scene scene)
    {
        scene.Row.BeginRow();
        scene.Row.Set("administrativeDivisionCode", scene.DivisionText);
        scene.Row.Set("dataPeriod", scene.PeriodNumber);
    }
}
