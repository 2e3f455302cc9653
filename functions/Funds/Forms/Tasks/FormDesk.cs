using System.Collections.Concurrent;
using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>A task with its compiled forms.</summary>
public sealed record OpenTask(FormTask Task, FormModel Model);

/// <summary>A division's sheet as it is read: what was filled in and what follows from it.</summary>
/// <param name="Figures">Of every cell, computed ones too.</param>
/// <param name="TooLarge">Computed cells that cannot be kept.</param>
public sealed record ReadSheet(
    FormSheet Sheet, IReadOnlyDictionary<CellAddress, CellEntry> Entries, long?[] Figures, FormSurroundings Around,
    IReadOnlyList<int> TooLarge);

/// <summary>Reads tasks and sheets and works them out.</summary>
public sealed class FormDesk(IDocumentStore store)
{
    /// <summary>A task's forms never change once issued; few tasks are worked on at a time.</summary>
    private const int TasksKept = 32;

    private readonly ConcurrentDictionary<FormTaskId, OpenTask> _tasks = new();

    public IDocumentStore Store => store;

    public async Task<Result<OpenTask>> Open(FormTaskId id, CancellationToken stopping)
    {
        if (_tasks.TryGetValue(id, out var kept)) { return kept; }
        if (await store.Find<FormTask>(
            Containers.Budgets, FormTask.PartitionOf(id), FormTask.Document, stopping) is not { } task)
        {
            return new NotFound("报表任务", id.Text);
        }
        var open = new OpenTask(task.Value, FormModel.Compile(task.Value.Forms).Require());
        if (_tasks.Count >= TasksKept) { _tasks.Clear(); }
        return _tasks[id] = open;
    }

    /// <summary>A task with one of its forms, for whoever may do that with the form's fund in the division.</summary>
    public async Task<Result<(OpenTask Open, Form Form)>> Open(
        FormTaskId id, string form, Division division, Permission permission, Call call)
    {
        if (!(await Open(id, call.Stopping)).TryGet(out var open, out var problem)) { return problem; }
        var there = open.Model.Forms.FirstOrDefault(each => each.Id == form);
        if (there is null) { return new NotFound("报表", form); }
        if (call.May(permission, new Scope(division, there.Fund))) { return (open, there); }
        return new NotAllowed($"{permission.Title}“{there.Title}”");
    }

    /// <summary>A division's own sheet; a division that has none in the task is not found.</summary>
    public async Task<Result<ReadSheet>> Read(OpenTask open, Division division, CancellationToken stopping)
    {
        var partition = FormSheet.PartitionOf(open.Task.Id, division);
        var sheet = await store.Find<FormSheet>(Containers.Budgets, partition, FormSheet.Document, stopping);
        if (sheet is null) { return new NotFound("填报单位", $"{open.Task.Id} {Divisions.NameOf(division)}"); }
        var entries = await Entries(partition, stopping);
        var around = await Around(open, division, stopping);
        return Work(open, sheet.Value, entries, around);
    }

    /// <summary>What follows from entries, with nothing read anew.</summary>
    internal static ReadSheet Work(
        OpenTask open, FormSheet sheet, IReadOnlyDictionary<CellAddress, CellEntry> entries, FormSurroundings around)
    {
        var figures = Figures(open.Model, entries);
        var tooLarge = open.Model.Compute(figures, around);
        return new ReadSheet(sheet, entries, figures, around, tooLarge);
    }

    /// <summary>The sheet of a division with all below it.</summary>
    public async Task<RolledUp> RollUp(OpenTask open, Division division, CancellationToken stopping)
    {
        var task = open.Task;
        var within = task.Divisions.Where(division.Contains).ToList();
        var own = await Bounded.Each(within, (each, token) => OwnFigures(open, each, token), stopping);
        var figures = within.Zip(own).ToDictionary(pair => pair.First, pair => pair.Second);
        var lastYear = await LastYear(open, division, isRolledUp: true, stopping);
        return Rolled(open, division, figures, lastYear);
    }

    /// <summary>The rolled-up sheets of the divisions directly below, in the task's order.</summary>
    public async Task<IReadOnlyList<(Division Division, RolledUp Sheet)>> RollUpBelow(
        OpenTask open, Division division, CancellationToken stopping)
    {
        var below = open.Task.Below(division);
        var sheets = await Bounded.Each(below, (each, token) => RollUp(open, each, token), stopping);
        return [.. below.Zip(sheets)];
    }

    private static RolledUp Rolled(
        OpenTask open, Division division, Dictionary<Division, long?[]> own, long?[] lastYear)
    {
        var none = FormSurroundings.None(open.Model);
        var lower = open.Task.Below(division)
            .Select(each => Rolled(open, each, own, none.LastYear).Figures).ToList();
        return SheetRollUp.Of(
            open.Model, own.GetValueOrDefault(division) ?? new long?[open.Model.Cells.Count], lower,
            none with { LastYear = lastYear });
    }

    private async Task<long?[]> OwnFigures(OpenTask open, Division division, CancellationToken stopping) =>
        Figures(open.Model, await Entries(FormSheet.PartitionOf(open.Task.Id, division), stopping));

    private static long?[] Figures(FormModel model, IReadOnlyDictionary<CellAddress, CellEntry> entries)
    {
        var figures = new long?[model.Cells.Count];
        foreach (var (address, entry) in entries)
        {
            if (model.Find(address) is { } cell && !model.IsComputed(cell)) { figures[cell] = entry.Value; }
        }
        return figures;
    }

    private async Task<IReadOnlyDictionary<CellAddress, CellEntry>> Entries(
        string partition, CancellationToken stopping)
    {
        var query = new DocumentQuery(FormEntries.Type);
        return FormEntries.ByCell(
            await store.Each<FormEntries>(Containers.Budgets, partition, query, stopping).ToListAsync(stopping));
    }

    /// <summary>What formulas of the sheet read besides it, as far as any of them does.</summary>
    internal async Task<FormSurroundings> Around(OpenTask open, Division division, CancellationToken stopping)
    {
        var none = FormSurroundings.None(open.Model);
        var below = none.Below;
        if (open.Model.Uses(CellPlace.Below))
        {
            var lower = await RollUpBelow(open, division, stopping);
            below = SheetRollUp.Of(
                open.Model, new long?[open.Model.Cells.Count], [.. lower.Select(each => each.Sheet.Figures)], none)
                .Figures;
        }
        return none with { Below = below, LastYear = await LastYear(open, division, isRolledUp: false, stopping) };
    }

    /// <summary>From the newest task of the same issuer and kind a year before, cell by cell of the same name.
    /// </summary>
    private async Task<long?[]> LastYear(
        OpenTask open, Division division, bool isRolledUp, CancellationToken stopping)
    {
        var figures = new long?[open.Model.Cells.Count];
        if (!open.Model.Uses(CellPlace.LastYear)) { return figures; }
        if (await Newest(open.Task.Id with { Year = open.Task.Id.Year - 1 }, stopping) is not { } earlier)
        {
            return figures;
        }
        long?[] there;
        if (isRolledUp) { there = (await RollUp(earlier, division, stopping)).Figures; }
        else if ((await Read(earlier, division, stopping)).TryGet(out var read, out _)) { there = read.Figures; }
        else { return figures; }
        for (var cell = 0; cell < figures.Length; cell++)
        {
            if (earlier.Model.Find(open.Model.Cells[cell].Address) is { } same) { figures[cell] = there[same]; }
        }
        return figures;
    }

    private async Task<OpenTask?> Newest(FormTaskId like, CancellationToken stopping)
    {
        OpenTask? newest = null;
        for (var number = 1; ; number++)
        {
            if (!(await Open(like with { Number = number }, stopping)).TryGet(out var open, out _)) { return newest; }
            newest = open;
        }
    }
}
