using System.Net;
using SocialFund.Hosts.Pipeline;

namespace SocialFund.Tests.Hosts.Pipeline;

public sealed class AccessTests(ProbeHost host) : IClassFixture<ProbeHost>
{
    private const string Body = """{"name":"甲","amount":100,"lines":[]}""";

    [Theory]
    [InlineData("/api/probe/630100/items")]
    [InlineData("/api/probe/counters/c")]
    public async Task Request_WithoutToken_IsUnauthenticated(string path)
    {
        using var response = await host.Get(path, @as: null);
        Assert.Equal("sign_in_needed", await ProbeHost.Code(response, HttpStatusCode.Unauthorized));
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Request_WithAFalseToken_IsUnauthenticated()
    {
        using var response = await host.Get("/api/probe/630100/items", "nobody");
        Assert.Equal("sign_in_needed", await ProbeHost.Code(response, HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData("province", "/api/probe/630100/items", HttpStatusCode.OK)]
    [InlineData("xining", "/api/probe/630102/items", HttpStatusCode.OK)]
    [InlineData("xining", "/api/probe/630000/items", HttpStatusCode.Forbidden)]
    [InlineData("xining", "/api/probe/630200/items", HttpStatusCode.Forbidden)]
    [InlineData("pension", "/api/probe/630100/items?fund=enterprise-pension", HttpStatusCode.OK)]
    [InlineData("pension", "/api/probe/630100/items?fund=unemployment", HttpStatusCode.Forbidden)]
    [InlineData("pension", "/api/probe/630100/items", HttpStatusCode.Forbidden)]
    public async Task Permission_IsCheckedInTheScopeThatTheRequestNames(
        string actor, string path, HttpStatusCode expected)
    {
        using var response = await host.Get(path, actor);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Permission_WhenMissing_IsRefusedBeforeTheBodyIsRead()
    {
        using var response = await host.Send(
            HttpMethod.Post, "/api/probe/630100/items", "reader", "not json", "key-0001");
        Assert.Equal("not_allowed", await ProbeHost.Code(response, HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task FirstPassword_OpensNothingElse()
    {
        using var response = await host.Get("/api/probe/630100/items", "new");
        Assert.Equal("password_change_needed", await ProbeHost.Code(response, HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Command_OutsideTheScope_ChangesNothing()
    {
        using var refused = await host.Send(
            HttpMethod.Post, "/api/probe/630200/items", "xining", Body, "key-out-of-scope");
        Assert.Equal("not_allowed", await ProbeHost.Code(refused, HttpStatusCode.Forbidden));
        Assert.Null(await host.Store.Read("lists", "probe", "answer-key-out-of-scope"));
    }

    [Fact]
    public async Task Anonymous_WhenOverTheRate_IsTooMany()
    {
        var strict = new ProbeHost(new ApiOptions { AnonymousCommandsPerMinute = 3 });
        await strict.InitializeAsync();
        try
        {
            for (var index = 0; index < 3; index++)
            {
                using var let = await strict.Send(HttpMethod.Post, "/api/probe/open", null, """{"id":"x"}""");
                Assert.Equal(HttpStatusCode.OK, let.StatusCode);
            }
            using var fourth = await strict.Send(HttpMethod.Post, "/api/probe/open", null, """{"id":"x"}""");
            Assert.Equal("too_many_attempts", await ProbeHost.Code(fourth, HttpStatusCode.TooManyRequests));
            Assert.True(fourth.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        }
        finally
        {
            await strict.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(1, "1.2.3.4, 10.0.0.7", "10.0.0.7")]
    [InlineData(1, "1.2.3.4, 10.0.0.7:49812", "10.0.0.7")]
    [InlineData(2, "6.6.6.6, 1.2.3.4, 10.0.0.7", "1.2.3.4")]
    [InlineData(2, "[2001:db8::7]:443, 10.0.0.7:80", "2001:db8::7")]
    [InlineData(2, "1.2.3.4", "1.2.3.4")]
    public async Task Caller_BehindOurOwnFronts_IsTheAddressTheFirstOfThemSaw(
        int fronts, string forwarded, string expected)
    {
        var fronted = new ProbeHost(new ApiOptions { FrontsBefore = fronts });
        await fronted.InitializeAsync();
        try
        {
            using var response = await fronted.Send(
                HttpMethod.Get, "/api/probe/who/me", headers: ("X-Forwarded-For", forwarded));
            Assert.Equal(expected, (await ProbeHost.Json(response)).GetProperty("from").GetString());
        }
        finally
        {
            await fronted.DisposeAsync();
        }
    }

    [Fact]
    public async Task Caller_WithNobodyInFront_IsTheConnectionsAddress()
    {
        using var direct = await host.Send(
            HttpMethod.Get, "/api/probe/who/me", headers: ("X-Forwarded-For", "1.2.3.4"));
        Assert.Equal("127.0.0.1", (await ProbeHost.Json(direct)).GetProperty("from").GetString());
    }

    [Fact]
    public async Task Token_WhenTheFrontOverwritesAuthorization_IsReadFromOurOwnHeader()
    {
        using var both = await host.Send(
            HttpMethod.Get, "/api/probe/who/me", "fronts-own-token", headers: ("X-Authorization", "Bearer xining"));
        Assert.Equal(HttpStatusCode.OK, both.StatusCode);
        using var wrong = await host.Send(
            HttpMethod.Get, "/api/probe/who/me", "xining", headers: ("X-Authorization", "Bearer nobody"));
        Assert.Equal("sign_in_needed", await ProbeHost.Code(wrong, HttpStatusCode.Unauthorized));
    }
}
