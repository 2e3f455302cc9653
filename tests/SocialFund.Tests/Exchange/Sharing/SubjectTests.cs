using System.Net;
using System.Text;
using System.Text.Json;
using SocialFund.Exchange.Sharing;

namespace SocialFund.Tests.Exchange.Sharing;

/// <summary>The eight subjects as a partner's machine reads them.</summary>
public sealed class SubjectTests(SharingHost host) : IClassFixture<SharingHost>
{
    private static object[] Everything { get; } =
        [.. SharedSubjects.All.Select(subject => SharingHost.GrantOf(subject.Id))];

    [Fact]
    public async Task Catalogue_Always_IsTheEightOfTheRequirement()
    {
        var catalogue = await host.Ask("leader", HttpMethod.Get, "sharing/subjects");
        Assert.Equal(
            [
                "财政资金安排情况", "财政资金分配情况", "财政资金拨入专户情况", "预算单位基本信息", "财政专户开户信息",
                "社会保险基金保值增值信息", "社会保险基金收入预算、预算调整、决算信息", "社会保险基金支出预算、预算调整、决算信息",
            ],
            Texts(catalogue, "name"));
        Assert.All(catalogue.GetProperty("items").EnumerateArray(), subject =>
        {
            Assert.Equal("division", subject.GetProperty("columns")[0].GetProperty("name").GetString());
            Assert.NotEmpty(subject.GetProperty("filledFrom").GetString()!);
        });
    }

    [Theory]
    [InlineData("fiscal-arrangement", """
        630102 enterprise-pension 2026 BP-1 基本养老金 刚性 100000 0 0 100000
        630102 unemployment 2026 UB-1 失业保险金 刚性 50000 0 0 50000
        630202 enterprise-pension 2026 BP-1 基本养老金 刚性 30000 0 0 30000
        """)]
    [InlineData("fiscal-allocation", """
        630102 enterprise-pension 630102-11-202606-630102SB-B1 202606 定期待遇支出 630102SB 城东区社保局 3000 2900 100 已完成
        """)]
    [InlineData("special-account-receipts", """
        630102 enterprise-pension 202604 2201 待转社会保险费 - - 7000
        630102 enterprise-pension 202604 4101 财政补贴收入 中央 - 10000
        630102 enterprise-pension 202604 4101 财政补贴收入 省级 - 5000
        """)]
    [InlineData("budget-units", """
        630102 enterprise-pension 630102SB 城东区社保局
        630102 unemployment 630102SB 城东区社保局
        630200 enterprise-pension 630200SB 海东市社保局
        """)]
    [InlineData("special-accounts", """
        630102 enterprise-pension 城东区社会保障基金财政专户 2801********2222 中国银行城东支行 104851000018
        """)]
    [InlineData("value-gains", """
        630102 enterprise-pension 202603 4301 利息收入 专户存款利息 1234
        """)]
    [InlineData("income-budget", """
        630102 enterprise-pension 2026 执行数 4101 财政补贴收入 15000
        630102 enterprise-pension 2026 执行数 4301 利息收入 1234
        """)]
    [InlineData("expenditure-budget", """
        630102 enterprise-pension 2026 预算数 BP-1 基本养老金 100000
        630102 unemployment 2026 预算数 UB-1 失业保险金 50000
        630202 enterprise-pension 2026 预算数 BP-1 基本养老金 30000
        630102 enterprise-pension 2026 执行数 500101 社会保险待遇支出--基本养老金 2000
        """)]
    public async Task Subject_ForEachOfTheEight_GivesWhatTheSystemHolds(string subject, string rows)
    {
        var key = await host.Register(host.NewCode(), Everything);
        var page = await host.Rows(key, $"sharing/subjects/{subject}");
        var columns = Texts(page.GetProperty("columns"), "name")
            .Where(name => name is not ("divisionName" or "fundName")).ToList();
        var told = page.GetProperty("items").EnumerateArray().Select(row => string.Join(' ', columns.Select(column =>
            row.TryGetProperty(column!, out var value) ? value.ToString() : "-")));
        Assert.Equal(rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), told);
        Assert.Equal(rows.Trim().Split('\n').Length, page.GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task ExecutedFigures_OnceTheYearIsClosed_AreCalledSo()
    {
        using var own = new Isolated();
        var key = await (await own.Start()).Register("closed", Everything);
        for (var month = 1; month <= 13; month++)
        {
            var path = $"accounting/books/630102-11-2026-fsa/periods/2026{month:00}/close";
            await own.Host.Ask("treasury-reviewer", HttpMethod.Post, path);
        }
        var page = await own.Host.Rows(key, "sharing/subjects/income-budget");
        Assert.Equal(["年结数", "年结数"], Texts(page, "measure"));
        Assert.Equal(
            [15000L, 1234L],
            page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("amount").GetInt64()));
    }

    [Fact]
    public async Task Subject_AskedForByMonthDivisionAndFund_GivesThatOnly()
    {
        var key = await host.Register("narrow", Everything);
        async Task<long> Count(string query) => (await host.Rows(key, $"sharing/subjects/{query}"))
            .GetProperty("total").GetInt64();
        Assert.Equal(1, await Count("value-gains?period=202603"));
        Assert.Equal(0, await Count("value-gains?period=202604"));
        Assert.Equal(0, await Count("value-gains?year=2025"));
        Assert.Equal(1, await Count("fiscal-arrangement?division=630200"));
        Assert.Equal(2, await Count("fiscal-arrangement?fund=enterprise-pension"));
        Assert.Equal(1, await Count("fiscal-allocation?period=202606"));
        Assert.Equal(0, await Count("fiscal-allocation?period=202605"));
        Assert.Equal(1, await Count("budget-units?fund=unemployment"));
    }

    [Fact]
    public async Task Pages_InSequence_GiveEveryRowOnceWithTheFullCount()
    {
        var key = await host.Register("pages", Everything);
        var items = new List<string?>();
        string? next = null;
        do
        {
            var rest = next is null ? "" : $"&continuation={Uri.EscapeDataString(next)}";
            var page = await host.Rows(key, $"sharing/subjects/expenditure-budget?limit=1{rest}");
            Assert.Equal(4, page.GetProperty("total").GetInt64());
            items.AddRange(Texts(page, "item"));
            next = page.TryGetProperty("continuation", out var told) ? told.GetString() : null;
        }
        while (next is not null);
        Assert.Equal(["BP-1", "UB-1", "BP-1", "500101"], items);
        Assert.Equal(
            "invalid_value",
            await host.Refused(
                key, "sharing/subjects/expenditure-budget?continuation=AAAA", HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Csv_WhenAccepted_HasMarkChineseHeadingYuanAndCounts()
    {
        var key = await host.Register("csv", Everything);
        using var response = await host.Call(key, "sharing/subjects/fiscal-arrangement?limit=2", "text/csv");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal(
            "区划代码,区划,险种标识,险种,年度,项目编码,项目名称,控制方式,预算数（元）,已占用数（元）,已支出数（元）,可用数（元）\r\n"
            + "630102,城东区,enterprise-pension,企业职工基本养老保险,2026,BP-1,基本养老金,刚性,1000.00,0.00,0.00,1000.00\r\n"
            + "630102,城东区,unemployment,失业保险,2026,UB-1,失业保险金,刚性,500.00,0.00,0.00,500.00\r\n",
            Encoding.UTF8.GetString(bytes[3..]));
        Assert.Equal("3", response.Headers.GetValues("X-Total-Count").Single());
        Assert.NotEmpty(response.Headers.GetValues("X-Continuation").Single());
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        using var json = await host.Call(
            key, "sharing/subjects/fiscal-arrangement", "text/csv;q=0.5, application/json");
        Assert.Equal("application/json", json.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("fiscal-arrangement?period=202603", "period")]
    [InlineData("special-accounts?year=2026", "year")]
    [InlineData("value-gains?year=2025&period=202603", "period")]
    [InlineData("value-gains?year=1990", "year")]
    [InlineData("value-gains?limit=0", "limit")]
    [InlineData("value-gains?fields=amount&fields=colour", "fields")]
    public async Task Question_ThatMakesNoSense_IsRefusedByField(string query, string field)
    {
        var key = await host.Register(host.NewCode(), Everything);
        using var response = await host.Call(key, $"sharing/subjects/{query}");
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task OpenApi_TellsTheSubjectsWithKeyCertificateAndCsv()
    {
        using var response = await host.Call(null, "openapi.json");
        var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        var operation = document.GetProperty("paths").GetProperty("/api/sharing/subjects/{subject}").GetProperty("get");
        Assert.Equal(
            ["apiKey", "certificate"],
            operation.GetProperty("security").EnumerateArray().Select(one => one.EnumerateObject().Single().Name));
        Assert.Equal(
            ["application/json", "text/csv"],
            operation.GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject()
                .Select(type => type.Name));
        Assert.Equal(
            "X-Api-Key",
            document.GetProperty("components").GetProperty("securitySchemes").GetProperty("apiKey").GetProperty("name")
                .GetString());
    }

    private static IEnumerable<string?> Texts(JsonElement listOrPage, string member) =>
        (listOrPage.ValueKind == JsonValueKind.Array ? listOrPage : listOrPage.GetProperty("items")).EnumerateArray()
            .Select(row => row.GetProperty(member).GetString());
}
