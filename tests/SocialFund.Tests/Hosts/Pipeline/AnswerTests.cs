using System.Net;
using System.Text.Json;

namespace SocialFund.Tests.Hosts.Pipeline;

public sealed class AnswerTests(ProbeHost host) : IClassFixture<ProbeHost>
{
    private const string Body = """{"name":"甲","amount":100,"lines":[]}""";

    private Task<HttpResponseMessage> Post(string? key, string json = Body, string actor = "province") =>
        host.Send(HttpMethod.Post, "/api/probe/630100/items", actor, json, key);

    [Fact]
    public async Task Command_WithoutAKey_IsRefused()
    {
        using var response = await Post(null);
        Assert.Equal("idempotency_key_missing", await ProbeHost.Code(response, HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("has/a/slash-in-it")]
    public async Task Command_WithABadKey_IsRefused(string key)
    {
        using var response = await Post(key);
        Assert.Equal("idempotency_key_malformed", await ProbeHost.Code(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Command_WhenRepeated_GivesTheFirstAnswerAndSaysSo()
    {
        using var first = await Post("repeat-1");
        using var second = await Post("repeat-1");
        Assert.False(first.Headers.Contains("Idempotency-Hit"));
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Hit").Single());
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Command_WhenTheKeyIsReusedForOtherContentOrByAnother_IsRefused()
    {
        using var first = await Post("reuse-01");
        using var other = await Post("reuse-01", """{"name":"乙","amount":100,"lines":[]}""");
        using var another = await Post("reuse-01", actor: "xining");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("id_reused", await ProbeHost.Code(other, HttpStatusCode.Conflict));
        Assert.Equal("id_reused", await ProbeHost.Code(another, HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Versioned_WhenTheCallerHasIt_Is304()
    {
        using var made = await Post("version-1");
        using var first = await host.Get("/api/probe/counters/c");
        var tag = first.Headers.ETag!.Tag;
        using var again = await host.Send(
            HttpMethod.Get, "/api/probe/counters/c", headers: ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());

        using var changed = await Post("version-2");
        using var later = await host.Send(
            HttpMethod.Get, "/api/probe/counters/c", headers: ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        Assert.NotEqual(tag, later.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task IfMatch_ReachesTheHandlerWithoutQuotes()
    {
        using var response = await host.Send(
            HttpMethod.Get, "/api/probe/who/x", headers: ("If-Match", "\"v7\""));
        Assert.Equal("v7", (await ProbeHost.Json(response)).GetProperty("ifMatch").GetString());
    }

    [Fact]
    public async Task Route_LiteralWinsOverParameter()
    {
        using var literal = await host.Get("/api/probe/who/me");
        using var parameter = await host.Get("/api/probe/who/you");
        Assert.Equal("me", (await ProbeHost.Json(literal)).GetProperty("actorId").GetString());
        Assert.Equal("province", (await ProbeHost.Json(parameter)).GetProperty("actorId").GetString());
    }

    [Theory]
    [InlineData("/api/probe")]
    [InlineData("/api/probe/who")]
    [InlineData("/api/probe/who/")]
    [InlineData("/api/probe/who/me/more")]
    [InlineData("/api/nothing/here")]
    public async Task Address_WhenUnknown_Is404(string path)
    {
        using var response = await host.Get(path);
        Assert.Equal("no_such_address", await ProbeHost.Code(response, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Method_WhenNotTaken_Is405WithThoseThatAre()
    {
        using var response = await host.Send(HttpMethod.Delete, "/api/probe/630100/items");
        Assert.Equal("wrong_method", await ProbeHost.Code(response, HttpStatusCode.MethodNotAllowed));
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Head_AnswersAsGetWithoutABody()
    {
        using var response = await host.Send(HttpMethod.Head, "/api/probe/who/me");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Refusal_CarriesItsOwnFactsLawAndRequestId()
    {
        using var response = await host.Get("/api/probe/short");
        Assert.Equal("line_short", await ProbeHost.Code(response, HttpStatusCode.UnprocessableEntity));
        var body = await ProbeHost.Json(response);
        Assert.Equal(
            """
            {"type":"urn:socialfund:problem:line_short","title":"业务规则不允许","status":422,
            "detail":"养老金 可用 100.00，申请 250.50","code":"line_short","requestId":"
            """.ReplaceLineEndings("") + body.GetProperty("requestId").GetString()
            + "\",\"line\":\"养老金\",\"available\":10000,\"asked\":25050,\"law\":\"预算法§13\"}",
            body.GetRawText());
        Assert.Equal(response.Headers.GetValues("X-Request-Id").Single(), body.GetProperty("requestId").GetString());
    }

    [Fact]
    public async Task Bug_AnswersWithTheRequestIdOnlyAndLogsNoContent()
    {
        using var response = await host.Get("/api/probe/bug");
        Assert.Equal("internal_error", await ProbeHost.Code(response, HttpStatusCode.InternalServerError));
        var body = await response.Content.ReadAsStringAsync();
        var id = response.Headers.GetValues("X-Request-Id").Single();
        Assert.DoesNotContain("630104199001011234", body, StringComparison.Ordinal);
        var line = Assert.Single(host.Log, line => line.Contains(id, StringComparison.Ordinal));
        Assert.Contains("InvalidOperationException", line, StringComparison.Ordinal);
        Assert.DoesNotContain("630104199001011234", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_OfTheCaller_IsKept()
    {
        using var response = await host.Send(HttpMethod.Get, "/api/probe/who/me", headers:
            ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", response.Headers.GetValues("X-Request-Id").Single());
        Assert.StartsWith(
            "00-0af7651916cd43dd8448eb211c80319c-", response.Headers.GetValues("traceparent").Single(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_CarriesItsChineseName()
    {
        using var response = await host.Get("/api/probe/files/名册 1");
        Assert.Equal(
            "attachment; filename=\"___1.csv\"; filename*=UTF-8''%E5%90%8D%E5%86%8C%201.csv",
            response.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal("甲,1\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task LongWork_Is202WithTheJobsAddress()
    {
        using var response = await host.Send(HttpMethod.Post, "/api/probe/jobs", key: "job-00001");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("/api/jobs/630100-x-1", response.Headers.Location!.ToString());
        Assert.Equal("""{"jobId":"630100-x-1"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/probe/who/me")]
    [InlineData("/api/probe/short")]
    [InlineData("/api/nothing")]
    public async Task EveryAnswer_TellsTheBrowserWhatItMayNotDo(string path)
    {
        using var response = await host.Get(path);
        Assert.Contains("script-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task OpenApi_DescribesTheEndpoints()
    {
        using var response = await host.Get("/api/openapi.json", @as: null);
        var document = await ProbeHost.Json(response);
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        var post = document.GetProperty("paths").GetProperty("/api/probe/{division}/items").GetProperty("post");
        Assert.Equal("request.submit", post.GetProperty("x-permission").GetString());
        var body = post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
        Assert.Equal("fen", body.GetProperty("schema").GetProperty("properties").GetProperty("amount")
            .GetProperty("format").GetString());
        Assert.Equal(["name", "amount", "lines"], body.GetProperty("schema").GetProperty("required")
            .EnumerateArray().Select(name => name.GetString()));
        var fund = document.GetProperty("paths").GetProperty("/api/probe/{division}/items").GetProperty("get")
            .GetProperty("parameters").EnumerateArray().Single(parameter => Name(parameter) == "fund");
        Assert.Equal("#/components/schemas/Fund", fund.GetProperty("schema").GetProperty("$ref").GetString());
        Assert.Contains("work-injury", document.GetProperty("components").GetProperty("schemas").GetProperty("Fund")
            .GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
    }

    private static string? Name(JsonElement parameter) => parameter.GetProperty("name").GetString();
}
