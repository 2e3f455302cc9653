using SocialFund.Kernel;

namespace SocialFund.Exchange.Mapping;

// Refusals of mappings, in the order in which they are checked.

public sealed record MappingInvalid(string Why) : Problem(ProblemKind.Invalid, "mapping_invalid", $"映射有误：{Why}");

public sealed record MappingUnknown(string Mapping) : Problem(
    ProblemKind.Invalid, "mapping_unknown", $"没有名为“{Mapping}”的映射，或该映射已停用、不属于本报送单位。请核对清单的 mapping。");

public sealed record MappingOfOther(string Table, string Other) : Problem(
    ProblemKind.Invalid, "mapping_of_other", $"映射写入的是“{Table}”，清单写的数据表是“{Other}”。请核对清单的 table 与 mapping。");

// Refusals of files that a mapping does not fit.

public sealed record ColumnsMissing(string File, string Mapping, string Columns) : Problem(
    ProblemKind.Invalid, "columns_missing",
    $"“{File}”与映射“{Mapping}”不符：缺少列{Columns}。对方可能改了列名，请在“映射导入”中用此文件更新映射后重报。");

public sealed record ColumnTwice(string File, string Mapping, string Column) : Problem(
    ProblemKind.Invalid, "column_twice",
    $"“{File}”中有两列都叫“{Column}”，映射“{Mapping}”无法判断取哪一列。请在“映射导入”中用此文件重新指定。");
