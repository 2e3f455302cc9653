using SocialFund.Kernel;

namespace SocialFund.Funds.Income;

public sealed record OpinionMissing()
    : Problem(ProblemKind.Invalid, "opinion_missing", "请写明原因（至少4个字），以便对方处理。");

public sealed record PlanMissing(string Plan) : RuleProblem(
    "plan_missing", $"没有上解计划“{Plan}”，请等待上级经办机构下达计划，或核对计划文号。");

public sealed record PlanExceeded(string Plan, Money Left, Money Asked) : RuleProblem(
    "plan_exceeded", $"上解计划“{Plan}”剩余 {Left} 元，申请上解 {Asked} 元，超出 {Asked - Left} 元。");

public sealed record PlanBelowCharged(Money Charged, Money Amount) : RuleProblem(
    "plan_below_charged", $"下级已按计划申请上解 {Charged} 元，计划不能调整为 {Amount} 元。");
