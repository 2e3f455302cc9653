using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

public sealed record PayerAccountMissing(Division Division, Fund Fund)
    : RuleProblem(
        "payer_account_missing", $"{Divisions.NameOf(Division)}没有登记{Fund.Title()}基金的财政专户，请先导入账户。",
        Kernel.Basis.SpecialAccount);

public sealed record PayeeAccountMissing(string What)
    : RuleProblem("payee_account_missing", $"没有登记{What}，请先导入账户。", Kernel.Basis.SpecialAccount);

/// <param name="Stated">As the request states it.</param>
/// <param name="Owner">Whose account it should be.</param>
/// <param name="Registered">The accounts that are.</param>
/// <param name="Registrar">The division that registers them.</param>
public sealed record PayeeAccountUnregistered(string Stated, string Owner, string Registered, Division Registrar)
    : RuleProblem("payee_account_unregistered",
        $"所填收款账户 {Stated} 不是{Owner}。已登记的是：{Registered}。请将收款账户更正为已登记的账户；"
        + $"账户确已变更的，请先由{Divisions.NameOf(Registrar)}导入新账户。", Kernel.Basis.SpecialAccount);

public sealed record AccountOfOtherFund(string Account, int Line = 0)
    : RuleProblem("account_of_other_fund",
        $"{(Line > 0 ? $"第 {Line} 笔：" : "")}账户 {BankCodes.MaskAccount(Account)} 属于其他险种，不得跨险种支付。",
        Kernel.Basis.FundsApart);

public sealed record AccountUnknown(string Account)
    : RuleProblem("account_unknown", $"账户 {BankCodes.MaskAccount(Account)} 未在本区划登记，请核对。", Kernel.Basis.SpecialAccount);

public sealed record AccountRowInvalid(int Row, string Why)
    : Problem(ProblemKind.Invalid, "account_row_invalid", $"第 {Row} 行账户：{Why}");

public sealed record BankUnknown(string Bank)
    : Problem(ProblemKind.Invalid, "bank_unknown", $"没有银行“{Bank}”的文件格式，请先配置。");

public sealed record FileNotReady(string Batch)
    : Problem(ProblemKind.Conflict, "file_not_ready", $"批次 {Batch} 的银行文件尚未生成，请稍后再试。");

public sealed record WrongChannel(string Action)
    : Problem(ProblemKind.Conflict, "wrong_channel", $"本区划的国库支付方式不允许{Action}。");

public sealed record ReceiptUnreadable(string Why)
    : Problem(ProblemKind.Invalid, "receipt_unreadable", $"回单文件无法读取：{Why}。文件未处理，请向银行重新索取。");

public sealed record ReceiptTotalsDiffer(string What)
    : RuleProblem("receipt_totals_differ", $"回单文件的{What}与明细不符，文件可能不完整，未处理。请向银行重新索取。");

public sealed record ResultContradicts(int Lines) : RuleProblem(
    "result_contradicts", $"有 {Lines} 笔支付结果与此前登记的不一致，未予登记，已列入“支付异常”。请先向银行核实。");

public sealed record LineUnknown(int Line)
    : Problem(ProblemKind.Invalid, "line_unknown", $"批次中没有第 {Line} 笔。");

public sealed record TooManyRows(int Count, int Max)
    : Problem(ProblemKind.TooLarge, "too_many_rows", $"一次最多处理 {Max} 行，本次 {Count} 行。");
