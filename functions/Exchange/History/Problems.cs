using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

// Refusals of a received file, in the order in which they are checked.

public sealed record HistoryFileTooLarge(int MaxBytes) : Problem(
    ProblemKind.TooLarge, "history_file_too_large", $"文件超过 {MaxBytes / 1_048_576} MB，请按年度或地区拆分后再导入。");

public sealed record HistoryFileUnreadable(string File, string Why) : Problem(
    ProblemKind.Invalid, "history_file_unreadable", $"“{File}”不能读取：{Why}。支持 xlsx、xls、CSV、TXT。");

// Refusals to let a trial count.

public sealed record TrialDone(string State) : Problem(
    ProblemKind.Conflict, "trial_done", $"该文件{State}，不能再次处理。");

public sealed record SheetsUnclear(string Sheet, string Why) : RuleProblem(
    "sheets_unclear", $"工作表“{Sheet}”{Why}。");

public sealed record CellsFaulty(int Cells, string First) : RuleProblem(
    "cells_faulty", $"有 {Cells} 个单元格不能读取（{First}），请更正原文件后重新上传。");

public sealed record CellsUnmapped(int Cells) : RuleProblem(
    "cells_unmapped", $"还有 {Cells} 个单元格没有对照，请逐项对照或说明不需要。");

public sealed record NothingRead() : RuleProblem("nothing_read", "没有读到任何数据，不能导入。");

public sealed record HistoryTotalsDiffer(string What, string Stated, string Read) : RuleProblem(
    "history_totals_differ", $"控制数不符：{What}，填报 {Stated}，读出 {Read}。请核对后重试。");

public sealed record ChecksNeedReason(int Failed) : RuleProblem(
    "checks_need_reason", $"有 {Failed} 条校验关系不成立，确认原表如此请填写说明后再导入。");

public sealed record TooManyRegions(int Found, int Max) : RuleProblem(
    "too_many_regions", $"一个文件涉及 {Found} 个地区年度，超过 {Max} 个，请拆分后导入。");

// Refusals of mapping rows and rollbacks.

public sealed record LabelMappingInvalid(string Why) : RuleProblem("label_mapping_invalid", $"对照不成立：{Why}。");

public sealed record AlreadyRolledBack(string Batch) : Problem(
    ProblemKind.Conflict, "already_rolled_back", $"导入“{Batch}”已经撤回。");

public sealed record ReasonMissing() : Problem(
    ProblemKind.Invalid, "reason_missing", $"请填写原因（{LengthMin} 至 {LengthMax} 个字）。")
{
    private const int LengthMin = 2;

    /// <summary>Reasons stand in lists and in the audit.</summary>
    private const int LengthMax = 200;

    internal static bool Of(string? reason) => reason?.Trim() is not { Length: >= LengthMin and <= LengthMax };
}

// Refusals of questions.

public sealed record NotAReport(string Asked) : Problem(
    ProblemKind.Invalid, "not_a_report", $"没有“{Asked}”这样的报表、任务、项目或栏目。");

public sealed record CellGone(string Place) : Problem(
    ProblemKind.NotFound, "cell_gone", $"当前数据中没有该单元格：{Place}。");
