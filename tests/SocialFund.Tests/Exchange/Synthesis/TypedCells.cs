using System.Globalization;
using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Tests.Exchange.Synthesis;

/// <summary>Cells made ready for the catalogue's rules, strictly: only the standard way of writing is read.</summary>
internal static class TypedCells
{
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    public static Period MonthOf(string digits)
    {
        Assert.True(Period.TryParse(digits, out var month));
        return month;
    }

    /// <returns>The ids of the rules that the line breaks; null where a cell is not of its kind.</returns>
    public static List<QualityRule>? Broken(CatalogTable table, string line, Period period,
        IReadOnlyList<TableRule> rules)
    {
        var cells = line.Split('|');
        if (cells.Length != table.Fields.Count) { return null; }
        var rows = new TypedRows(table.Fields.Count);
        rows.Begin(1, [], 0);
        for (var index = 0; index < cells.Length; index++)
        {
            if (!TryType(table.Fields[index], cells[index], period, rows, out var value)) { return null; }
            rows.Columns[index][0] = value;
        }
        return [.. rules.Where(rule => !rule.Holds(rows, 0, BatchFacts.Of(period))).Select(rule => rule.Rule)];
    }

    private static bool TryType(CatalogField field, string cell, Period period, TypedRows rows, out long value)
    {
        value = TypedRows.Empty;
        if (cell.Length == 0) { return !field.Required; }
        switch (field.Type)
        {
            case FieldKind.Money:
                var isMoney = Money.TryParseYuan(cell, out var money);
                value = money.Fen;
                return isMoney && (money >= Money.Zero || field.MayBeNegative) && money.IsPlausible;
            case FieldKind.Count:
                return long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out value);
            case FieldKind.Rate:
                var isRate = decimal.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                    out var rate);
                value = (long)(rate * 1_000_000);
                return isRate;
            case FieldKind.Month:
                var isMonth = Period.TryParse(cell, out var month);
                value = month.Year * 100 + month.Month;
                return isMonth;
            case FieldKind.Date:
                var isDate = DateTime.TryParseExact(
                    cell, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
                value = (date - Epoch).Days;
                return isDate;
            case FieldKind.Timestamp:
                var isTime = DateTime.TryParseExact(
                    cell, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
                value = (time - Epoch).Ticks / 10;
                return isTime;
            default:
                value = rows.Keep(Encoding.UTF8.GetBytes(cell));
                return IsText(field, cell, period);
        }
    }

    private static bool IsText(CatalogField field, string cell, Period period) => field.Type switch
    {
        FieldKind.Code => Catalogue.Shipped.List(field.List!).On(period).ContainsKey(cell),
        FieldKind.Division => Division.TryParse(cell, out var division) && Divisions.IsKnown(division),
        FieldKind.CitizenId => CitizenId.IsValid(cell) && !cell.EndsWith('x'),
        FieldKind.Organization => CreditCode.TryParse(cell, out _),
        FieldKind.Account => cell.Length is >= 6 and <= 32 && cell.All(char.IsAsciiDigit),
        _ => cell[0] is not ('=' or '@') && cell.Length <= (field.Max == 0 ? CatalogField.TextMax : field.Max)
            && !cell.Any(PlainText.IsHidden),
    };
}
