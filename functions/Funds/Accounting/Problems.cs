using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

public sealed record RuleMissing(string Rule, DateOnly Date)
    : RuleProblem("rule_missing", $"没有在 {Date:yyyy-MM-dd} 生效的记账规则“{Rule}”，请先配置记账规则。");

public sealed record AmountUnknown(string Rule, string Key)
    : RuleProblem("amount_unknown", $"记账规则“{Rule}”没有“{Key}”这一项金额，请核对金额项目和正负号。");

public sealed record RuleNotByHand(string Rule)
    : RuleProblem("rule_not_by_hand", $"“{Rule}”由业务流程自动记账，不能手工登记。请在相应的业务功能中办理。");

public sealed record AmountSign(string Amount, bool MustBePositive)
    : RuleProblem("amount_sign", $"“{Amount}”的金额须为{(MustBePositive ? "正数" : "负数")}。");

public sealed record AccountNotAllowed(string Account, string Allowed)
    : RuleProblem("account_not_allowed", $"科目“{Account}”不能用于这项业务，可选{Allowed}及其明细科目。");

public sealed record TextMissing(string Wanted) : RuleProblem("text_missing", $"请填写“{Wanted}”。");

public sealed record SuspenseBooked(string Ticket, string Voucher) : Problem(
    ProblemKind.Conflict, "suspense_booked", $"票号 {Ticket} 的国库划款已按另一内容记账（凭证 {Voucher}），请核对；确有错误的先冲销凭证。");

public sealed record SuspenseCleared(string Ticket, string Voucher) : Problem(
    ProblemKind.Conflict, "suspense_cleared", $"票号 {Ticket} 已核对结转（凭证 {Voucher}），征缴明细不能再修改。");

public sealed record EmployersDiffer(string Ticket, string Differences) : RuleProblem(
    "employers_differ", $"票号 {Ticket} 的单位明细与征缴汇总不一致，未导入：{Differences}。请核对单位明细，或先导入更正后的汇总。");

public sealed record FundMerged(Fund Fund, Fund Into) : RuleProblem(
    "fund_merged", $"{Fund.Title()}已并入{Into.Title()}，请按{Into.Title()}的项目和科目办理。", Kernel.Basis.FundsApart);

/// <param name="OpenFrom">The first day that may still be booked.</param>
public sealed record PeriodClosed(BookPeriod Period, DateOnly OpenFrom)
    : RuleProblem("period_closed", $"会计期间 {Period} 已结账，不能再记账。请记入以后期间。", Kernel.Basis.Books);

public sealed record DateOutsidePeriod(DateOnly Date, BookPeriod Period)
    : RuleProblem("date_outside_period", $"凭证日期 {Date:yyyy-MM-dd} 不在会计期间 {Period} 内。");

public sealed record LineCountOutOfRange(int Count)
    : RuleProblem("line_count_out_of_range", $"凭证须有2至{Voucher.LinesMax}条分录，现有{Count}条。");

public sealed record ZeroAmount(int Line)
    : RuleProblem("zero_amount", $"第{Line}条分录金额为零。");

public sealed record FundsMixed(Fund Book, Fund Found) : RuleProblem(
    "funds_mixed", $"账套为{Book.Title()}，分录含{Found.Title()}科目。各险种基金分别建账，不得混用。", Kernel.Basis.FundsApart);

public sealed record AccountMissing(Fund Fund, string Account) : RuleProblem(
    "account_missing", $"{Fund.Title()}的会计科目表中没有科目“{Account}”，请核对科目表版本。", Kernel.Basis.AccountRule2018);

public sealed record AccountNotLeaf(Fund Fund, AccountCode Account)
    : RuleProblem("account_not_leaf", $"{Fund.Title()}科目 {Account} 有明细科目，请记入明细科目。");

public sealed record AccountStopped(Fund Fund, AccountCode Account)
    : RuleProblem("account_stopped", $"{Fund.Title()}科目 {Account} 已停用，不能记账。");

public sealed record Unbalanced(Money Debit, Money Credit) : RuleProblem(
    "unbalanced", $"借贷不平：借方 {Debit}，贷方 {Credit}，相差 {Debit - Credit}。", Kernel.Basis.VoucherRules);

/// <summary>The event is booked or prepared already, with other amounts.</summary>
/// <param name="Voucher">凭证 or 制单, with its number.</param>
public sealed record EventDiffers(string Event, string Voucher) : Problem(
    ProblemKind.Conflict, "event_differs", $"业务“{Event}”已按另一内容登记（{Voucher}），不能重复登记。请核对来源单据。");

public sealed record OpeningCarried(int Year) : RuleProblem(
    "opening_carried", $"本套账 {Year} 年的期初由上年结转，不能再导入期初余额。");

/// <param name="Next">Null when the year is closed.</param>
public sealed record PeriodOrder(BookPeriod? Next) : RuleProblem(
    "period_order", Next is { } next ? $"期间须按顺序结账，下一个应结账期间为 {next}。" : "本年度已全部结账。");

/// <param name="Rows">Every fault, in file order; nothing was imported.</param>
public sealed record ChartRefused(IReadOnlyList<RowProblem> Rows) : RuleProblem(
    "chart_refused", $"科目表有{Rows.Count}处错误，未导入：{string.Join("；", Rows.Take(5))}{(Rows.Count > 5 ? "……" : "")}");

/// <param name="Line">1.. of the voucher; 0 is its head.</param>
/// <param name="Field">date, summary, papers, account, amount, dimensions.</param>
public sealed record LineFault(int Line, string Field, string Message)
{
    public override string ToString() => Line == 0 ? Message : $"第{Line}行：{Message}";
}

/// <param name="Faults">Every fault, in line order; nothing was kept.</param>
public sealed record VoucherRefused(IReadOnlyList<LineFault> Faults) : RuleProblem(
    "voucher_refused", string.Join(' ', Faults.Take(5)) + (Faults.Count > 5 ? $" 等{Faults.Count}处。" : ""));

public sealed record PaperRefused(string Name, string Why)
    : RuleProblem("paper_refused", $"附件“{Name}”没有保存：{Why}。");

public sealed record BookNotOpen(string Book) : RuleProblem(
    "book_not_open", $"“{Book}”还没有建立，您没有“{Permission.BookOpen.Title}”的权限。请有权限的人员先在凭证录入页建立账套。");

public sealed record TemplateTaken(string Name, string By)
    : Problem(ProblemKind.Conflict, "template_taken", $"共享模板“{Name}”由{By}保存，请换一个名称。");

public sealed record NotTemplateMaker(string Name, string By)
    : Problem(ProblemKind.Forbidden, "not_template_maker", $"共享模板“{Name}”由{By}保存，只能由本人删除。");

public sealed record NotPreparer(string Preparer) : Problem(
    ProblemKind.Forbidden, "not_preparer", $"凭证由{Preparer}制单，只能由本人修改或作废；其他人可退回。");

/// <param name="By">The red voucher, or the prepared one that waits.</param>
public sealed record AlreadyReversed(VoucherNumber Voucher, string By) : Problem(
    ProblemKind.Conflict, "already_reversed", $"凭证 {Voucher} 已由{By}冲销，不能重复冲销。");

public sealed record PeriodNotReady(BookPeriod Period, IReadOnlyList<string> Why) : RuleProblem(
    "period_not_ready", $"会计期间 {Period} 还不能结账：{string.Join(' ', Why)}");

public sealed record NextYearClosed(int Year) : RuleProblem(
    "next_year_closed", $"{Year}年度账套已有月份结账，须先反结账{Year}年度，才能反结账上一年度。");

/// <param name="Faults">Everything wrong with the design.</param>
public sealed record StatementRefused(IReadOnlyList<string> Faults) : RuleProblem(
    "statement_refused", $"报表定义有{Faults.Count}处错误：{string.Join(' ', Faults.Take(5))}");

/// <param name="Rows">Every fault, in file order; nothing was imported.</param>
public sealed record ClassificationRefused(IReadOnlyList<RowProblem> Rows) : RuleProblem(
    "classification_refused", $"对应关系有{Rows.Count}处错误，未导入：{string.Join("；", Rows.Take(5))}");
