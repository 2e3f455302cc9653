using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>A WS-Security user token as it came.</summary>
/// <param name="Nonce">Base64; needed with either form of password, so that nothing can be sent twice.</param>
internal sealed record UsernameToken(string User, string Password, bool IsDigest, string Nonce, string Created)
{
    /// <summary>Base64 of SHA-1 of nonce, created and password.</summary>
    /// <remarks>Basis: OASIS Web Services Security UsernameToken Profile 1.0, which fixes SHA-1.</remarks>
    /// <exception cref="FormatException">The nonce is not Base64.</exception>
    public static string DigestOf(string nonce, string created, string password)
    {
        byte[] text =
        [
            .. Convert.FromBase64String(nonce), .. Encoding.UTF8.GetBytes(created), .. Encoding.UTF8.GetBytes(password),
        ];
#pragma warning disable CA5350 // The profile fixes SHA-1; no collision helps to guess a long random password.
        return Convert.ToBase64String(SHA1.HashData(text));
#pragma warning restore CA5350
    }

    public bool Proves(string password)
    {
        var expected = password;
        if (IsDigest)
        {
            if (!Convert.TryFromBase64String(Nonce, new byte[Nonce.Length], out _)) { return false; }
            expected = DigestOf(Nonce, Created, password);
        }
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(Password));
    }

    public override string ToString() => User;
}

/// <summary>Admits partners by their token: password, age, and each nonce once.</summary>
public sealed class TokenDoor(PartnerRegister partners, PartnerSecrets secrets, IDocumentStore store)
{
    /// <summary>Clocks of two bureaus differ by seconds; five minutes is what the profile advises.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Bucket = TimeSpan.FromMinutes(10);

    /// <summary>Buckets swept at once; more wait for the next sweep.</summary>
    private const int SweptBuckets = 6;

    /// <returns>The partner, or the first of <see cref="SoapSignInFailed"/>, <see cref="SoapTokenStale"/>,
    /// <see cref="SoapTokenReplayed"/>, <see cref="PartnerClosed"/>.</returns>
    internal async Task<Result<Partner>> Admit(UsernameToken? token, Call call)
    {
        if (token is null || token.Nonce.Length is 0 or > 200) { return new SoapSignInFailed(); }
        var partner = await partners.OfUser(token.User, call.Stopping);
        var password = await secrets.Read(partner?.Credential, call.Stopping);
        // An unknown user costs the same comparison as a wrong password.
        if (!token.Proves(password ?? "unknown") || partner is null || password is null)
        {
            return new SoapSignInFailed();
        }
        if (!DateTimeOffset.TryParse(
                token.Created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
            || (call.Now - created).Duration() > FreshFor)
        {
            return new SoapTokenStale();
        }
        if (!await IsFirst(token, created, call.Stopping)) { return new SoapTokenReplayed(); }
        return partner.IsOpen ? partner : new PartnerClosed(partner.Name);
    }

    /// <summary>Forgets nonces whose tokens are too old to be used again.</summary>
    public async Task Sweep(DateTimeOffset now, CancellationToken stopping)
    {
        for (var age = 2; age < 2 + SweptBuckets; age++)
        {
            var partition = PartitionOf(now - (age * Bucket));
            var query = new DocumentQuery("nonce") { Limit = IDocumentStore.CommitMax };
            var page = await store.Query(Containers.System, partition, query, stopping);
            if (page.Items.Count == 0) { continue; }
            await store.Commit(
                Containers.System, partition,
                [.. page.Items.Select(document => new Write.Delete(document.Id, document.ETag))], stopping);
        }
    }

    private async Task<bool> IsFirst(UsernameToken token, DateTimeOffset created, CancellationToken stopping)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{token.User}\n{token.Nonce}")));
        var write = new Write.Create(id, "nonce", Json.Write(new Used(created)));
        return (await store.Commit(Containers.System, PartitionOf(created), [write], stopping)).TryGet(out _, out _);
    }

    private static string PartitionOf(DateTimeOffset instant) => $"nonces-{instant.UtcTicks / Bucket.Ticks}";

    private sealed record Used(DateTimeOffset Created);
}

/// <summary>Partners' passwords, kept among the system's secrets under names that documents refer to.</summary>
public sealed class PartnerSecrets(ISecrets secrets)
{
    private const int Length = 24;

    public static string NewPassword() =>
        RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789", Length);

    /// <summary>The password; null where there is no reference.</summary>
    public async Task<string?> Read(CredentialReference? reference, CancellationToken stopping) => reference is null
        ? null
        : await secrets.GetOrCreate(reference.Secret, NewPassword, stopping);

    /// <summary>Keeps a password under a name that was not used before.</summary>
    public Task<string> Keep(string name, string password, CancellationToken stopping) =>
        secrets.GetOrCreate(name, () => password, stopping);
}
