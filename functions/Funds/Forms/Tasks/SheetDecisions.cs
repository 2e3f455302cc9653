using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <param name="Open">Rules that kept it from being submitted; empty when it went on.</param>
public sealed record SheetAnswer(
    FormTaskId Task, Division Division, SheetState State, string StateName, IReadOnlyList<BrokenRuleView> Open);

/// <summary>
/// Hands a sheet in (上报). Hard rules must hold and soft ones be explained; else it stays, as 审核未过, with what is
/// open.
/// </summary>
public sealed record SubmitSheet(FormTaskId Task, Division Division) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division);

    public static Endpoint Endpoint(SheetChange sheets) => Kernel.Endpoint.Of<SubmitSheet, SheetAnswer>(
        HttpMethod.Post, "forms/tasks/{task}/sheets/{division}/submit", Permission.FormFill, "上报报表",
        (request, call) => sheets.Submit(request.Task, request.Division, call));
}

/// <summary>Gives a sheet back (退回), with cells to look at again.</summary>
public sealed record ReturnSheet(
    FormTaskId Task, Division Division, string? Reason, IReadOnlyList<CellMark>? Marks = null) : IScoped
{
    private const int MarksMax = 200;

    public Scope ScopeFor(Actor actor) => new(Division);

    public static Endpoint Endpoint(SheetChange sheets) => Kernel.Endpoint.Of<ReturnSheet, SheetAnswer>(
        HttpMethod.Post, "forms/tasks/{task}/sheets/{division}/return", Permission.FormReview, "退回报表",
        (request, call) => sheets.Apply(
            request.Task, request.Division, call, "forms.return", "退回报表",
            sheet => request.Marks?.Count > MarksMax
                ? new InvalidValue("标注", $"最多{MarksMax}处。")
                : sheet.Returned(request.Reason, request.Marks ?? [], call)));
}

/// <summary>Reviews a submitted sheet (审核).</summary>
public sealed record ReviewSheet(FormTaskId Task, Division Division, string? Opinion = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division);

    public static Endpoint Endpoint(SheetChange sheets) => Kernel.Endpoint.Of<ReviewSheet, SheetAnswer>(
        HttpMethod.Post, "forms/tasks/{task}/sheets/{division}/review", Permission.FormReview, "审核报表",
        (request, call) => sheets.Apply(
            request.Task, request.Division, call, "forms.review", "审核报表",
            sheet => sheet.Reviewed(request.Opinion, call)));
}

/// <summary>Approves a reviewed sheet (批复).</summary>
public sealed record ApproveSheet(FormTaskId Task, Division Division, string? Opinion = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division);

    public static Endpoint Endpoint(SheetChange sheets) => Kernel.Endpoint.Of<ApproveSheet, SheetAnswer>(
        HttpMethod.Post, "forms/tasks/{task}/sheets/{division}/approve", Permission.FormApprove, "批复报表",
        (request, call) => sheets.Apply(
            request.Task, request.Division, call, "forms.approve", "批复报表",
            sheet => sheet.Approved(request.Opinion, call)));
}

/// <summary>Locks an approved sheet (锁定): nothing changes any more.</summary>
public sealed record LockSheet(FormTaskId Task, Division Division) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division);

    public static Endpoint Endpoint(SheetChange sheets) => Kernel.Endpoint.Of<LockSheet, SheetAnswer>(
        HttpMethod.Post, "forms/tasks/{task}/sheets/{division}/lock", Permission.FormApprove, "锁定报表",
        (request, call) => sheets.Apply(
            request.Task, request.Division, call, "forms.lock", "锁定报表", sheet => sheet.Locked(call)));
}

/// <summary>Writes why a soft rule is broken; an empty text takes it back.</summary>
public sealed record ExplainRule(
    FormTaskId Task, Division Division, string Form, string Rule, string Column, string Text) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.FormFill, Division, null);

    public static Endpoint Endpoint(SheetChange sheets) => Kernel.Endpoint.Of<ExplainRule, SheetAnswer>(
        HttpMethod.Put, "forms/tasks/{task}/sheets/{division}/reasons", Permission.FormFill, "填写审核说明",
        (request, call) => sheets.Explain(request, call));
}

/// <summary>Takes a sheet a step on: reads, decides, commits, lists.</summary>
public sealed class SheetChange(FormDesk desk)
{
    public async Task<Result<SheetAnswer>> Submit(FormTaskId task, Division division, Call call)
    {
        if (!(await desk.Open(task, call.Stopping)).TryGet(out var open, out var problem)) { return problem; }
        while (true)
        {
            if (!(await desk.Read(open, division, call.Stopping)).TryGet(out var read, out problem)) { return problem; }
            var broken = BrokenRuleView.Of(open.Model, read).Where(rule => rule.IsOpen).ToList();
            var done = await desk.Store.Apply<SheetAnswer>(
                Containers.Budgets, FormSheet.PartitionOf(task, division), call, async unit =>
                {
                    if (await unit.Find<FormSheet>(FormSheet.Document) is not { } sheet)
                    {
                        return new NotFound("填报单位", $"{task} {division}");
                    }
                    // What was checked is what is submitted.
                    if (sheet.Version != read.Sheet.Version) { return new ChangedMeanwhile("报表"); }
                    if (!sheet.Submitted(broken.Count == 0, call).TryGet(out var next, out var no)) { return no; }
                    if (broken.Count == 0) { Keep(unit, open, read, next.Round); }
                    Save(unit, open, next, "forms.submit", broken.Count == 0 ? "上报报表" : $"上报时审核未过，{broken.Count}处");
                    return Answer(next, broken);
                });
            if (done.TryGet(out _, out problem) || problem is not ChangedMeanwhile) { return done; }
        }
    }

    public async Task<Result<SheetAnswer>> Explain(ExplainRule request, Call call)
    {
        var opened = await desk.Open(request.Task, request.Form, request.Division, Permission.FormFill, call);
        if (!opened.TryGet(out var found, out var problem)) { return problem; }
        if (found.Form.Rules.All(rule => rule.Id != request.Rule)) { return new NotFound("审核关系", request.Rule); }
        var reason = new SheetReason(
            request.Form, request.Rule, request.Column, request.Text.Trim(), call.Actor.Name, call.Now);
        return await Apply(
            request.Task, request.Division, call, "forms.explain", "填写审核说明", sheet => sheet.Explained(reason));
    }

    public async Task<Result<SheetAnswer>> Apply(
        FormTaskId task, Division division, Call call, string action, string text,
        Func<FormSheet, Result<FormSheet>> step)
    {
        if (!(await desk.Open(task, call.Stopping)).TryGet(out var open, out var problem)) { return problem; }
        return await desk.Store.Apply<SheetAnswer>(
            Containers.Budgets, FormSheet.PartitionOf(task, division), call, async unit =>
            {
                if (await unit.Find<FormSheet>(FormSheet.Document) is not { } sheet)
                {
                    return new NotFound("填报单位", $"{task} {division}");
                }
                if (!step(sheet).TryGet(out var next, out var refused)) { return refused; }
                Save(unit, open, next, action, text);
                return Answer(next, []);
            });
    }

    private static void Save(Unit unit, OpenTask open, FormSheet next, string action, string text)
    {
        unit.Save(FormSheet.Document, FormSheet.Type, next);
        unit.List(SheetRow.List, SheetRow.Of(next, open.Task));
        unit.Audit(action, new Scope(next.Division), $"{text} {next.Task} {Divisions.NameOf(next.Division)}");
    }

    private static void Keep(Unit unit, OpenTask open, ReadSheet read, int round)
    {
        var figures = new SortedDictionary<CellAddress, long>(
            Comparer<CellAddress>.Create((one, other) => string.CompareOrdinal(one.Text, other.Text)));
        for (var cell = 0; cell < read.Figures.Length; cell++)
        {
            if (read.Figures[cell] is { } value) { figures[open.Model.Cells[cell].Address] = value; }
        }
        unit.Create(SubmittedFigures.IdOf(round), SubmittedFigures.Type, new SubmittedFigures(round, figures));
    }

    private static SheetAnswer Answer(FormSheet sheet, IReadOnlyList<BrokenRuleView> open) =>
        new(sheet.Task, sheet.Division, sheet.State, FormSheet.TitleOf(sheet.State), open);
}
