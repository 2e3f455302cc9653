using System.Net;
using System.Text;
using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Tests.Exchange.Sharing;

/// <summary>How much a consumer may call, and what is written down of it.</summary>
public sealed class CallTests(SharingHost host) : IClassFixture<SharingHost>
{
    private const string Path = "sharing/subjects/fiscal-arrangement";

    private static object[] Grants { get; } = [SharingHost.GrantOf("fiscal-arrangement")];

    [Fact]
    public async Task Quota_WhenUsedUp_Is429UntilMidnightInChina()
    {
        using var own = new Isolated();
        var key = await (await own.Start()).Register("quota", Grants, callsPerDay: 2);
        await own.Host.Rows(key, Path);
        await own.Host.Rows(key, Path);
        using var response = await own.Host.Call(key, Path);
        Assert.Equal("quota_used_up", await SharingHost.CodeOf(response, HttpStatusCode.TooManyRequests));
        // 10:00 in China: fourteen hours are left of the day.
        Assert.Equal(TimeSpan.FromHours(14), response.Headers.RetryAfter?.Delta);
        own.Host.Clock.Advance(TimeSpan.FromHours(14));
        await own.Host.Rows(key, Path);
    }

    [Fact]
    public async Task Quota_WhenManyCallAtOnce_LetsExactlySoManyIn()
    {
        var key = await host.Register(host.NewCode(), Grants, callsPerDay: 5);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var response = await host.Call(key, Path);
            return response.StatusCode;
        }));
        Assert.Equal(5, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(15, answers.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Rows_OverTheQuota_AreRefusedWithTheMost()
    {
        var key = await host.Register(host.NewCode(), Grants, rowsPerCall: 2);
        Assert.Equal("rows_over_quota", await host.Refused(key, $"{Path}?limit=3", HttpStatusCode.BadRequest));
        Assert.Equal(2, (await host.Rows(key, Path)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Log_OfGoodAndRefusedCalls_HasAllOfThemNumberedWithoutGaps()
    {
        var code = host.NewCode();
        var key = await host.Register(code, Grants, callsPerDay: 5);
        await host.Rows(key, $"{Path}?year=2026&fields=line");
        using (await host.Call(key, Path, "text/csv")) { }
        await host.Refused(key, "sharing/subjects/value-gains", HttpStatusCode.Forbidden);
        await host.Refused(key, "budget/lines", HttpStatusCode.Forbidden);
        await host.Refused(key, $"{Path}?colour=red", HttpStatusCode.BadRequest);
        await host.Refused(key, Path, HttpStatusCode.TooManyRequests);
        await host.Ask(SharingHost.System, HttpMethod.Post, $"sharing/consumers/630000-{code}/keys/1/revoke");
        await host.Refused(key, Path, HttpStatusCode.Unauthorized);

        var log = await host.Ask("audit-administrator", HttpMethod.Get, $"sharing/consumers/630000-{code}/calls");
        var lines = log.GetProperty("items").EnumerateArray().Reverse().Select(call =>
            $"{Text(call, "number")} {Text(call, "subject")} {Text(call, "filter")} {Text(call, "code")} "
            + $"{call.GetProperty("rows")}").ToList();
        Assert.Equal(
            [
                "20260615-000001 fiscal-arrangement year=2026&fields=line ok 3",
                "20260615-000002 fiscal-arrangement  ok 3",
                "20260615-000003 value-gains  subject_not_granted 0",
                "20260615-000004 budget/lines  not_allowed 0",
                "20260615-000005 fiscal-arrangement colour=red invalid_fields 0",
                "20260615-000006 fiscal-arrangement  quota_used_up 0",
                "20260615-000007 fiscal-arrangement  api_key_revoked 0",
            ],
            lines);
        Assert.Equal(7, log.GetProperty("total").GetInt64());
        Assert.All(log.GetProperty("items").EnumerateArray(), call => Assert.Equal("密钥 1", Text(call, "credential")));

        var only = await host.Ask(
            "audit-administrator", HttpMethod.Get,
            $"sharing/consumers/630000-{code}/calls?day=2026-06-15&code=ok&subject=fiscal-arrangement");
        Assert.Equal(2, only.GetProperty("total").GetInt64());
        var view = await host.Ask("leader", HttpMethod.Get, $"sharing/consumers/630000-{code}");
        var today = view.GetProperty("today");
        Assert.Equal((7, 6, 5), (
            today.GetProperty("calls").GetInt32(), today.GetProperty("rows").GetInt32(),
            today.GetProperty("refused").GetInt32()));
    }

    [Fact]
    public async Task Log_Exported_IsTheSameAsCsv()
    {
        var code = host.NewCode();
        var key = await host.Register(code, Grants);
        await host.Rows(key, $"{Path}?division=630102");
        using var response = await host.As(
            "audit-administrator", HttpMethod.Get, $"sharing/consumers/630000-{code}/calls/export");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.StartsWith("序号,共享单位,时间（北京）,凭据,方式,主题,条件", lines[0], StringComparison.Ordinal);
        Assert.StartsWith(
            $"20260615-000001,单位{code},2026-06-15 10:00,密钥 1,GET,fiscal-arrangement,division=630102,", lines[1],
            StringComparison.Ordinal);
        Assert.EndsWith(",ok,2,0", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryChangeOfAConsumer_LeavesAnAuditRecord()
    {
        var code = host.NewCode();
        await host.Register(code, Grants);
        var id = $"630000-{code}";
        await host.Ask(SharingHost.System, HttpMethod.Post, $"sharing/consumers/{id}/keys/1/revoke");
        await host.Ask(SharingHost.System, HttpMethod.Post, $"sharing/consumers/{id}/stop", new { reason = "测试" });
        await host.Ask(SharingHost.System, HttpMethod.Post, $"sharing/consumers/{id}/resume");
        var audits = await host.Store.Query(
            Containers.Identity, "consumers", new DocumentQuery("audit") { Limit = 1000 });
        Assert.Equal(
            [
                "sharing.consumer.register", "sharing.grants.set", "sharing.key.issue", "sharing.key.revoke",
                "sharing.consumer.stop", "sharing.consumer.resume",
            ],
            audits.Items.Select(item => item.As<AuditRecord>())
                .Where(record => record.Detail.Contains(id, StringComparison.Ordinal)).Select(record => record.Action));
    }

    private static string Text(JsonElement call, string member) => call.GetProperty(member).GetString()!;
}
