using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <param name="At">The character, from 1.</param>
public sealed record FormulaFault(int At, string Text) : Problem(
    ProblemKind.Invalid, "formula_fault", $"公式第{At}个字符处有误：{Text}");

/// <summary>Forms that contradict themselves or each other.</summary>
public sealed record FormsFaulty(IReadOnlyList<FormFault> Faults) : Problem(
    ProblemKind.Invalid, "forms_faulty", $"报表有{Faults.Count}处设置有误，第一处：{Faults[0].Text}");

/// <summary>Another task of that kind and year was issued first; the next number is tried.</summary>
public sealed record TaskNumberTaken(FormTaskId Task) : Problem(
    ProblemKind.Conflict, "task_number_taken", $"任务编号 {Task} 已被使用。");

public sealed record CellIsComputed(CellAddress Cell, string Name) : RuleProblem(
    "cell_is_computed", $"“{Name}”由公式计算，不能填写；请修改它引用的单元格。");
