using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

public sealed record RoleView(string Code, string Name, string Group, IReadOnlyList<Named> Actions);

public sealed record RoleTable(IReadOnlyList<RoleView> Roles, IReadOnlyCollection<RoleConflict> Conflicts);

/// <summary>Every role with its actions, and every pair that may not be in one hand (三员矩阵 included).</summary>
public sealed record ListRoles : IScoped
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.Of<ListRoles, RoleTable>(
            HttpMethod.Get, "identity/roles", Permission.UserView, "角色清单",
            (_, _) => Task.FromResult<Result<RoleTable>>(Table(services.Roles)));

    public Scope ScopeFor(Actor actor) => SomewhereScope.Of(actor, Permission.UserView);

    private static RoleTable Table(Roles roles)
    {
        var titles = Permission.All.ToDictionary(permission => permission.Code, permission => permission.Title);
        return new RoleTable(
            [.. roles.All.Select(role => new RoleView(
                role.Code, role.Name, role.Group, [.. role.Actions.Select(code => new Named(code, titles[code]))]))],
            roles.Conflicts);
    }
}
