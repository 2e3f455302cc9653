using System.Net;
using System.Security.Cryptography;
using SocialFund.Kernel;
using SocialFund.Oversight.Identity;
using SocialFund.Tests.Exchange.Sharing;
using SocialFund.Tests.Hosts.Pipeline;

namespace SocialFund.Tests.Hosts.Azure;

/// <summary>Other departments' machines behind the platform's front, which tells the certificate in a header.</summary>
public sealed class ConsumerTests : IAsyncLifetime
{
    private const string Password = "Qinghai#2026";

    private readonly AzureWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Certificate_ToldByTheFront_IsItsConsumer()
    {
        using var certificate = SharingHost.Certificate(
            "client", DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var told = Convert.ToBase64String(certificate.RawData);
        Assert.Equal("certificate_unknown", await Refused(told));
        Assert.Equal("certificate_unreadable", await Refused("AAAA"));
        Assert.Equal("certificate_unreadable", await Refused("not base 64"));

        var system = await SignIn("root", "system-administrator");
        var security = await SignIn("guard", "security-administrator");
        await Do(
            system, HttpMethod.Post, "consumers",
            """{"division":"630000","code":"tjj","name":"省统计局","contact":""}""");
        await Do(
            system, HttpMethod.Post, "consumers/630000-tjj/certificates",
            $$"""{"thumbprint":"{{certificate.GetCertHashString(HashAlgorithmName.SHA256)}}","note":""}""");
        await Do(
            security, HttpMethod.Put, "consumers/630000-tjj/grants",
            """
            {"grants":[{"subject":"value-gains","divisions":["630000"],"from":"2020-01-01"}],
             "quota":{"callsPerDay":10,"rowsPerCall":10}}
            """);
        using var response = await Call(told);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<string> SignIn(string account, string role)
    {
        var home = Division.Of("630000");
        var seed = new SeedAccount(
            account, account, home, null, Password, MustChange: false, [new RoleGrant(role, null, home)]);
        Assert.True((await _world.Head.Identity.Seeding.Seed(seed)).Require());
        return await _world.SignIn(account, Password);
    }

    private async Task Do(string token, HttpMethod method, string path, string json)
    {
        using var response = await _world.Send(method, $"/api/sharing/{path}", token, json);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<string> Refused(string header)
    {
        using var response = await Call(header);
        return await ProbeHost.Code(response, HttpStatusCode.Unauthorized);
    }

    private async Task<HttpResponseMessage> Call(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/sharing/subjects/value-gains");
        request.Headers.TryAddWithoutValidation("X-ARR-ClientCert", header);
        return await _world.Http.SendAsync(request);
    }
}
