using SocialFund.Kernel;

namespace SocialFund.Analytics;

// Why SQL that a person wrote is not run, in the order in which it is checked.

public sealed record SqlNotOneSelect() : Problem(
    ProblemKind.Invalid, "sql_not_one_select", "只能执行一条查询（select）语句，不能修改数据、设置或读写文件。");

/// <param name="Reason">DuckDB's own words; they may quote the statement.</param>
public sealed record SqlInvalid(string Reason) : Problem(
    ProblemKind.Invalid, "sql_invalid", $"查询语句有误，请修改后重试：{Reason}");

public sealed record SqlNameTaken(string Name) : Problem(
    ProblemKind.Invalid, "sql_name_taken", $"with 子句的名称“{Name}”不可用，请换成由字母、数字、汉字和下划线组成的其他名称。");

public sealed record SqlTableNotOffered(string Table) : Problem(
    ProblemKind.Invalid, "sql_table_not_offered", $"不能查询“{Table}”，请只使用页面列出的数据视图。");

public sealed record SqlFunctionNotOffered(string Function) : Problem(
    ProblemKind.Invalid, "sql_function_not_offered", $"不能使用函数“{Function}”，请改用其他写法。");
