using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>
/// Sets how a division and all below it review and pay; running requests keep the steps they began with.
/// </summary>
public sealed record ChangeSettings(
    Division Division, TreasuryMode Treasury, IReadOnlyList<ReviewStep>? Steps = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ChangeSettings, ExpenditureSettings>(
        HttpMethod.Post, "expenditure/settings/{division}", Permission.SettingChange, "设置审核级次和国库方式",
        (command, call) => store.Apply<ExpenditureSettings>(
            Containers.System, ExpenditureSettings.Partition(command.Division), call, async unit =>
            {
                if (!Decide(command).TryGet(out var settings, out var problem)) { return problem; }
                await unit.Find<ExpenditureSettings>(ExpenditureSettings.DocumentId);
                unit.Save(ExpenditureSettings.DocumentId, "settings", settings);
                unit.Audit("expenditure.settings", new Scope(command.Division),
                    $"国库方式 {settings.Treasury}，审核级次{(settings.Steps is { } own ? $" {own.Count} 级" : "默认")}");
                return settings;
            }));

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>Or levels_invalid: fewer than two steps, doubled ids, unknown permissions, impossible limits.</returns>
    internal static Result<ExpenditureSettings> Decide(ChangeSettings command)
    {
        if (command.Steps is not { } steps) { return new ExpenditureSettings(command.Treasury, null); }
        if (steps.Count(step => step.FromFen == 0) < 2) { return new LevelsInvalid("任何金额都须至少经过两个审核步骤。"); }
        if (steps.DistinctBy(step => step.Id).Count() != steps.Count) { return new LevelsInvalid("步骤编号重复。"); }
        foreach (var step in steps)
        {
            if (step.Permission is not ("request.review.clerk" or "request.review.reviewer" or "request.review.head"))
            {
                return new LevelsInvalid($"“{step.Name}”的权限须为初审、复审或负责人审批。");
            }
            if (step.FromFen < 0 || step.WorkingDays is < 1 or > 30)
            {
                return new LevelsInvalid($"“{step.Name}”的起始金额或时限不合理（时限1至30个工作日）。");
            }
        }
        return new ExpenditureSettings(command.Treasury, steps);
    }
}

/// <summary>How a division reviews and pays now.</summary>
public sealed record ViewSettings(Division Division) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.RequestView, Division, null);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ViewSettings, ExpenditureSettings>(
        HttpMethod.Get, "expenditure/settings/{division}", Permission.RequestView, "查看审核级次和国库方式",
        async (query, call) =>
        {
            var settings = await ExpenditureSettings.For(store, query.Division, call.Stopping);
            return settings with { Steps = settings.Steps ?? ReviewRules.Shipped.StepsFor(query.Division) };
        });
}
