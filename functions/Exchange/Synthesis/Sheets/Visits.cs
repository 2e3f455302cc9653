using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>就诊: visits of workers, residents and veteran cadres.</summary>
internal static class Visits
{
    private static readonly (byte[] Code, byte[] Name)[] Diagnoses =
    [
        .. EmbeddedCsv.Read(typeof(Visits).Assembly, "diagnoses.csv")
            .Select(row => (Names.Bytes(row["code"]), Names.Bytes(row["name"]))),
    ];

    private static readonly Scheme[] Workers =
        [Scheme.Enterprise, Scheme.Public, Scheme.Flexible, Scheme.EnterpriseRetiree, Scheme.PublicRetiree];

    public static Scheme[] SchemesOf(Fund fund) => fund == Fund.EmployeeMedical ? Workers : Resident.Schemes;

    public static bool IsInsured(Scene scene, in Member member, Fund fund)
    {
        if (fund == Fund.ResidentMedical) { return Resident.IsInMedical(scene, member); }
        var scheme = scene.RoleOf(member).Scheme;
        return scene.World.Contributes(member, fund, scene.Month)
            || (scheme is Scheme.EnterpriseRetiree or Scheme.PublicRetiree && member.Fraud == Fraud.None
                && scene.World.IsActive(member, scene.Month));
    }

    /// <summary>职工医疗保险门诊就诊明细: visits without a bed, paid from the personal account.</summary>
    public static void Outpatient(Scene scene)
    {
        foreach (var member in scene.Members(
            SchemesOf(Fund.EmployeeMedical), (at, member) => IsInsured(at, member, Fund.EmployeeMedical)))
        {
            foreach (var visit in Visit.Of(scene, member, Fund.EmployeeMedical, scene.Period))
            {
                if (visit.IsInpatient) { continue; }
                Common(scene, visit);
                scene.Row.Set("employeeMedicalInsuredCategory", CategoryOf(scene, member));
                scene.Row.Set("inPolicySelfPaidAmount", visit.SelfPaid);
                scene.Write();
            }
        }
    }

    /// <summary>个人待遇支出明细: stays, and for residents every visit.</summary>
    public static void Treatments(Scene scene, Fund fund)
    {
        foreach (var member in scene.Members(SchemesOf(fund), (at, member) => IsInsured(at, member, fund)))
        {
            foreach (var visit in Visit.Of(scene, member, fund, scene.Period))
            {
                if (!visit.IsInpatient && fund == Fund.EmployeeMedical) { continue; }
                Common(scene, visit);
                Treatment(scene, member, fund, visit);
                Plant(scene, member, fund, visit);
                scene.Write();
            }
        }
    }

    public static void Cadres(Scene scene)
    {
        foreach (var member in scene.Members([Scheme.Cadre], (_, _) => true))
        {
            var row = scene.Row;
            row.BeginRow();
            row.Set("veteranCadreRetirementDate", new DateOnly(Math.Max(1982, scene.Person.Born.Year + 60), 6, 30));
            var employer = Employer.Of(scene.World, scene.County, member.Employer);
            row.Set("formerEmployerName", employer.Name);
            scene.Write();
        }
    }

    /// <summary>Veteran cadres see a doctor every month; their own fund pays all of it.</summary>
    public static void CadreVisits(Scene scene)
    {
        foreach (var member in scene.Members([Scheme.Cadre], (_, _) => true))
        {
            var cost = 20_000 + scene.World.Of(member.Number).With(scene.PeriodNumber).Roll(Ask.Amount, 3_000) * 100;
            var visit = CadreVisit(scene, member, cost);
            Common(scene, visit);
            scene.Row.Set("inCatalogDrugCost", visit.Drugs);
            scene.Row.Set("visitExamCost", visit.Treatment);
            scene.Row.Set("retiredCadreFundPaid", visit.Total);
            scene.Write();
        }
    }

    public static long CadrePaid(Scene scene, in Member member) =>
        20_000 + scene.World.Of(member.Number).With(scene.PeriodNumber).Roll(Ask.Amount, 3_000) * 100;

    private static Visit CadreVisit(Scene scene, in Member member, long cost) => new(
        scene.Person.Chance.With(scene.PeriodNumber), scene.PeriodNumber * 1_000_000_000 + Numbers.Own(member) * 10 + 5,
        scene.Period.FirstDay.AddDays(8), 0, 0, 0, cost * 6 / 10, cost - cost * 6 / 10, 0, 0, 0, 0, 0, 0, 0);

    private static void Common(Scene scene, Visit visit)
    {
        var row = scene.Row;
        row.BeginRow(visit.Chance);
        row.Set("visitDate", visit.Day);
        row.Set("visitNo", visit.Number);
        row.Set("designatedInstitutionCode", Institution(scene, visit.Institution));
        row.Set("designatedInstitutionCategory", visit.Institution == 0 ? Texts.One : Texts.Two);
        row.Set("designatedInstitutionGrade", visit.Institution == 0 ? Texts.Three : Texts.Two);
        row.Set("primaryDiagnosisCode", Diagnoses[visit.Diagnosis].Code);
        row.Set("primaryDiagnosisName", Diagnoses[visit.Diagnosis].Name);
        row.Set("visitTotalCost", visit.Total);
        row.Set("visitDrugCost", visit.Drugs);
        row.Set("visitDiagnosisTreatmentCost", visit.Treatment);
    }

    public static byte[] Institution(Scene scene, int which) => Names.Bytes($"H{scene.Division}{which + 1:00000}");

    private static byte[] CategoryOf(Scene scene, in Member member) =>
        scene.RoleOf(member).Scheme is Scheme.EnterpriseRetiree or Scheme.PublicRetiree ? Texts.Two : Texts.One;

    private static void Treatment(Scene scene, in Member member, Fund fund, Visit visit)
    {
        var row = scene.Row;
        if (fund == Fund.EmployeeMedical) { row.Set("employeeMedicalInsuredCategory", CategoryOf(scene, member)); }
        else { row.Set("residentMedicalInsuredCategory", Resident.CategoryOf(scene, member, scene.Person)); }
        row.Set("visitMode", visit.IsInpatient ? Texts.Two : Texts.One);
        row.Set("inpatientOrHomeBedDays", visit.Days);
        var (stays, pool) = Visit.YearOf(scene, member, fund);
        row.Set("hospitalizationsCurrentYear", stays);
        row.Set("poolingFundPaidCurrentYear", pool);
        row.Set("classADrugCost", visit.Drugs / 2);
        row.Set("classBDrugCost", visit.Drugs - visit.Drugs / 2);
        row.Set("visitExamCost", visit.Treatment / 3);
        row.Set("visitTherapyCost", visit.Treatment - visit.Treatment / 3);
        row.Set("poolingFundDeductible", visit.Deductible);
        row.Set("poolingFundPaid", visit.Pool);
        row.Set("inPolicySelfPaidAmount", visit.SelfPaid);
        row.Set("medicalAccountPaid", visit.Account);
        row.Set("largeMedicalExpenseAidPaid", visit.Aid);
        row.Set("civilServantMedicalAidPaid", visit.CivilAid);
        row.Set("disabledSoldierMedicalAidPaid", visit.SoldierAid);
        row.Set("outOfPolicySelfPaidAmount", visit.OutOfPolicy);
        row.Set("outOfPolicyDrugCost", visit.OutOfPolicy);
    }

    private static void Plant(Scene scene, in Member member, Fund fund, Visit visit)
    {
        var amount = member.Fraud switch
        {
            Fraud.EmployeeMedicalInpatientWithin6Months or Fraud.EmployeeMedicalInpatientWithoutContributionInMonth
                or Fraud.EmployeeMedicalBenefitAfterArrearsLimit or Fraud.EmployeeMedicalReadmissionWithin15Days
                when fund == Fund.EmployeeMedical => visit.Pool,
            Fraud.EmployeeMedicalDuplicateFiscalSubsidy when fund == Fund.EmployeeMedical => visit.SoldierAid,
            Fraud.ResidentMedicalBenefitInSeveralAreasOrSchemes or Fraud.ResidentMedicalBenefitWithoutContributions
                when fund == Fund.ResidentMedical => visit.Pool,
            Fraud.ResidentMedicalCriticalIllnessCompliance => visit.Aid,
            _ => -1,
        };
        if (amount >= 0) { scene.Case = new PlantedCase(member.Fraud, scene.PersonNumber(member), 0, amount); }
    }
}
