namespace SocialFund.Analytics;

/// <summary>Why SQL that a person wrote is not run. In the order in which the guard checks.</summary>
/// <param name="Code">Stable; clients switch on it.</param>
/// <param name="Message">For the person who wrote it.</param>
public sealed record SqlRefusal(string Code, string Message)
{
    internal static SqlRefusal NotOneSelect() =>
        new("sql_not_one_select", "只能执行一条查询（select）语句，不能修改数据、设置或读写文件。");

    /// <summary>DuckDB's own words, which quote the statement.</summary>
    internal static SqlRefusal Invalid(string message) => new("sql_invalid", $"查询语句有误：{message}");

    internal static SqlRefusal NameTaken(string name) =>
        new("sql_name_taken", $"with 子句的名称“{name}”不可用，请换成由字母、数字、汉字和下划线组成的其他名称。");

    internal static SqlRefusal TableNotOffered(string table) =>
        new("sql_table_not_offered", $"不能查询“{table}”，请只使用页面列出的数据视图。");

    internal static SqlRefusal FunctionNotOffered(string function) =>
        new("sql_function_not_offered", $"不能使用函数“{function}”。");
}
