namespace SocialFund.Kernel;

/// <summary>Laws and standards that rules rest on. Each has a row in docs/regulations.md.</summary>
public static class Basis
{
    public const string FundsApart = "社会保险法§64";
    public const string BudgetFirst = "预算法§13";
    public const string BeforeApproval = "预算法§54";
    public const string PaymentConditions = "预算法实施条例§57";
    public const string SpecialAccount = "社会保险法§68";
    public const string SeparationOfDuty = "会计法§25";
    public const string VoucherRules = "会计法§14";
    public const string Books = "会计法§15";
    public const string AccountRule2018 = "财办〔2018〕43号";
    public const string FundFinance = "财社〔2017〕144号";
    public const string LoginProtection = "GB/T 22239-2019 8.1.4.1";
    public const string LeastPrivilege = "GB/T 22239-2019 8.1.4.2";
    public const string LogRetention = "网络安全法§21";
}
