using System.Security.Cryptography;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>Seals small secrets for storage (AES-256-GCM), bound to the account that they belong to.</summary>
public sealed class SecretBox(ISecrets secrets)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <returns>Base 64 of nonce, tag and cipher text.</returns>
    public async Task<string> Seal(byte[] secret, string account, CancellationToken stopping)
    {
        using var cipher = await Cipher(stopping);
        var box = new byte[NonceBytes + TagBytes + secret.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        cipher.Encrypt(
            box.AsSpan(0, NonceBytes), secret, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes),
            Encoding.UTF8.GetBytes(account));
        return Convert.ToBase64String(box);
    }

    /// <exception cref="CryptographicException">Changed, or of another account or key.</exception>
    public async Task<byte[]> Open(string text, string account, CancellationToken stopping)
    {
        using var cipher = await Cipher(stopping);
        var box = Convert.FromBase64String(text);
        var secret = new byte[box.Length - NonceBytes - TagBytes];
        cipher.Decrypt(
            box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), secret,
            Encoding.UTF8.GetBytes(account));
        return secret;
    }

    private async Task<AesGcm> Cipher(CancellationToken stopping)
    {
        var key = await secrets.GetOrCreate("identity-box", KeyMaking.NewKey, stopping);
        return new AesGcm(Convert.FromBase64String(key), TagBytes);
    }
}

internal static class KeyMaking
{
    /// <summary>256 random bits in base 64.</summary>
    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
