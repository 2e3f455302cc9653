using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>A form of a sheet as it is shown.</summary>
/// <param name="Figures"><c>row:column</c> → figure as <see cref="FigureScale"/> keeps it; empty cells are left
/// out.</param>
/// <param name="Computed"><c>row:column</c> of the cells that formulas fill in.</param>
/// <param name="Changed">Cells that differ from what was submitted before, with what they were.</param>
/// <param name="MayFill">Whether the caller may fill it in now.</param>
public sealed record SheetView(
    FormSheet Sheet, string TaskName, DateOnly Deadline, string StateName, Form Form,
    IReadOnlyDictionary<string, long> Figures, IReadOnlyList<string> Computed, IReadOnlyList<CellChange> Changed,
    IReadOnlyList<BrokenRuleView> Broken, IReadOnlyList<FlowDifference> Differences, bool MayFill);

/// <param name="Before">Null: it was empty.</param>
public sealed record CellChange(CellAddress Cell, long? Before, long? Now);

/// <summary>One form of a division's sheet, its own or with all below it (汇总).</summary>
/// <param name="RolledUp">True for the sum with all below.</param>
public sealed record ViewSheet(FormTaskId Task, Division Division, string Form, bool? RolledUp = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.FormView, Division, null);

    public static Endpoint Endpoint(FormDesk desk) => Kernel.Endpoint.Of<ViewSheet, SheetView>(
        HttpMethod.Get, "forms/tasks/{task}/sheets/{division}/forms/{form}", Permission.FormView, "查看报表",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<SheetView>> Handle(FormDesk desk, Call call)
    {
        if (!(await desk.Open(Task, Form, Division, Permission.FormView, call)).TryGet(out var found, out var problem))
        {
            return problem;
        }
        var (open, form) = found;
        if (!(await desk.Read(open, Division, call.Stopping)).TryGet(out var read, out problem)) { return problem; }
        var rolledUp = RolledUp == true ? await desk.RollUp(open, Division, call.Stopping) : null;
        var figures = rolledUp?.Figures ?? read.Figures;
        // Who fills in sees what he changed since he handed in; the reviewer what changed from one time to the next.
        var round = read.Sheet.IsOpen ? read.Sheet.Round : read.Sheet.Round - 1;
        var submitted = rolledUp is not null || round <= 0 ? null : await desk.Store.Find<SubmittedFigures>(
            Containers.Budgets, FormSheet.PartitionOf(Task, Division), SubmittedFigures.IdOf(round), call.Stopping);
        return new SheetView(
            read.Sheet, open.Task.Name, open.Task.Deadline, FormSheet.TitleOf(read.Sheet.State), form,
            Of(open.Model, figures), Computed(open.Model),
            submitted is null ? [] : Changed(open.Model, submitted.Value, figures),
            BrokenRuleView.Of(open.Model, rolledUp is null ? read
                : read with { Figures = figures, TooLarge = rolledUp.TooLarge, Around = rolledUp.Around }),
            [.. rolledUp?.Differences.Where(differs => differs.Form == Form) ?? []],
            rolledUp is null && read.Sheet.IsOpen && call.May(Permission.FormFill, new Scope(Division, form.Fund)));
    }

    private IEnumerable<int> CellsOf(FormModel model) =>
        Enumerable.Range(0, model.Cells.Count).Where(cell => model.Cells[cell].Address.Form == Form);

    private Dictionary<string, long> Of(FormModel model, long?[] figures) => CellsOf(model)
        .Where(cell => figures[cell] is not null)
        .ToDictionary(cell => FormEntries.KeyOf(model.Cells[cell].Address), cell => figures[cell]!.Value);

    private List<string> Computed(FormModel model) =>
        [.. CellsOf(model).Where(model.IsComputed).Select(cell => FormEntries.KeyOf(model.Cells[cell].Address))];

    private List<CellChange> Changed(FormModel model, SubmittedFigures submitted, long?[] figures) =>
    [
        .. CellsOf(model)
            .Select(cell => new CellChange(
                model.Cells[cell].Address,
                submitted.Figures.TryGetValue(model.Cells[cell].Address, out var before) ? before : null,
                figures[cell]))
            .Where(changed => changed.Before != changed.Now),
    ];
}

/// <param name="Place">Where it stands: this sheet, last year's, those below.</param>
public sealed record CellFigure(CellAddress Cell, string Name, FigureKind Kind, CellPlace Place, long? Value);

/// <param name="Own">本级, for the division's own part.</param>
public sealed record CellShare(Division Division, string Name, bool Own, long? Value);

/// <summary>Why a cell has its figure.</summary>
/// <param name="Formula">Null where it is filled in.</param>
/// <param name="Shares">Of a rolled-up cell: its own part and one of each division below; filled-in cells are their
/// sum, less what flows between the levels.</param>
public sealed record FigureTrace(
    CellFigure Cell, string? Formula, IReadOnlyList<CellFigure> Precedents, IReadOnlyList<CellFigure> Dependents,
    IReadOnlyList<CellShare> Shares);

/// <summary>Where a cell's figure comes from and what it goes into.</summary>
public sealed record ViewCell(FormTaskId Task, Division Division, CellAddress Cell, bool? RolledUp = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.FormView, Division, null);

    public static Endpoint Endpoint(FormDesk desk) => Kernel.Endpoint.Of<ViewCell, FigureTrace>(
        HttpMethod.Get, "forms/tasks/{task}/sheets/{division}/cells/{cell}", Permission.FormView, "查看单元格来源",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<FigureTrace>> Handle(FormDesk desk, Call call)
    {
        var opened = await desk.Open(Task, Cell.Form, Division, Permission.FormView, call);
        if (!opened.TryGet(out var found, out var problem)) { return problem; }
        var (open, model) = (found.Open, found.Open.Model);
        if (model.Find(Cell) is not { } cell) { return new NotFound("单元格", Cell.Text); }
        if (!(await desk.Read(open, Division, call.Stopping)).TryGet(out var read, out problem)) { return problem; }
        var rolledUp = RolledUp == true ? await desk.RollUp(open, Division, call.Stopping) : null;
        var (figures, around) = (rolledUp?.Figures ?? read.Figures, rolledUp?.Around ?? read.Around);
        CellFigure Of(CellUse use) => new(
            model.Cells[use.Cell].Address, model.Cells[use.Cell].Name, model.Cells[use.Cell].Kind, use.Place,
            use.Place switch
            {
                CellPlace.Here => figures[use.Cell],
                CellPlace.LastYear => around.LastYear[use.Cell],
                _ => around.Below[use.Cell],
            });
        return new FigureTrace(
            Of(new CellUse(cell, CellPlace.Here)), model.FormulaOf(cell), [.. model.Precedents(cell).Select(Of)],
            [.. model.Dependents(cell).Select(each => Of(new CellUse(each, CellPlace.Here)))],
            RolledUp == true ? await Shares(desk, open, read, cell, call) : []);
    }

    private async Task<IReadOnlyList<CellShare>> Shares(
        FormDesk desk, OpenTask open, ReadSheet own, int cell, Call call)
    {
        var below = await desk.RollUpBelow(open, Division, call.Stopping);
        return
        [
            new CellShare(Division, "本级", true, own.Figures[cell]),
            .. below.Select(each => new CellShare(
                each.Division, Divisions.NameOf(each.Division), false, each.Sheet.Figures[cell])),
        ];
    }
}
