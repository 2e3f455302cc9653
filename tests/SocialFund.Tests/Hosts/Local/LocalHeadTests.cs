using System.Net;
using System.Text.Json;
using SocialFund.Hosts.Local;
using SocialFund.Storage;

namespace SocialFund.Tests.Hosts.Local;

public sealed class LocalHeadTests(HeadFixture head) : IClassFixture<HeadFixture>
{
    [Fact]
    public void Start_SaysAddressDataAndAccounts()
    {
        var told = head.Told.ToString();
        Assert.Contains($"地址：{head.Http.BaseAddress!.ToString().TrimEnd('/')}", told, StringComparison.Ordinal);
        Assert.Contains(head.Data, told, StringComparison.Ordinal);
        Assert.Contains("clerk", told, StringComparison.Ordinal);
        Assert.Contains("Demo@2026shebao", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenTheDataIsInUse_IsRefusedInWords()
    {
        var second = new LocalSettings { Data = head.Data, Host = "127.0.0.1", Port = 0 };
        var error = await Assert.ThrowsAsync<StoreInUseException>(() => LocalHead.Start(second, TextWriter.Null));
        Assert.Contains("正被另一个程序使用", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_TellsLifeAndEachDependency()
    {
        using var live = await head.Send(HttpMethod.Get, "/health/live", null);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        using var ready = await head.Send(HttpMethod.Get, "/health/ready", null);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        var body = JsonDocument.Parse(await ready.Content.ReadAsStringAsync()).RootElement;
        Assert.True(body.GetProperty("isReady").GetBoolean());
        Assert.Equal(
            ["documents", "blobs", "background"],
            body.GetProperty("dependencies").EnumerateArray().Select(each => each.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task SignedIn_ReadsOneselfAndTheJobs()
    {
        var token = await head.SignIn("p-clerk");
        using var me = await head.Send(HttpMethod.Get, "/api/identity/me", token);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        using var jobs = await head.Send(HttpMethod.Get, "/api/jobs", token);
        Assert.Equal("""{"items":[],"total":0}""", await jobs.Content.ReadAsStringAsync());
        using var schedules = await head.Send(HttpMethod.Get, "/api/jobs/schedules", token);
        Assert.Equal(HttpStatusCode.OK, schedules.StatusCode);
    }

    [Theory]
    [InlineData("/api/expenditure/requests?continuation=1")]
    [InlineData("/api/jobs?continuation=WyIx")]
    [InlineData("/api/accounting/books?continuation=W10%3D")]
    public async Task List_WhenThePageMarkIsNotOurs_SaysSo(string path)
    {
        using var response = await head.Send(HttpMethod.Get, path, await head.SignIn("p-clerk"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("bad_continuation", problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(639999)]
    public async Task Consistency_OfAYearThatNoBookHas_IsRefused(int year)
    {
        using var response = await head.Send(
            HttpMethod.Get, $"/api/income/consistency?fund=enterprise-pension&year={year}",
            await head.SignIn("p-clerk"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Restart_KeepsAccounts()
    {
        var data = Directory.CreateTempSubdirectory("socialfund-restart-").FullName;
        try
        {
            var settings = new LocalSettings { Data = data, Host = "127.0.0.1", Port = 0, NoDemo = true };
            using var first = new StringWriter();
            await using (await LocalHead.Start(settings, first)) { }
            using var second = new StringWriter();
            await using (await LocalHead.Start(settings, second)) { }
            Assert.Contains("sysadmin  ", first.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("初始口令", second.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
