using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>Says what sheets are where they do not say so; takes the place of what was said before.</summary>
public sealed record CorrectTrial(string Id, IReadOnlyList<SheetChoice> Choices) : IScoped
{
    private const int ChoicesMax = 500;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryImport, null, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<CorrectTrial, TrialView>(
        HttpMethod.Put, "history/trials/{id}/choices", Permission.HistoryImport, "更正历史数据表头信息",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<TrialView>> Handle(HistoryDesk desk, Call call)
    {
        if (!(await desk.Trial(Id, Permission.HistoryImport, call)).TryGet(out _, out var problem)) { return problem; }
        var saved = await desk.Store.Apply<HistoryTrial>(Containers.System, HistoryIndex.Partition, call, async unit =>
        {
            var trial = (await unit.Find<HistoryTrial>(HistoryTrial.DocumentId(Id)))!;
            if (Decide(trial, Choices) is { } refused) { return Result.No<HistoryTrial>(refused); }
            var changed = trial with { Choices = Choices };
            unit.Save(HistoryTrial.DocumentId(Id), HistoryTrial.Type, changed);
            unit.Audit("history.correct", trial.Scope, $"更正历史数据文件的表头信息，{Choices.Count} 项（{Id}）");
            return changed;
        });
        return saved.TryGet(out var corrected, out problem) ? await ViewTrial.Handle(desk, corrected, call) : problem;
    }

    /// <summary>The rule itself. Pure.</summary>
    internal static Problem? Decide(HistoryTrial trial, IReadOnlyList<SheetChoice> choices)
    {
        if (trial.State is TrialState.Accepted) { return new TrialDone("已经导入"); }
        if (choices.Count > ChoicesMax) { return new LabelMappingInvalid($"最多更正 {ChoicesMax} 项"); }
        return choices.Any(choice => choice.SkipReason is { } reason && ReasonMissing.Of(reason))
            ? new ReasonMissing()
            : null;
    }
}

/// <summary>Puts a file away without taking it.</summary>
public sealed record DiscardTrial(string Id, string Reason) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryImport, null, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<DiscardTrial, HistoryTrial>(
        HttpMethod.Post, "history/trials/{id}/discard", Permission.HistoryImport, "放弃历史数据文件",
        (request, call) => request.Handle(desk, call));

    private async Task<Result<HistoryTrial>> Handle(HistoryDesk desk, Call call)
    {
        if (!(await desk.Trial(Id, Permission.HistoryImport, call)).TryGet(out _, out var problem)) { return problem; }
        if (ReasonMissing.Of(Reason)) { return new ReasonMissing(); }
        return await desk.Store.Apply<HistoryTrial>(Containers.System, HistoryIndex.Partition, call, async unit =>
        {
            var trial = (await unit.Find<HistoryTrial>(HistoryTrial.DocumentId(Id)))!;
            if (trial.State == TrialState.Accepted) { return new TrialDone("已经导入"); }
            var discarded = trial with { State = TrialState.Discarded, Reason = Reason.Trim() };
            unit.Save(HistoryTrial.DocumentId(Id), HistoryTrial.Type, discarded);
            unit.Audit("history.discard", trial.Scope, $"放弃历史数据文件（{Id}）：{Reason.Trim()}");
            return discarded;
        });
    }
}
