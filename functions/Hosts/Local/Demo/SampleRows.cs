using System.Globalization;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Income;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Local.Demo;

/// <summary>Fills the payee table of any kind with plausible values: by the field's role, id and type.</summary>
internal static class SampleRows
{
    /// <param name="first">The number of the first person or firm; others follow.</param>
    /// <param name="ending">The last digits of each account; the demo bank answers by them.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Of(
        ExpenditureKind kind, Fund fund, Division division, Period period, int first, int count, string item,
        Money amount, string ending = "10") =>
        [
            .. Enumerable.Range(first, count)
                .Select(number => Row(kind, fund, division, period, number, item, amount, ending)),
        ];

    /// <summary>The remittance plan that the demo's agency issues each year.</summary>
    public static string PlanNumber(int year) => $"青社保发〔{year}〕12号";

    private static Dictionary<string, string> Row(
        ExpenditureKind kind, Fund fund, Division division, Period period, int number, string item, Money amount,
        string ending)
    {
        // Amounts differ from person to person by whole fen, as real ones do.
        var own = Money.FromFen(amount.Fen + number * 37 % 9973);
        var account = kind.PayTo switch
        {
            PayTo.UpperAccount => DemoAccounts.Special(Pooling.Shipped.UpperOf(division, fund), fund),
            _ => Synthetic.Account(number, ending),
        };
        return kind.Payees.Fields
            .Select(field => (field.Id, Value: Value(field, division, period, number, item, own, account)))
            .Where(cell => cell.Value.Length > 0)
            .ToDictionary(cell => cell.Id, cell => cell.Value);
    }

    private static string Value(
        FieldRule field, Division division, Period period, int number, string item, Money amount, string account) =>
        field.Role switch
        {
            FieldRole.PayeeName when field.Name.Contains("单位", StringComparison.Ordinal) => Synthetic.Firm(number),
            FieldRole.PayeeName => Synthetic.Name(number),
            FieldRole.PayeeId when field.Type == FieldType.CreditCode => Synthetic.CreditCode(division, number),
            FieldRole.PayeeId => Synthetic.CitizenId(division, number),
            FieldRole.Account => account,
            FieldRole.BankCode => "402851000019",
            FieldRole.BankName => "三江农商银行营业部（演示）",
            FieldRole.Amount => amount.ToPlainYuan(),
            FieldRole.Item => item,
            FieldRole.EmployerId => $"D{number % 40:0000}",
            FieldRole.EndedOn => "",
            _ => ById(field, division, period, number, amount),
        };

    private static string ById(FieldRule field, Division division, Period period, int number, Money amount) =>
        field.Id switch
        {
            "month" => period.Text,
            "year" => period.Year.ToString(CultureInfo.InvariantCulture),
            "planNo" => PlanNumber(period.Year),
            "insuredId" => Synthetic.CitizenId(division, number + 500_000),
            "months" => $"{24 + number % 200}",
            "due" or "paid" or "projectBudget" or "projectAmount" => (amount + amount).ToPlainYuan(),
            "prepaid" => "0.00",
            "changed" => "Y",
            "projectNo" => $"GSYF{period.Year}{number:0000}",
            "transferNo" => $"ZY{period.Text}{number:000000}",
            "toDivision" => "610100",
            "standard" => "",
            _ => ByType(field, period, number, amount),
        };

    private static string ByType(FieldRule field, Period period, int number, Money amount) => field.Type switch
    {
        _ when !field.Required => "",
        FieldType.Date =>
            period.Plus(-1).FirstDay.AddDays(number % 27).ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        FieldType.Month => period.Text,
        FieldType.Integer => $"{1 + number % 30}",
        FieldType.Money => amount.ToPlainYuan(),
        FieldType.Code => field.Values!.Keys.First(),
        _ => $"演示{field.Name}",
    };
}
