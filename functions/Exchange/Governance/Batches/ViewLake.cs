using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>A table's month in the lake, as far as the caller may see it.</summary>
/// <param name="Fund">Null for other departments' tables.</param>
public sealed record LakeCell(
    string Table, string Name, Fund? Fund, Period Period, long Rows, long Fen, long Bytes, int Batches,
    DateTimeOffset LastAt);

/// <summary>What the lake holds: a cell a table and month (财政社保基础信息库).</summary>
/// <param name="From">First month; a year back when missing.</param>
public sealed record ViewLake(Division? Division = null, Fund? Fund = null, string? From = null, string? To = null)
    : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store, Catalogue catalogue) =>
        Kernel.Endpoint.Of<ViewLake, IReadOnlyList<LakeCell>>(
            HttpMethod.Get, "governance/lake", Permission.IntakeView, "数据湖",
            (request, call) => Handle(request, call, store, catalogue));

    private static async Task<Result<IReadOnlyList<LakeCell>>> Handle(
        ViewLake request, Call call, IDocumentStore store, Catalogue catalogue)
    {
        var division = request.Division ?? call.Actor.Division;
        var from = Kernel.Period.TryParse(request.From, out var first) ? first : Period.Of(call.Now).Plus(-12);
        var to = Kernel.Period.TryParse(request.To, out var last) ? last : Period.Of(call.Now).Plus(1);
        var cells = new List<LakeCell>();
        foreach (var month in await new LakeIndex(store).Between(from, to, call.Stopping))
        {
            var table = catalogue.Find(month.Table);
            var parts = month.Parts.Where(part => division.Contains(part.Division)
                && (call.Actor.Agency is not { } agency || agency == part.Sender)).ToList();
            if (table is null || parts.Count == 0 || (request.Fund is { } fund && table.Fund != fund)) { continue; }
            cells.Add(new LakeCell(
                table.Id, table.Name, table.Fund, month.Period, parts.Sum(part => part.Rows),
                parts.Sum(part => part.Fen), parts.Sum(part => part.Bytes), parts.Count,
                parts.Max(part => part.LoadedAt)));
        }
        return Result.Of<IReadOnlyList<LakeCell>>(cells);
    }
}
