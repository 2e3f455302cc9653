namespace SocialFund.Exchange.Synthesis;

/// <summary>What a person without work draws in a month. Fen.</summary>
internal readonly record struct UnemploymentItems(long Benefit, long Medical);

/// <summary>失业保险待遇. Who draws has done no other insured work in the months that are made.</summary>
internal static class Unemployment
{
    private const int StartSpan = 12;

    private static readonly int[] MonthsByYears = [12, 18, 24];

    public static bool Draws(Scene scene, in Member member)
    {
        if (scene.RoleOf(member).Scheme != Scheme.Unemployed) { return false; }
        if (member.Fraud != Fraud.None) { return true; }
        var received = Received(scene, member);
        return received >= 1 && received <= Assessed(scene, member);
    }

    public static UnemploymentItems ItemsOf(Scene scene, in Member member) => new(
        member.Fraud == Fraud.UnemploymentBenefitBelowMinimumLivingStandard
            ? 30_000
            : scene.World.Parameters.At("unemployment.benefit", scene.Period),
        member.Fraud == Fraud.UnemploymentDuplicateFiscalSubsidy ? 20_000 : 0);

    public static void Benefits(Scene scene)
    {
        foreach (var member in scene.Members([Scheme.Unemployed], (at, member) => Draws(at, member)))
        {
            var items = ItemsOf(scene, member);
            var row = scene.Row;
            row.BeginRow();
            row.Set("yearMonth", scene.PeriodNumber);
            row.Set("unemploymentRegistrationDate",
                scene.World.Options.From.Plus(Start(scene, member) - 1).FirstDay.AddDays(14));
            row.Set("continuousEmploymentMonths", Years(scene, member) * 12);
            row.Set("cumulativeContributionMonths", Years(scene, member) * 12);
            row.Set("assessedBenefitMonths", Assessed(scene, member));
            row.Set("unemploymentBenefitPayable", items.Benefit);
            row.Set("unemploymentBenefitPaidCurrentMonth", items.Benefit);
            row.Set("unemploymentBenefitMonthsReceived", Math.Clamp(Received(scene, member), 1, 24));
            row.Set("medicalSubsidyReceived", items.Medical);
            if (member.Fraud != Fraud.None)
            {
                scene.Case = new PlantedCase(
                    member.Fraud, scene.PersonNumber(member), 0, items.Medical > 0 ? items.Medical : items.Benefit);
            }
            scene.Write();
        }
    }

    /// <summary>The first month of benefits, counted from the first that is made.</summary>
    private static int Start(Scene scene, in Member member) =>
        member.Number < RoleBook.Size ? 0
        : scene.World.Of(member.Number).Roll(Ask.Start, StartSpan + scene.World.Months.Count) - StartSpan;

    private static int Received(Scene scene, in Member member) => scene.Month - Start(scene, member) + 1;

    private static int Years(Scene scene, in Member member) => 2 + scene.World.Of(member.Number).Roll(Ask.Years, 12);

    /// <remarks>Basis: 社会保险法§46.</remarks>
    private static int Assessed(Scene scene, in Member member) =>
        MonthsByYears[Years(scene, member) switch { < 5 => 0, < 10 => 1, _ => 2 }];
}
