using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>
/// The security administrator says what a person may: these grants take the place of all earlier ones.
/// </summary>
public sealed record SetGrants(string Id, IReadOnlyList<RoleGrant> Grants) : IScoped
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.Of<SetGrants, UserView>(
            HttpMethod.Put, "identity/users/{id}/grants", Permission.GrantManage, "授权",
            (request, call) => request.Handle(call, services));

    public Scope ScopeFor(Actor actor) => SomewhereScope.Of(actor, Permission.GrantManage);

    /// <summary>Whether these grants may be in this person's hand. Pure.</summary>
    /// <returns>Null, or the first that applies of <see cref="UnknownRole"/>, <see cref="RolesConflict"/>,
    /// <see cref="RoleNeedsAgency"/>, <see cref="RoleNotForAgency"/>,
    /// <see cref="RoleHasNoFunds"/>, <see cref="GrantOutsideDivision"/>.</returns>
    public static Problem? Decide(Account account, IReadOnlyList<RoleGrant> grants, Roles roles)
    {
        foreach (var grant in grants)
        {
            if (roles.Find(grant.Role) is null) { return new UnknownRole(grant.Role); }
        }
        var conflicts = roles.ConflictsIn([.. grants.Select(grant => grant.Role).Distinct()]);
        if (conflicts.Count > 0) { return new RolesConflict(conflicts); }
        foreach (var grant in grants)
        {
            var role = roles.Find(grant.Role)!;
            if (role.IsAgency && account.Agency is null) { return new RoleNeedsAgency(role.Name); }
            if (!role.IsAgency && account.Agency is not null) { return new RoleNotForAgency(role.Name); }
            if (role.Group == "administration" && grant.Funds is not null) { return new RoleHasNoFunds(role.Name); }
            if (!account.Division.Contains(grant.Division))
            {
                return new GrantOutsideDivision(grant.Division, account.Division);
            }
        }
        return null;
    }

    private async Task<Result<UserView>> Handle(Call call, IdentityServices services)
    {
        if (Id == call.Actor.Id) { return new OwnAccount("授权"); }
        if (Grants.Any(grant => grant.Funds is { Count: 0 })) { return new InvalidValue("funds", "险种为空；全部险种请不填。"); }
        return await services.Administer(Id, Permission.GrantManage, call, (unit, account) =>
        {
            if (Decide(account, Grants, services.Roles) is { } problem)
            {
                return Task.FromResult<Result<Account>>(problem);
            }
            unit.Audit("grant.set", account.Scope, $"用户 {Id} 授权为：{Describe()}");
            return Task.FromResult<Result<Account>>(account with { Grants = Grants });
        });
    }

    private string Describe() => Grants.Count == 0 ? "无" : string.Join("；", Grants.Select(grant =>
        $"{grant.Role} {(grant.Funds is null ? "全部险种" : string.Join('、', grant.Funds.Select(fund => fund.Title())))}"
        + $" {grant.Division}"));
}
