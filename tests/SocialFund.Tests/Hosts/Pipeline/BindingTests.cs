using System.Net;
using System.Text;

namespace SocialFund.Tests.Hosts.Pipeline;

public sealed class BindingTests(ProbeHost host) : IClassFixture<ProbeHost>
{
    private Task<HttpResponseMessage> Post(string json) =>
        host.Send(HttpMethod.Post, "/api/probe/630100/items", json: json, key: "binding-1");

    [Fact]
    public async Task Query_WhenEverythingIsGiven_BindsEachKind()
    {
        using var response = await host.Get(
            "/api/probe/630100/items?fund=work-injury&period=202603&limit=5&deep=true&color=darkBlue"
            + "&day=2026-03-15&atLeast=-1050&text=%E8%A5%BF%E5%AE%81&tags=a&tags=b");
        Assert.Equal(
            """
            {"division":"630100","fund":"work-injury","period":"202603","limit":5,"deep":true,"color":"darkBlue",
            "day":"2026-03-15","atLeast":-1050,"text":"西宁","tags":["a","b"]}
            """.ReplaceLineEndings(""),
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Query_WhenOptionalValuesAreMissingOrEmpty_StaysDefault()
    {
        using var response = await host.Get("/api/probe/630100/items?fund=&text=");
        Assert.Equal(
            """{"division":"630100","limit":20,"deep":false}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("63010/items", "division", "有效的区划代码")]
    [InlineData("630100/items?fund=pension", "fund", "不是有效的险种标识")]
    [InlineData("630100/items?period=202613", "period", "有效的期别")]
    [InlineData("630100/items?limit=many", "limit", "须为整数")]
    [InlineData("630100/items?limit=1.5", "limit", "须为整数")]
    [InlineData("630100/items?limit=99999999999", "limit", "须为整数")]
    [InlineData("630100/items?limit=007", "limit", "须为整数")]
    [InlineData("630100/items?atLeast=12.50", "atLeast", "金额须为整数分")]
    [InlineData("630100/items?atLeast=9007199254740992", "atLeast", "金额须为整数分")]
    [InlineData("630100/items?deep=yes", "deep", "须为 true 或 false")]
    [InlineData("630100/items?color=green", "color", "须为以下之一：red、darkBlue")]
    [InlineData("630100/items?day=2026-02-30", "day", "须为日期")]
    [InlineData("630100/items?limit=1&limit=2", "limit", "只能给出一个值")]
    [InlineData("630100/items?limits=1", "limits", "没有这个参数")]
    [InlineData("630100/items?division=630200", "division", "不能重复")]
    public async Task Query_WhenAValueIsWrong_NamesFieldAndForm(string path, string place, string says)
    {
        using var response = await host.Get($"/api/probe/{path}");
        Assert.Equal("invalid_fields", await ProbeHost.Code(response, HttpStatusCode.BadRequest));
        var body = await ProbeHost.Json(response);
        Assert.Equal(place, body.GetProperty("place").GetString());
        Assert.Contains(says, body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"甲","amount":1.5,"lines":[]}""", "amount：金额须为整数分")]
    [InlineData("""{"name":"甲","amount":"100","lines":[]}""", "amount：金额须为整数分")]
    [InlineData("""{"name":null,"amount":1,"lines":[]}""", "name：不能为空，须为文本")]
    [InlineData("""{"name":1,"amount":1,"lines":[]}""", "name：须为文本")]
    [InlineData("""{"name":"甲","amount":1,"lines":{}}""", "lines：须为列表 [ … ]")]
    [InlineData("""{"name":"甲","amount":1,"lines":[{"name":"乙"}]}""", "lines[0].amount：必填，金额须为整数分")]
    [InlineData("""{"name":"甲","amount":1,"lines":[null]}""", "lines[0]：不能为空，须为对象 { … }")]
    [InlineData("""{"name":"甲","amount":1,"lines":[],"colour":1}""", "colour：没有这个字段")]
    [InlineData("""{"name":"甲","name":"乙","amount":1,"lines":[]}""", "name：重复给出")]
    [InlineData("""{"name":"甲","amount":1,"lines":[{"name":"乙","amount":1,"amount":2}]}""", "lines[0].amount：重复给出")]
    [InlineData("""{"division":"630200","name":"甲","amount":1,"lines":[]}""", "division：重复给出")]
    [InlineData("[]", "$：应为一个对象")]
    public async Task Body_WhenAMemberIsWrong_NamesFieldAndForm(string json, string says)
    {
        using var response = await Post(json);
        Assert.Equal("invalid_fields", await ProbeHost.Code(response, HttpStatusCode.BadRequest));
        var detail = (await ProbeHost.Json(response)).GetProperty("detail").GetString();
        Assert.StartsWith(says, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_WhenSeveralMembersAreWrong_ReportsEachWithItsPlace()
    {
        using var response = await Post("""{"amount":"x","lines":[{"name":2,"amount":3},{"name":"乙","amount":0.1}]}""");
        var faults = (await ProbeHost.Json(response)).GetProperty("faults");
        Assert.Equal(
            ["amount", "lines[0].name", "lines[1].amount", "name"],
            faults.EnumerateArray().Select(fault => fault.GetProperty("place").GetString()));
    }

    [Theory]
    [InlineData("""{"name":""")]
    [InlineData("""{"name":"甲"} trailing""")]
    [InlineData("not json")]
    public async Task Body_WhenItIsNoJson_SaysTheLine(string json)
    {
        using var response = await Post(json);
        Assert.Equal("malformed_json", await ProbeHost.Code(response, HttpStatusCode.BadRequest));
        Assert.Equal(1, (await ProbeHost.Json(response)).GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task Body_WhenNestedTooDeep_IsMalformed()
    {
        var nest = new string('[', 40) + new string(']', 40);
        using var response = await Post($$"""{"name":"甲","amount":1,"lines":{{nest}}}""");
        Assert.Equal("malformed_json", await ProbeHost.Code(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Body_WhenMissing_NamesWhatIsRequired()
    {
        using var response = await host.Send(HttpMethod.Post, "/api/probe/630100/items", key: "binding-2");
        Assert.Equal("invalid_fields", await ProbeHost.Code(response, HttpStatusCode.BadRequest));
        Assert.Equal("name", (await ProbeHost.Json(response)).GetProperty("place").GetString());
    }

    [Fact]
    public async Task Body_OverTheLimit_IsTooLarge()
    {
        using var response = await Post($$"""{"name":"{{new string('a', 70_000)}}","amount":1,"lines":[]}""");
        Assert.Equal("body_too_large", await ProbeHost.Code(response, HttpStatusCode.RequestEntityTooLarge));
    }

    [Fact]
    public async Task Body_OverTheLimitWithoutALength_IsTooLarge()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/probe/630100/items");
        request.Headers.Add("Authorization", "Bearer province");
        request.Headers.Add("Idempotency-Key", "binding-3");
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StringContent(new string(' ', 70_000), Encoding.UTF8, "application/json");
        using var response = await host.Http.SendAsync(request);
        Assert.Equal("body_too_large", await ProbeHost.Code(response, HttpStatusCode.RequestEntityTooLarge));
    }

    [Fact]
    public async Task Body_OfAnotherMediaType_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/probe/630100/items");
        request.Headers.Add("Authorization", "Bearer province");
        request.Headers.Add("Idempotency-Key", "binding-4");
        request.Content = new StringContent("name=a", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await host.Http.SendAsync(request);
        Assert.Equal("not_json", await ProbeHost.Code(response, HttpStatusCode.UnsupportedMediaType));
    }

    [Fact]
    public async Task Upload_Streams_WithItsParametersInTheAddress()
    {
        using var response = await Upload(900_000);
        Assert.Equal("""{"fileName":"名册.zip","size":900000}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Upload_OverTheLimit_IsTooLarge()
    {
        using var response = await Upload(1_100_000);
        Assert.Equal("body_too_large", await ProbeHost.Code(response, HttpStatusCode.RequestEntityTooLarge));
    }

    private async Task<HttpResponseMessage> Upload(int size)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/probe/630100/files?fileName=名册.zip");
        request.Headers.Add("Authorization", "Bearer province");
        request.Headers.ExpectContinue = true;
        request.Content = new ByteArrayContent(new byte[size]);
        return await host.Http.SendAsync(request);
    }
}
