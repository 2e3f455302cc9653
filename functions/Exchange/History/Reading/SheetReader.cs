using System.Text.RegularExpressions;
using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>Reads the body of one sheet whose head is known.</summary>
internal sealed partial class SheetReader(
    Sheet sheet, HeadingRows heading, SheetHead head, ReportForm form, ReportTask task, FormNames names, int power)
{
    private const int SuggestionsMax = 3;

    /// <summary>So many cells of a sheet get suggestions: more are not shown at once, and what is mapped makes
    /// room.</summary>
    private const int SuggestedMax = 500;

    private readonly List<ReadCell> _cells = [];
    private readonly List<UnmappedCell> _unmapped = [];
    private readonly List<CellFault> _faults = [];
    private readonly Dictionary<(string Item, string Column), string> _taken = [];
    private readonly Dictionary<FigureKind, int> _digits = [];
    private int _rows;
    private int _filled;
    private int _unwanted;

    private int Year => head.Period!.Value.Year;

    public SheetReading Read()
    {
        foreach (var side in heading.Sides) { ReadSide(side); }
        var checks = new ReportChecks(form, head, sheet.Name, power, _digits);
        var failed = checks.Failed(_cells);
        return new SheetReading(
            sheet.Name, head, null, null, _rows, _filled, _unwanted, _cells, _unmapped, _faults, failed, checks.Count);
    }

    private void ReadSide(TableSide side)
    {
        var columns = Enumerable.Range(side.ItemColumn + 1, side.Until - side.ItemColumn - 1)
            .Select(place => ColumnAt(place)).OfType<FigureColumn>().ToList();
        var path = new ItemPath(form);
        for (var row = heading.Bottom + 1; row < sheet.Rows.Count; row++)
        {
            var written = sheet.At(row, side.ItemColumn).Text;
            if (Footer().IsMatch(ItemLabel.Narrow(written))) { break; }
            if (IsColumnNumbers(written)) { continue; }
            ReadRow(row, written, side, columns, path);
        }
    }

    /// <param name="Id">Null with a heading that means nothing; empty when not wanted.</param>
    private sealed record FigureColumn(int Place, string Heading, string? Id, FigureKind Unit);

    private FigureColumn? ColumnAt(int place)
    {
        var over = heading.Over(sheet, place, Year);
        if (over.Any(HeadingRows.IsIdle)) { return null; }
        foreach (var text in over)
        {
            if (names.Column(text) is { } known)
            {
                return new FigureColumn(place, over[0], known.Column ?? "", known.Unit);
            }
            if (form.ColumnsAre == ReportForm.Funds && FundColumn(text) is { } fund)
            {
                return new FigureColumn(place, over[0], fund, FigureKind.None);
            }
        }
        return new FigureColumn(place, over[0], null, FigureKind.None);
    }

    private static string? FundColumn(string text)
    {
        if (text is "合计" or "总计") { return "total"; }
        var bare = text.Replace("(含生育)", "", StringComparison.Ordinal).Replace("(含生育保险)", "", StringComparison.Ordinal)
            .Replace("城镇职工", "职工", StringComparison.Ordinal).Replace("机关事业单位养老", "机关事业养老", StringComparison.Ordinal);
        if (FundList.TryFind(bare, out var fund)) { return fund.Entry().Id; }
        return FundList.All.FirstOrDefault(entry => Stem(entry.Name) == Stem(bare)) is { } entry ? entry.Id : null;
    }

    private static string Stem(string name) => Fillers().Replace(name, "");

    private void ReadRow(int row, string written, TableSide side, List<FigureColumn> columns, ItemPath path)
    {
        var filled = columns.Where(column => !CellValue.IsBlank(sheet.At(row, column.Place).Text)).ToList();
        var label = ItemLabel.Of(written);
        if (label.Key.Length == 0 && filled.Count == 0) { return; }
        _rows++;
        _filled += filled.Count;
        if (names.IsPlaceholder(written)) { _unwanted += filled.Count; return; }
        var found = label.Key.Length == 0 ? default : path.Enter(label, names, side.Side);
        foreach (var column in filled)
        {
            if (column.Id is null && !found.IsUnwanted) { Miss(row, written, column, MappedPart.Column, path.Parent); }
            else if (found.IsUnwanted || column.Id is "") { _unwanted++; }
            else if (found.Item is null) { Miss(row, written, column, MappedPart.Item, path.Parent); }
            else { Take(row, written, column, found.Item); }
        }
    }

    private void Take(int row, string written, FigureColumn column, FormItem item)
    {
        var (text, place) = (sheet.At(row, column.Place).Text.Trim(), Sheet.PlaceOf(row, column.Place));
        if (item.Unit == FigureKind.None)
        {
            // A heading that has a figure: nobody knows what it counts.
            Miss(row, written, column, MappedPart.Item, item.Parent);
            return;
        }
        if (!_taken.TryAdd((item.Id, column.Id!), place))
        {
            _faults.Add(new CellFault(
                sheet.Name, place, written, text, "item_twice", $"与 {_taken[(item.Id, column.Id!)]} 是同一项目同一栏"));
            return;
        }
        var kind = column.Unit == FigureKind.Rate ? FigureKind.Rate : item.Unit;
        var unit = item.In is { } own ? AmountUnit.PowerOf(own)!.Value : power;
        if (CellValue.Read(text, kind, unit, out var value, out var digits) is { } fault)
        {
            _faults.Add(new CellFault(sheet.Name, place, written, text, fault.Code, fault.Message));
            return;
        }
        if (item.In is null) { _digits[kind] = Math.Max(_digits.GetValueOrDefault(kind), digits); }
        _cells.Add(new ReadCell(
            task.Id, form.Id, head.Period!.Value, head.Division!.Value, item.Id, column.Id!, kind, value, text,
            written.Trim(), sheet.Name, row + 1, place));
    }

    private void Miss(int row, string written, FigureColumn column, MappedPart part, string? parent)
    {
        var (label, other) = part == MappedPart.Item
            ? (written.Trim(), column.Heading)
            : (column.Heading, written.Trim());
        _unmapped.Add(new UnmappedCell(
            sheet.Name, row + 1, Sheet.PlaceOf(row, column.Place), part, label, other,
            sheet.At(row, column.Place).Text.Trim(), WhyOf(part, label), form.Id, task.Id, Year, parent,
            part == MappedPart.Item && _unmapped.Count < SuggestedMax ? Suggestions(label) : []));
    }

    private string WhyOf(MappedPart part, string label)
    {
        if (label.Length == 0) { return part == MappedPart.Item ? "没有项目名称" : "没有栏目名称"; }
        if (part == MappedPart.Column) { return "栏目名称没有对照"; }
        if (form.Named(ItemLabel.Of(label).Key) is not var (other, years)) { return "项目名称没有对照"; }
        if (other.Unit == FigureKind.None) { return "该行是标题，不应有数"; }
        return other.IsIn(Year) && years.IsIn(Year)
            ? "上级项目没有对照，或不在该项目之下"
            : $"{Year} 年的报表没有该项目（{other.Since ?? years.From ?? form.Versions[0].From}—{other.Until ?? years.To}）";
    }

    /// <summary>Items of that year whose names share the most letters.</summary>
    private IReadOnlyList<string> Suggestions(string label)
    {
        var letters = ItemLabel.Of(label).Key.ToHashSet();
        return [.. form.Items.Where(item => item.Unit != FigureKind.None && item.IsIn(Year))
            .Select(item => (item.Id, Shared: item.Name.Count(letters.Contains) * 100 / Math.Max(1, item.Name.Length)))
            .Where(each => each.Shared >= 50)
            .OrderByDescending(each => each.Shared).Take(SuggestionsMax).Select(each => each.Id)];
    }

    /// <summary>栏次 rows: 甲 1 2 3.</summary>
    private static bool IsColumnNumbers(string written) => ItemLabel.Narrow(written) is "甲" or "乙" or "栏次";

    [GeneratedRegex("^(注|说明|备注|制表|填表|编制人|单位负责人|负责人|审核|复核|报送日期|填报日期|经办)(人|:|$|说明)")]
    private static partial Regex Footer();

    [GeneratedRegex("单位|基本|保险|基金|[(]含生育[)]|城镇")]
    private static partial Regex Fillers();
}
