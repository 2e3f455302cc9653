using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>
/// What an access token says. Roles are not in it: they are read when it is used, so a change counts at once.
/// </summary>
public sealed record TokenClaims(string Account, string Session, DateTimeOffset ExpiresAt);

public interface ITokens
{
    Task<string> Issue(TokenClaims claims, CancellationToken stopping = default);

    /// <returns>Null for anything but an unexpired token of our own.</returns>
    Task<TokenClaims?> Validate(string token);
}

/// <summary>
/// Short-lived JSON web tokens, HS256. Each calendar month (UTC) has a key of its own, named by the month; tokens of
/// last month's key are still good, older ones are not.
/// </summary>
public sealed class Tokens(ISecrets secrets, TimeProvider clock) : ITokens
{
    private const string Us = "socialfund";
    private const string SessionClaim = "sid";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>
    /// The newest keys that were asked for, newest first; at most this month's and last month's matter.
    /// </summary>
    private volatile SymmetricSecurityKey[] _keys = [];

    public async Task<string> Issue(TokenClaims claims, CancellationToken stopping = default)
    {
        var now = clock.GetUtcNow();
        var key = await KeyOf(NameOf(now), stopping);
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Us,
            Audience = Us,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = claims.ExpiresAt.UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = claims.Account,
                [SessionClaim] = claims.Session,
            },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
        });
    }

    public async Task<TokenClaims?> Validate(string token)
    {
        var now = clock.GetUtcNow();
        SecurityKey[] keys = [await KeyOf(NameOf(now), default), await KeyOf(NameOf(now.AddMonths(-1)), default)];
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Us,
            ValidAudience = Us,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKeys = keys,
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = (notBefore, expires, _, _) => notBefore <= now.UtcDateTime && now.UtcDateTime < expires,
        });
        return result is { IsValid: true, SecurityToken: JsonWebToken jwt }
            && jwt.TryGetPayloadValue<string>(SessionClaim, out var session)
            ? new TokenClaims(jwt.Subject, session, new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero))
            : null;
    }

    private static string NameOf(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyyMM", CultureInfo.InvariantCulture);

    private async Task<SymmetricSecurityKey> KeyOf(string month, CancellationToken stopping)
    {
        if (_keys.FirstOrDefault(key => key.KeyId == month) is { } known) { return known; }
        var secret = await secrets.GetOrCreate($"token-{month}", KeyMaking.NewKey, stopping);
        var made = new SymmetricSecurityKey(Convert.FromBase64String(secret)) { KeyId = month };
        _keys = [made, .. _keys.Where(key => key.KeyId != month).Take(3)];
        return made;
    }
}
