using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>Takes an import out again; what it replaced counts again, in one commit.</summary>
public sealed record RollBack(string Id, string Reason) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryImport, null, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<RollBack, HistoryBatch>(
        HttpMethod.Post, "history/versions/{id}/rollback", Permission.HistoryImport, "撤回历史数据导入",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<HistoryBatch>> Handle(HistoryDesk desk, Call call)
    {
        if (!(await desk.Batch(Id, Permission.HistoryImport, call)).TryGet(out _, out var problem)) { return problem; }
        if (ReasonMissing.Of(Reason)) { return new ReasonMissing(); }
        return await desk.Store.Apply<HistoryBatch>(Containers.System, HistoryIndex.Partition, call, async unit =>
        {
            var batch = (await unit.Find<HistoryBatch>(HistoryBatch.DocumentId(Id)))!;
            if (batch.RolledBack is not null) { return new AlreadyRolledBack(Id); }
            foreach (var (task, year, division) in batch.Reports
                .Select(report => (report.Task, report.Period.Year, report.Division)).Distinct())
            {
                var known = (await unit.Find<HistoryYear>(HistoryYear.IdOf(task, year, division)))!;
                unit.Save(known.Id, HistoryYear.Type, Without(known, Id, call.Now));
            }
            var trial = (await unit.Find<HistoryTrial>(HistoryTrial.DocumentId(batch.Trial)))!;
            unit.Save(
                HistoryTrial.DocumentId(trial.Id), HistoryTrial.Type, trial with { State = TrialState.RolledBack });
            var taken = batch with
            {
                RolledBack = new RolledBack(call.Actor.Id, call.Actor.Name, call.Now, Reason.Trim()),
            };
            unit.Save(HistoryBatch.DocumentId(Id), HistoryBatch.Type, taken);
            unit.Audit("history.rollback", batch.Scope, $"撤回历史数据导入 {batch.Cells} 个数据（{Id}）：{Reason.Trim()}");
            return taken;
        });
    }

    private static HistoryYear Without(HistoryYear year, string batch, DateTimeOffset now) => year with
    {
        Reports =
        [
            .. year.Reports.Select(report => report with
            {
                Versions =
                [
                    .. report.Versions.Select(version =>
                        version.Batch == batch ? version with { WithdrawnAt = now } : version),
                ],
            }),
        ],
    };
}
