using System.Security.Cryptography;
using SocialFund.Kernel;
using SocialFund.Oversight.Identity;

namespace SocialFund.Hosts.Azure;

/// <summary>
/// The three administrators of a new installation. Their first passwords lie in the vault, one secret each, for whoever
/// runs the vault to hand over; each must be changed at the first sign-in.
/// </summary>
internal sealed class FirstAccounts(IdentityModule identity, ISecrets secrets)
{
    private bool _isDone;

    /// <summary>Makes them where they are missing; after the first time in a process it costs nothing.</summary>
    public async Task Make(CancellationToken stopping)
    {
        if (_isDone) { return; }
        var passwords = new Dictionary<string, string>();
        foreach (var account in Seeding.AdministratorAccounts)
        {
            passwords[account] = await secrets.GetOrCreate($"first-password-{account}", NewPassword, stopping);
        }
        await identity.Seeding.Administrators(account => passwords[account], stopping);
        _isDone = true;
    }

    /// <summary>Twelve symbols that cannot be taken for one another, and one of each class the rules ask for.</summary>
    private static string NewPassword() =>
        RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789", 12) + "-aZ7";
}
