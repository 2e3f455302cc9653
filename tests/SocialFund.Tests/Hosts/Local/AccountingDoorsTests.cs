using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SocialFund.Tests.Hosts.Local;

/// <summary>Business events and 待转社会保险费 as a finance clerk reaches them over HTTP.</summary>
public sealed class AccountingDoorsTests(HeadFixture head) : IClassFixture<HeadFixture>
{
    private const string Event = """
        {
          "division": "630000", "fund": "enterprise-pension", "rule": "invest-out", "date": "2026-01-15",
          "documentNo": "委托合同1", "amounts": [
            { "key": "principal", "amount": 50000000, "dimensions": { "bankAccount": "2801", "project": "合同1" } }
          ],
          "facts": { "trustee": "全国社保基金理事会" }
        }
        """;

    [Fact]
    public async Task Event_WhenTriedOutAndRaisedTwice_IsOneVoucher()
    {
        var token = await head.SignIn("p-clerk");
        var rules = await Json(HttpMethod.Get, "/api/accounting/rules", token);
        Assert.Contains(rules.GetProperty("items").EnumerateArray(), rule =>
            rule.GetProperty("id").GetString() == "invest-out" && rule.GetProperty("byHand").GetString() == "positive");

        var form = Event.Replace("\"rule\": \"invest-out\",", "", StringComparison.Ordinal);
        var preview = await Json(HttpMethod.Post, "/api/accounting/rules/invest-out/preview", token, form);
        Assert.Empty(preview.GetProperty("faults").EnumerateArray());
        Assert.Equal(
            ["委托投资", "银行存款"],
            preview.GetProperty("voucher").GetProperty("lines").EnumerateArray()
                .Select(line => line.GetProperty("accountName").GetString()));

        var first = await Json(HttpMethod.Post, "/api/accounting/events", token, Event);
        var again = await Json(HttpMethod.Post, "/api/accounting/events", token, Event);
        Assert.Equal((1, "prepared"), (first.GetProperty("number").GetInt32(), first.GetProperty("state").GetString()));
        Assert.Equal(first.GetRawText(), again.GetRawText());
    }

    [Fact]
    public async Task Event_WhenRefused_NamesTheFieldInChinese()
    {
        var token = await head.SignIn("p-clerk");
        using var response = await head.Send(
            HttpMethod.Post, "/api/accounting/events", token,
            Event.Replace("全国社保基金理事会", "", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("text_missing", problem.GetProperty("code").GetString());
        Assert.Equal("facts.trustee", problem.GetProperty("place").GetString());
        Assert.Contains("请填写“受托机构”", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suspense_WhenThreeFilesAgree_IsClearedAndListed()
    {
        var token = await head.SignIn("p-clerk");
        var transfer = await Upload("transfers", token,
            "区划,险种,日期,凭证号,金额（元）,银行账号\n"
            + "630102,失业,2026-01-10,H1,10.00,2801\n630102,失业,2026-01-10,H2,7.00,2801\n");
        Assert.Equal(2, transfer.GetProperty("booked").GetInt32());
        const string detail = "区划,险种,属期,票号,单位缴费（元）,个人缴费（元）\n630102,失业,202601,H1,6.00,4.00\n";
        await Upload("details?source=agency", token, detail);
        Assert.Equal(1, (await Upload("details?source=tax", token, detail)).GetProperty("cleared").GetInt32());

        var item = await Json(HttpMethod.Get, "/api/accounting/suspense/630102-21-H1", token);
        Assert.Equal("cleared", item.GetProperty("row").GetProperty("state").GetString());
        var other = await Json(HttpMethod.Get, "/api/accounting/suspense/630102-21-H2", token);
        Assert.Equal(
            ["缺经办机构征缴明细", "缺税务征缴明细"],
            other.GetProperty("row").GetProperty("reasons").EnumerateArray()
                .Select(reason => reason.GetProperty("text").GetString()));
        using var list = await head.Send(HttpMethod.Get, "/api/accounting/suspense?fund=unemployment&age=over", token);
        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
        using var bad = await Send("details?source=bank", token, detail);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    private async Task<JsonElement> Json(HttpMethod method, string path, string token, string? body = null)
    {
        using var response = await head.Send(method, path, token, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<JsonElement> Upload(string path, string token, string file)
    {
        using var response = await Send(path, token, file);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<HttpResponseMessage> Send(string path, string token, string file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/accounting/suspense/{path}")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await head.Http.SendAsync(request);
    }
}
