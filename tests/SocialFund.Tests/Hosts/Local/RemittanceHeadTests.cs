using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Income;
using SocialFund.Funds.Payment;
using SocialFund.Hosts.Local;
using SocialFund.Hosts.Local.Demo;
using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Tests.Hosts.Local;

/// <summary>上解 through the real head: dropped files, people over HTTP, the demo bank's receipts, both books.</summary>
public sealed class RemittanceHeadTests(HeadFixture head) : IClassFixture<HeadFixture>
{
    private const string Sender = "630100SB";
    private const string Right = "28016300001101";
    private const string Wrong = "28016300001109";

    private static readonly Division City = Division.Of("630100");
    private static readonly Division Province = Division.Of("630000");
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly RequestId _id = RequestId.Of(City, Fund.EnterprisePension, Period.Of(Now), Sender, "R1");

    [Fact]
    public async Task Remittance_DroppedWithAWrongAccount_IsReturnedCorrectedPaidSentBackAndReversedAbove()
    {
        await Prepare();
        Drop("wrong.zip", Wrong);
        var returned = await Request("returned");
        Assert.Contains(
            "所填收款账户 2801******1109 不是青海省企业职工养老基金的财政专户",
            returned.GetProperty("state").GetProperty("reason").GetString(), StringComparison.Ordinal);

        Drop("right.zip", Right);
        await Request("inReview");
        foreach (var account in (string[])["clerk", "reviewer", "treasury"])
        {
            await Post(account, $"/api/expenditure/requests/{_id}/approve", new { opinion = "同意" });
        }
        await Request("paying", request => request.GetProperty("state").TryGetProperty("batch", out _));
        await Post("cashier", $"/api/payments/batches/{_id}-r1/send", new { });
        await Request("done");

        var slip = $"/api/income/slips/{new SlipId(Province, _id, RemittanceType.Adjustment, 1)}";
        await Slip(slip, "reviewing");
        await Post("p-clerk", $"{slip}/review", new { agree = true });
        await Post("p-treasury", $"{slip}/confirm", new { });
        await Slip(slip, "booked");
        await SendBack();
        await Slip(slip, "refunded");
        await Request("partlyFailed");
        var check = await Get("p-clerk", "/api/income/consistency?division=630000&fund=enterprise-pension");
        Assert.True(check.GetProperty("agrees").GetBoolean());
        Assert.Equal(0, check.GetProperty("months")[11].GetProperty("lowerPaid").GetInt64());
        Assert.Equal(0, check.GetProperty("months")[11].GetProperty("upperReceived").GetInt64());
    }

    private async Task Prepare()
    {
        await Post("sysadmin", "/api/payments/accounts", new ImportAccounts(City, [Account(City, "28016301001101")]));
        await Post("sysadmin", "/api/payments/accounts", new ImportAccounts(Province, [Account(Province, Right)]));
        var plan = new IssuePlan(
            City, Fund.EnterprisePension, _id.Period.Year, RemittanceType.Adjustment, Money.FromFen(5_000_00),
            SampleRows.PlanNumber(_id.Period.Year));
        await Post("p-agency", "/api/income/plans", plan);
        using var budget = new HttpRequestMessage(HttpMethod.Post, "/api/budget/imports");
        budget.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await head.SignIn("p-clerk"));
        budget.Headers.Add("Idempotency-Key", "remittance-budget");
        budget.Content = new StringContent(
            "区划,险种,年度,项目编码,项目名称,金额（元）,已批复,控制方式\n"
            + $"630100,enterprise-pension,{_id.Period.Year},remit-up,上解上级支出,9000.00,是,刚性\n", Encoding.UTF8, "text/csv");
        using var imported = await head.Http.SendAsync(budget);
        Assert.Equal(HttpStatusCode.OK, imported.StatusCode);
    }

    private static PayAccount Account(Division division, string number) => new(
        division, Fund.EnterprisePension, AccountKind.Special, "", number, $"{Divisions.NameOf(division)}养老保险基金财政专户",
        "hehuang", "402851000019", "演示银行营业部");

    /// <summary>Written elsewhere and moved in, as a file transfer does.</summary>
    private void Drop(string name, string account)
    {
        var kind = ExpenditureKinds.Shipped.Find("remit-up")!;
        var rows = SampleRows.Of(
            kind, Fund.EnterprisePension, City, _id.Period, 1, 1, "adjustment", Money.FromFen(1_234_56));
        var row = new Dictionary<string, string>(rows[0]) { ["account"] = account };
        var batch = new SampleBatch(Sender, _id.Batch, kind, Fund.EnterprisePension, City, _id.Period, [row])
        {
            Papers = new Dictionary<string, string> { ["上解计划.pdf"] = "plan" },
        };
        var inbox = Directory.CreateDirectory(Path.Combine(head.Data, "blobs", "inbox", Sender));
        var file = Path.Combine(head.Data, name);
        File.WriteAllBytes(file, batch.Zip(new NationalCrypto()));
        File.Move(file, Path.Combine(inbox.FullName, name));
    }

    /// <summary>A receipt in which the bank sends the payment back.</summary>
    private async Task SendBack()
    {
        var layout = BankLayouts.Shipped.Find("hehuang")!;
        var blobs = new FolderBlobStore(Path.Combine(head.Data, "blobs"), new NationalCrypto());
        var bank = new DemoBank(blobs, BankLayouts.Shipped);
        var day = ChinaTime.DateOf(TimeProvider.System.GetUtcNow());
        var sent = await bank.Read(layout, $"outbox/bank/{layout.Id}/{_id}-r1.txt");
        await bank.Write(layout, "back.txt", [DemoBank.Row(sent[0], layout, "refunded", "账户已销户退汇", day)], day);
    }

    private async Task<JsonElement> Request(string state, Func<JsonElement, bool>? isMore = null) =>
        (await Until("clerk", $"/api/expenditure/requests/{_id}", view =>
        {
            var request = view.GetProperty("request");
            var isThere = request.GetProperty("state").GetProperty("name").GetString() == state;
            return isThere && (isMore?.Invoke(request) ?? true);
        })).GetProperty("request");

    private Task<JsonElement> Slip(string path, string state) => Until(
        "p-clerk", path, view => view.GetProperty("row").GetProperty("state").GetString() == state);

    private async Task<JsonElement> Until(string account, string path, Func<JsonElement, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var token = await head.SignIn(account);
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            using var response = await head.Send(HttpMethod.Get, path, token);
            if (response.StatusCode == HttpStatusCode.NotFound) { continue; }
            var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            if (isWanted(answer)) { return answer; }
        }
    }

    private async Task<JsonElement> Get(string account, string path)
    {
        using var response = await head.Send(HttpMethod.Get, path, await head.SignIn(account));
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    private async Task Post<T>(string account, string path, T body)
    {
        using var response = await head.Send(HttpMethod.Post, path, await head.SignIn(account), Json.Write(body));
        Assert.True(response.IsSuccessStatusCode, $"{path}: {await response.Content.ReadAsStringAsync()}");
    }
}
