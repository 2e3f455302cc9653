using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Tests.Exchange.Sharing;

/// <summary>
/// What the province has, entered as people enter it; amounts are small, so that sums are seen at once.
/// </summary>
internal static class SharedData
{
    private const string Budgets = """
        区划,险种,年度,项目编码,项目名称,金额（元）,已批复,控制方式
        630102,enterprise-pension,2026,BP-1,基本养老金,1000.00,是,刚性
        630102,unemployment,2026,UB-1,失业保险金,500.00,是,刚性
        630202,enterprise-pension,2026,BP-1,基本养老金,300.00,是,刚性
        """;

    public static async Task Seed(SharingHost host)
    {
        await Import(host, Budgets);
        await Agency(host, "630102SB", "城东区社保局", "630102", "enterprise-pension", "unemployment");
        await Agency(host, "630200SB", "海东市社保局", "630200", "enterprise-pension");
        await host.Ask(SharingHost.System, HttpMethod.Post, "payments/accounts", new
        {
            division = "630102",
            accounts = new[]
            {
                new
                {
                    division = "630102", fund = "enterprise-pension", kind = "special", agency = "",
                    number = "2801000011112222", name = "城东区社会保障基金财政专户", bank = "hehuang",
                    bankCode = "104851000018", bankName = "中国银行城东支行",
                },
            },
        });
        await Book(host, "interest", "2026-03-20", ("account", "12.34", null));
        await Book(host, "fiscal-subsidy", "2026-04-10", ("central", "100.00", null), ("province", "50.00", null));
        await Book(host, "treasury-transfer", "2026-04-20", ("transfer", "70.00", null));
        await Book(host, "payment", "2026-05-08", ("basic-pension", "20.00", "500101"));
        await Request(host, "B1", "done", "已完成", "六月养老金");
        await Request(host, "B2", "inReview", "财政审核", "未审核的申请");
        await host.Deliver();
    }

    public static async Task Import(SharingHost host, string table)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/budget/imports");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "finance-clerk");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(table));
        using var response = await host.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode && text.Contains("\"open\":0", StringComparison.Ordinal), text);
    }

    /// <summary>An event of the county's pension fund, booked by its rule.</summary>
    public static async Task Book(
        SharingHost host, string rule, string date, params (string Key, string Yuan, string? Account)[] amounts)
    {
        var dimensions = new Dictionary<string, string> { ["bankAccount"] = "2801000011112222", ["ticket"] = "P1" };
        var happened = new BusinessEvent(
            $"test-{rule}-{date}", rule, SharingHost.Chengdong, Fund.EnterprisePension, DateOnly.Parse(date, null),
            [.. amounts.Select(each => new EventAmount(each.Key, each.Account, Yuan(each.Yuan), dimensions))],
            new Dictionary<string, string>
            {
                ["period"] = "一季度",
                ["document"] = "青财社〔2026〕1号",
                ["kind"] = "定期待遇支出",
                ["purpose"] = "养老金",
                ["agency"] = "城东区社保局",
            },
            new SourceLink("test", rule, ""));
        var call = Call.System("test", host.Clock.GetUtcNow(), happened.Id);
        (await host.Books.Post(happened, call)).Require();
    }

    private static Money Yuan(string text) =>
        Money.TryParseYuan(text, out var money) ? money : throw new FormatException(text);

    private static Task<JsonElement> Agency(
        SharingHost host, string code, string name, string division, params string[] funds) =>
        host.Ask(SharingHost.System, HttpMethod.Post, "identity/agencies", new { code, name, division, funds });

    /// <summary>As the request's commit sends it to the lists.</summary>
    private static Task Request(SharingHost host, string batch, string state, string title, string purpose)
    {
        var id = RequestId.Of(
            SharingHost.Chengdong, Fund.EnterprisePension, Period.Of(2026, 6), "630102SB", batch);
        var now = host.Clock.GetUtcNow();
        return host.Store.Put(RequestRow.List, new RequestRow(
            id, id.Division, id.Fund, "periodic-benefit", "定期待遇支出", id.Period, id.Agency, "城东区社保局", purpose,
            state, title, title, "", Yuan("30.00"), Yuan("29.00"), Yuan("1.00"), 3, "经办", now, now, null, false, "",
            id.Text, 1), default);
    }
}
