using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>Forms, tasks and modules, for screens to name and choose from.</summary>
public sealed record HistoryForms(
    IReadOnlyList<HistoryFormView> Forms, IReadOnlyList<ReportTask> Tasks, IReadOnlyList<HistoryModuleEntry> Modules);

/// <summary>A form without its checks.</summary>
public sealed record HistoryFormView(
    string Id, string Title, Fund? Fund, string? ColumnsAre, IReadOnlyList<FormVersion> Versions,
    IReadOnlyList<HistoryItemView> Items);

public sealed record HistoryItemView(
    string Id, string Name, string Class, FigureKind Unit, string? Parent, int? Since, int? Until);

public sealed record ViewForms : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, null, null);

    internal static Endpoint Endpoint(ReportForms forms) => Kernel.Endpoint.Of<ViewForms, HistoryForms>(
        HttpMethod.Get, "history/forms", Permission.HistoryView, "历史报表版式", (_, _) =>
            Task.FromResult<Result<HistoryForms>>(new HistoryForms(
                [.. forms.Forms.Select(Of)], forms.Tasks, HistoryModules.OfTheSystem.All)));

    private static HistoryFormView Of(ReportForm form) => new(
        form.Id, form.Title, form.Fund, form.ColumnsAre, form.Versions,
        [
            .. form.Items.Select(item => new HistoryItemView(
                item.Id, item.Name, form.ClassOf(item), item.Unit, item.Parent, item.Since, item.Until)),
        ]);
}
