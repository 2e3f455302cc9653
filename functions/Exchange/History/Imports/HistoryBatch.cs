using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>One report that an import brought, with the versions by which it was read.</summary>
/// <param name="Layout">The form's version in that year.</param>
/// <param name="Mapping">The version of people's rows for the form; 0 where none were there.</param>
public sealed record BatchReport(
    string Sheet, string Task, string Form, Period Period, Division Division, string Unit, int Layout, int Mapping,
    int Cells, int Checked, int Failed);

/// <summary>A sum of what was read, or of what the paper says (控制数).</summary>
/// <param name="Value">Fen, a count, or millionths of a percent.</param>
public sealed record HistoryTotal(
    string Task, string Form, string Item, string Name, string Column, FigureKind Kind, long Value, int Cells);

/// <summary>How good an import is (质量报告), in a thousand.</summary>
/// <param name="Completeness">完整性: items of the forms that have a figure.</param>
/// <param name="Consistency">一致性: checks that hold.</param>
/// <param name="Mapped">对照率: filled cells that became figures; the rest was declared unwanted.</param>
public sealed record HistoryQuality(int Completeness, int Consistency, int Mapped, int Score);

/// <summary>Taken out again (撤回).</summary>
public sealed record RolledBack(string By, string ByName, DateTimeOffset At, string Reason);

/// <summary>An import that counts, or did (版本记录).</summary>
/// <param name="Reason">What was said of checks that do not hold.</param>
/// <param name="Stated">Control totals as people gave them.</param>
public sealed record HistoryBatch(
    string Id, string Trial, string FileName, string Sm3, long Size, Division Division, string By, string ByName,
    DateTimeOffset At, IReadOnlyList<BatchReport> Reports, int Rows, int Filled, int Cells, int Unwanted,
    IReadOnlyList<string> Skipped, IReadOnlyList<HistoryTotal> Totals, IReadOnlyList<StatedTotal> Stated,
    HistoryQuality Quality, int FirstYear, int LastYear, int Checked, int Failed, string? Reason = null,
    RolledBack? RolledBack = null)
{
    public const string Type = "historyBatch";

    public static string DocumentId(string id) => $"batch-{id}";

    public Scope Scope => new(Division);

    public string Blob => HistoryTrial.BlobOf(Sm3, FileName);

    /// <summary>The lowest region that all of them lie in.</summary>
    internal static Division Over(IReadOnlyList<Division> regions)
    {
        var over = regions[0];
        while (!regions.All(over.Contains)) { over = over.Parent; }
        return over;
    }
}

/// <summary>A control total of the paper: the sum of an item and column over all reports of the file.</summary>
/// <param name="Total">Yuan for amounts; else as written.</param>
public sealed record StatedTotal(string Item, string Column, string Total);
