using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SocialFund.Oversight.Identity;

/// <summary>
/// Time-based one-time passwords as every authenticator app makes them: SHA-1, six digits, 30 seconds.
/// </summary>
/// <remarks>Basis: RFC 6238, RFC 4226.</remarks>
public static class Totp
{
    private const int StepSeconds = 30;

    /// <summary>A phone's clock may be one step off to either side.</summary>
    private const int Drift = 1;

    public const int SecretBytes = 20;

    public static long StepAt(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

    /// <param name="digits">6 here; the RFC's published values have 8.</param>
    public static string CodeAt(ReadOnlySpan<byte> secret, long step, int digits = 6)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238's default is HMAC-SHA-1, and authenticator apps know nothing else
        HMACSHA1.HashData(secret, counter, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 0xf)..]) & 0x7fff_ffff;
        var modulus = (int)Math.Pow(10, digits);
        return (number % modulus).ToString(new string('0', digits), CultureInfo.InvariantCulture);
    }

    /// <summary>The time step whose code this is, later than the last one used; null when there is none.</summary>
    public static long? StepOf(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, long lastStep)
    {
        var given = Encoding.UTF8.GetBytes(code);
        long? found = null;
        for (var step = StepAt(now) - Drift; step <= StepAt(now) + Drift; step++)
        {
            var right = Encoding.UTF8.GetBytes(CodeAt(secret, step));
            if (CryptographicOperations.FixedTimeEquals(right, given) && step > lastStep) { found ??= step; }
        }
        return found;
    }

    /// <summary>What the QR code holds.</summary>
    public static Uri UriFor(string account, ReadOnlySpan<byte> secret) => new(
        $"otpauth://totp/SocialFund:{Uri.EscapeDataString(account)}?secret={Base32.Write(secret)}&issuer=SocialFund");
}

/// <summary>RFC 4648 base 32 without padding: how authenticator secrets are typed.</summary>
public static class Base32
{
    private const string Signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Write(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var one in bytes)
        {
            (buffer, bits) = (((buffer & 0xff) << 8) | one, bits + 8);
            for (; bits >= 5; bits -= 5) { text.Append(Signs[(buffer >> (bits - 5)) & 31]); }
        }
        if (bits > 0) { text.Append(Signs[(buffer << (5 - bits)) & 31]); }
        return text.ToString();
    }
}

/// <summary>One-time codes for a lost device: 80 random bits each, kept only as SHA-256.</summary>
public static class RecoveryCodes
{
    private const int Count = 10;

    public static IReadOnlyList<string> Make() =>
        [.. Enumerable.Range(0, Count).Select(_ => Group(Base32.Write(RandomNumberGenerator.GetBytes(10))))];

    /// <summary>Case and hyphens do not matter.</summary>
    public static string HashOf(string code)
    {
        var plain = code.Replace("-", "", StringComparison.Ordinal).Trim().ToUpperInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)));
    }

    private static string Group(string code) => string.Join('-', code.Chunk(4).Select(chunk => new string(chunk)));
}
