namespace SocialFund.Funds.Forms;

/// <summary>A flow between a level and those directly below it whose two sides differ.</summary>
/// <param name="Upper">What the upper level has in <see cref="LevelFlow.Upper"/>.</param>
/// <param name="Lower">What the lower ones have in <see cref="LevelFlow.Lower"/>, together.</param>
public sealed record FlowDifference(string Form, string Flow, string Column, long Upper, long Lower);

/// <summary>The sheet of a division with all below it (汇总).</summary>
/// <param name="Figures">Of every cell, by the model's index.</param>
/// <param name="TooLarge">Cells whose sum cannot be kept; they are empty.</param>
/// <param name="Around">What its formulas read besides it, for its rules too.</param>
public sealed record RolledUp(
    long?[] Figures, IReadOnlyList<FlowDifference> Differences, IReadOnlyList<int> TooLarge,
    FormSurroundings Around);

/// <summary>
/// Sums sheets: what is filled in is added, what is computed is computed from the sums. A flow between the levels is in
/// both, so it drops out as far as both sides have it; the rest stays and is told. Rates are not added; the upper level
/// fills in its own.
/// </summary>
public static class SheetRollUp
{
    /// <param name="own">The upper level's own sheet.</param>
    /// <param name="lower">The rolled-up sheets of the divisions directly below.</param>
    /// <param name="around">Last year's rolled-up sheet and figures from outside; what is below is
    /// <paramref name="lower"/>.</param>
    public static RolledUp Of(
        FormModel model, long?[] own, IReadOnlyList<long?[]> lower, FormSurroundings around)
    {
        var figures = Sum(model, [own, .. lower], out var tooLarge);
        var below = Sum(model, lower, out _);
        for (var cell = 0; cell < figures.Length; cell++)
        {
            if (model.Cells[cell].Kind == FigureKind.Rate) { figures[cell] = own[cell]; }
        }
        var differences = new List<FlowDifference>();
        foreach (var form in model.Forms.Where(_ => lower.Count > 0))
        {
            foreach (var flow in form.Flows ?? [])
            {
                foreach (var column in form.Columns)
                {
                    if (Eliminate(model, form, flow, column, own, below, figures) is { } differs)
                    {
                        differences.Add(differs);
                    }
                }
            }
        }
        around = around with { Below = below };
        tooLarge.AddRange(model.Compute(figures, around));
        return new RolledUp(figures, differences, tooLarge, around);
    }

    private static FlowDifference? Eliminate(
        FormModel model, Form form, LevelFlow flow, FormColumn column, long?[] own, long?[] below, long?[] figures)
    {
        var upperAt = model.Find(new CellAddress(form.Id, flow.Upper, column.Id))!.Value;
        var lowerAt = model.Find(new CellAddress(form.Id, flow.Lower, column.Id))!.Value;
        if (model.Cells[upperAt].Kind == FigureKind.Rate || model.IsComputed(upperAt)) { return null; }
        var (upper, lower) = (own[upperAt] ?? 0, below[lowerAt] ?? 0);
        var common = upper > 0 && lower > 0 ? Math.Min(upper, lower) : 0;
        figures[upperAt] -= common;
        figures[lowerAt] -= common;
        return upper == lower ? null : new FlowDifference(form.Id, flow.Name, column.Id, upper, lower);
    }

    private static long?[] Sum(FormModel model, IReadOnlyList<long?[]> sheets, out List<int> tooLarge)
    {
        var sum = new long?[model.Cells.Count];
        tooLarge = [];
        foreach (var sheet in sheets)
        {
            for (var cell = 0; cell < sum.Length; cell++)
            {
                if (sheet[cell] is { } value) { sum[cell] = (sum[cell] ?? 0) + value; }
            }
        }
        for (var cell = 0; cell < sum.Length; cell++)
        {
            if (sum[cell] is not { } value || Math.Abs(value) <= Kernel.Money.MaxFen) { continue; }
            sum[cell] = null;
            tooLarge.Add(cell);
        }
        return sum;
    }
}
