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
        problems.AddRange(Columns.Where(names => !table.Has(names))
            .Select(names => new RowProblem(1, names[0], "column_missing", $"缺少列“{names[0]}”（{names[1]}）。")));
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
        var before = problems.Count;
        string Cell(int column) => table.Cell(row, Columns[column]);
        void Refuse(int column, string code, string message) =>
            problems.Add(new RowProblem(row.Line, Columns[column][0], code, message));

        if (!Division.TryParse(Cell(0), out var division) || !Divisions.IsKnown(division))
        {
            Refuse(0, "division_unknown", $"“{Cell(0)}”不是已知的区划代码。");
        }
        if (!FundList.TryFind(Cell(1), out var fund)) { Refuse(1, "fund_unknown", $"“{Cell(1)}”不是险种。"); }
        var isYear = int.TryParse(Cell(2), NumberStyles.None, CultureInfo.InvariantCulture, out var year);
        if (!isYear || year is < 1999 or > 2999) { Refuse(2, "not_a_year", $"“{Cell(2)}”不是年度。"); }
        var isKeyKnown = problems.Count == before;
        if (!BudgetLine.IsCode(Cell(3))) { Refuse(3, "not_a_code", $"“{Cell(3)}”须为1至40位字母、数字或短横。"); }
        if (Cell(4).Length == 0) { Refuse(4, "name_missing", "项目名称为空。"); }
        if (AmountProblem(Cell(5), out var amount) is { } wrong) { Refuse(5, "not_an_amount", wrong); }
        if (Flag(Cell(6)) is not { } approved) { approved = false; Refuse(6, "not_a_flag", $"“{Cell(6)}”须为是或否。"); }
        if (Control(Cell(7)) is not { } control)
        {
            control = BudgetControlMode.Refuse;
            Refuse(7, "control_unknown", $"“{Cell(7)}”须为刚性（refuse）或提醒（warn）。");
        }
        if (problems.Count == before)
        {
            return new BudgetFileRow(
                row.Line, new BudgetKey(division, fund, year), Cell(3), Cell(4), amount, approved, control);
        }
        if (isKeyKnown) { torn.Add(new BudgetKey(division, fund, year)); }
        return null;
    }

    /// <returns>Null when it is an amount of at least zero in yuan.</returns>
    public static string? AmountProblem(string text, out Money amount) =>
        !Money.TryParseYuan(text, out amount) ? $"不是金额（最多两位小数）：{text}"
        : amount < Money.Zero ? $"预算金额不能为负：{text}" : null;

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
