using System.Net;
using System.Text.Json;
using SocialFund.Exchange.Sharing;
using SocialFund.Kernel;

namespace SocialFund.Tests.Exchange.Sharing;

/// <summary>What is not granted is refused when named, and left out when not.</summary>
public sealed class GrantTests(SharingHost host) : IClassFixture<SharingHost>
{
    private static object[] Narrow { get; } =
    [
        SharingHost.GrantOf(
            "fiscal-arrangement", ["division", "line", "budgeted"], ["630100"], ["enterprise-pension"]),
        SharingHost.GrantOf("budget-units", funds: ["unemployment"]),
        SharingHost.GrantOf("value-gains", from: "2026-07-01"),
        SharingHost.GrantOf("income-budget", from: "2025-01-01", until: "2025-12-31"),
    ];

    [Theory]
    [InlineData("fiscal-allocation", "subject_not_granted")]
    [InlineData("value-gains", "grant_not_in_force")]
    [InlineData("income-budget", "grant_not_in_force")]
    [InlineData("fiscal-arrangement?fields=used", "field_not_granted")]
    [InlineData("fiscal-arrangement?fund=unemployment", "fund_not_granted")]
    // The province is granted of another subject only, the country of none.
    [InlineData("fiscal-arrangement?division=630000&fund=unemployment", "division_not_granted")]
    [InlineData("fiscal-arrangement?division=110000", "not_allowed")]
    public async Task NotGranted_WhenNamed_IsRefusedByName(string query, string code)
    {
        var key = await host.Register(host.NewCode(), Narrow);
        Assert.Equal(code, await host.Refused(key, $"sharing/subjects/{query}", HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task NotGranted_WhenNotNamed_IsLeftOut()
    {
        var key = await host.Register(host.NewCode(), Narrow);
        var page = await host.Rows(key, "sharing/subjects/fiscal-arrangement");
        // Xining's pension line is there; its unemployment line and Haidong's pension line are not.
        Assert.Equal(
            """{"division":"630102","line":"BP-1","budgeted":100000}""", page.GetProperty("items")[0].GetRawText());
        Assert.Equal(1, page.GetProperty("total").GetInt64());
        var units = await host.Rows(key, "sharing/subjects/budget-units");
        var unit = Assert.Single(units.GetProperty("items").EnumerateArray());
        Assert.Equal("unemployment", unit.GetProperty("fund").GetString());
        Assert.Equal("not_found", await host.Refused(key, "sharing/subjects/secrets", HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task SensitiveField_IsHandedOverOnlyWhereTheGrantNamesIt()
    {
        var plain = await host.Register(host.NewCode(), [SharingHost.GrantOf("special-accounts")]);
        var row = (await host.Rows(plain, "sharing/subjects/special-accounts")).GetProperty("items")[0];
        Assert.False(row.TryGetProperty("number", out _));
        Assert.Equal("2801********2222", row.GetProperty("numberMasked").GetString());
        Assert.Equal(
            "field_not_granted",
            await host.Refused(plain, "sharing/subjects/special-accounts?fields=number", HttpStatusCode.Forbidden));

        var named = await host.Register(
            host.NewCode(), [SharingHost.GrantOf("special-accounts", ["accountName", "number"])]);
        var whole = (await host.Rows(named, "sharing/subjects/special-accounts")).GetProperty("items")[0];
        Assert.Equal("2801000011112222", whole.GetProperty("number").GetString());
    }

    [Fact]
    public async Task Grants_OfDivisionsInsideEachOther_GiveNoRowTwice()
    {
        var key = await host.Register(
            host.NewCode(), [SharingHost.GrantOf("fiscal-arrangement", divisions: ["630102", "630000", "630100"])]);
        Assert.Equal(3, (await host.Rows(key, "sharing/subjects/fiscal-arrangement")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task Granted_TellsTheConsumerWhatItMayCallAndWhatIsLeft()
    {
        var key = await host.Register(host.NewCode(), Narrow, callsPerDay: 10);
        var told = await host.Rows(key, "sharing/granted");
        Assert.Equal(9, told.GetProperty("callsLeftToday").GetInt32());
        Assert.Equal(
            ["division", "line", "budgeted"],
            told.GetProperty("subjects")[0].GetProperty("columns").EnumerateArray()
                .Select(column => column.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("""[{"subject":"colours","divisions":["630000"],"from":"2026-01-01"}]""", "grants[0].subject")]
    [InlineData("""[{"subject":"value-gains","divisions":[],"from":"2026-01-01"}]""", "grants[0].divisions")]
    [InlineData("""[{"subject":"value-gains","divisions":["639999"],"from":"2026-01-01"}]""", "grants[0].divisions")]
    [InlineData(
        """[{"subject":"value-gains","fields":["x"],"divisions":["630000"],"from":"2026-01-01"}]""",
        "grants[0].fields")]
    [InlineData(
        """[{"subject":"value-gains","divisions":["630000"],"from":"2026-02-01","until":"2026-01-31"}]""",
        "grants[0].until")]
    [InlineData(
        """
        [{"subject":"value-gains","divisions":["630000"],"from":"2026-01-01"},
         {"subject":"value-gains","divisions":["630000"],"from":"2026-01-01"}]
        """,
        "grants[1].subject")]
    public async Task Grants_WhenWrong_AreRefusedWithTheirPlace(string grants, string field)
    {
        using var response = await host.As(
            SharingHost.Security, HttpMethod.Put, "sharing/consumers/630000-any/grants",
            $$$"""{"grants":{{{grants}}},"quota":{"callsPerDay":1,"rowsPerCall":1}}""");
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Grants_OfWhatLiesOutsideTheAdministratorsPart_AreNotAllowed()
    {
        await host.Ask("system-administrator@630100", HttpMethod.Post, "sharing/consumers", new
        {
            division = "630100",
            code = "xntjj",
            name = "西宁市统计局",
            contact = "",
        });
        async Task<HttpStatusCode> Give(string division)
        {
            using var response = await host.As(
                "security-administrator@630100", HttpMethod.Put, "sharing/consumers/630100-xntjj/grants",
                new
                {
                    grants = new[] { SharingHost.GrantOf("value-gains", divisions: [division]) },
                    quota = new { callsPerDay = 10, rowsPerCall = 10 },
                });
            return response.StatusCode;
        }
        Assert.Equal(HttpStatusCode.Forbidden, await Give("630200"));
        Assert.Equal(HttpStatusCode.OK, await Give("630102"));
    }

    [Theory]
    [InlineData("security-administrator", "POST", "sharing/consumers")]
    [InlineData("system-administrator", "PUT", "sharing/consumers/630000-any/grants")]
    [InlineData("audit-administrator", "POST", "sharing/consumers/630000-any/keys")]
    [InlineData("finance-clerk", "POST", "sharing/consumers/630000-any/keys")]
    [InlineData("leader", "POST", "sharing/publications")]
    [InlineData("system-administrator", "GET", "sharing/subjects/value-gains")]
    [InlineData("leader", "GET", "sharing/granted")]
    public async Task People_MayOnlyDoTheirOwnPart(string role, string method, string path)
    {
        using var response = await host.As(role, new HttpMethod(method), path, method == "GET" ? null : "{}");
        Assert.Equal("not_allowed", await SharingHost.CodeOf(response, HttpStatusCode.Forbidden));
    }

    /// <summary>Deny by default: a machine comes through its own two doors and no other.</summary>
    [Fact]
    public async Task Consumer_AtEveryOtherDoor_IsRefused()
    {
        var key = await host.Register(
            host.NewCode(), [.. SharedSubjects.All.Select(subject => SharingHost.GrantOf(subject.Id))], 1000);
        var faults = new List<string>();
        foreach (var endpoint in host.Pipeline.Endpoints.Where(each => each.Access is not Access.Anonymous))
        {
            var path = string.Join('/', endpoint.Route.Split('/').Select(part => part switch
            {
                "{division}" => "630000",
                "{subject}" => "value-gains",
                ['{', .., '}'] => "x",
                _ => part,
            }));
            using var request = new HttpRequestMessage(endpoint.Method, $"/api/{path}");
            request.Headers.Add("X-Api-Key", key);
            request.Headers.Add("Idempotency-Key", "walk-of-a-machine");
            using var response = await host.Http.SendAsync(request);
            var isOwn = endpoint.Access is Access.Needs { Permission.Code: "sharing.call" };
            var expected = isOwn ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            if (response.StatusCode != expected) { faults.Add($"{endpoint.Route}: {response.StatusCode}"); }
        }
        Assert.Equal([], faults);
        Assert.DoesNotContain(
            SocialFund.Oversight.Identity.Roles.Shipped.All, role => role.Actions.Contains("sharing.call"));
    }
}
