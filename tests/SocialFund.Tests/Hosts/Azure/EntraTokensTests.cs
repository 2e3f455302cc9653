using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using SocialFund.Hosts.Azure;
using SocialFund.Oversight.Identity;
using SocialFund.Tests.Oversight.Identity;

namespace SocialFund.Tests.Hosts.Azure;

/// <summary>Tokens as Microsoft Entra ID signs them, against a tenant whose key the test holds.</summary>
public sealed class EntraTokensTests : IDisposable
{
    private const string Client = "app-1";
    private const string Issuer = "https://login.microsoftonline.com/t-1/v2.0";

    private readonly IdentityWorld _world = new();
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RsaSecurityKey _key;
    private readonly EntraTokens _tokens;

    public EntraTokensTests()
    {
        _key = new RsaSecurityKey(_rsa) { KeyId = "k-1" };
        var tenant = new OpenIdConnectConfiguration { Issuer = Issuer };
        tenant.SigningKeys.Add(new RsaSecurityKey(_rsa.ExportParameters(false)) { KeyId = "k-1" });
        _tokens = new EntraTokens(
            _world.Identity.Actors, _world.Identity.Entra,
            new StaticConfigurationManager<OpenIdConnectConfiguration>(tenant), Client, _world.Clock);
    }

    public void Dispose()
    {
        _world.Dispose();
        _rsa.Dispose();
    }

    private string Token(
        string issuer = Issuer, string audience = Client, int minutes = 60, string oid = "o-1",
        SigningCredentials? signed = null)
    {
        var now = _world.Clock.GetUtcNow().UtcDateTime;
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = now.AddMinutes(-60),
            Expires = now.AddMinutes(minutes),
            Claims = new Dictionary<string, object> { ["oid"] = oid, ["preferred_username"] = "li@example.org" },
            SigningCredentials = signed ?? new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        });
    }

    private async Task OpenAccount()
    {
        await _world.Seed("sysadmin", "system-administrator");
        var person = new CreateUser("liming", "李明", IdentityWorld.Qinghai, Entra: new EntraIdentity("o-1", null));
        (await _world.Ask<UserCreated>(
            "POST", "identity/users", person, await _world.TokenOf("sysadmin"), "k-1")).Require();
    }

    [Fact]
    public async Task Person_WithAnAccountOpenedForIt_ComesIn()
    {
        await OpenAccount();
        var actor = await _tokens.FromToken(Token());
        Assert.Equal("liming", actor!.Id);
        Assert.Equal("liming", (await _tokens.FromToken(Token(audience: $"api://{Client}")))!.Id);
    }

    [Fact]
    public async Task Person_WithoutAnAccount_DoesNot()
    {
        await OpenAccount();
        Assert.Null(await _tokens.FromToken(Token(oid: "o-2")));
    }

    [Fact]
    public async Task Token_OfAnotherTenantApplicationKeyOrTime_IsRefused()
    {
        await OpenAccount();
        using var other = RSA.Create(2048);
        var forged = new SigningCredentials(
            new RsaSecurityKey(other) { KeyId = "k-1" }, SecurityAlgorithms.RsaSha256);
        var shared = new SigningCredentials(
            new SymmetricSecurityKey(_rsa.ExportSubjectPublicKeyInfo()) { KeyId = "k-1" },
            SecurityAlgorithms.HmacSha256);
        Assert.Null(await _tokens.FromToken(Token(issuer: "https://login.microsoftonline.com/t-2/v2.0")));
        Assert.Null(await _tokens.FromToken(Token(audience: "app-2")));
        Assert.Null(await _tokens.FromToken(Token(minutes: -1)));
        Assert.Null(await _tokens.FromToken(Token(signed: forged)));
        Assert.Null(await _tokens.FromToken(Token(signed: shared)));
        Assert.Null(await _tokens.FromToken("no token at all"));
    }
}
