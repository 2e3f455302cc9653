using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>
/// Reads workbooks of reports: what each sheet is, every cell with its item and column, what is unknown, and whether
/// the figures agree with each other. Pure.
/// </summary>
public sealed class ReportReader(ReportForms forms, IReadOnlyDictionary<string, FormMapping> mappings)
{
    public BookReading Read(IReadOnlyList<Sheet> sheets, string fileName, IReadOnlyList<SheetChoice> choices) =>
        new([.. Alone(sheets.Select(sheet => ReadSheet(sheet, fileName, choices)))]);

    private SheetReading ReadSheet(Sheet sheet, string fileName, IReadOnlyList<SheetChoice> choices)
    {
        var own = choices.Where(choice => choice.Sheet is null || choice.Sheet == sheet.Name).ToList();
        var heading = HeadingRows.Find(sheet);
        var head = SheetHeads.Read(sheet, heading?.Top ?? Math.Min(sheet.Rows.Count, 8), fileName, forms, own);
        if (own.Select(choice => choice.SkipReason).LastOrDefault(reason => reason is not null) is { } skipped)
        {
            return SheetReading.Without(sheet.Name, head, skipped, null);
        }
        if (heading is null)
        {
            return SheetReading.Without(sheet.Name, head, null, "没有找到表头行（“项目”“指标”等列名），请核对或跳过该表");
        }
        if (head.Missing.Count > 0)
        {
            return SheetReading.Without(sheet.Name, head, null, $"没有识别出：{string.Join("、", head.Missing)}，请在表头信息中补充");
        }
        var (form, task) = (forms.Find(head.Form), forms.Task(head.Task));
        if (form is null || task is null || AmountUnit.PowerOf(head.Unit) is not { } power
            || !Divisions.IsKnown(head.Division!.Value) || HistoryModules.OfTheSystem.Of(task.Id, form.Id) is null)
        {
            return SheetReading.Without(sheet.Name, head, null, "报表任务与报表、地区或金额单位不匹配，请更正表头信息");
        }
        if (!task.Ends(head.Period!.Value))
        {
            return SheetReading.Without(sheet.Name, head, null, $"所属期 {head.Period.Value.Text} 不是{task.Name}的期末月份");
        }
        var mapping = mappings.GetValueOrDefault(form.Id) ?? FormMapping.None(form.Id);
        var names = new FormNames(form, task, mapping, head.Period.Value.Year, head.Division.Value);
        return new SheetReader(sheet, heading, head, form, task, names, power).Read();
    }

    /// <summary>Two sheets of one report would take each other's place.</summary>
    private static IEnumerable<SheetReading> Alone(IEnumerable<SheetReading> readings)
    {
        var seen = new Dictionary<(string, string, Period, Division), string>();
        foreach (var reading in readings)
        {
            if (reading.Cells.Count == 0) { yield return reading; continue; }
            var cell = reading.Cells[0];
            var report = (cell.Task, cell.Form, cell.Period, cell.Division);
            if (seen.TryAdd(report, reading.Sheet)) { yield return reading; continue; }
            yield return SheetReading.Without(
                reading.Sheet, reading.Head, null, $"与工作表“{seen[report]}”是同一张报表（同任务、同期、同地区），请更正表头信息或跳过其一");
        }
    }
}
