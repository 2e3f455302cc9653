using SocialFund.Exchange.Governance;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>Batches of detail data of a division and those below it, newest first.</summary>
public sealed record ListDetail(
    Division? Division = null, string? State = null, string? Sender = null, string? Period = null, string? Q = null,
    int? Limit = null, string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListDetail, Page<DetailBatchRow>>(
        HttpMethod.Get, "intake/details", Permission.IntakeView, "明细批次",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<Page<DetailBatchRow>>> Handle(ListDetail request, Call call, IDocumentStore store)
    {
        var where = new List<Filter>();
        if (request.State is { } state) { where.Add(Filter.OneOf("state", state.Split(','))); }
        if ((call.Actor.Agency ?? request.Sender) is { } sender) { where.Add(Filter.Is("sender", sender)); }
        if (request.Period is { } period) { where.Add(Filter.Is("period", period)); }
        if (request.Q is { Length: > 0 } text) { where.Add(new Filter("fileName", Comparison.Contains, text)); }
        var query = new DocumentQuery("detail")
        {
            Where = where,
            OrderBy = "receivedAt",
            Descending = true,
            Limit = ListScope.Limit(request.Limit),
            Continuation = request.Continuation,
        };
        var partition = DetailLists.PartitionOf(request.Division ?? call.Actor.Division);
        return await store.Page<DetailBatchRow>(Containers.Lists, partition, query, call.Stopping);
    }
}
