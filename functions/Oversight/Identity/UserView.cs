using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

public sealed record Named(string Code, string Name)
{
    public static Named Of(Division division) => new(division.Text, Divisions.NameOf(division));
}

/// <summary>
/// Who is signed in, as the browser needs it to draw its menus. The server checks every call all the same.
/// </summary>
/// <param name="Actions">Codes of the permissions held anywhere; none while the password must be changed.</param>
/// <param name="Funds">Catalogue ids of the funds that any grant names; all where a grant names none.</param>
public sealed record SignedInUser(
    string Id, string Account, string Name, Named Division, string? Agency, string? AgencyName,
    IReadOnlyList<Named> Roles, IReadOnlyList<string> Actions, IReadOnlyList<string> Funds, bool MustChangePassword,
    bool TotpEnrolled)
{
    public static async Task<SignedInUser> Of(
        Account account, Actor actor, IdentityServices services, CancellationToken stopping)
    {
        var agency = account.Agency is { } code ? await new Agencies(services.Store).Find(code, stopping) : null;
        return Of(account, agency?.Name, actor, services.Roles);
    }

    private static SignedInUser Of(Account account, string? agencyName, Actor actor, Roles roles) => new(
        account.Id, account.Id, account.Name, Named.Of(account.Division), account.Agency, agencyName,
        [.. account.Grants.Select(grant => grant.Role).Distinct()
            .Select(code => new Named(code, roles.Find(code)?.Name ?? code))],
        [.. actor.Grants.SelectMany(grant => grant.Actions).Distinct().Order(StringComparer.Ordinal)],
        FundsOf(actor), actor.MustChangePassword, account.AsksForTotp);

    private static IReadOnlyList<string> FundsOf(Actor actor) =>
        [.. FundList.All
            .Where(entry => actor.Grants.Any(grant => grant.Fund is null || grant.Fund == entry.Fund))
            .Select(entry => entry.Id)];
}

public sealed record GrantView(
    string Role, string RoleName, IReadOnlyList<Fund>? Funds, Named Division);

/// <summary>An account as administrators see it. No secret is in it.</summary>
/// <param name="State">active, locked, disabled.</param>
public sealed record UserView(
    string Id, string Account, string Name, Named Division, string? Agency, string State, DateTimeOffset? LockedUntil,
    string? DisabledReason, bool MustChangePassword, bool TotpEnrolled, EntraIdentity? Entra,
    IReadOnlyList<GrantView> Grants)
{
    public static UserView Of(Account account, Attempts? attempts, IdentityServices services, DateTimeOffset now)
    {
        var lockedUntil = attempts is { } tries && tries.IsLocked(now) ? tries.LockedUntil : null;
        return new UserView(
            account.Id, account.Id, account.Name, Named.Of(account.Division), account.Agency,
            account.IsDisabled ? "disabled" : lockedUntil is null ? "active" : "locked", lockedUntil,
            account.DisabledReason, account.Password?.IsDue(now, services.Policy) ?? false, account.AsksForTotp,
            account.Entra,
            [.. account.Grants.Select(grant => new GrantView(
                grant.Role, services.Roles.Find(grant.Role)?.Name ?? grant.Role, grant.Funds,
                Named.Of(grant.Division)))]);
    }
}
