using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <param name="MustChange">True unless the account is for show only.</param>
public sealed record SeedAccount(
    string Account, string Name, Division Division, string? Agency, string Password, bool MustChange,
    IReadOnlyList<RoleGrant> Grants);

/// <summary>
/// The first accounts of an installation, before anybody can sign in to open them. Same rules as the administrators'
/// commands; an account that exists is left as it is, so it may run at every start.
/// </summary>
public sealed class Seeding(IdentityServices services)
{
    private static readonly (string Account, string Role)[] ThreeAdministrators =
    [
        ("sysadmin", "system-administrator"), ("secadmin", "security-administrator"),
        ("auditadmin", "audit-administrator"),
    ];

    public static IReadOnlyList<string> AdministratorAccounts { get; } =
        [.. ThreeAdministrators.Select(entry => entry.Account)];

    /// <summary>The three administrators (三员) of a new installation.</summary>
    /// <param name="passwordFor">The first password of an account; it must be changed at the first sign-in.</param>
    public async Task<IReadOnlyList<string>> Administrators(
        Func<string, string> passwordFor, CancellationToken stopping = default)
    {
        var made = new List<string>();
        foreach (var (account, role) in ThreeAdministrators)
        {
            var seed = new SeedAccount(
                account, services.Roles.Find(role)!.Name, services.Home, null, passwordFor(account), true,
                [new RoleGrant(role, null, services.Home)]);
            if ((await Seed(seed, stopping)).Require()) { made.Add(account); }
        }
        return made;
    }

    /// <returns>Whether the account was made now; or what the rules refuse.</returns>
    public Task<Result<bool>> Seed(SeedAccount seed, CancellationToken stopping = default) =>
        Seed(seed, () => services.Passwords.Hash(seed.Password, stopping), stopping);

    /// <summary>Accounts for show. They share one published password, hashed once: hashing is slow.</summary>
    public async Task SeedForShow(
        IEnumerable<SeedAccount> seeds, string password, CancellationToken stopping = default)
    {
        string? hash = null;
        async Task<string> Shared() => hash ??= await services.Passwords.Hash(password, stopping);
        foreach (var seed in seeds)
        {
            (await Seed(seed, Shared, stopping)).Require();
        }
    }

    private async Task<Result<bool>> Seed(SeedAccount seed, Func<Task<string>> hashing, CancellationToken stopping)
    {
        if (await services.Find(seed.Account, stopping) is not null) { return false; }
        var call = Call.System("seed", services.Clock.GetUtcNow(), $"seed-{seed.Account}", stopping);
        var faults = PasswordRules.FaultsOf(seed.Password, seed.Account, services.Policy);
        if (faults.Count > 0) { return new WeakPassword(faults); }
        var hash = await hashing();
        var account = new Account(
            seed.Account, seed.Name, seed.Division, seed.Agency,
            new PasswordState(hash, call.Now, seed.MustChange, []), null, seed.Grants, null, null);
        if (SetGrants.Decide(account, seed.Grants, services.Roles) is { } problem) { return problem; }
        var made = await services.Change<Done>(seed.Account, call, async unit =>
        {
            if (await unit.Find<Account>(Account.Document) is not null) { return Done.Value; }
            unit.Create(Account.Document, Account.Document, account);
            unit.Audit("user.create", account.Scope, $"初始化用户 {seed.Account}");
            return Done.Value;
        });
        if (!made.TryGet(out _, out var refused)) { return refused; }
        // At once, so that the list is whole before the pump runs.
        await new DirectoryKeeper(services).Refresh(seed.Account, stopping);
        return true;
    }
}
