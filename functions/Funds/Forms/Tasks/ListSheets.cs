using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <param name="Counts">By state, of all that match.</param>
public sealed record SheetPage(
    IReadOnlyList<SheetRow> Items, long Total, IReadOnlyDictionary<SheetState, int> Counts, string? Continuation);

/// <summary>The sheets of a division and those below it: who stands where.</summary>
/// <param name="Task">One task; all when not given.</param>
/// <param name="Own">Only the division's own.</param>
public sealed record ListSheets(
    Division? Division = null, FormTaskId? Task = null, SheetState? State = null, bool? Own = null, int? Limit = null,
    string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.FormView, Division, null);

    public static Endpoint Endpoint(FormDesk desk) => Kernel.Endpoint.Of<ListSheets, SheetPage>(
        HttpMethod.Get, "forms/sheets", Permission.FormView, "查看填报进度",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<SheetPage>> Handle(FormDesk desk, Call call)
    {
        var division = Division ?? call.Actor.Division;
        var query = new DocumentQuery(SheetRow.List)
        {
            Where =
            [
                .. Task is { } task ? [Filter.Is("task", task.Text)] : Array.Empty<Filter>(),
                .. Own == true ? [Filter.Is("division", division.Text)] : Array.Empty<Filter>(),
            ],
            OrderBy = "changedAt",
            Descending = true,
            Limit = ListScope.Limit(Limit),
            Continuation = Continuation,
        };
        var partition = ListRows.Partition(SheetRow.List, division);
        var counts = new Dictionary<SheetState, int>();
        foreach (var state in Enum.GetValues<SheetState>())
        {
            var totals = await desk.Store.Totals(
                Containers.Lists, partition, Only(query, state) with { Continuation = null }, [], call.Stopping);
            if (totals.Count > 0) { counts[state] = (int)totals.Count; }
        }
        var page = await desk.Store.Page<SheetRow>(
            Containers.Lists, partition, State is { } one ? Only(query, one) : query, call.Stopping);
        return new SheetPage(page.Items, page.Total, counts, page.Continuation);
    }

    private static DocumentQuery Only(DocumentQuery query, SheetState state) => query with
    {
        Where = [.. query.Where, Filter.Is("state", JsonNamingPolicy.CamelCase.ConvertName($"{state}"))],
    };
}
