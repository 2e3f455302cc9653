using SocialFund.Kernel;

namespace SocialFund.Oversight.Audit;

public sealed record HeadView(
    Division Division, string DivisionName, long Count, string Digest, string SignedAt, string PublicKey,
    string Signature);

/// <summary>The chains of a division and all below it, with their signed ends.</summary>
public sealed record ListHeads(Division? Division = null) : IScoped
{
    public static Endpoint Endpoint(IDocumentStore store) =>
        Kernel.Endpoint.Of<ListHeads, Page<HeadView>>(
            HttpMethod.Get, "audit/heads", Permission.AuditView, "审计链清单",
            (request, call) => request.Handle(call, store));

    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division);

    private async Task<Result<Page<HeadView>>> Handle(Call call, IDocumentStore store)
    {
        var top = ScopeFor(call.Actor).Division;
        var query = new DocumentQuery("chain")
        {
            Where = [new Filter("division", Comparison.StartsWith, top.Text[..(top.Level * 2)])],
            Limit = DocumentQuery.LimitMax,
        };
        var chains = await store.Query(Containers.Audit, Chain.ListPartition, query, call.Stopping);
        var heads = new List<HeadView>();
        foreach (var chain in chains.Items)
        {
            var head = await store.Find<ChainHead>(Containers.Audit, chain.Id, ChainHead.Document, call.Stopping);
            if (head is not null) { heads.Add(Of(head.Value)); }
        }
        return new Page<HeadView>(heads, heads.Count, null);
    }

    private static HeadView Of(ChainHead head) => new(
        head.Division, Divisions.NameOf(head.Division), head.Count, head.Digest, head.SignedAt, head.PublicKey,
        head.Signature);
}
