using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Budget;

/// <summary>One line to import.</summary>
/// <param name="FileLine">Where it stands in the file.</param>
internal sealed record BudgetFileRow(
    int FileLine, BudgetKey Key, string Code, string Name, Money Amount, bool Approved, BudgetControlMode Control);

/// <param name="Rows">The good rows in file order.</param>
/// <param name="Problems">One a bad cell.</param>
/// <param name="Torn">Budgets of which a row is bad.</param>
internal sealed record BudgetRead(List<BudgetFileRow> Rows, List<RowProblem> Problems, HashSet<BudgetKey> Torn);

/// <summary>Reads the budget table: 区划, 险种, 年度, 项目编码, 项目名称, 金额（元）, 已批复, 控制方式.</summary>
internal static class BudgetFile
{
    private static readonly string[][] Columns =
    [
        ["区划", "division"], ["险种", "fund"], ["年度", "year"], ["项目编码", "line"], ["项目名称", "name"],
        ["金额（元）", "amount"], ["已批复", "approved"], ["控制方式", "control"],
    ];

    public static BudgetRead Read(CsvTable table)
    {
        var read = new BudgetRead([], [], []);
        var (rows, problems, torn) = read;
        problems.AddRange(table.MissingColumns(Columns));
        if (problems.Count > 0) { return read; }
        foreach (var row in table.Rows)
        {
            if (Row(table, row, problems, torn) is not { } good) { continue; }
            if (rows.Any(other => other.Key == good.Key && other.Code == good.Code))
            {
                problems.Add(new RowProblem(row.Line, "项目编码", "line_repeated", $"项目 {good.Code} 在本文件中重复。"));
                torn.Add(good.Key);
            }
            else { rows.Add(good); }
        }
        return read;
    }

    private static BudgetFileRow? Row(
        CsvTable table, CsvRow row, List<RowProblem> problems, HashSet<BudgetKey> torn)
    {
        var cells = new RowReader(table, row, Columns, problems);
        var (division, fund) = (cells.DivisionAt(0), cells.FundAt(1));
        var isYear = int.TryParse(cells.Cell(2), NumberStyles.None, CultureInfo.InvariantCulture, out var year);
        if (!isYear || year is < 1999 or > 2999) { cells.Refuse(2, "not_a_year", $"“{cells.Cell(2)}”不是年度。"); }
        var isKeyKnown = cells.IsGood;
        if (!BudgetLine.IsCode(cells.Cell(3))) { cells.Refuse(3, "not_a_code", $"“{cells.Cell(3)}”须为1至40位字母、数字或短横。"); }
        if (cells.Cell(4).Length == 0) { cells.Refuse(4, "name_missing", "项目名称为空。"); }
        if (AmountProblem(cells.Cell(5), out var amount) is { } wrong) { cells.Refuse(5, "not_an_amount", wrong); }
        if (Flag(cells.Cell(6)) is not { } approved)
        {
            approved = false;
            cells.Refuse(6, "not_a_flag", $"“{cells.Cell(6)}”须为是或否。");
        }
        if (Control(cells.Cell(7)) is not { } control)
        {
            control = BudgetControlMode.Refuse;
            cells.Refuse(7, "control_unknown", $"“{cells.Cell(7)}”须为刚性（refuse）或提醒（warn）。");
        }
        if (cells.IsGood)
        {
            return new BudgetFileRow(
                row.Line, new BudgetKey(division, fund, year), cells.Cell(3), cells.Cell(4), amount, approved, control);
        }
        if (isKeyKnown) { torn.Add(new BudgetKey(division, fund, year)); }
        return null;
    }

    /// <returns>Null when it is an amount of at least zero in yuan.</returns>
    public static string? AmountProblem(string text, out Money amount) =>
        !Money.TryParseYuan(text, out amount) ? $"不是金额（最多两位小数）：{text}"
        : amount < Money.Zero ? $"预算金额不能为负：{text}"
        : !amount.IsPlausible ? $"预算金额超过 1000 亿元，请核对单位：{text}" : null;

    private static bool? Flag(string text) => text switch
    {
        "是" or "yes" or "true" => true,
        "否" or "no" or "false" => false,
        _ => null,
    };

    private static BudgetControlMode? Control(string text) => text switch
    {
        "刚性" or "refuse" => BudgetControlMode.Refuse,
        "提醒" or "warn" => BudgetControlMode.Warn,
        _ => null,
    };
}
