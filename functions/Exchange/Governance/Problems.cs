using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

// Refusals of a detail batch as a whole, in the order in which they are checked.

public sealed record HeadingOfTableWrong(string File, string Why) : Problem(
    ProblemKind.Invalid, "heading_of_table_wrong", $"“{File}”的标题行有误：{Why}");

public sealed record PartTaken(string Batch, int Part) : Problem(
    ProblemKind.Conflict, "part_taken",
    $"批次“{Batch}”的第 {Part} 部分已收到另一份内容不同的文件。请核对清单的 part；如为更正，请在各部分齐全后以新批次号报送并写明 replaces。");

public sealed record PartsDiffer(string Batch, string What) : Problem(
    ProblemKind.Conflict, "parts_differ", $"本文件的{What}与批次“{Batch}”已收到的部分不一致。请核对清单后重报本部分。");

// Refusals to take a batch out again.

public sealed record BatchNotCounting(string Batch) : Problem(
    ProblemKind.Conflict, "batch_not_counting", $"批次“{Batch}”目前没有计入数据湖：已被更正批次替换，或已撤回。");

// Refusals of questions.

public sealed record NotAFigure(string Asked) : Problem(
    ProblemKind.Invalid, "not_a_figure", $"“{Asked}”不是可以汇总的金额字段或分组。");

public sealed record SpanWrong(string Span) : Problem(
    ProblemKind.Invalid, "span_wrong", $"期别范围“{Span}”不正确，应为 YYYYMM，且起不晚于止。");

public sealed record NotAPerson() : Problem(
    ProblemKind.Invalid, "not_a_person", "公民身份号码不正确，或该数据表没有个人信息。");

public sealed record LineGone(string Batch, long Line) : Problem(
    ProblemKind.NotFound, "line_gone", $"批次“{Batch}”的原始文件中没有第 {Line} 行。");
