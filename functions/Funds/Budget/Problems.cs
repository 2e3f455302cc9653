using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Budget;

public sealed record LineMissing(string Line, int Year) : RuleProblem(
    "line_missing", $"{Year}年预算中没有项目“{Line}”，不能用款。请先导入或调整预算。", Kernel.Basis.BudgetFirst);

public sealed record LineExceeded(string Line, string Name, Money Available, Money Asked) : RuleProblem(
    "line_exceeded", $"预算项目“{Name}”可用 {Available} 元，申请 {Asked} 元，超出 {Asked - Available} 元。",
    Kernel.Basis.PaymentConditions);

public sealed record BudgetNotApproved(int Year) : RuleProblem(
    "budget_not_approved", $"{Year}年预算尚未批准，只能安排预算法第五十四条规定的支出。", Kernel.Basis.BeforeApproval);

public sealed record BeforeApprovalExceeded(string Line, string Name, Money LastYear, Money Asked) : RuleProblem(
    "before_approval_exceeded",
    $"预算批准前，“{Name}”累计支出 {Asked} 元超过上年同期 {LastYear} 元。", Kernel.Basis.BeforeApproval);

/// <summary>A round would use more than its request has reserved: nothing may be paid that was not reserved.</summary>
public sealed record NotReserved(string Line, Money Held, Money Asked)
    : RuleProblem("not_reserved", $"预算项目“{Line}”已占用 {Held} 元，不足以支付 {Asked} 元。", Kernel.Basis.BudgetFirst);

public sealed record RoundDiffers(RequestId Request, string Round) : Problem(
    ProblemKind.Conflict, "round_differs", $"用款申请 {Request} 的 {Round} 已按另一金额登记，不能重复登记。");
