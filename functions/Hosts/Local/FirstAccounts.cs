using System.Security.Cryptography;
using SocialFund.Kernel;
using SocialFund.Oversight.Identity;

namespace SocialFund.Hosts.Local;

/// <summary>The accounts with which a new installation begins.</summary>
internal sealed class FirstAccounts(IdentityModule identity, TimeProvider clock)
{
    internal sealed record DemoAccount(
        string Account, string Name, Division Division, string Role, string? Agency = null);

    internal sealed record DemoFile(
        string Password, IReadOnlyList<CreateAgency> Agencies, IReadOnlyList<DemoAccount> Accounts);

    /// <summary>The demo's accounts, agencies and their common password.</summary>
    public static DemoFile Demo { get; } =
        Json.Read<DemoFile>(EmbeddedText.Read(typeof(FirstAccounts).Assembly, "demo-accounts.json"));

    /// <summary>Makes the demo's agencies and accounts where they are missing.</summary>
    public async Task MakeDemo(CancellationToken stopping)
    {
        var createAgency = identity.Endpoints.Single(endpoint => endpoint.Request == typeof(CreateAgency));
        foreach (var agency in Demo.Agencies)
        {
            var call = Call.System("seed", clock.GetUtcNow(), $"seed-agency-{agency.Code}", stopping);
            await createAgency.Handle(agency, call);
        }
        var accounts = Demo.Accounts.Select(entry => new SeedAccount(
            entry.Account, entry.Name, entry.Division, entry.Agency, Demo.Password, MustChange: false,
            [new RoleGrant(entry.Role, FundsOf(entry), entry.Division)]));
        await identity.Seeding.SeedForShow(accounts, Demo.Password, stopping);
    }

    /// <summary>An agency's people work for its own funds, the bureau's for all.</summary>
    private static IReadOnlyList<Fund>? FundsOf(DemoAccount entry) =>
        Demo.Agencies.FirstOrDefault(agency => agency.Code == entry.Agency)?.Funds;

    /// <summary>The three administrators of an installation in earnest.</summary>
    /// <returns>Account and first password of those made now; told once, kept nowhere.</returns>
    public async Task<IReadOnlyList<(string Account, string Password)>> MakeAdministrators(CancellationToken stopping)
    {
        var passwords = new Dictionary<string, string>();
        var made = await identity.Seeding.Administrators(account => passwords[account] = NewPassword(), stopping);
        return [.. made.Select(account => (account, passwords[account]))];
    }

    /// <summary>Twelve symbols that cannot be taken for one another, and one of each class the rules ask for.</summary>
    private static string NewPassword() =>
        RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789", 12) + "-aZ7";
}
