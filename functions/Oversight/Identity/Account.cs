using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>A role for some funds (null: all) in a division and all below it.</summary>
public sealed record RoleGrant(string Role, IReadOnlyList<Fund>? Funds, Division Division);

/// <param name="Earlier">Hashes of former passwords, newest first.</param>
/// <param name="MustChange">Set by whoever else knew it: first sign-in, reset.</param>
public sealed record PasswordState(
    string Hash, DateTimeOffset ChangedAt, bool MustChange, IReadOnlyList<string> Earlier)
{
    public bool IsDue(DateTimeOffset now, IdentityPolicy policy) => MustChange || now - ChangedAt > policy.PasswordAge;

    /// <summary>The same account with another password; this one joins the former ones.</summary>
    public PasswordState Next(string hash, DateTimeOffset now, bool mustChange, IdentityPolicy policy) =>
        new(hash, now, mustChange, [.. Earlier.Prepend(Hash).Take(policy.PasswordEarlierKept - 1)]);
}

/// <summary>The second factor of an account.</summary>
/// <param name="Secret">Sealed by <see cref="SecretBox"/>.</param>
/// <param name="IsConfirmed">The person proved once that the device works; before that it is not asked for.</param>
/// <param name="LastStep">A code is good once: codes of this time step and before are refused.</param>
/// <param name="RecoveryHashes">One-time codes for a lost device; a used one is removed.</param>
public sealed record TotpState(
    string Secret, bool IsConfirmed, long LastStep, IReadOnlyList<string> RecoveryHashes);

/// <summary>Who the person is in Microsoft Entra ID. Without an object id the user name decides.</summary>
public sealed record EntraIdentity(string? ObjectId, string? UserName);

/// <summary>A person who can sign in. The id is the sign-in name; it is never given to somebody else.</summary>
/// <param name="Agency">The code of the agency the person works for; null for finance and treasury.</param>
/// <param name="Password">Null: signs in through Microsoft Entra ID only.</param>
/// <param name="DisabledReason">Null while the account is in use.</param>
/// <param name="SessionEpoch">Sessions of an earlier epoch are over: raising it ends them all with one write.</param>
public sealed record Account(
    string Id, string Name, Division Division, string? Agency, PasswordState? Password, TotpState? Totp,
    IReadOnlyList<RoleGrant> Grants, string? DisabledReason, EntraIdentity? Entra,
    int SessionEpoch = 0)
{
    public const string Document = "account";

    public bool IsDisabled => DisabledReason is not null;

    public Scope Scope => new(Division);

    public bool AsksForTotp => Totp is { IsConfirmed: true };

    public Account EndSessions() => this with { SessionEpoch = SessionEpoch + 1 };

    /// <summary>The partition that holds the account, its sessions and its failed sign-ins.</summary>
    public static string PartitionOf(string id) => $"account-{id}";

    /// <summary>
    /// 3 to 32 lower-case letters, digits, dots, hyphens, underscores; begins with a letter or digit.
    /// </summary>
    public static bool IsId(string text) =>
        text.Length is >= 3 and <= 32
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign is '.' or '-' or '_');

    /// <summary>The account as it acts. Without a sound password it may nothing.</summary>
    public Actor ToActor(Roles roles, string session, bool mustChangePassword) =>
        new(
            Id, Name, Division, Agency,
            mustChangePassword ? [] : [.. Grants.SelectMany(grant => Expand(grant, roles))])
        {
            Session = session,
            MustChangePassword = mustChangePassword,
        };

    private static IEnumerable<Grant> Expand(RoleGrant grant, Roles roles)
    {
        var actions = roles.Find(grant.Role)?.Actions.ToHashSet() ?? [];
        return grant.Funds is null
            ? [new Grant(actions, null, grant.Division)]
            : grant.Funds.Select(fund => new Grant(actions, fund, grant.Division));
    }
}

/// <summary>Failed sign-ins in a row, for accounts and for names that are none, so that both answer alike.</summary>
public sealed record Attempts(int Failures, DateTimeOffset? LockedUntil)
{
    public const string Document = "attempts";

    public static readonly Attempts None = new(0, null);

    public bool IsLocked(DateTimeOffset now) => LockedUntil > now;

    /// <summary>One more failure; a lock that is over has wiped the earlier ones.</summary>
    public Attempts Failed(DateTimeOffset now, IdentityPolicy policy)
    {
        var failures = LockedUntil is null ? Failures + 1 : 1;
        return new Attempts(failures, failures >= policy.FailuresMax ? now + policy.Lock : null);
    }
}
