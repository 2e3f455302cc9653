using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>One figure of a report with where it was read (单元格来源).</summary>
/// <param name="Value">Fen, a count, or millionths of a percent.</param>
/// <param name="Text">As written.</param>
/// <param name="Row">In the sheet, from 1; as <paramref name="Place"/> says with the column.</param>
public sealed record ReadCell(
    string Task, string Form, Period Period, Division Division, string Item, string Column, FigureKind Kind, long Value,
    string Text, string Label, string Sheet, int Row, string Place);

/// <summary>A cell that would be lost (未对照单元格): its label or heading means nothing known.</summary>
/// <param name="Part">Which of the two is unknown.</param>
/// <param name="Label">The unknown one, as written.</param>
/// <param name="Other">The heading over it, or the label beside it.</param>
/// <param name="Parent">The item above it; null at the top.</param>
/// <param name="Suggestions">Items or columns that it may mean, the likeliest first.</param>
public sealed record UnmappedCell(
    string Sheet, int Row, string Place, MappedPart Part, string Label, string Other, string Value, string Why,
    string Form, string Task, int Year, string? Parent, IReadOnlyList<string> Suggestions);

/// <summary>A cell that is no figure of its kind.</summary>
public sealed record CellFault(string Sheet, string Place, string Label, string Value, string Code, string Message);

/// <summary>A check that did not hold, with both figures.</summary>
/// <param name="Tolerance">What rounding of the published figures can make.</param>
public sealed record FailedCheck(
    string Sheet, string Form, Period Period, Division Division, string Column, string Check, string Text,
    FigureKind Kind, long Left, long Right, long Tolerance);

/// <summary>What became of one sheet.</summary>
/// <param name="Skipped">Why it is left out; null when it is taken.</param>
/// <param name="Problem">Why it cannot be taken; null when it can.</param>
/// <param name="Filled">Cells with something in them below the headings, beside labels.</param>
public sealed record SheetReading(
    string Sheet, SheetHead? Head, string? Skipped, string? Problem, int Rows, int Filled, int Unwanted,
    IReadOnlyList<ReadCell> Cells, IReadOnlyList<UnmappedCell> Unmapped, IReadOnlyList<CellFault> Faults,
    IReadOnlyList<FailedCheck> Failed, int Checked)
{
    public static SheetReading Without(string sheet, SheetHead? head, string? skipped, string? problem) =>
        new(sheet, head, skipped, problem, 0, 0, 0, [], [], [], [], 0);
}

/// <summary>What became of a file.</summary>
public sealed record BookReading(IReadOnlyList<SheetReading> Sheets)
{
    public IEnumerable<ReadCell> Cells => Sheets.SelectMany(sheet => sheet.Cells);
    public IEnumerable<UnmappedCell> Unmapped => Sheets.SelectMany(sheet => sheet.Unmapped);
    public IEnumerable<CellFault> Faults => Sheets.SelectMany(sheet => sheet.Faults);
    public IEnumerable<FailedCheck> Failed => Sheets.SelectMany(sheet => sheet.Failed);
    public int Filled => Sheets.Sum(sheet => sheet.Filled);
    public int Checked => Sheets.Sum(sheet => sheet.Checked);
}
