using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Requests;

/// <summary>The caller's number of a command, and the digest that tells a repeat from a reuse.</summary>
internal static class IdempotencyKeys
{
    private const int LengthMin = 8;
    private const int LengthMax = 100;

    /// <returns>The key; null where none came and none is needed.</returns>
    public static Result<string?> Of(Door door, HttpRequest request)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (!door.IsCommand || (key.Length == 0 && !door.NeedsKey)) { return Result.Of<string?>(null); }
        if (key.Length == 0) { return new IdempotencyKeyMissing(); }
        return key.Length is >= LengthMin and <= LengthMax && key.All(IsKeySymbol)
            ? key
            : new IdempotencyKeyMalformed(LengthMin, LengthMax);
    }

    /// <summary>
    /// SHA-256 over who, method, address and body. With the actor in it, another person who comes by the key gets a
    /// refusal and not the first person's answer.
    /// </summary>
    public static string HashOf(HttpRequest request, Actor actor, ReadOnlySpan<byte> body)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes(
            $"{actor.Id}\n{request.Method}\n{request.Path}\n{request.QueryString}\n"));
        digest.AppendData(body);
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static bool IsKeySymbol(char symbol) =>
        char.IsAsciiLetterOrDigit(symbol) || symbol is '-' or '_' or '.' or ':';
}
