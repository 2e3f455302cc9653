using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SocialFund.Exchange.Sharing;

/// <summary>The text of API keys: <c>sf.630000-tjj.1.</c> and 64 hex digits.</summary>
internal static class Keys
{
    private const string Scheme = "sf";
    private const int SecretBytes = 32;

    /// <summary>256 random bits. Made before the command's commit, kept only as a hash.</summary>
    public static string New(ConsumerId consumer, int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Scheme}.{consumer}.{number}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))}");

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <returns>Whose key it says to be; null when it is no key at all.</returns>
    public static (ConsumerId Consumer, int Number)? Read(string text)
    {
        if (text.Length > 200 || text.Split('.') is not [Scheme, var owner, var number, _]) { return null; }
        return ConsumerId.TryParse(owner, out var consumer)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var which)
                ? (consumer, which)
                : null;
    }

    /// <summary>Takes the same time whatever differs.</summary>
    public static bool Fits(ApiKey key, string shown) => CryptographicOperations.FixedTimeEquals(
        Convert.FromHexString(key.Hash), SHA256.HashData(Encoding.UTF8.GetBytes(shown)));
}
