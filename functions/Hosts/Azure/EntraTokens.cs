using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using SocialFund.Kernel;
using SocialFund.Oversight.Identity;

namespace SocialFund.Hosts.Azure;

/// <summary>
/// Tokens of Microsoft Entra ID beside the built-in ones. Entra says who somebody is; what he may is said by the
/// account that was opened for him here.
/// </summary>
/// <param name="directory">The tenant's keys and issuer, fetched and renewed by the library.</param>
internal sealed class EntraTokens(
    IActors builtIn, EntraActors people, IConfigurationManager<OpenIdConnectConfiguration> directory, string clientId,
    TimeProvider clock) : IActors
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public static EntraTokens For(EntraSettings settings, IActors builtIn, EntraActors people, TimeProvider clock) =>
        new(builtIn, people,
            new ConfigurationManager<OpenIdConnectConfiguration>(
                settings.MetadataAddress, new OpenIdConnectConfigurationRetriever()),
            settings.ClientId, clock);

    public async Task<Actor?> FromToken(string bearer) =>
        await builtIn.FromToken(bearer) is { } actor ? actor
        : _handler.CanReadToken(bearer) ? await FromEntra(bearer)
        : null;

    private async Task<Actor?> FromEntra(string bearer)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var tenant = await directory.GetConfigurationAsync(CancellationToken.None);
        var result = await _handler.ValidateTokenAsync(bearer, new TokenValidationParameters
        {
            ValidIssuer = tenant.Issuer,
            ValidAudiences = [clientId, $"api://{clientId}"],
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            IssuerSigningKeys = tenant.SigningKeys,
            LifetimeValidator = (notBefore, expires, _, _) => notBefore <= now && now < expires,
        });
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException) { directory.RequestRefresh(); }
        return result is { IsValid: true, SecurityToken: JsonWebToken token }
            ? await people.FromClaims(token.Claims.Select(claim => KeyValuePair.Create(claim.Type, claim.Value)))
            : null;
    }
}
