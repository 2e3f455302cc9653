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

    /// <summary>
    /// The batch, if the caller may see its division and fund; an agency sees all that it sent, whatever the fund.
    /// </summary>
    internal static async Task<Result<IntakeRecord>> Find(string id, Call call, IDocumentStore store)
    {
        var stored = await store.Find<IntakeRecord>(Containers.Intake, id, IntakeRecord.DocumentId, call.Stopping);
        return stored is { Value: var record } && Shows(record, call.Actor) ? record : new NotFound("接收批次", id);
    }

    private static bool Shows(IntakeRecord record, Actor actor) => actor.Agency is null
        ? actor.May(Permission.IntakeView, record.Scope)
        : actor.Agency == record.Agency && actor.May(
            Permission.IntakeView, ListScope.Of(actor, Permission.IntakeView, record.Division, null));
}

public sealed record IntakeView(IntakeRecord Batch, IntakeProgress? Progress);
