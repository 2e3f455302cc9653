using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

public sealed record StatementUnreadable(string Why)
    : Problem(ProblemKind.Invalid, "statement_unreadable", $"对账单无法读取：{Why}。文件未导入，请向银行重新索取。");

public sealed record StatementTooLong(int Lines, int Max)
    : Problem(ProblemKind.TooLarge, "statement_too_long", $"对账单有 {Lines} 行，一次最多 {Max} 行，请按时间段拆分。");

public sealed record LayoutUnknown(string Layout)
    : Problem(ProblemKind.Invalid, "layout_unknown", Layout.Length == 0
        ? "没有与表头相符的对账单格式，请选择格式或先配置。" : $"没有对账单格式“{Layout}”。");

public sealed record StatementOfOtherAccount(string Found) : RuleProblem(
    "statement_of_other_account", $"对账单的账号（尾号{Found}）不是所选专户，未导入。", Kernel.Basis.FundsApart);

public sealed record OpeningUnknown() : RuleProblem(
    "opening_unknown", "对账单没有余额列，此前也没有对账单可以衔接，请填写期初余额后再导入。");

public sealed record StatementTotalsDiffer(Money Opening, Money In, Money Out, Money Closing) : RuleProblem(
    "statement_totals_differ",
    $"期初 {Opening} ＋收入 {In} －支出 {Out} ＝ {Opening + In - Out}，与期末 {Closing} 不符，文件可能不完整，未导入。");

/// <param name="Expected">What the other statement says at that moment.</param>
public sealed record StatementGap(DateOnly Day, Money Expected, Money Found) : RuleProblem(
    "statement_gap",
    $"余额不衔接：{Day:yyyy-MM-dd}日初，相邻对账单为 {Expected}，本文件为 {Found}。请先导入中间缺少的对账单。");

public sealed record StatementContradicts(Money Expected, Money Found) : RuleProblem(
    "statement_contradicts",
    $"同一时间段此前导入的明细与本文件不一致：合计发生额应为 {Expected}，并入后为 {Found}。未导入，请向银行核实。");

public sealed record MatchUneven(Money Bank, Money Book) : RuleProblem(
    "match_uneven", $"银行方合计 {Bank}，账方合计 {Book}，相差 {Bank - Book}，不能勾对。");

public sealed record MatchSize(int Count, int Max)
    : Problem(ProblemKind.Invalid, "match_size", $"一次勾对须有2至{Max}笔，现有{Count}笔。");

/// <param name="Match">Where it is matched already.</param>
public sealed record LineTaken(string Line, string Match)
    : Problem(ProblemKind.Conflict, "line_taken", $"所选的一笔已在“{Match}”中勾对，请刷新后重试。");

public sealed record MatchUndone(string Match)
    : Problem(ProblemKind.Conflict, "match_undone", $"“{Match}”已经撤销，不能再次撤销。");

/// <param name="Start">The first day that a statement covers; null when none is there.</param>
public sealed record NoStatement(DateOnly? Start) : RuleProblem(
    "no_statement", Start is { } day ? $"对账从 {day:yyyy-MM-dd} 开始，此前没有对账单。" : "还没有导入这个专户的对账单，请先导入。");
