using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

// Refusals of questions.

public sealed record NotAskedYet(string Question) : Problem(
    ProblemKind.NotFound, "not_asked_yet", $"“{Question}”还没有结果，请在明细数据入库后重新计算。");

// Refusals of decisions, in the order in which they are checked.

public sealed record DecisionReasonMissing(int Max) : Problem(
    ProblemKind.Invalid, "decision_reason_missing", $"请填写2至{Max}字的处理原因。");

public sealed record VerdictUnknown(string Verdict) : Problem(
    ProblemKind.Invalid, "verdict_unknown", $"“{Verdict}”不是可选的处理结论。");

public sealed record DecidedMeanwhile(string By, string Reason) : Problem(
    ProblemKind.Conflict, "decided_meanwhile", $"{By}已先处理（{Reason}）。请看过后，仍要改的再提交一次。");

public sealed record ReconciledLineUnknown(string Line) : Problem(
    ProblemKind.NotFound, "reconciled_line_unknown", $"当前结果中没有“{Line}”，可能已随数据更正消失，请刷新后查看。");
