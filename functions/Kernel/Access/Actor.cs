namespace SocialFund.Kernel;

/// <summary>Where an action happens. A null fund means business that belongs to no single fund.</summary>
public readonly record struct Scope(Division Division, Fund? Fund = null);

/// <summary>May do these actions for this fund (null: every fund) in this division and all below it.</summary>
public sealed record Grant(IReadOnlySet<string> Actions, Fund? Fund, Division Division)
{
    public bool Covers(Permission permission, Scope scope) =>
        Actions.Contains(permission.Code)
        && (Fund is null || Fund == scope.Fund)
        && Division.Contains(scope.Division);
}

/// <summary>Who acts: a signed-in person, or the system itself.</summary>
/// <param name="Id">Stable account id; maker and checker are compared by it.</param>
/// <param name="Agency">The agency (经办机构) the person works for; null for finance and treasury.</param>
public sealed record Actor(
    string Id, string Name, Division Division, string? Agency, IReadOnlyList<Grant> Grants)
{
    /// <summary>The session that the token belongs to; empty for the system.</summary>
    public string Session { get; init; } = "";

    /// <summary>
    /// Another department's machine (共享单位), not a person: doors for whoever is signed in are closed to it, and each
    /// of its calls is logged.
    /// </summary>
    public bool IsConsumer { get; init; }

    /// <summary>The password is new or too old: only changing it is open (<see cref="PasswordFirst"/>).</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>The system acting by itself; it may nothing over HTTP.</summary>
    public static Actor System(string part) => new($"system:{part}", "系统", Division.Country, null, []);

    /// <summary>Somebody who has not signed in.</summary>
    public static Actor Anonymous { get; } = new("anonymous", "未登录", Division.Country, null, []);

    public bool May(Permission permission, Scope scope) => Grants.Any(grant => grant.Covers(permission, scope));

    /// <summary>Whether any grant holds the action at all, wherever it is.</summary>
    public bool MayAnywhere(Permission permission) => Grants.Any(grant => grant.Actions.Contains(permission.Code));

    /// <summary>The funds for which the actor may do this in that division.</summary>
    public IReadOnlyList<Fund> FundsFor(Permission permission, Division division) =>
        [.. FundList.All.Select(entry => entry.Fund).Where(fund => May(permission, new Scope(division, fund)))];
}
