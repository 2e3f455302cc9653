using System.Net;
using System.Text.Json;

namespace SocialFund.Tests.Hosts.Local;

/// <summary>The consolidation through the real head: started over HTTP, done as a job, read by scope.</summary>
public sealed class ConsolidationHeadTests(HeadFixture head) : IClassFixture<HeadFixture>
{
    [Fact]
    public async Task Run_StartedByAClerk_IsAJobAndMovesTheTimeOfTheFigures()
    {
        var clerk = await head.SignIn("clerk");
        using var started = await head.Send(HttpMethod.Post, "/api/lake/runs", clerk, "{}");
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var job = (await Read(started)).GetProperty("jobId").GetString();
        var done = await Until($"/api/jobs/{job}", clerk, answer => State(answer) != "running");
        Assert.Equal("done", State(done));

        var runs = await Get("/api/lake/runs", clerk);
        var run = runs.GetProperty("items")[0];
        Assert.Equal("manual", run.GetProperty("trigger").GetString());
        Assert.Equal("西宁社保科经办", run.GetProperty("by").GetString());
        Assert.Equal(runs.GetProperty("asOf").GetString(), run.GetProperty("startedAt").GetString());
        // 02:30 in China.
        Assert.Equal(
            new TimeOnly(18, 30), TimeOnly.FromDateTime(runs.GetProperty("nextRun").GetDateTimeOffset().UtcDateTime));
        var overview = await Get("/api/lake/overview", clerk);
        Assert.Equal("630100", overview.GetProperty("division").GetString());
    }

    [Theory]
    [InlineData("clerk", "/api/lake/overview?division=630000", HttpStatusCode.Forbidden)]
    [InlineData("clerk", "/api/lake/overview?division=630102", HttpStatusCode.OK)]
    [InlineData("leader", "/api/lake/overview?division=630102", HttpStatusCode.OK)]
    [InlineData("agency", "/api/lake/overview", HttpStatusCode.Forbidden)]
    [InlineData("clerk", "/api/lake/balances?fund=unemployment&period=200614", HttpStatusCode.BadRequest)]
    public async Task Figures_OverHttp_AreForThoseWhoMaySee(string account, string path, HttpStatusCode expected)
    {
        using var response = await head.Send(HttpMethod.Get, path, await head.SignIn(account));
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Run_StartedBySomebodyWhoOnlyReads_IsRefused()
    {
        using var response = await head.Send(HttpMethod.Post, "/api/lake/runs", await head.SignIn("leader"), "{}");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private async Task<JsonElement> Until(string path, string token, Func<JsonElement, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            var answer = await Get(path, token);
            if (isWanted(answer)) { return answer; }
        }
    }

    private async Task<JsonElement> Get(string path, string token)
    {
        using var response = await head.Send(HttpMethod.Get, path, token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await Read(response);
    }

    private static async Task<JsonElement> Read(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    private static string? State(JsonElement job) => job.GetProperty("state").GetString();
}
