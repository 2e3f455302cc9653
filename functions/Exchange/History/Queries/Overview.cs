using SocialFund.Exchange.Governance;
using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>How whole a module's year is.</summary>
public enum YearState
{
    None = 1,
    Part,

    /// <summary>Every form and period of the region itself.</summary>
    Whole,
}

/// <summary>A module's year: reports (or months of detail tables) that are there, figures, checks that fail.</summary>
/// <param name="Expected">For the region itself.</param>
/// <param name="Own">Of the region itself.</param>
public sealed record OverviewCell(
    int Year, YearState State, int Expected, int Own, int Reports, int Regions, long Figures, int Failed);

public sealed record OverviewRow(
    string Number, string Name, ModuleKind Kind, Fund? Fund, IReadOnlyList<OverviewCell> Years);

/// <param name="Filled">Years that have reports or detail tables, the oldest first.</param>
/// <param name="Waiting">Files on trial.</param>
public sealed record HistoryOverview(
    Division Division, int From, int To, IReadOnlyList<int> Filled, int Waiting, IReadOnlyList<OverviewRow> Modules);

/// <summary>The 38 modules by year: what is there, what is missing.</summary>
/// <param name="To">The last of five years; when missing the newest that has reports, else the newest that has detail
/// tables, else last year.</param>
public sealed record ViewOverview(Division? Division = null, int? From = null, int? To = null) : IScoped
{
    /// <summary>The tender asks for five years; more are shown on request.</summary>
    private const int Years = 5;

    private const int YearsMax = 15;

    /// <summary>History has no years outside; forms of before 1990 are not known.</summary>
    private const int YearMin = 1990;

    private const int YearMax = 2100;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryView, Division, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<ViewOverview, HistoryOverview>(
        HttpMethod.Get, "history/overview", Permission.HistoryView, "历史数据总览",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<HistoryOverview>> Handle(HistoryDesk desk, Call call)
    {
        var region = Division ?? call.Actor.Division;
        var years = await desk.Index.Years(region, YearMin, YearMax, null, call.Stopping);
        var details = await new LakeIndex(desk.Store)
            .Between(Period.Of(YearMin, 1), Period.Of(YearMax, 12), call.Stopping);
        List<int> reported = [.. years.Where(HasReports).Select(year => year.Year)];
        List<int> detailed = [.. details.Where(month => HasRows(month, region)).Select(month => month.Period.Year)];
        var newest = (reported.Count > 0 ? reported : detailed).DefaultIfEmpty(Period.Of(call.Now).Year - 1).Max();
        var last = Math.Clamp(To ?? newest, YearMin, YearMax);
        var first = Math.Clamp(From ?? last - Years + 1, last - YearsMax + 1, last);
        var batches = await desk.Index.All<HistoryBatch>(
            HistoryBatch.Type, [new("division", Comparison.StartsWith, region.Stem)], call.Stopping);
        var waiting = await desk.Store.Totals(
            Containers.System, HistoryIndex.Partition,
            new DocumentQuery(HistoryTrial.Type)
            {
                Where = [Filter.Is("state", "open"), new("division", Comparison.StartsWith, region.Stem)],
            },
            [], call.Stopping);
        var span = Enumerable.Range(first, last - first + 1).ToList();
        return new HistoryOverview(region, first, last, [.. reported.Union(detailed).Order()], (int)waiting.Count,
        [
            .. HistoryModules.OfTheSystem.All.Select(module => new OverviewRow(
                module.Number, module.Name, module.Kind, module.Fund,
                [
                    .. span.Select(year => module.Kind switch
                    {
                        ModuleKind.Report => Reports(module, year, years, region, desk.Forms),
                        ModuleKind.Detail => Details(module, year, details, region),
                        ModuleKind.Subjects => Subjects(year, years),
                        _ => Versions(year, batches),
                    }),
                ])),
        ]);
    }

    private static bool HasReports(HistoryYear year) => year.Reports.Any(report => report.Current is not null);

    private static bool HasRows(LakeMonth month, Division region) =>
        month.Parts.Any(part => region.Contains(part.Division));

    private static OverviewCell Reports(
        HistoryModuleEntry module, int year, IReadOnlyList<HistoryYear> years, Division region, ReportForms forms)
    {
        var found =
            (from each in years
             where each.Year == year && module.Tasks!.Contains(each.Task)
             from report in each.Reports
             where report.Current is not null && module.Forms!.Contains(report.Form)
             select (each.Task, each.Division, Version: report.Current)).ToList();
        // The first task is the one that every year has; adjustments and plans come when there are any.
        var main = forms.Task(module.Tasks![0])!;
        var expected = module.Forms!.Count * main.PeriodsAYear;
        var own = found.Count(each => each.Task == main.Id && each.Division == region);
        return new OverviewCell(
            year, StateOf(found.Count, own, expected), expected, own, found.Count,
            found.Select(each => each.Division).Distinct().Count(), found.Sum(each => (long)each.Version!.Cells),
            found.Sum(each => each.Version!.Failed));
    }

    /// <summary>Months of detail tables; figures are rows.</summary>
    private static OverviewCell Details(
        HistoryModuleEntry module, int year, IReadOnlyList<LakeMonth> months, Division region)
    {
        var start = $"{module.Fund!.Value.Entry().Id}/";
        var parts = months
            .Where(month => month.Period.Year == year && month.Table.StartsWith(start, StringComparison.Ordinal))
            .SelectMany(month => month.Parts.Where(part => region.Contains(part.Division))
                .Select(part => (month.Period, month.Table, Part: part))).ToList();
        var there = parts.Select(each => each.Period).Distinct().Count();
        return new OverviewCell(
            year, StateOf(there, there, 12), 12, there,
            parts.Select(each => (each.Period, each.Table)).Distinct().Count(),
            parts.Select(each => each.Part.Division).Distinct().Count(), parts.Sum(each => each.Part.Rows), 0);
    }

    /// <summary>Forms of the year whose subjects can be compared.</summary>
    private static OverviewCell Subjects(int year, IReadOnlyList<HistoryYear> years)
    {
        var forms = years.Where(each => each.Year == year).SelectMany(each => each.Reports)
            .Where(report => report.Current is not null).Select(report => report.Form).Distinct().Count();
        return new OverviewCell(
            year, forms == 0 ? YearState.None : YearState.Whole, 0, forms, forms, 0, 0, 0);
    }

    private static OverviewCell Versions(int year, IReadOnlyList<HistoryBatch> batches)
    {
        var found = batches.Where(batch => batch.FirstYear <= year && year <= batch.LastYear).ToList();
        return new OverviewCell(
            year, found.Count == 0 ? YearState.None : YearState.Whole, 0, found.Count, found.Count, 0,
            found.Where(batch => batch.RolledBack is null).Sum(batch => (long)batch.Cells), 0);
    }

    private static YearState StateOf(int found, int own, int expected) =>
        found == 0 ? YearState.None : own >= expected ? YearState.Whole : YearState.Part;
}
