using SocialFund.Funds.Budget;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Income;
using SocialFund.Funds.Payment;
using SocialFund.Hosts.Local.Demo;
using SocialFund.Kernel;
using SocialFund.Tests.Funds.Expenditure;

namespace SocialFund.Tests.Simulation.Payments;

/// <summary>Who takes part, what is there before anything happens, and what agencies ask for.</summary>
internal static class PaymentPlan
{
    public static readonly Division County = Division.Of("630102");
    public static readonly Division Province = Division.Of("630000");

    public static readonly DateTimeOffset Today = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What treasuries outside the system date their payments: a day that is never to come.</summary>
    public static readonly DateOnly PaidOn = new(2026, 6, 1);

    private const string PlanNo = "青社保〔2026〕1号";
    private const string ProvinceAccount = "289900000099";

    /// <summary>Tight on purpose: not all that is asked for fits.</summary>
    private const string Budget = """
        区划,险种,年度,项目编码,项目名称,金额（元）,已批复,控制方式
        630102,enterprise-pension,2026,basic-pension,基本养老金,900000.00,是,刚性
        630102,enterprise-pension,2026,transfer,转移支出,9000.00,是,刚性
        630102,enterprise-pension,2026,remit-up,上解上级,9000.00,是,刚性
        630102,employee-medical,2026,inpatient,住院费用,3000.00,是,提醒
        630102,resident-medical,2026,critical-illness,大病保险,100.00,是,刚性
        """;

    /// <summary>Whose files these are.</summary>
    public static Agency Office { get; } = new(
        "A1", "城东区社保局", County, [Fund.EnterprisePension, Fund.EmployeeMedical, Fund.ResidentMedical]);

    public static Actor Admin { get; } = Person("u-admin", null, Permission.SettingChange);
    public static Actor Agency { get; } = Person("u-agency", "A1", Permission.RequestView, Permission.RequestSubmit);
    public static Actor Cashier { get; } = Person("u-cashier", null, Permission.TreasuryPay, Permission.PaymentView);

    /// <summary>By the step at which they decide.</summary>
    public static IReadOnlyDictionary<string, Actor> Reviewers { get; } = new Dictionary<string, Actor>
    {
        ["clerk"] = Person("u-clerk", null, Permission.RequestView, Permission.RequestReviewClerk),
        ["reviewer"] = Person("u-reviewer", null, Permission.RequestView, Permission.RequestReviewReviewer),
        ["head"] = Person("u-head", null, Permission.RequestView, Permission.RequestReviewHead),
        ["treasury"] = Person("u-treasury", null, Permission.RequestView, Permission.TreasuryReview),
    };

    public static Actor UpperFinance { get; } = Person("u-upper-finance", null, Permission.IncomeReview);
    public static Actor UpperTreasury { get; } = Person("u-upper-treasury", null, Permission.BookConfirm);

    /// <summary>Accounts, budget and the plan of remittances, in this order.</summary>
    public static IReadOnlyList<(Actor By, object Request, string Body)> Beginnings { get; } =
    [
        (Admin, new ImportAccounts(County, [.. CountyAccounts()]), ""),
        (Admin, new ImportAccounts(
            Province, [Account(Province, Fund.EnterprisePension, AccountKind.Special, ProvinceAccount)]), ""),
        (Person("u-budget", null, Permission.BudgetImport), new ImportBudget(Province, null, null, null, null), Budget),
        (Person("u-upper-agency", null, Permission.RequestSubmit), new IssuePlan(
            County, Fund.EnterprisePension, 2026, RemittanceType.Adjustment, Money.FromFen(7_000_00), PlanNo), ""),
    ];

    /// <summary>The fund whose special account of the county that is.</summary>
    public static Fund FundOf(string account) => CountyAccounts().Single(each => each.Number == account).Fund;

    /// <summary>A request as an agency types it.</summary>
    public static CreateRequest Request(int number, Random random) => random.Next(9) switch
    {
        0 => Of(number, "transfer-out", Fund.EnterprisePension, Lines(number, random, "transfer")),
        1 or 2 => Of(number, "remit-up", Fund.EnterprisePension, [Remittance(number, random)]),
        3 => Of(number, "critical-illness", Fund.ResidentMedical, [SetOff(random)]),
        4 => Of(number, "periodic-benefit", Fund.EmployeeMedical, Lines(number, random, "inpatient")),
        _ => Of(number, "periodic-benefit", Fund.EnterprisePension, Lines(number, random, "basic-pension")),
    };

    public static RequestId IdOf(CreateRequest request) => RequestId.Of(
        request.Division, request.Fund, request.Period, request.Agency, request.Batch);

    /// <summary>How the treasury works from now on, or whose the agency's expenditure account is.</summary>
    public static object Setting(Random random) => random.Next(4) == 0
        ? new ImportAccounts(County, [CountyAccounts().First(account => account.Kind == AccountKind.Expenditure) with
        {
            Agency = random.Next(2) == 0 ? "A1" : "A2",
        }])
        : new ChangeSettings(County, (TreasuryMode)random.Next(1, 4));

    /// <summary>The request as its agency would drop it.</summary>
    /// <param name="isSpoilt">The last row's account cannot be.</param>
    public static byte[] Zip(CreateRequest request, INationalCrypto crypto, bool isSpoilt)
    {
        var kind = ExpenditureKinds.Shipped.Find(request.Kind)!;
        var rows = request.Lines.Select((line, index) => RowOf(kind, request, line, index + 1)).ToList();
        if (isSpoilt) { rows[^1]["account"] = "12AB"; }
        return new SampleBatch(
            request.Agency, request.Batch, kind, request.Fund, request.Division, request.Period, rows)
        {
            Papers = kind.Attachments.Where(paper => paper.Required)
                .ToDictionary(paper => $"{paper.Name}.pdf", paper => paper.Id),
        }.Zip(crypto);
    }

    private static Dictionary<string, string> RowOf(
        ExpenditureKind kind, CreateRequest request, TypedLine line, int number) =>
        kind.Payees.Fields.Where(field => field.Required).ToDictionary(field => field.Id, field => field.Role switch
        {
            FieldRole.PayeeName => line.Name,
            FieldRole.PayeeId when field.Type == FieldType.CreditCode => Synthetic.CreditCode(County, number),
            FieldRole.PayeeId => line.IdNumber,
            FieldRole.Account => line.Account,
            FieldRole.BankCode => line.BankCode,
            FieldRole.BankName => line.BankName,
            FieldRole.Item => line.Item,
            FieldRole.Amount => line.Amount.ToPlainYuan(),
            _ => line.Evidence?.GetValueOrDefault(field.Id) ?? $"{request.Batch}-{number}",
        });

    private static Actor Person(string id, string? agency, params Permission[] permissions) => new(
        id, id, agency is null ? Province : County, agency,
        [new Grant(permissions.Select(permission => permission.Code).ToHashSet(), null, Province)]);

    private static IEnumerable<PayAccount> CountyAccounts()
    {
        foreach (var fund in (Fund[])[Fund.EnterprisePension, Fund.EmployeeMedical, Fund.ResidentMedical])
        {
            var code = fund.Entry().Code;
            yield return Account(County, fund, AccountKind.Special, $"2801000000{code}");
            yield return Account(County, fund, AccountKind.Expenditure, $"2802000000{code}");
        }
    }

    private static PayAccount Account(Division division, Fund fund, AccountKind kind, string number) => new(
        division, fund, kind, kind == AccountKind.Expenditure ? "A1" : "", number, $"户名{number}", "hehuang",
        "102851000019", "河湟银行城东支行");

    private static CreateRequest Of(int number, string kind, Fund fund, IReadOnlyList<TypedLine> lines)
    {
        var request = new CreateRequest(
            County, fund, Period.Of(2026, 6), "A1", $"B{number}", kind, "actual", $"第{number}批", lines);
        var paper = ExpenditureKinds.Shipped.Find(kind)!.Attachments.FirstOrDefault(rule => rule.Required);
        return paper is null
            ? request
            : request with
            {
                Attachments = [new KeptFile("a.pdf", paper.Id, $"attachments/{IdOf(request).Text}/a.pdf", 1, "00")],
            };
    }

    /// <summary>A few payees; now and then amounts that need the head and of which only two fit the budget.</summary>
    private static List<TypedLine> Lines(int number, Random random, string item)
    {
        var isLarge = item == "basic-pension" && random.Next(4) == 0;
        return
        [
            .. Enumerable.Range(number * 10, random.Next(1, 5)).Select(person => ChainWorld.Line(person) with
            {
                Item = item,
                // Transfers go to the agency's own account in one sum.
                Account = item == "transfer" ? "" : $"10{person:000000}00",
                Amount = Money.FromFen(isLarge ? random.Next(200_000_00, 400_000_00) : random.Next(1, 2_000_00)),
            }),
        ];
    }

    private static TypedLine Remittance(int number, Random random) => ChainWorld.Line(number) with
    {
        Item = "adjustment",
        Account = ProvinceAccount,
        Amount = Money.FromFen(random.Next(1, 5_000_00)),
        Evidence = new Dictionary<string, string> { ["planNo"] = PlanNo },
    };

    /// <summary>What an insurer gives back: booked in red, without a payment.</summary>
    private static TypedLine SetOff(Random random) => new(
        "演示保险公司", Synthetic.CreditCode(County, 1), "", "", "", "clearing", Money.FromFen(-random.Next(1, 90_00)));
}
