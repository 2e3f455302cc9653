using System.Globalization;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Synthesis;
using SocialFund.Kernel;

namespace SocialFund.Tests.Exchange.Synthesis;

/// <summary>Each rule, worked out naively over the files, finds the planted cases and nothing else.</summary>
public sealed class PlantedFraudsTests(GeneratedFiles files) : IClassFixture<GeneratedFiles>
{
    private const long Wage = 881_600;

    private static readonly string[] Pensions = ["enterprise-pension", "public-sector-pension", "resident-pension"];

    [Fact]
    public void EveryRule_ButThoseOfOutsideData_HasCases()
    {
        Assert.Equal(67, Generator.FraudIds.Count);
        Assert.Equal([], Generator.FraudIds.Except(Truth().Select(row => row["rule"])));
    }

    [Fact]
    public void EveryCase_StandsAtItsLine()
    {
        var read = files.WithFrauds.ToDictionary(file => (file.Sender, file.Batch, file.Name));
        Assert.All(Truth(), row =>
        {
            var file = read[(row["sender"], row["batch"], row["file"])];
            var line = file.Lines[int.Parse(row["line"], CultureInfo.InvariantCulture) - 1].Split('|');
            Assert.Equal(file.Table.Id, row["table"]);
            Assert.Equal(file.Period, row["period"]);
            Assert.Contains(row["person"].Length > 0 ? row["person"] : row["employer"], line);
        });
    }

    /// <summary>The cases pass the intake: no row is returned.</summary>
    [Fact]
    public void NoRow_BreaksAHardRule()
    {
        foreach (var file in files.WithFrauds)
        {
            var rules = Catalogue.Shipped.RulesOf(file.Table);
            Assert.All(file.Lines.Skip(1), line => Assert.DoesNotContain(
                TypedCells.Broken(file.Table, line, TypedCells.MonthOf(file.Period), rules)!,
                rule => rule.Severity == Severity.Hard));
        }
    }

    [Fact]
    public void Totals_StayConsistent()
    {
        foreach (var fund in FundList.All)
        {
            long Sum(string table) => files.FraudRows($"{fund.Id}/{table}").Sum(row => row.Fen("amount"));
            Assert.Equal(Sum("payable-plans"), Sum("benefit-payments"));
            Assert.Equal(Sum("payable-plans"), Sum("payable-plan-items"));
        }
        foreach (var insurance in (string[])["enterprise-pension", "public-sector-pension", "employee-medical",
            "unemployment"])
        {
            Assert.Equal(
                files.FraudRows($"{insurance}/employer-contributions").Sum(row => row.Fen("employerPaidCurrentMonth")),
                files.FraudRows($"{insurance}/tax-employer-contributions").Sum(row => row.Fen("employerPaidAmount")));
        }
    }

    [Fact]
    public void BaseBelowMinimum_IsFoundByComparison() => Finds(
        "insured-person/base-below-minimum",
        Contributing("enterprise-pension").Where(row => row.Fen("individualContributionBase") * 10 < Wage * 6));

    [Fact]
    public void BaseAboveMaximum_IsFoundByComparison() => Finds(
        "insured-person/base-above-maximum",
        Contributing("enterprise-pension").Where(row => row.Fen("individualContributionBase") > Wage * 3));

    [Fact]
    public void BasesThatDiffer_AreFoundByJoin()
    {
        var medical = Contributing("employee-medical").GroupBy(row => (row.File.Period, row["citizenIdNumber"]))
            .ToDictionary(rows => rows.Key, rows => rows.First().Fen("individualContributionBase"));
        Finds(
            "insured-person/base-differs-between-insurances",
            Contributing("enterprise-pension").Where(row =>
                medical.TryGetValue((row.File.Period, row["citizenIdNumber"]), out var other)
                && other != row.Fen("individualContributionBase")));
    }

    [Fact]
    public void WageAboveBase_IsFoundInTheTaxTable() => Finds(
        "insured-person/base-below-taxable-wage",
        files.FraudRows("unemployment/tax-individual-contributions").Where(row =>
            row.Fen("personnelContributionBase") < Math.Min(row.Fen("wage"), Wage * 3 / 100 * 100)), "personnelNo");

    [Fact]
    public void SeveralNames_AreFoundByIdentityNumber()
    {
        var names = files.WithFrauds
            .Where(file => file.Table.Find("citizenIdNumber") is not null && file.Table.Find("name") is not null)
            .SelectMany(file => file.Rows()).GroupBy(row => row["citizenIdNumber"])
            .Where(rows => rows.Select(row => row["name"]).Distinct().Count() > 1);
        Assert.Equal(IdsOf("insured-person/one-id-several-names"),
            names.Select(rows => rows.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("enterprise-pension", "pension-benefits", "enterprise-pension/benefit-in-several-areas",
        "enterprise-pension/duplicate-fiscal-subsidy")]
    [InlineData("public-sector-pension", "pension-benefits", "public-sector-pension/benefit-in-several-areas",
        "public-sector-pension/duplicate-fiscal-subsidy")]
    [InlineData("resident-pension", "pension-benefits", "resident-pension/benefit-in-several-areas", "")]
    [InlineData("resident-pension", "individual-contributions", "resident-pension/enrolled-in-several-areas",
        "resident-pension/duplicate-fiscal-subsidy")]
    [InlineData("unemployment", "unemployment-benefits", "unemployment/duplicate-fiscal-subsidy", "")]
    [InlineData("work-injury", "injury-benefits", "work-injury/duplicate-fiscal-subsidy", "")]
    [InlineData("public-sector-pension", "individual-contributions", "insured-person/same-insurance-in-several-areas",
        "")]
    public void PersonsInTwoAreas_AreFoundByIdentityNumber(string insurance, string table, string rule, string alsoRule)
    {
        var twice = files.FraudRows($"{insurance}/{table}").GroupBy(row => (row.File.Period, row["citizenIdNumber"]))
            .Where(rows => rows.Select(row => row.File.Division).Distinct().Count() > 1)
            .Select(rows => rows.Key.Item2).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(IdsOf(rule).Concat(alsoRule.Length > 0 ? IdsOf(alsoRule) : []).Order(StringComparer.Ordinal),
            twice);
    }

    [Theory]
    [InlineData("enterprise-pension", "death-overpayments")]
    [InlineData("public-sector-pension", "account-terminations")]
    [InlineData("resident-pension", "account-terminations")]
    public void PensionsOfTheDead_AreFoundByDateOfDeath(string insurance, string table)
    {
        var dead = files.FraudRows($"{insurance}/{table}")
            .ToDictionary(row => row["personNo"], row => row["deathDate"][..6]);
        Finds(
            $"{insurance}/benefit-after-death",
            files.FraudRows($"{insurance}/pension-benefits")
                .Where(row => dead.TryGetValue(row["personNo"], out var month)
                && string.CompareOrdinal(row.File.Period, month) > 0));
    }

    [Fact]
    public void PensionsPaidOtherwiseThanAssessed_AreFound()
    {
        foreach (var insurance in Pensions)
        {
            Finds(
                $"{insurance}/assessed-differs-from-paid",
                files.FraudRows($"{insurance}/pension-benefits")
                    .Where(row => row.Fen("pensionPaidTotal") != row.Fen("pensionPayableTotal")));
        }
    }

    [Theory]
    [InlineData("enterprise-pension", "actualContributionMonths")]
    [InlineData("public-sector-pension", "actualContributionMonths")]
    [InlineData("resident-pension", "actualContributionYears")]
    public void PensionsWithoutContributions_AreFound(string insurance, string worked) => Finds(
        $"{insurance}/benefit-without-contributions",
        files.FraudRows($"{insurance}/pension-benefits").Where(row => row[worked] == "0"));

    [Theory]
    [InlineData("enterprise-pension")]
    [InlineData("public-sector-pension")]
    public void EarlyRetirements_AreFound(string insurance) => Finds(
        $"{insurance}/retirement-age",
        files.FraudRows($"{insurance}/pension-benefits").Where(row =>
            Number(row["retirementDate"][..4]) - Number(row["birthDate"][..4]) < (row["sex"] == "1" ? 60 : 50)));

    [Fact]
    public void DependentsOfAge_AreFound() => Finds(
        "enterprise-pension/dependent-over-age",
        files.FraudRows("enterprise-pension/dependent-benefits").Where(row =>
            Number(row.File.Period + "01") - Number(row["dependentBirthDate"]) > 18_0000), "dependentNo");

    [Fact]
    public void EmployersThatOwe_AreFound()
    {
        var owing = files.FraudRows("enterprise-pension/employer-contributions")
            .Where(row => row.Fen("employerDueCurrentMonth") > row.Fen("employerPaidCurrentMonth"));
        Finds("employer/arrears", owing, "employerNo", "employer");
        Assert.All(owing, row => Assert.True(row.Fen("employerCumulativeArrears") > 0));
    }

    [Fact]
    public void EmployersThatDeclareOtherwiseToTheTaxOffice_AreFound()
    {
        var persons = Contributing("enterprise-pension").GroupBy(row => (row.File.Period, row["currentEmployerNo"]))
            .ToDictionary(rows => rows.Key, rows => rows.Count());
        var tax = files.FraudRows("enterprise-pension/tax-employer-contributions").ToList();
        Finds(
            "employer/headcount-differs-from-tax",
            tax.Where(row => row["contributorCount"] != $"{persons[(row.File.Period, row["employerNo"])]}"),
                "employerNo", "employer");
        var payrolls = files.FraudRows("enterprise-pension/employer-contributions")
            .ToDictionary(row => (row.File.Period, row["employerNo"]), row => row.Fen("totalPayroll"));
        Finds(
            "employer/base-differs-from-tax",
            tax.Where(row => row.Fen("totalPayroll") != payrolls[(row.File.Period, row["employerNo"])]), "employerNo",
                "employer");
    }

    [Fact]
    public void EmployersBelowTheirPersonsBases_AreFound() => Finds(
        "employer/base-below-sum-of-employees",
        files.FraudRows("enterprise-pension/employer-contributions").Where(row =>
            row.Fen("employerContributionBase") < row.Fen("totalIndividualContributionBase")), "employerNo",
                "employer");

    [Fact]
    public void StaysCloseTogether_AreFound()
    {
        var stays = files.FraudRows("employee-medical/treatment-benefits").GroupBy(row => row["personNo"]);
        var close = stays.Where(rows => rows.OrderBy(row => row["visitDate"])
            .Zip(rows.OrderBy(row => row["visitDate"]).Skip(1))
            .Any(pair => Day(pair.Second["visitDate"]).DayNumber
                - Day(pair.First["visitDate"]).AddDays(Number(pair.First["inpatientOrHomeBedDays"])).DayNumber < 15));
        Finds("employee-medical/readmission-within-15-days", close.SelectMany(rows => rows));
    }

    [Fact]
    public void StaysWithoutAMonthlyContribution_AreFound()
    {
        var unpaid = files.FraudRows("employee-medical/individual-contributions")
            .Where(row => row.Fen("individualDueCurrentMonth") > row.Fen("individualPaidCurrentMonth"))
            .Select(row => (row.File.Period, row["personNo"])).ToHashSet();
        var found = files.FraudRows("employee-medical/treatment-benefits")
            .Where(row => unpaid.Contains((row.File.Period, row["personNo"])));
        Assert.Equal(
            KeysOf("employee-medical/inpatient-without-contribution-in-month", "person")
                .Concat(KeysOf("employee-medical/benefit-after-arrears-limit", "person")).Order(StringComparer.Ordinal),
            found.Select(row => row["personNo"]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ResidentsThatNobodyPaidFor_AreFound()
    {
        var paid = files.FraudRows("resident-medical/individual-contributions").Select(row => row["personNo"])
            .ToHashSet();
        Finds(
            "resident-medical/benefit-without-contributions",
            files.FraudRows("resident-medical/treatment-benefits").Where(row => !paid.Contains(row["personNo"])));
    }

    [Fact]
    public void ResidentsInTheWrongCategory_AreFound() => Finds(
        "resident-medical/age-category-contribution-mismatch",
        files.FraudRows("resident-medical/individual-contributions")
            .Where(row => row["residentMedicalInsuredCategory"] == "1"
            && Number(row.File.Period + "01") - Number(row["birthDate"]) > 18_0000));

    [Fact]
    public void TiersThatDoNotExist_AreFound()
    {
        long[] tiers = [100, 200, 300, 500, 1000, 2000, 3000];
        Finds(
            "resident-pension/individual-contribution-standard",
            files.FraudRows("resident-pension/individual-contributions")
                .Where(row => !tiers.Contains(row.Fen("individualContributionTier") / 100)));
    }

    [Fact]
    public void PaymentsForTheDisabled_WithoutDisability_AreFound() => Finds(
        "resident-pension/severe-disability-subsidy-standard",
        files.FraudRows("resident-pension/individual-contributions").Where(row =>
            row.Fen("tierLocalGovernmentPaid") > 0 && row["severeDisabilityFlag"] != "1"));

    [Fact]
    public void InjuryBenefitsAgainstTheGrade_AreFound()
    {
        var grades = files.FraudRows("work-injury/ability-assessments")
            .ToDictionary(row => row["personNo"], row => row["injuryDisabilityGrade"]);
        var benefits = files.FraudRows("work-injury/injury-benefits").ToList();
        int[] percents = [0, 90, 85, 80, 75];
        int[] months = [0, 27, 25, 23, 21, 18, 16, 13, 11, 9, 7];
        Finds("work-injury/disability-grant-without-grade", benefits.Where(row =>
            row.Fen("lumpSumDisabilityGrantCurrentMonth") > 0 && grades[row["personNo"]].Length == 0));
        Finds("work-injury/disability-allowance-outside-grade-1-4", benefits.Where(row =>
            row.Fen("disabilityAllowanceCurrentMonth") > 0 && Number(grades[row["personNo"]]) > 4));
        Finds("work-injury/disability-allowance-over-standard", benefits.Where(row =>
            row.Fen("disabilityAllowanceCurrentMonth") > 0 && Number(grades[row["personNo"]]) <= 4
            && row.Fen("disabilityAllowanceCurrentMonth") * 100
                > row.Fen("injuredEmployeeWage") * percents[Number(grades[row["personNo"]])]));
        Finds("work-injury/care-fee-over-standard",
            benefits.Where(row => row.Fen("livingCareFeeCurrentMonth") * 2 > Wage));
        Finds("work-injury/lump-sum-over-standard", benefits.Where(row =>
            row.Fen("lumpSumDisabilityGrantCurrentMonth") > 0 && grades[row["personNo"]].Length > 0
            && row.Fen("lumpSumDisabilityGrantCurrentMonth")
                > row.Fen("injuredEmployeeWage") * months[Number(grades[row["personNo"]])]));
        Finds("work-injury/funeral-grant-over-standard",
            benefits.Where(row => row.Fen("funeralGrantCurrentMonth") > Wage * 6));
        Finds("work-injury/periodic-benefit-after-death", benefits.Where(row => row["deathDate"].Length > 0
            && row.Fen("disabilityAllowanceCurrentMonth") > 0
            && string.CompareOrdinal(row.File.Period, row["deathDate"][..6]) > 0));
    }

    [Fact]
    public void DependentsThatGetMoreThanTheDeadEarned_AreFound() => Finds(
        "work-injury/dependents-exceed-lifetime-benefit",
        files.FraudRows("work-injury/dependent-benefits").Where(row =>
            row.Fen("dependentMonthlyPensionCurrentMonth") > row.Fen("deceasedEmployeeWage")), "dependentNo");

    [Fact]
    public void InjuriesBeforeTheFirstContribution_AreFound()
    {
        var enrolled = files.FraudRows("work-injury/employer-contributions")
            .GroupBy(row => row["employerNo"]).ToDictionary(rows => rows.Key, rows => rows.First()["enrollmentDate"]);
        Finds(
            "work-injury/first-contribution-after-injury",
            files.FraudRows("work-injury/injury-determinations").Where(row => string.CompareOrdinal(
                row["injuryTime"][..10].Replace("-", ""), enrolled[row["currentEmployerNo"]]) < 0));
    }

    [Fact]
    public void BasesThatJumpWithTheInjury_AreFound()
    {
        var bases = Contributing("enterprise-pension")
            .ToDictionary(row => (row.File.Period, row["personNo"]), row => row.Fen("individualContributionBase"));
        Finds(
            "work-injury/base-jump-at-injury",
            files.FraudRows("work-injury/injury-determinations").Where(row =>
                row["injuryTime"][..7].Replace("-", "") is var month
                && bases.TryGetValue((month, row["personNo"]), out var then)
                && bases.TryGetValue((TypedCells.MonthOf(month).Plus(-1).Text, row["personNo"]), out var before)
                && then * 10 > before * 15));
    }

    [Fact]
    public void Births_TooOldOrTooClose_AreFound()
    {
        var births = files.FraudRows("maternity/maternity-benefits").ToList();
        Finds("maternity/childbirth-age",
            births.Where(row => Number(row["birthGivingDate"]) - Number(row["birthDate"]) > 50_0000));
        Finds("maternity/births-within-9-months", births.GroupBy(row => row["personNo"])
            .Where(rows => rows.Select(row => row["birthGivingDate"]).Distinct().Count() > 1).SelectMany(rows => rows));
    }

    [Fact]
    public void EmployersThatOwedBeforeABirth_AreFound()
    {
        var owing = files.FraudRows("maternity/employer-contributions")
            .Where(row => row.Fen("employerDueCurrentMonth") > row.Fen("employerPaidCurrentMonth"))
            .Select(row => (row.File.Period, row["employerNo"])).ToHashSet();
        Finds(
            "maternity/employer-not-fully-paid-month-before-childbirth",
            files.FraudRows("maternity/maternity-benefits").Where(row => owing.Contains((
                Period.Of(Day(row["birthGivingDate"])).Plus(-1).Text, row["currentEmployerNo"]))));
    }

    [Fact]
    public void UnemploymentBenefits_OfWorkersTheDeadAndBelowTheMinimum_AreFound()
    {
        var benefits = files.FraudRows("unemployment/unemployment-benefits").ToList();
        var working = Contributing("enterprise-pension").Select(row => row["citizenIdNumber"]).ToHashSet();
        var dead = files.FraudRows("enterprise-pension/death-overpayments").Select(row => row["citizenIdNumber"])
            .ToHashSet();
        Finds("unemployment/benefit-after-pension-contribution",
            benefits.Where(row => working.Contains(row["citizenIdNumber"])));
        Finds("unemployment/benefit-after-death", benefits.Where(row => dead.Contains(row["citizenIdNumber"])));
        Finds("unemployment/benefit-below-minimum-living-standard", benefits.Where(row =>
            row.Fen("unemploymentBenefitPaidCurrentMonth") < 73_000));
    }

    private void Finds(string rule, IEnumerable<ReadRow> found, string key = "personNo", string column = "person")
    {
        var keys = KeysOf(rule, column);
        Assert.NotEmpty(keys);
        Assert.Equal(keys, found.Select(row => row[key]).Distinct().Order(StringComparer.Ordinal));
    }

    private IEnumerable<ReadRow> Contributing(string insurance) =>
        files.FraudRows($"{insurance}/individual-contributions")
            .Where(row => row["individualContributionStatus"] == "1");

    private List<string> KeysOf(string rule, string column) =>
    [
        .. Truth().Where(row => row["rule"] == rule && row[column].Length > 0).Select(row => row[column])
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private List<string> IdsOf(string rule) => KeysOf(rule, "citizenId");

    private List<Dictionary<string, string>> Truth()
    {
        Assert.NotEmpty(files.WithFrauds);
        return GeneratedFiles.Csv(Path.Combine(files.FolderOf("frauds"), "frauds.csv"));
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);
}
