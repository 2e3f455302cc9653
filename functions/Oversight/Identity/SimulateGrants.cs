using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <param name="HeldBy">Names of the given roles that hold the duty.</param>
public sealed record DutyView(string Name, IReadOnlyList<string> HeldBy);

/// <param name="Allowed">Whether the roles may be in one hand.</param>
/// <param name="Duties">The steps on the way of money, in order, with the roles that hold each.</param>
/// <param name="MovesMoneyAlone">Every duty is held: one person could request, review and pay.</param>
public sealed record GrantsSimulated(
    bool Allowed, IReadOnlyList<RoleConflict> Conflicts, IReadOnlyList<DutyView> Duties, bool MovesMoneyAlone,
    IReadOnlyList<Named> Actions);

/// <summary>What would come of giving these roles to one person, before it is done. Changes nothing.</summary>
public sealed record SimulateGrants(IReadOnlyList<string> Roles) : IScoped
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.Of<SimulateGrants, GrantsSimulated>(
            HttpMethod.Post, "identity/grants/simulate", Permission.GrantManage, "授权前模拟",
            (request, _) => Task.FromResult(request.Decide(services.Roles)));

    public Scope ScopeFor(Actor actor) => SomewhereScope.Of(actor, Permission.GrantManage);

    public Result<GrantsSimulated> Decide(Roles roles)
    {
        if (Roles.FirstOrDefault(code => roles.Find(code) is null) is { } unknown) { return new UnknownRole(unknown); }
        var conflicts = roles.ConflictsIn([.. Roles.Distinct()]);
        var held = Roles.Distinct().Select(code => roles.Find(code)!).ToList();
        var duties = roles.Duties.Select(duty => new DutyView(duty.Name,
            [.. held.Where(role => role.Actions.Intersect(duty.Actions).Any()).Select(role => role.Name)])).ToList();
        var titles = Permission.All.ToDictionary(permission => permission.Code, permission => permission.Title);
        return new GrantsSimulated(
            conflicts.Count == 0, conflicts, duties, duties.All(duty => duty.HeldBy.Count > 0),
            [.. roles.ActionsOf(Roles).Select(code => new Named(code, titles[code]))]);
    }
}
