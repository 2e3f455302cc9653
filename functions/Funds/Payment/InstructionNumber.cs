using System.Security.Cryptography;
using System.Text;

namespace SocialFund.Funds.Payment;

/// <summary>
/// The number by which a bank knows one payment (支付指令号): 20 characters from the business key, so that the same
/// line of the same round always has the same number and a resend is recognised.
/// </summary>
/// <remarks>
/// 13 characters (65 bits) of the request's SHA-256, 5 (25 bits) of the line, 2 (10 bits) of the round. Within a
/// request
/// numbers differ by construction; requests differ by the digest (a billion requests collide with p &lt; 2 %).
/// </remarks>
public static class InstructionNumber
{
    public const int Length = 20;

    /// <summary>No letter that a person mistakes for a digit or another letter: I, L, O, U.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int RequestLength = 13;
    private const int LineLength = 5;

    /// <param name="line">0..2^25 − 1.</param>
    /// <param name="round">1..1023.</param>
    public static string Of(string request, int line, int round) =>
        WithPrefix(PrefixOf(request), line, round);

    public static string WithPrefix(string prefix, int line, int round) =>
        string.Concat(prefix, Write(line, LineLength), Write(round, Length - RequestLength - LineLength));

    /// <summary>The part that all lines of a request share; computed once a batch.</summary>
    public static string PrefixOf(string request)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(request));
        Span<char> text = stackalloc char[RequestLength];
        for (var index = 0; index < RequestLength; index++)
        {
            var bit = index * 5;
            var pair = digest[bit / 8] << 8 | digest[bit / 8 + 1];
            text[index] = Alphabet[pair >> (11 - bit % 8) & 31];
        }
        return new string(text);
    }

    private static string Write(int value, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, 1 << (5 * length));
        Span<char> text = stackalloc char[length];
        for (var index = length - 1; index >= 0; index--)
        {
            text[index] = Alphabet[value & 31];
            value >>= 5;
        }
        return new string(text);
    }
}
