using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>How an item's name stands to the year before.</summary>
public enum SubjectChange
{
    /// <summary>沿用; numbering and 其中 do not count.</summary>
    Same = 1,

    /// <summary>更名.</summary>
    Renamed,

    /// <summary>新增.</summary>
    New,

    /// <summary>取消.</summary>
    Removed,

    /// <summary>Not used, and not the year before either.</summary>
    Absent,
}

/// <summary>An item in one year.</summary>
/// <param name="Label">In the published form; null when it is not used.</param>
/// <param name="Found">In imported reports, where it differs from the published one.</param>
public sealed record SubjectYear(int Year, string? Label, SubjectChange Change, IReadOnlyList<string> Found);

/// <summary>An item over the years.</summary>
public sealed record SubjectRow(
    string Item, string Name, string Class, FigureKind Unit, string? Parent, IReadOnlyList<SubjectYear> Years);

/// <summary>A form's items over the years (历年科目指标体系核对).</summary>
public sealed record SubjectCheck(
    string Form, string Title, IReadOnlyList<FormVersion> Versions, IReadOnlyList<SubjectRow> Rows);

/// <summary>The items of a form, year by year, with what changed.</summary>
public sealed record ViewSubjects(string Form, int From, int To, Division? Division = null) : IScoped
{
    private const int YearsMax = 30;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, Division, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<ViewSubjects, SubjectCheck>(
        HttpMethod.Get, "history/subjects", Permission.HistoryView, "历年科目指标体系核对",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<SubjectCheck>> Handle(HistoryDesk desk, Call call)
    {
        if (desk.Forms.Find(Form) is not { } form || To < From || To - From >= YearsMax)
        {
            return new NotAReport(Form);
        }
        var region = Division ?? call.Actor.Division;
        var years = await desk.Index.Years(region, From, To, null, call.Stopping);
        var cells = await desk.Lake.Current(years, (_, report) => report.Form == Form, null, call.Stopping);
        var found = cells.ToLookup(cell => (cell.Item, cell.Period.Year), cell => cell.Label);
        return new SubjectCheck(form.Id, form.Title, form.Versions,
        [
            .. form.Items.Select(item => new SubjectRow(
                item.Id, item.Name, form.ClassOf(item), item.Unit, item.Parent,
                [
                    .. Enumerable.Range(From, To - From + 1)
                        .Select(year => Of(item, year, [.. found[(item.Id, year)].Distinct()])),
                ])),
        ]);
    }

    /// <summary>The comparison itself. Pure.</summary>
    internal static SubjectYear Of(FormItem item, int year, IReadOnlyList<string> found)
    {
        var (now, before) = (item.LabelIn(year), item.LabelIn(year - 1));
        var change = (before, now) switch
        {
            (null, null) => SubjectChange.Absent,
            (null, _) => SubjectChange.New,
            (_, null) => SubjectChange.Removed,
            _ => ItemLabel.Of(before).Key == ItemLabel.Of(now).Key ? SubjectChange.Same : SubjectChange.Renamed,
        };
        var known = item.Labels.Where(label => label.IsIn(year))
            .Select(label => ItemLabel.Of(label.Label).Key).ToHashSet();
        return new SubjectYear(year, now, change, [.. found.Where(label => !known.Contains(ItemLabel.Of(label).Key))]);
    }
}
