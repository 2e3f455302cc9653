using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>What stopped counting.</summary>
public sealed record DetailWithdrawn(string Batch, long Rows, long Fen);

/// <summary>Takes a batch of detail history out again; the batch that it had replaced counts again.</summary>
public sealed record WithdrawDetail(string Batch, string Reason) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryImport, null, null);

    internal static Endpoint Endpoint(IDocumentStore store, Catalogue catalogue) =>
        Kernel.Endpoint.Of<WithdrawDetail, DetailWithdrawn>(
            HttpMethod.Post, "history/details/{batch}/withdraw", Permission.HistoryImport, "撤回明细历史批次",
            (request, call) => request.Handle(store, catalogue, call));

    private async Task<Result<DetailWithdrawn>> Handle(IDocumentStore store, Catalogue catalogue, Call call)
    {
        var found = await store.Find<DetailBatch>(
            Containers.Intake, Batch, DetailBatch.DocumentId, call.Stopping);
        if (found?.Value is not { Period: not null } batch || !May(batch, catalogue, call))
        {
            return new NotFound("明细批次", Batch);
        }
        if (ReasonMissing.Of(Reason)) { return new ReasonMissing(); }
        return (await new LakeIndex(store).Withdraw(batch, Reason.Trim(), call)).TryGet(out var taken, out var problem)
            ? new DetailWithdrawn(Batch, taken.Rows, taken.Fen)
            : problem;
    }

    /// <summary>In the batch's division, for every fund that it has rows of.</summary>
    private static bool May(DetailBatch batch, Catalogue catalogue, Call call) => batch.Tables.All(table =>
        call.May(Permission.HistoryImport, new Scope(batch.Division, catalogue.Find(table.Table)?.Fund)));
}
