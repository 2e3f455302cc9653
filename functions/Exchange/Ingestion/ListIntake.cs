using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>Received files of a division and those below it, newest first.</summary>
public sealed record ListIntake(
    Division? Division = null, Fund? Fund = null, string? State = null, string? Agency = null, string? Q = null,
    int? Limit = null, string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListIntake, Page<IntakeRow>>(
        HttpMethod.Get, "intake/batches", Permission.IntakeView, "接收批次",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<Page<IntakeRow>>> Handle(ListIntake request, Call call, IDocumentStore store)
    {
        var where = new List<Filter>();
        var division = request.Division ?? call.Actor.Division;
        // Refused files may name no fund: only who may see every fund sees those, and their own sender.
        if (request.Fund is not null
            || (call.Actor.Agency is null && !call.May(Permission.IntakeView, new Scope(division))))
        {
            where.Add(ListScope.FundFilter(call.Actor, Permission.IntakeView, division, request.Fund));
        }
        if (request.State is { } state) { where.Add(Filter.OneOf("state", state.Split(','))); }
        if ((call.Actor.Agency ?? request.Agency) is { } agency) { where.Add(Filter.Is("agency", agency)); }
        if (request.Q is { Length: > 0 } text) { where.Add(new Filter("fileName", Comparison.Contains, text)); }
        var query = new DocumentQuery("intake")
        {
            Where = where,
            OrderBy = "receivedAt",
            Descending = true,
            Limit = ListScope.Limit(request.Limit),
            Continuation = request.Continuation,
        };
        var partition = IntakeLists.PartitionOf(division);
        return await store.Page<IntakeRow>(Containers.Lists, partition, query, call.Stopping);
    }
}
