using System.Globalization;
using System.Text.RegularExpressions;
using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>A column with labels and the columns with figures that belong to it.</summary>
/// <param name="Side">income or expenditure in a table with two sides.</param>
internal sealed record TableSide(int ItemColumn, int Until, string? Side);

/// <summary>Where the headings of a sheet stand, and what they say.</summary>
/// <param name="Top">The first row of them.</param>
/// <param name="Bottom">The last one.</param>
internal sealed partial record HeadingRows(int Top, int Bottom, IReadOnlyList<TableSide> Sides)
{
    /// <summary>Heads are short; what begins further down is none.</summary>
    private const int SearchMax = 30;

    private static readonly HashSet<string> ItemWords =
    [
        "项目", "指标", "科目", "指标名称", "项目名称", "科目名称", "收入项目", "支出项目", "收支项目", "预算科目", "栏目",
    ];

    /// <summary>Columns without figures.</summary>
    private static readonly HashSet<string> Idle = ["行次", "栏次", "序号", "备注", "说明", "编码", "代码", "计量单位", "单位"];

    /// <returns>Null where no heading is found.</returns>
    public static HeadingRows? Find(Sheet sheet)
    {
        for (var row = 0; row < Math.Min(sheet.Rows.Count, SearchMax); row++)
        {
            var items = Enumerable.Range(0, sheet.Rows[row].Count)
                .Where(column => ItemWords.Contains(ItemLabel.Narrow(sheet.At(row, column).Text))).ToList();
            if (items.Count == 0 || !HasMore(sheet, row, items)) { continue; }
            var bottom = BottomOf(sheet, row, items[0]);
            var last = Enumerable.Range(row, sheet.Rows.Count - row).Max(each => sheet.Rows[each].Count);
            var sides = items.Select((item, place) => new TableSide(
                item, place + 1 < items.Count ? items[place + 1] : last,
                items.Count < 2 ? SideOf(sheet.At(row, item).Text) : place == 0 ? "income" : "expenditure")).ToList();
            return new HeadingRows(row, bottom, sides);
        }
        return null;
    }

    public static bool IsIdle(string heading) => Idle.Contains(ItemLabel.Narrow(heading));

    /// <summary>The headings over a column from the whole one to its parts: 本年/预算数 is asked for before 预算数.</summary>
    /// <param name="year">Of the report: with it 2016年预算数 becomes 本年预算数.</param>
    public IReadOnlyList<string> Over(Sheet sheet, int column, int year)
    {
        var parts = Enumerable.Range(Top, Bottom - Top + 1)
            .Select(row => Relative(HeadingAt(sheet, row, column), year))
            .Where(text => text.Length > 0).Distinct().ToList();
        if (parts.Count == 0) { return [""]; }
        return [.. new[] { string.Concat(parts), parts[^1], parts[0] }.Distinct()];
    }

    /// <summary>In text files a heading over several columns stands over the first only.</summary>
    private string HeadingAt(Sheet sheet, int row, int column)
    {
        var text = ItemLabel.Narrow(sheet.Seen(row, column));
        if (text.Length > 0 || row == Bottom || sheet.Merges.Count > 0) { return text; }
        var side = Sides.Last(side => side.ItemColumn <= column);
        for (var left = column - 1; left > side.ItemColumn && text.Length == 0; left--)
        {
            text = ItemLabel.Narrow(sheet.At(row, left).Text);
        }
        return text;
    }

    private static string Relative(string heading, int year)
    {
        var text = Year().Replace(heading, match =>
            (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) - year) switch
            {
                0 => "本年",
                -1 => "上年",
                _ => match.Value,
            });
        return text.Replace("本年度", "本年", StringComparison.Ordinal)
            .Replace("上年度", "上年", StringComparison.Ordinal);
    }

    private static bool HasMore(Sheet sheet, int row, List<int> items) =>
        Enumerable.Range(items[0] + 1, Math.Max(0, sheet.Rows[row].Count - items[0] - 1))
            .Any(column => !items.Contains(column) && ItemLabel.Narrow(sheet.At(row, column).Text).Length > 0);

    /// <summary>Headings go on as far as the item heading is merged, or while rows have no label or figure.</summary>
    private static int BottomOf(Sheet sheet, int row, int item)
    {
        foreach (var merge in sheet.Merges)
        {
            if (merge.Holds(row, item)) { return merge.Bottom; }
        }
        var bottom = row;
        while (bottom + 1 < sheet.Rows.Count && bottom - row < 3
            && ItemLabel.Narrow(sheet.At(bottom + 1, item).Text).Length == 0
            && sheet.Rows[bottom + 1].Any(cell => ItemLabel.Narrow(cell.Text).Length > 0)
            && sheet.Rows[bottom + 1].All(cell => !ExactNumber.TryParse(cell.Text, out _)))
        {
            bottom++;
        }
        return bottom;
    }

    private static string? SideOf(string heading) => ItemLabel.Narrow(heading) switch
    {
        "收入项目" => "income",
        "支出项目" => "expenditure",
        _ => null,
    };

    [GeneratedRegex(@"(\d{4})年度?")]
    private static partial Regex Year();
}
