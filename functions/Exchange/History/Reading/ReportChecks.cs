using SocialFund.Funds.Forms;

namespace SocialFund.Exchange.History;

/// <summary>Whether the figures of one report agree with each other, column by column.</summary>
internal sealed class ReportChecks(
    ReportForm form, SheetHead head, string sheet, int power, IReadOnlyDictionary<FigureKind, int> digits)
{
    /// <summary>How many were asked.</summary>
    public int Count { get; private set; }

    public List<FailedCheck> Failed(IReadOnlyList<ReadCell> cells)
    {
        var failed = new List<FailedCheck>();
        foreach (var column in cells.Where(cell => cell.Kind != FigureKind.Rate || IsRateItem(cell))
            .GroupBy(cell => cell.Column))
        {
            var values = column.ToDictionary(cell => cell.Item);
            failed.AddRange(form.Checks.Select(check => Ask(check, column.Key, values)).OfType<FailedCheck>());
        }
        return failed;
    }

    private bool IsRateItem(ReadCell cell) => form.Find(cell.Item)!.Unit == FigureKind.Rate;

    private FailedCheck? Ask(FormCheck check, string column, Dictionary<string, ReadCell> values)
    {
        // Items left blank count nothing; without any there is nothing to compare.
        if (!check.Left.All(values.ContainsKey)
            || !check.Right.Select(ReportForms.Bare).Any(values.ContainsKey)) { return null; }
        Count++;
        var (left, right) = (Sum(check.Left, values), Sum(check.Right, values));
        var kind = values[check.Left[0]].Kind;
        var tolerance = Tolerance(kind, check.Left.Count + check.Right.Count);
        var holds = check.Kind == CheckKind.AtLeast ? left >= right - tolerance : Math.Abs(left - right) <= tolerance;
        return holds ? null : new FailedCheck(
            sheet, form.Id, head.Period!.Value, head.Division!.Value, column, check.Id, check.Text, kind, left, right,
            tolerance);
    }

    private static long Sum(IReadOnlyList<string> terms, Dictionary<string, ReadCell> values) => terms.Sum(term =>
        values.TryGetValue(ReportForms.Bare(term), out var cell) ? term[0] == '-' ? -cell.Value : cell.Value : 0);

    /// <summary>
    /// Published figures are rounded: each may be half of its last digit off. Figures to the fen and counts are exact.
    /// </summary>
    private long Tolerance(FigureKind kind, int terms)
    {
        var left = kind switch { FigureKind.Money => power, FigureKind.Rate => CellValue.RatePower, _ => 0 }
            - digits.GetValueOrDefault(kind);
        if (left <= 0) { return 0; }
        long step = 1;
        for (var count = 0; count < left; count++) { step *= 10; }
        return step * terms / 2;
    }
}
