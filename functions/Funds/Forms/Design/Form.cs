using System.Text.Json.Serialization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>A column of a form.</summary>
/// <param name="Unit">Null: each row's own.</param>
/// <param name="Formula">For every row that has figures; it goes before a row's own.</param>
public sealed record FormColumn(string Id, string Name, FigureKind? Unit = null, string? Formula = null);

/// <summary>A row of a form (项目).</summary>
/// <param name="Side">income, expenditure, or row where the form has one side.</param>
/// <param name="Unit"><see cref="FigureKind.None"/> for a heading.</param>
/// <param name="Parent">The row that it is part of; must stand before it.</param>
/// <param name="Formula">In every column that has none itself; null where figures are filled in.</param>
public sealed record FormRow(
    string Id, string Name, FigureKind Unit = FigureKind.Money, string Side = "row", string? Parent = null,
    string? Formula = null);

/// <summary>A formula of one cell.</summary>
public sealed record CellFormula(string Row, string Column, string Formula);

/// <summary>What becomes of a sheet that breaks a rule.</summary>
public enum RuleWeight
{
    /// <summary>It cannot be submitted.</summary>
    Hard = 1,

    /// <summary>A written reason is needed; it is shown upwards.</summary>
    Soft,
}

/// <summary>A relation that figures must keep (审核关系).</summary>
/// <param name="Text">What people read when it is broken.</param>
/// <param name="Condition">A formula; broken when it is 0.</param>
/// <param name="Columns">Where it is asked, by id; null: in every column whose figures have the rows' own unit.</param>
public sealed record FormRule(
    string Id, string Text, string Condition, RuleWeight Weight = RuleWeight.Hard,
    IReadOnlyList<string>? Columns = null);

/// <summary>
/// A flow between levels (上解、补助): what the upper level's row has is the lower ones' row too, and drops out of the
/// sum of both.
/// </summary>
/// <param name="Upper">The row at the upper level.</param>
/// <param name="Lower">The row at the levels below it.</param>
public sealed record LevelFlow(string Name, string Upper, string Lower);

/// <summary>A form (报表) in one layout: what a division fills in for a task. Rows and columns have ids that outlive
/// names.</summary>
/// <param name="Number">As printed: 社预06表.</param>
/// <param name="Cells">Formulas of single cells; they go before a column's and a row's.</param>
public sealed record Form(
    string Id, string Title, IReadOnlyList<FormColumn> Columns, IReadOnlyList<FormRow> Rows,
    IReadOnlyList<FormRule> Rules, string? Number = null, Fund? Fund = null, IReadOnlyList<LevelFlow>? Flows = null,
    IReadOnlyList<CellFormula>? Cells = null, IReadOnlyList<string>? Notes = null);

/// <summary>Names a cell whole: <c>resident-medical!income.total:budget</c>.</summary>
[JsonConverter(typeof(TextJson<CellAddress>))]
public readonly record struct CellAddress(string Form, string Row, string Column) : ITextValue<CellAddress>
{
    public static string Name => "单元格";

    public string Text => $"{Form}!{Row}:{Column}";

    public static bool TryParse(string? text, out CellAddress value)
    {
        var (form, column) = (text?.IndexOf('!', StringComparison.Ordinal) ?? -1, text?.LastIndexOf(':') ?? -1);
        var isOne = form > 0 && column > form + 1 && column < text!.Length - 1;
        value = isOne ? new CellAddress(text![..form], text[(form + 1)..column], text[(column + 1)..]) : default;
        return isOne;
    }

    public override string ToString() => Text;
}

/// <summary>What is wrong with a form, and where.</summary>
/// <param name="Row">Null where the fault is of the form or a column.</param>
public sealed record FormFault(string Form, string? Row, string? Column, string Text);

/// <summary>How a figure is kept: a whole number of its smallest unit.</summary>
public static class FigureScale
{
    /// <summary>Fen; persons; millionths of a percent.</summary>
    public static int Decimals(FigureKind kind) => kind switch
    {
        FigureKind.Money => 2,
        FigureKind.Count => 0,
        FigureKind.Rate => 6,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>In yuan, persons, percent.</summary>
    public static decimal ToUnits(long kept, FigureKind kind)
    {
        var size = (ulong)Math.Abs(kept);
        return new decimal(
            unchecked((int)size), unchecked((int)(size >> 32)), 0, kept < 0, (byte)Decimals(kind));
    }

    /// <summary>Half away from zero.</summary>
    /// <returns>Null when it is larger than <see cref="Money.MaxFen"/>.</returns>
    public static long? ToKept(decimal units, FigureKind kind)
    {
        var decimals = Decimals(kind);
        if (Math.Abs(units) > Money.MaxFen) { return null; }
        var kept = Math.Round(units, decimals, MidpointRounding.AwayFromZero);
        for (var place = 0; place < decimals; place++) { kept *= 10; }
        return Math.Abs(kept) > Money.MaxFen ? null : (long)kept;
    }
}
