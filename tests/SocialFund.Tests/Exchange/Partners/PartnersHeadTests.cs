using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using SocialFund.Tests.Hosts.Azure;
using SocialFund.Tests.Hosts.Local;

namespace SocialFund.Tests.Exchange.Partners;

/// <summary>The web service and the monitor in both heads as they are wired.</summary>
public sealed class PartnersHeadTests(HeadFixture head) : IClassFixture<HeadFixture>
{
    private static readonly XNamespace Tax = "urn:socialfund:tax:1";

    private static readonly Uri Service = new("/soap/tax", UriKind.Relative);

    [Fact]
    public async Task LocalHead_TakesAMessage_AndShowsItInTheMonitor()
    {
        var password = (await Answer(HttpMethod.Post, "/api/partners/list/tax-qh/password", "sysadmin",
            """{"division":"630000","user":"tax-qh"}""")).GetProperty("password").GetString()!;
        var message = SoapText.Envelope(SoapText.Rows(), SoapText.Token(DateTimeOffset.UtcNow, password));
        using var content = new StringContent(message, Encoding.UTF8, "text/xml");
        using var reply = await head.Http.PostAsync(Service, content);
        var receipt = XElement.Parse(await reply.Content.ReadAsStringAsync())
            .Descendants(Tax + "Receipt").Single().Value;
        // Handed over like a dropped file, it is taken out of the inbox and judged.
        var view = await Until($"/api/partners/transfers/{receipt}", found => found
            .GetProperty("events").EnumerateArray().Count() > 2);
        Assert.Equal("已转入收件目录", view.GetProperty("events")[1].GetProperty("what").GetString());

        Directory.CreateDirectory(Path.Combine(head.Data, "blobs/inbox/police-qh"));
        await File.WriteAllTextAsync(Path.Combine(head.Data, "blobs/inbox/police-qh/户籍注销_202610.txt"), "甲");
        var monitor = await Until("/api/partners/monitor", found => StatusOf(found, "police-qh", "todayIn") == 1);
        Assert.Equal(1, StatusOf(monitor, "tax-qh", "todayIn"));
        Assert.Equal(14, monitor.GetProperty("days").GetArrayLength());
    }

    [Fact]
    public async Task LocalHead_RefusesOtherMethodsAndUnsignedMessages()
    {
        using var put = await head.Http.PutAsync(Service, new StringContent("x"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, put.StatusCode);
        using var content = new StringContent(SoapText.Envelope(SoapText.Rows()), Encoding.UTF8, "text/xml");
        using var reply = await head.Http.PostAsync(Service, content);
        Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("soap_sign_in_failed", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AzureHead_TakesAMessage_ThroughItsOwnFunction()
    {
        var world = new AzureWorld();
        await world.InitializeAsync();
        try
        {
            var wsdl = await world.Http.GetStringAsync(new Uri("/soap/tax?wsdl", UriKind.Relative));
            Assert.Contains($"https://{world.Http.BaseAddress!.Authority}/soap/tax", wsdl, StringComparison.Ordinal);
            const string password = "known-to-the-vault-1";
            await world.Secrets.GetOrCreate("partner-tax-qh", () => password);
            var message = SoapText.Envelope(SoapText.Rows(), SoapText.Token(world.Clock.GetUtcNow(), password));
            using var content = new StringContent(message, Encoding.UTF8, "text/xml");
            using var reply = await world.Http.PostAsync(Service, content);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
            await world.Settle();
            const string file = "tax-qh/企业职工基本养老保险税务个人缴费明细_202610_630000_B001.zip";
            Assert.NotNull(await world.Files.Info($"inbox/{file}"));
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    private static int StatusOf(JsonElement monitor, string partner, string field) => monitor.GetProperty("partners")
        .EnumerateArray().Single(one => one.GetProperty("id").GetString() == partner).GetProperty(field).GetInt32();

    private async Task<JsonElement> Until(string path, Func<JsonElement, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            var answer = await Answer(HttpMethod.Get, path, "p-clerk");
            if (isWanted(answer)) { return answer; }
        }
    }

    private async Task<JsonElement> Answer(HttpMethod method, string path, string account, string? json = null)
    {
        using var response = await head.Send(method, path, await head.SignIn(account), json);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
