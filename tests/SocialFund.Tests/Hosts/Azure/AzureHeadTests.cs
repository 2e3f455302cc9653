using System.Globalization;
using System.Net;
using System.Text;
using SocialFund.Funds.Budget;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Payment;
using SocialFund.Hosts.Local;
using SocialFund.Hosts.Local.Demo;
using SocialFund.Hosts.Pipeline;
using SocialFund.Hosts.Pipeline.OpenApi;
using SocialFund.Kernel;
using SocialFund.Tests.Hosts.Pipeline;
using SocialFund.Tests.Tidy;
using FirstAccounts = SocialFund.Hosts.Local.FirstAccounts;

namespace SocialFund.Tests.Hosts.Azure;

/// <summary>The whole Azure head: files, functions, change feed and processes, with only Azure itself played.</summary>
public sealed class AzureHeadTests : IAsyncLifetime
{
    private const string Sample = "630100SB/202611-一次性待遇支出.zip";

    private readonly AzureWorld _world = new();
    private readonly Dictionary<string, string> _tokens = [];

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task DroppedFile_WhenEverybodyAgrees_IsPaidAndBooked()
    {
        await Prepare();
        var file = Path.Combine(Sources.Root, "samples", "inbox", Sample);
        await using (var content = File.OpenRead(file))
        {
            (await _world.Files.Put($"inbox/{Sample}", content, onlyNew: true)).Require();
        }
        await _world.Head.Inbox.Take(Sample, default);
        await _world.Settle();

        var list = await Get("clerk", "/api/expenditure/requests");
        var id = Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("id").GetString()!;
        Assert.Equal("inReview", await StateOf(id));
        foreach (var person in new[] { "clerk", "reviewer", "treasury" })
        {
            await Post(person, $"/api/expenditure/requests/{id}/approve", "{}");
        }
        Assert.Equal("paying", await StateOf(id));
        await Post("cashier", $"/api/payments/batches/{id}-r1/send", "{}");
        var bank = new DemoBank(_world.Files, BankLayouts.Shipped);
        var receipt = Assert.Single(await bank.Answer(new DateOnly(2026, 11, 20)));
        await _world.Head.Inbox.Take(receipt["inbox/".Length..], default);
        await _world.Settle();

        Assert.Equal("done", await StateOf(id));
        Assert.Equal("已完成", (await _world.Durable.Workflows.View($"pay-{id}"))!.Status);
        Assert.Equal(0, _world.Durable.Instance($"pay-{id}").OpenTimers);
        Assert.Null(await _world.Files.Info($"inbox/{Sample}"));
        await CheckDownload(id);
    }

    [Fact]
    public void TheApi_IsThatOfTheLocalHead() => Assert.Equal(
        ApiTypes.Text(),
        TypeScriptTypes.Write(OpenApiDocument.Build(_world.Head.Api.Endpoints, new ApiOptions().Version)));

    [Fact]
    public async Task FirstAdministrators_FindTheirPasswordsInTheVault_AndMustChangeThem()
    {
        await _world.Settle();
        var password = await _world.Secrets.GetOrCreate("first-password-secadmin", () => "none was made");
        var token = await _world.SignIn("secadmin", password);
        using var users = await _world.Send(HttpMethod.Get, "/api/identity/users", token);
        Assert.Equal("password_change_needed", await ProbeHost.Code(users, HttpStatusCode.Forbidden));
        Assert.NotEqual(password, await _world.Secrets.GetOrCreate("first-password-sysadmin", () => password));
    }

    [Fact]
    public async Task Answers_AreThoseOfThePipeline()
    {
        using var stranger = await _world.Send(HttpMethod.Get, "/api/budget/lines", null);
        Assert.Equal("sign_in_needed", await ProbeHost.Code(stranger, HttpStatusCode.Unauthorized));
        Assert.Equal("Bearer", stranger.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal(32, stranger.Headers.GetValues("X-Request-Id").Single().Length);
        // TLS ends before the worker; the browser is told to keep to it all the same.
        Assert.StartsWith(
            "max-age=", stranger.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);

        using var wrong = await _world.Send(HttpMethod.Delete, "/api/identity/me", null);
        Assert.Equal("wrong_method", await ProbeHost.Code(wrong, HttpStatusCode.MethodNotAllowed));
        using var missing = await _world.Send(HttpMethod.Get, "/api/identity/a%20b/nothing", null);
        Assert.Equal("no_such_address", await ProbeHost.Code(missing, HttpStatusCode.NotFound));
        using var broken = await _world.Send(HttpMethod.Post, "/api/identity/sessions", null, """{"account":1}""");
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);

        using var api = await _world.Send(HttpMethod.Get, "/api/openapi.json", null);
        Assert.Equal("3.1.0", (await AzureWorld.Json(api)).GetProperty("openapi").GetString());
        using var live = await _world.Send(HttpMethod.Get, "/health/live", null);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        using var ready = await _world.Send(HttpMethod.Get, "/health/ready", null);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        using var head = await _world.Send(HttpMethod.Head, "/api/openapi.json", null);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    private async Task CheckDownload(string id)
    {
        using var csv = await _world.Send(
            HttpMethod.Get, $"/api/expenditure/requests/{id}/lines.csv", await TokenOf("clerk"));
        Assert.Equal("text/csv; charset=utf-8", csv.Content.Headers.ContentType!.ToString());
        Assert.Equal($"支付明细-{id}.csv", csv.Content.Headers.ContentDisposition!.FileNameStar);
        // Streamed: its length is not known when it begins.
        Assert.True(csv.Headers.TransferEncodingChunked);
        Assert.Contains("已支付", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>The demo's people, bank accounts and a generous budget for the city.</summary>
    private async Task Prepare()
    {
        await new FirstAccounts(_world.Head.Identity, _world.Clock).MakeDemo(default);
        var people = new DemoPeople(_world.Store, _world.Head.Api.Endpoints, _world.Clock);
        var place = Division.Of("630100");
        IReadOnlyList<PayAccount> accounts =
        [
            .. FundList.All.Where(entry => entry.Until is null).Select(entry => new PayAccount(
                place, entry.Fund, AccountKind.Special, "", $"2801{place}{entry.Code}01", "西宁市财政专户", "hehuang",
                "402851000019", "演示银行营业部")),
        ];
        await people.Do<Done>("sysadmin", new ImportAccounts(place, accounts), "accounts");
        var table = new StringBuilder("区划,险种,年度,项目编码,项目名称,金额（元）,已批复,控制方式\n");
        foreach (var item in ExpenditureKinds.Shipped.All.SelectMany(kind => kind.Items)
            .Where(item => item.Fund != Fund.Maternity).DistinctBy(item => (item.Fund, item.BudgetLine)))
        {
            table.Append(CultureInfo.InvariantCulture,
                $"{place},{item.Fund.Entry().Id},2026,{item.BudgetLine},{item.Name},9000000.00,是,刚性\n");
        }
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(table.ToString()));
        await people.Do<BudgetImport>(
            "p-clerk", new ImportBudget(Division.Of("630000"), null, null, null, null), "budget", body);
        await _world.Settle();
    }

    private async Task<string> TokenOf(string account)
    {
        if (!_tokens.TryGetValue(account, out var token))
        {
            _tokens[account] = token = await _world.SignIn(account, "Demo@2026shebao");
        }
        return token;
    }

    private async Task<System.Text.Json.JsonElement> Get(string account, string path)
    {
        using var response = await _world.Send(HttpMethod.Get, path, await TokenOf(account));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await AzureWorld.Json(response);
    }

    private async Task Post(string account, string path, string json)
    {
        using var response = await _world.Send(HttpMethod.Post, path, await TokenOf(account), json);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        await _world.Settle();
    }

    private async Task<string> StateOf(string id) =>
        (await _world.Store.Find<PaymentRequest>(Containers.Requests, id, PaymentRequest.DocumentId))!.Value.State.Code;
}
