using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>
/// Issues a task (下达报表任务) to a division and those below it. Each gets its sheet; issuing again while nothing else of
/// the kind and year was issued since, with the same idempotency key, is one task.
/// </summary>
/// <param name="Kind">Of <see cref="ReportTask"/>: budget, adjustment, final, execution, special, planning.</param>
/// <param name="Division">The issuer; the caller's own when not given.</param>
/// <param name="Divisions">Who fills in; everybody from the issuer down when not given.</param>
/// <param name="Forms">Ids; all of the year's when not given.</param>
public sealed record IssueTask(
    string Kind, int Year, DateOnly Deadline, string? Name = null, string? Instructions = null,
    Division? Division = null, IReadOnlyList<Division>? Divisions = null, IReadOnlyList<string>? Forms = null) : IScoped
{
    private const int TextMax = 2_000;
    private const int TasksAYearMax = 50;

    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division);

    public static Endpoint Endpoint(FormDesk desk) => Kernel.Endpoint.Of<IssueTask, FormTask>(
        HttpMethod.Post, "forms/tasks", Permission.FormIssue, "下达报表任务",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<FormTask>> Handle(FormDesk desk, Call call)
    {
        var issuer = Division ?? call.Actor.Division;
        if (!Decide(issuer, call).TryGet(out var draft, out var problem)) { return problem; }
        for (var number = 1; number <= TasksAYearMax; number++)
        {
            var task = draft with { Id = draft.Id with { Number = number } };
            var partition = FormTask.PartitionOf(task.Id);
            var issued = await desk.Store.Apply<FormTask>(Containers.Budgets, partition, call, async unit =>
            {
                // The number is another's; the next one is tried.
                if (await unit.Find<FormTask>(FormTask.Document) is not null) { return new ChangedMeanwhile("报表任务"); }
                unit.Create(FormTask.Document, FormTask.Type, task);
                unit.Audit(
                    "forms.issue", new Scope(issuer),
                    $"下达报表任务 {task.Id} {task.Name}：{task.Forms.Count}张表，{task.Divisions.Count}个填报单位");
                unit.Emit(FormTaskIssued.Topic, new FormTaskIssued(task.Id));
                return task;
            });
            if (issued.TryGet(out _, out problem) || problem is not ChangedMeanwhile) { return issued; }
        }
        return new InvalidValue("年度", $"同一年度同类任务最多{TasksAYearMax}个。");
    }

    private Result<FormTask> Decide(Division issuer, Call call)
    {
        if (ReportForms.OfTheSystem.Task(Kind) is not { Cycle: Cycle.Year } kind)
        {
            return new InvalidValue("任务类型", $"没有按年填报的任务“{Kind}”。");
        }
        if (Year is < 2013 or > 2100) { return new InvalidValue("年度", "须在2013年至2100年之间。"); }
        if (Deadline < ChinaTime.DateOf(call.Now)) { return new InvalidValue("截止日期", "不能早于今天。"); }
        var name = string.IsNullOrWhiteSpace(Name) ? $"{Year}年社会保险基金{kind.Name}" : Name.Trim();
        if (name.Length > 100) { return new InvalidValue("任务名称", "不能超过100字。"); }
        if (Instructions?.Length > TextMax) { return new InvalidValue("填报说明", $"不能超过{TextMax}字。"); }
        var among = Kernel.Divisions.All.Where(entry => issuer.Contains(entry.Code)).ToList();
        // 市辖区 is a heading in the list of codes, no office.
        var offices = among.Where(entry => entry.Name != "市辖区").Select(entry => entry.Code).ToList();
        var divisions = Divisions is null ? offices : [issuer, .. Divisions.Where(each => each != issuer).Distinct()];
        if (divisions.Where(each => among.All(entry => entry.Code != each)).ToList() is [var outside, ..])
        {
            return new InvalidValue("填报单位", $"{outside}不在{Kernel.Divisions.NameOf(issuer)}辖内。");
        }
        var all = FormLayouts.OfTheSystem.Of(Kind, Year);
        if (Forms?.FirstOrDefault(id => all.All(form => form.Id != id)) is { } unknown)
        {
            return new InvalidValue("报表", $"{Year}年{kind.Name}没有报表“{unknown}”。");
        }
        List<Form> forms = [.. all.Where(form => Forms is null || Forms.Contains(form.Id))];
        if (forms.Count == 0) { return new InvalidValue("报表", "至少选择一张。"); }
        // A form that takes figures from one left out would not compute.
        if (!FormModel.Compile(forms).TryGet(out _, out var fault)) { return fault; }
        return new FormTask(
            new FormTaskId(issuer, Kind, Year, 1), name, Deadline, Instructions?.Trim() ?? "",
            [.. divisions.OrderBy(each => each.Text, StringComparer.Ordinal)], forms, call.Now, call.Actor.Name);
    }
}

/// <summary>Gives each division of an issued task its sheet.</summary>
public sealed class MakeSheets(FormDesk desk) : IMessageHandler
{
    public string Topic => FormTaskIssued.Topic;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var open = (await desk.Open(message.As<FormTaskIssued>().Task, call.Stopping)).Require();
        await Bounded.Each(
            open.Task.Divisions,
            (division, token) => Make(open.Task, division, call with { Stopping = token }), call.Stopping);
    }

    private async Task<FormSheet> Make(FormTask task, Division division, Call call) =>
        (await desk.Store.Apply<FormSheet>(
            Containers.Budgets, FormSheet.PartitionOf(task.Id, division), call, async unit =>
            {
                if (await unit.Find<FormSheet>(FormSheet.Document) is { } there) { return there; }
                var sheet = FormSheet.New(task.Id, division);
                unit.Create(FormSheet.Document, FormSheet.Type, sheet);
                unit.List(SheetRow.List, SheetRow.Of(sheet, task));
                unit.Audit("forms.receive", new Scope(division), $"收到报表任务 {task.Id} {task.Name}");
                return sheet;
            })).Require();
}
