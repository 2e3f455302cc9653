using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

public sealed record RequestExists(RequestId Id)
    : Problem(ProblemKind.Conflict, "request_exists",
        $"用款申请“{Id.Text}”已存在且内容不同，只有被退回的申请可以重新报送。如属新的批次，请更换批次号。");

public sealed record KindUnknown(string Id)
    : Problem(ProblemKind.Invalid, "request_kind_unknown", $"没有支出类型“{Id}”，请按支出类型目录填写。");

public sealed record FundNotInKind(string Name, Fund Fund)
    : RuleProblem("fund_not_in_kind", $"“{Name}”不能从{Fund.Title()}基金支出，请核对险种和支出类型。", Kernel.Basis.FundsApart);

public sealed record ItemUnknown(string Item, int Line)
    : RuleProblem("item_unknown", $"第 {Line} 行：该险种没有支出项目“{Item}”，请按支出项目目录填写。");

public sealed record LineInvalid(int Line, string Field, string Why)
    : Problem(ProblemKind.Invalid, "line_invalid", $"第 {Line} 行“{Field}”：{Why}");

public sealed record TotalDiffers(Money Stated, Money Summed)
    : RuleProblem("total_differs", $"申报合计 {Stated} 元与明细合计 {Summed} 元不一致，请核对后重新报送。");

public sealed record LineCountDiffers(int Stated, int Counted)
    : RuleProblem("line_count_differs", $"申报笔数 {Stated} 与明细笔数 {Counted} 不一致，请核对后重新报送。");

public sealed record LinesMissing()
    : Problem(ProblemKind.Invalid, "lines_missing", "申请没有支付明细，请至少填写一行。");

public sealed record TooManyLines(int Count, int Max)
    : Problem(ProblemKind.TooLarge, "too_many_lines", $"一次最多处理 {Max} 行，本次 {Count} 行。明细较多时请用文件报送。");

public sealed record AmountsMixed(int Line)
    : RuleProblem("amounts_mixed", $"第 {Line} 行：支付明细与冲减明细（负数）不能在同一申请中，请分开报送。");

public sealed record ReasonMissing(string Action)
    : Problem(ProblemKind.Invalid, "reason_needed", $"{Action}须填写理由。");

public sealed record OverBudgetReasonMissing()
    : RuleProblem("over_budget", "本申请超出预算额度，须书面说明理由后方可同意。", Kernel.Basis.BudgetFirst);

public sealed record AnswerContradicted() : RuleProblem(
    "answer_contradicted", "银行对本申请的回单前后矛盾，可能已经付款。请国库出纳先向银行核实，并在“支付异常”中处理后再重新支付。");

public sealed record PayeeAccountsMixed() : RuleProblem(
    "payee_accounts_mixed", "本类支出一次付入一个账户，而明细所填的收款账户不一致。请统一收款账户，或按账户分开报送。");

public sealed record LineNotFailed(int Line)
    : Problem(ProblemKind.Conflict, "line_not_failed", $"第 {Line} 行不是支付失败的明细，不能更正。");

public sealed record LevelsInvalid(string Why)
    : Problem(ProblemKind.Invalid, "levels_invalid", $"审核级次设置有误：{Why}");
