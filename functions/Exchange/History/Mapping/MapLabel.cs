using System.Globalization;
using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>The rows that people have added to a form.</summary>
public sealed record ViewLabelMappings(string Form) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, null, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<ViewLabelMappings, FormMapping>(
        HttpMethod.Get, "history/mappings/{form}", Permission.HistoryView, "历史数据对照表", async (request, call) =>
        {
            if (desk.Forms.Find(request.Form) is null) { return new NotAReport(request.Form); }
            return (await desk.Store.Find<FormMapping>(
                Containers.System, HistoryIndex.Partition, FormMapping.IdOf(request.Form), call.Stopping))?.Value
                ?? FormMapping.None(request.Form);
        });
}

/// <summary>Says what a label of some years means, or that it is not wanted and why.</summary>
/// <param name="Target">An item or column; null when not wanted.</param>
public sealed record MapLabel(
    string Form, MappedPart Part, string Label, int From, string Reason, string? Target = null, int? To = null,
    string? Parent = null, string? Task = null, Division? Division = null) : IScoped
{
    private const int RowsMax = 2000;
    private const int LabelMax = 100;

    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<MapLabel, FormMapping>(
        HttpMethod.Post, "history/mappings/{form}", Permission.HistoryImport, "添加历史数据对照",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<FormMapping>> Handle(HistoryDesk desk, Call call)
    {
        if (Decide(desk.Forms) is { } refused) { return Result.No<FormMapping>(refused); }
        return await desk.Store.Apply<FormMapping>(Containers.System, HistoryIndex.Partition, call, async unit =>
        {
            var mapping = await unit.Find<FormMapping>(FormMapping.IdOf(Form)) ?? FormMapping.None(Form);
            if (mapping.Rows.Count >= RowsMax) { return new LabelMappingInvalid($"一张报表最多 {RowsMax} 行对照"); }
            var version = mapping.Version + 1;
            var row = new MappingRow(
                version.ToString(CultureInfo.InvariantCulture), Form, Part, Label.Trim(), Target, From, To,
                Division ?? call.Actor.Division, Reason.Trim(), call.Actor.Name, call.Now, version, Parent, Task);
            // Of two rows for one label of one year and place the newer counts; the older is taken back.
            var rows = mapping.Rows.Select(known => IsReplaced(known, row)
                ? known with { Removed = version, RemovedBy = call.Actor.Name } : known);
            var changed = new FormMapping(Form, version, [.. rows, row]);
            unit.Save(FormMapping.IdOf(Form), FormMapping.Type, changed);
            unit.Audit("history.map", new Scope(row.Division),
                $"历史数据对照 {Form} 第 {version} 版：“{row.Label}”{From}—{(To is { } to ? $"{to}" : "")} → {Target ?? "不需要"}");
            return changed;
        });
    }

    /// <summary>The rule itself. Pure.</summary>
    internal Problem? Decide(ReportForms forms)
    {
        if (forms.Find(Form) is not { } form) { return new NotAReport(Form); }
        if (Label.Trim().Length > LabelMax) { return new LabelMappingInvalid($"名称不超过 {LabelMax} 个字"); }
        if (From is < 1990 or > 2100 || To is < 1990 or > 2100 || To < From)
        {
            return new LabelMappingInvalid("适用年度不正确");
        }
        if (ReasonMissing.Of(Reason)) { return new ReasonMissing(); }
        if (Parent is not null && form.Find(Parent) is null) { return new LabelMappingInvalid($"没有上级项目“{Parent}”"); }
        if (Task is not null && forms.Task(Task) is null) { return new NotAReport(Task); }
        if (Target is null) { return null; }
        return Part == MappedPart.Item ? CheckItem(form) : CheckColumn(forms, form);
    }

    private Problem? CheckItem(ReportForm form)
    {
        if (form.Find(Target!) is not { Unit: not FigureKind.None } item) { return new NotAReport(Target!); }
        return item.IsIn(From) && item.IsIn(To ?? From) ? null
            : new LabelMappingInvalid($"项目“{item.Name}”在 {From} 年不使用");
    }

    private NotAReport? CheckColumn(ReportForms forms, ReportForm form)
    {
        if (form.ColumnsAre == ReportForm.Funds)
        {
            return Target == "total" || FundList.TryParse(Target, out _) ? null : new NotAReport(Target!);
        }
        return forms.Task(Task)?.Find(Target!) is null ? new NotAReport(Target!) : null;
    }

    private static bool IsReplaced(MappingRow known, MappingRow row) =>
        known.Removed is null && known.Part == row.Part && known.Key == row.Key && known.Parent == row.Parent
        && known.Task == row.Task && known.Division == row.Division && known.From == row.From;
}

/// <summary>Takes a row back; imports that were read with it keep what they are.</summary>
public sealed record RemoveMapping(string Form, string Row) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryImport, null, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<RemoveMapping, FormMapping>(
        HttpMethod.Delete, "history/mappings/{form}/{row}", Permission.HistoryImport, "撤销历史数据对照",
        (request, call) => request.Handle(desk, call));

    private Task<Result<FormMapping>> Handle(HistoryDesk desk, Call call) =>
        desk.Store.Apply<FormMapping>(Containers.System, HistoryIndex.Partition, call, async unit =>
        {
            var mapping = await unit.Find<FormMapping>(FormMapping.IdOf(Form));
            var row = mapping?.Current.FirstOrDefault(row => row.Id == Row);
            if (mapping is null || row is null || !call.May(Permission.HistoryImport, new Scope(row.Division)))
            {
                return new NotFound("对照", Row);
            }
            var version = mapping.Version + 1;
            var changed = mapping with
            {
                Version = version,
                Rows = [.. mapping.Rows.Select(known =>
                    known == row ? known with { Removed = version, RemovedBy = call.Actor.Name } : known)],
            };
            unit.Save(FormMapping.IdOf(Form), FormMapping.Type, changed);
            unit.Audit("history.unmap", new Scope(row.Division), $"撤销历史数据对照 {Form} 第 {version} 版：“{row.Label}”");
            return changed;
        });
}
