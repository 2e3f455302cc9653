using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>应付计划, its items, and the bank payments that they sum to.</summary>
internal static class Payments
{
    private const long DaySeconds = 86_400;
    private const long Hour = 3_600;

    private static readonly (long Code, byte[] Name)[] Banks =
    [
        (901, Names.Bytes("虚拟第一银行省分行")),
        (902, Names.Bytes("虚拟第二银行省分行")),
        (903, Names.Bytes("虚拟农村商业银行")),
    ];

    private static readonly byte[] AccountName = Names.Bytes("社会保险待遇代发专户");
    private static readonly byte[] Handler = Names.Bytes("经办一岗");

    public static void Plans(Scene scene, Fund fund) => Payees.Each(scene, fund, payee =>
    {
        Months(scene, fund);
        var row = scene.Row;
        Bank(scene, fund, payee.Bank);
        row.Set("payablePlanId", PlanId(scene, fund, payee));
        row.Set("amount", payee.Total);
        row.Set("payeeType", payee.IsInstitution ? Texts.Three : Texts.One);
        row.Set("payeeNo", payee.Number);
        row.Set("payeeIdentityCode", payee.Identity);
        row.Set("payeeName", payee.Name);
        row.Set("paymentFlag", Texts.One);
        row.Set("paymentTime", Day(scene) * DaySeconds + 15 * Hour);
        if (payee.Count > 0) { row.Set("benefitItemCode", payee.Items[0].Code); }
        scene.Write();
    });

    public static void Items(Scene scene, Fund fund) => Payees.Each(scene, fund, payee =>
    {
        for (var index = 0; index < payee.Count; index++)
        {
            var item = payee.Items[index];
            Months(scene, fund);
            var row = scene.Row;
            var plan = PlanId(scene, fund, payee);
            row.Set("payablePlanId", plan);
            var id = Join(plan, index + 1);
            row.Set("payablePlanItemId", id);
            row.Set("benefitItemCode", item.Code);
            row.Set("recurringBenefitFlag", item.IsRecurring ? Texts.One : Texts.Zero);
            row.Set("payableType", Texts.One);
            row.Set("amount", item.Fen);
            // Where the table has no id of its own the serial number keeps equal items of two persons apart.
            row.Set("reversalSerialNo", id);
            scene.Write();
        }
    });

    public static void Disbursements(Scene scene, Fund fund)
    {
        var sums = new long[Payees.Banks];
        Payees.Each(scene, fund, payee => sums[payee.Bank] += payee.Total);
        scene.Row.Begin(scene.World.OfEmployer(scene.County.Range.Ordinal, -9));
        for (var bank = 0; bank < Payees.Banks && !scene.IsOver; bank++)
        {
            if (sums[bank] == 0) { continue; }
            Months(scene, fund);
            var row = scene.Row;
            Bank(scene, fund, bank);
            row.Set("poolingDivision", scene.DivisionText);
            row.Set("disbursementMethod", Texts.One);
            row.Set("amount", sums[bank]);
            row.Set("disbursementTime", Day(scene) * DaySeconds + 10 * Hour + bank * 60);
            row.Set("agencyCode", scene.DivisionNumber * 100 + 1);
            row.Set("handler", Handler);
            row.Set("handlingTime", (Day(scene) - 1) * DaySeconds + 16 * Hour);
            scene.Write();
        }
    }

    private static int Day(Scene scene) => scene.Period.FirstDay.DayNumber + 14;

    private static void Months(Scene scene, Fund fund)
    {
        var row = scene.Row;
        row.BeginRow();
        row.Set("insuranceType", Insurance.CodeOf(fund));
        row.Set("dataTerm", scene.PeriodNumber);
        row.Set("contributionPeriod", scene.PeriodNumber);
        row.Set("correspondingContributionPeriod", scene.PeriodNumber);
    }

    private static void Bank(Scene scene, Fund fund, int bank)
    {
        var row = scene.Row;
        row.Set("bankCode", Banks[bank].Code);
        row.Set("bankName", Banks[bank].Name);
        row.Set("bankAccountName", AccountName);
        row.Set("bankAccountNo", (8_210_000L + bank) * 1_000_000_000 + scene.DivisionNumber * 100 + (int)fund);
        row.Set("benefitPaymentId", Numbers.Text(scene, fund, 7, bank + 1, 'B'));
    }

    private static byte[] PlanId(Scene scene, Fund fund, Payee payee) =>
        [.. Numbers.Text(scene, fund, 8, 0, 'P'), .. payee.Number];

    private static byte[] Join(byte[] plan, int item) => [.. plan, (byte)'-', (byte)('0' + item)];
}
