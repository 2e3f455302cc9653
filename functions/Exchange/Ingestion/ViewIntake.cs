using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>One received file with its stages, faults and, while it is being checked, its progress.</summary>
public sealed record ViewIntake(string Id, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ViewIntake, IntakeView>(
        HttpMethod.Get, "intake/batches/{id}", Permission.IntakeView, "接收批次详情",
        async (request, call) =>
        {
            if (!(await Find(request.Id, call, store)).TryGet(out var record, out var problem)) { return problem; }
            var progress = await store.Find<IntakeProgress>(Containers.Intake, request.Id, "progress", call.Stopping);
            return new IntakeView(record, record.IsFinished ? null : progress?.Value);
        });

    /// <summary>The batch, if the caller may see its division and, for agencies, sent it.</summary>
    internal static async Task<Result<IntakeRecord>> Find(string id, Call call, IDocumentStore store)
    {
        var stored = await store.Find<IntakeRecord>(Containers.Intake, id, IntakeRecord.DocumentId, call.Stopping);
        return stored is { Value: var record }
            && call.May(Permission.IntakeView, record.Scope)
            && (call.Actor.Agency is null || call.Actor.Agency == record.Agency)
            ? record
            : new NotFound("接收批次", id);
    }
}

public sealed record IntakeView(IntakeRecord Batch, IntakeProgress? Progress);
