using SocialFund.Kernel;

namespace SocialFund.Funds.Budget;

/// <param name="Line">The budget line that the sheet's amounts belong to; the sheet itself does not say.</param>
internal sealed record UnitSheetTarget(Division Province, Fund Fund, int Year, string Line, string Name);

/// <summary>
/// Reads a published sheet of one amount a unit (级别, 所属市, 单位, 预算元), as Shanxi's of 2024: units are found by name in the
/// province's tree.
/// </summary>
internal static class UnitSheet
{
    private static readonly string[] AmountNames = ["预算元", "预算（元）"];

    public static bool IsOne(CsvTable table) => table.Has("单位") && table.Has(AmountNames);

    /// <returns>The rows with a unit and an amount; a problem for each of the others, which stay open.</returns>
    public static BudgetRead Read(CsvTable table, UnitSheetTarget target)
    {
        var rows = new List<BudgetFileRow>();
        var problems = new List<RowProblem>();
        foreach (var row in table.Rows)
        {
            var unit = table.Cell(row, "单位");
            if (Find(target.Province, table.Cell(row, "所属市"), unit) is not { } division)
            {
                problems.Add(new RowProblem(
                    row.Line, "单位", "unit_unknown", $"在{Divisions.NameOf(target.Province)}的区划中找不到“{unit}”。"));
                continue;
            }
            if (LevelProblem(table.Cell(row, "级别"), division) is { } level)
            {
                problems.Add(new RowProblem(row.Line, "级别", "level_differs", level));
                continue;
            }
            var text = table.Cell(row, AmountNames);
            if (text.Length == 0)
            {
                problems.Add(new RowProblem(
                    row.Line, "预算元", "amount_missing", $"“{unit}”的金额缺失，未导入，留待核对原件后补录。"));
            }
            else if (BudgetFile.AmountProblem(text, out var amount) is { } wrong)
            {
                problems.Add(new RowProblem(row.Line, "预算元", "not_an_amount", wrong));
            }
            else
            {
                var key = new BudgetKey(division, target.Fund, target.Year);
                rows.Add(new BudgetFileRow(
                    row.Line, key, target.Line, target.Name, amount, Approved: true, BudgetControlMode.Refuse));
            }
        }
        return new BudgetRead(rows, problems, []);
    }

    /// <summary>
    /// A unit by its name: alone (清徐县) or after its city's (太原市小店区); inside the city where one is named.
    /// </summary>
    /// <returns>Null when no division or more than one has the name.</returns>
    public static Division? Find(Division province, string city, string unit)
    {
        if (unit == Divisions.NameOf(province)) { return province; }
        var cities = Divisions.Below(province).Where(entry => city.Length == 0 || entry.Name == city).ToList();
        var found = cities.Where(entry => entry.Name == unit)
            .Concat(cities.SelectMany(entry => Divisions.Below(entry.Code)
                .Where(below => below.Name == unit || entry.Name + below.Name == unit)))
            .ToList();
        return found is [var one] ? one.Code : null;
    }

    private static string? LevelProblem(string text, Division division)
    {
        var level = text switch { "省本级" => 1, "市级" => 2, "县级" => 3, _ => 0 };
        return level == 0 ? $"“{text}”须为省本级、市级或县级。"
            : level != division.Level ? $"{Divisions.NameOf(division)}不是{text}。" : null;
    }
}
