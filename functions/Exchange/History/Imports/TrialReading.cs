using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>How a trial compares with what counts now.</summary>
public sealed record TrialDifference(int New, int Changed, int Same, int Gone, IReadOnlyList<ChangedCell> Changes);

/// <summary>A figure before and after; null where there is none.</summary>
public sealed record ChangedCell(
    string Task, string Form, Period Period, Division Division, string Item, string Column, FigureKind Kind,
    long? Before, long? After);

/// <summary>A received file read by the mapping of now, with all that follows from it. Nothing of it is kept.</summary>
internal sealed record TrialReading(
    HistoryTrial Trial, BookReading Book, IReadOnlyDictionary<string, FormMapping> Mappings, ReportForms Forms)
{
    private const int Thousand = 1000;

    public IReadOnlyList<ReadCell> Cells { get; } = [.. Book.Cells];

    /// <summary>Sums of what checks compare, over all reports of the file.</summary>
    public IReadOnlyList<HistoryTotal> Totals()
    {
        var totals =
            from cell in Cells
            let form = Forms.Find(cell.Form)!
            where form.Checks.Any(check => check.Left.Contains(cell.Item)) && cell.Kind != FigureKind.Rate
            group cell by (cell.Task, cell.Form, cell.Item, cell.Column, cell.Kind) into sum
            select new HistoryTotal(
                sum.Key.Task, sum.Key.Form, sum.Key.Item, Forms.Find(sum.Key.Form)!.Find(sum.Key.Item)!.Name,
                sum.Key.Column, sum.Key.Kind, sum.Sum(cell => cell.Value), sum.Count());
        return [.. totals];
    }

    public HistoryQuality Quality()
    {
        var reports = Book.Sheets.Where(sheet => sheet.Cells.Count > 0).ToList();
        long wanted = 0, there = 0;
        foreach (var sheet in reports)
        {
            var cell = sheet.Cells[0];
            wanted += Forms.Find(cell.Form)!.Items
                .Count(item => item.Unit != FigureKind.None && item.IsIn(cell.Period.Year));
            there += sheet.Cells.Select(each => each.Item).Distinct().Count();
        }
        var (complete, consistent, mapped) = (
            Permille(there, wanted), Permille(Book.Checked - Book.Failed.Count(), Book.Checked),
            Permille(Cells.Count, Book.Filled));
        return new HistoryQuality(complete, consistent, mapped, (complete + consistent + mapped) / 3);
    }

    public TrialDifference Against(IReadOnlyList<HistoryCell> current, int shownMax)
    {
        var before = current.ToDictionary(
            cell => (cell.Task, cell.Form, cell.Period, cell.Division, cell.Item, cell.Column));
        var (fresh, same) = (0, 0);
        var changes = new List<ChangedCell>();
        foreach (var cell in Cells)
        {
            var key = (cell.Task, cell.Form, cell.Period, cell.Division, cell.Item, cell.Column);
            if (!before.Remove(key, out var known)) { fresh++; }
            else if (known.Value == cell.Value && known.Kind == cell.Kind) { same++; }
            else
            {
                changes.Add(new ChangedCell(
                    cell.Task, cell.Form, cell.Period, cell.Division, cell.Item, cell.Column, cell.Kind, known.Value,
                    cell.Value));
            }
        }
        var gone = before.Values.Select(cell => new ChangedCell(
            cell.Task, cell.Form, cell.Period, cell.Division, cell.Item, cell.Column, cell.Kind, cell.Value, null));
        return new TrialDifference(
            fresh, changes.Count, same, before.Count, [.. changes.Concat(gone).Take(shownMax)]);
    }

    /// <summary>What stands in the way of counting, in the order in which it should be settled. Pure.</summary>
    public IEnumerable<Problem> Blockers()
    {
        foreach (var sheet in Book.Sheets.Where(sheet => sheet.Problem is not null))
        {
            yield return new SheetsUnclear(sheet.Sheet, sheet.Problem!);
        }
        if (Book.Faults.FirstOrDefault() is { } fault)
        {
            yield return new CellsFaulty(Book.Faults.Count(), $"{fault.Sheet}!{fault.Place} {fault.Message}");
        }
        if (Book.Unmapped.Any()) { yield return new CellsUnmapped(Book.Unmapped.Count()); }
        if (Cells.Count == 0 && Book.Sheets.All(sheet => sheet.Problem is null)) { yield return new NothingRead(); }
        var years = Cells.Select(cell => (cell.Task, cell.Period.Year, cell.Division)).Distinct().Count();
        if (years > HistoryIndex.YearsMax) { yield return new TooManyRegions(years, HistoryIndex.YearsMax); }
    }

    /// <summary>What people stated against what was read. Pure.</summary>
    public Problem? CheckTotals(int? reports, int? cells, IReadOnlyList<StatedTotal> stated)
    {
        var found = Book.Sheets.Count(sheet => sheet.Cells.Count > 0);
        if (reports is { } count && count != found) { return Differ("报表张数", $"{count}", $"{found}"); }
        if (cells is { } figures && figures != Cells.Count) { return Differ("数据个数", $"{figures}", $"{Cells.Count}"); }
        foreach (var total in stated)
        {
            var sum = Cells.Where(cell => cell.Item == total.Item && cell.Column == total.Column).ToList();
            if (sum.Count == 0) { return new NotAReport($"{total.Item} {total.Column}"); }
            var isMoney = sum[0].Kind == FigureKind.Money;
            var read = sum.Sum(cell => cell.Value);
            if (!ExactNumber.TryParse(total.Total, out var number)
                || !number.TryWhole(isMoney ? 2 : 0, long.MaxValue, out var whole) || whole != read)
            {
                var name = Forms.Find(sum[0].Form)!.Find(total.Item)!.Name;
                return Differ(name, total.Total, isMoney ? Money.FromFen(read).ToPlainYuan() : $"{read}");
            }
        }
        return null;
    }

    private static HistoryTotalsDiffer Differ(string what, string stated, string read) => new(what, stated, read);

    private static int Permille(long part, long whole) => whole == 0 ? Thousand : (int)(part * Thousand / whole);
}
