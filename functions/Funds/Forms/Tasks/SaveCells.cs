using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>A figure as somebody filled it in.</summary>
/// <param name="Value">As <see cref="FigureScale"/> keeps it; null empties the cell.</param>
public sealed record EnteredCell(CellAddress Cell, long? Value);

/// <summary>A cell that somebody else has saved meanwhile.</summary>
public sealed record CellConflict(CellAddress Cell, long? Mine, long? Theirs, string By);

/// <param name="Revision">To be sent with the next save.</param>
/// <param name="Changed">Computed cells with their new figure.</param>
/// <param name="Conflicts">Cells that were not saved; all others were.</param>
/// <param name="Broken">All rules that the sheet breaks now.</param>
public sealed record CellsSaved(
    int Revision, IReadOnlyList<EnteredCell> Changed, IReadOnlyList<CellConflict> Conflicts,
    IReadOnlyList<BrokenRuleView> Broken);

/// <summary>
/// Saves cells of a sheet. Two people may fill in one form: a cell that another saved since the caller read the sheet
/// is kept and told; the rest is saved.
/// </summary>
/// <param name="Revision">Of the sheet as the caller read it.</param>
public sealed record SaveCells(
    FormTaskId Task, Division Division, int Revision, IReadOnlyList<EnteredCell> Cells) : IScoped
{
    /// <summary>A pasted block; larger ones come in several saves.</summary>
    public const int CellsMax = 10_000;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.FormFill, Division, null);

    public static Endpoint Endpoint(FormDesk desk) => Kernel.Endpoint.Of<SaveCells, CellsSaved>(
        HttpMethod.Put, "forms/tasks/{task}/sheets/{division}/cells", Permission.FormFill, "填报报表",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<CellsSaved>> Handle(FormDesk desk, Call call)
    {
        if (!(await desk.Open(Task, call.Stopping)).TryGet(out var open, out var problem)) { return problem; }
        if (Cells.Count is 0 or > CellsMax) { return new InvalidValue("单元格", $"一次保存1至{CellsMax}个。"); }
        foreach (var form in Cells.Select(cell => cell.Cell.Form).Distinct())
        {
            // An agency fills in the forms of its own funds.
            var mine = await desk.Open(Task, form, Division, Permission.FormFill, call);
            if (!mine.TryGet(out _, out problem)) { return problem; }
        }
        if (Check(open.Model) is { } refused) { return refused; }
        var around = await desk.Around(open, Division, call.Stopping);
        return await desk.Store.Apply<CellsSaved>(
            Containers.Budgets, FormSheet.PartitionOf(Task, Division), call, async unit =>
            {
                if (await unit.Find<FormSheet>(FormSheet.Document) is not { } sheet)
                {
                    return new NotFound("填报单位", $"{Task} {Division}");
                }
                if (!sheet.Saved(call).TryGet(out var saved, out var wrong)) { return wrong; }
                var forms = (await unit.All<FormEntries>(new DocumentQuery(FormEntries.Type)))
                    .ToDictionary(form => form.Value.Form, form => form.Value);
                var before = FormDesk.Work(open, sheet, FormEntries.ByCell(forms.Values), around);
                var (taken, conflicts) = Take(forms, saved.Revision, call);
                foreach (var form in taken.Select(cell => cell.Cell.Form).Distinct())
                {
                    unit.Save(FormEntries.IdOf(form), FormEntries.Type, forms[form]);
                }
                var next = taken.Count > 0 ? saved : sheet;
                var after = FormDesk.Work(open, next, FormEntries.ByCell(forms.Values), around);
                if (taken.Count > 0)
                {
                    unit.Save(FormSheet.Document, FormSheet.Type, saved);
                    if (saved.State != sheet.State) { unit.List(SheetRow.List, SheetRow.Of(saved, open.Task)); }
                    unit.Audit(
                        "forms.fill", new Scope(Division), $"填报 {Task}：{taken.Count}个单元格，第{saved.Revision}次保存");
                }
                return new CellsSaved(
                    after.Sheet.Revision, Changed(open.Model, before.Figures, after.Figures), conflicts,
                    BrokenRuleView.Of(open.Model, after));
            });
    }

    private Problem? Check(FormModel model)
    {
        foreach (var cell in Cells)
        {
            if (model.Find(cell.Cell) is not { } index) { return new NotFound("单元格", cell.Cell.Text); }
            if (model.IsComputed(index))
            {
                return new CellIsComputed(cell.Cell, model.Cells[index].Name);
            }
            if (cell.Value is > Money.MaxFen or < -Money.MaxFen)
            {
                return new InvalidValue(model.Cells[index].Name, "数值过大。");
            }
        }
        return null;
    }

    private (List<EnteredCell> Taken, List<CellConflict> Conflicts) Take(
        Dictionary<string, FormEntries> forms, int revision, Call call)
    {
        var (taken, conflicts) = (new List<EnteredCell>(), new List<CellConflict>());
        foreach (var form in Cells.GroupBy(cell => cell.Cell.Form))
        {
            var entries = new SortedDictionary<string, CellEntry>(
                forms.TryGetValue(form.Key, out var there) ? there.Cells.ToDictionary() : [], StringComparer.Ordinal);
            foreach (var cell in form)
            {
                var key = FormEntries.KeyOf(cell.Cell);
                var earlier = entries.GetValueOrDefault(key);
                if (earlier?.Value == cell.Value && earlier is not null) { continue; }
                if (earlier is not null && earlier.Revision > Revision && earlier.By != call.Actor.Id)
                {
                    conflicts.Add(new CellConflict(cell.Cell, cell.Value, earlier.Value, earlier.By));
                    continue;
                }
                entries[key] = new CellEntry(cell.Value, revision, call.Actor.Id);
                taken.Add(cell);
            }
            forms[form.Key] = new FormEntries(form.Key, entries);
        }
        return (taken, conflicts);
    }

    private static List<EnteredCell> Changed(FormModel model, long?[] before, long?[] after) =>
    [
        .. Enumerable.Range(0, after.Length).Where(cell => before[cell] != after[cell] && model.IsComputed(cell))
            .Select(cell => new EnteredCell(model.Cells[cell].Address, after[cell])),
    ];
}
