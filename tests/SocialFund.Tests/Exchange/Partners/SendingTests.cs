using System.Xml.Linq;
using SocialFund.Exchange.Partners;
using SocialFund.Kernel;
using SocialFund.Tests.Funds;

namespace SocialFund.Tests.Exchange.Partners;

/// <summary>Sending to a real HTTP server that fails as told.</summary>
public sealed class SendingTests : IDisposable
{
    private const string Message = """<n:BatchChecked xmlns:n="urn:tax"><n:Batch>B001</n:Batch></n:BatchChecked>""";

    private static readonly Division Province = Division.Of("630000");

    private readonly PartnersWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Soap_WhenTheServerFailsFirst_IsTriedAgainWithDoublingPausesAndConfirmed()
    {
        var times = new List<DateTimeOffset>();
        var bodies = new List<XElement>();
        await using var tax = await SmallServer.Answering(async request =>
        {
            times.Add(_world.Clock.GetUtcNow());
            bodies.Add(await XElement.LoadAsync(request.Body, LoadOptions.None, default));
            Assert.Equal("\"urn:tax:BatchChecked\"", request.Headers["SOAPAction"].ToString());
            return times.Count < 4 ? (503, "busy") : (200, "<ok>收讫</ok>");
        });
        var id = await Send(tax.Address);
        Assert.Equal(TransferState.Retrying, (await _world.Transfer(id)).State);
        for (var minute = 0; minute < 10; minute++) { await _world.Advance(TimeSpan.FromMinutes(1)); }

        // At once, then after 1, 2 and 4 minutes.
        Assert.Equal([0, 1, 3, 7], times.Select(time => (int)(time - PartnersWorld.Begin).TotalMinutes));
        var transfer = await _world.Transfer(id);
        Assert.Equal((TransferState.Confirmed, 4), (transfer.State, transfer.Attempts));
        Assert.Null(transfer.Reason);
        Assert.Equal("<ok>收讫</ok>"u8.ToArray(), await _world.Bytes(transfer.Receipt!));
        Assert.Equal(
            ["已排队待发送", "第 1 次发送失败：发送未成功：对方服务返回 HTTP 503。系统将自动重试。"],
            transfer.Events.Take(2).Select(moment => moment.What));
        Assert.Equal("carriage_failed", transfer.Events[1].Code);
        // Each try has a token of its own over the same content.
        var nonces = bodies.Select(body => body.Descendants().Single(one => one.Name.LocalName == "Nonce").Value);
        Assert.Equal(4, nonces.Distinct().Count());
        Assert.All(bodies, body => Assert.Equal(
            "B001", body.Descendants(XName.Get("Batch", "urn:tax")).Single().Value));
    }

    [Fact]
    public async Task Soap_WhenOurOwnDoorIsCalled_IsAdmittedByItsToken()
    {
        // The other side is our own service: what the client writes, an independent reader of the standard admits.
        using var other = new PartnersWorld();
        await using var server = await other.Soap();
        await Renew(other, "bureau", "the-password-1");
        await Renew(_world, "bureau", "the-password-1");
        var id = await Send($"{server.Address}/soap/tax", SoapText.Rows());
        Assert.Equal((TransferState.Confirmed, null), await Outcome(id));
        await other.Settle();
        Assert.Single(await other.Names("inbox/tax-qh/"));
    }

    [Fact]
    public async Task Send_WhenEveryTryFails_EndsAsADeadLetterThatAnAdministratorSendsAgain()
    {
        var isBroken = true;
        var calls = 0;
        await using var tax = await SmallServer.Answering(_ =>
        {
            calls++;
            return Task.FromResult(isBroken ? (500, "<broken/>") : (200, "<ok/>"));
        });
        var id = await Send(tax.Address);
        for (var minute = 0; minute < 240; minute += 10) { await _world.Advance(TimeSpan.FromMinutes(10)); }
        Assert.Equal((TransferState.Dead, "carriage_failed"), await Outcome(id));
        Assert.Equal(8, calls);

        isBroken = false;
        await _world.Advance(TimeSpan.FromDays(1));
        Assert.Equal(8, calls);
        Assert.Equal("invalid_value", (await Replay(id, " ")).Problem().Code);
        (await Replay(id, "对方服务已恢复")).Require();
        await _world.Settle();
        var transfer = await _world.Transfer(id);
        Assert.Equal((TransferState.Confirmed, 9, 2), (transfer.State, transfer.Attempts, transfer.Round));
        Assert.Equal(
            ("人工重发：对方服务已恢复", "管理员甲"),
            (transfer.Events[^2].What, transfer.Events[^2].Who));
        var audit = await _world.Store.Query(Containers.Intake, id, new DocumentQuery("audit") { Limit = 50 });
        Assert.Contains(audit.Items, record => record.As<AuditRecord>() is { ActorId: "admin" } done
            && done.Detail.Contains("人工重发：对方服务已恢复", StringComparison.Ordinal));
        Assert.Equal("wrong_state", (await Replay(id, "再试一次")).Problem().Code);
    }

    [Theory]
    [InlineData("soap:Client", "dead", "carriage_refused")]
    [InlineData("soap:Server", "retrying", "carriage_failed")]
    public async Task Soap_WhenTheOtherSideFaults_IsGivenUpOnlyWhenItIsOurMistake(
        string fault, string state, string code)
    {
        await using var tax = await SmallServer.Answering(_ => Task.FromResult((500, $"""
            <s:Envelope xmlns:s="{SoapText.Soap11}"><s:Body><s:Fault><faultcode>{fault}</faultcode>
            <faultstring>批次号不存在</faultstring></s:Fault></s:Body></s:Envelope>
            """)));
        var id = await Send(tax.Address);
        var transfer = await _world.Transfer(id);
        Assert.Equal((state, code), (Json.Write(transfer.State).Trim('"'), transfer.ReasonCode));
        Assert.Contains("批次号不存在", transfer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WhenNobodyListens_IsTriedAgain()
    {
        var id = await Send("http://127.0.0.1:9");
        Assert.Equal((TransferState.Retrying, "carriage_failed"), await Outcome(id));
        Assert.Equal(PartnersWorld.Begin.AddMinutes(1), (await _world.Transfer(id)).NextAt);
    }

    [Fact]
    public async Task Send_TheSameContentTwice_SendsItOnce()
    {
        var calls = 0;
        await using var tax = await SmallServer.Answering(_ => Task.FromResult((200, $"<ok>{++calls}</ok>")));
        var first = await Send(tax.Address);
        Assert.Equal(first, await Send(tax.Address));
        Assert.Equal(1, calls);
        Assert.Single(await _world.Transfers());
    }

    [Fact]
    public async Task Send_BySftp_LiesInThePartnersOutbox()
    {
        var sent = (await _world.Do<TransferRow>(
            new SendFile("police-qh", ChannelKind.Sftp, "核查名单_202610.txt"), "甲|乙")).Require();
        await _world.Settle();
        Assert.Equal("甲|乙"u8.ToArray(), await _world.Bytes("outbox/police-qh/核查名单_202610.txt"));
        Assert.Equal((TransferState.Sent, null), await Outcome(sent.Id));
    }

    [Fact]
    public async Task Send_WithoutSuchAChannelOrPartner_IsRefused()
    {
        async Task<string> Code(string partner, ChannelKind channel) =>
            (await _world.Do<TransferRow>(new SendFile(partner, channel, "a.txt"), "x")).Problem().Code;
        Assert.Equal("channel_missing", await Code("police-qh", ChannelKind.Soap));
        Assert.Equal("channel_missing", await Code("mof", ChannelKind.Front));
        Assert.Equal("not_found", await Code("nobody", ChannelKind.Sftp));
        // The shipped tax bureau has no address yet: told when it is sent, and final.
        var sent = (await _world.Do<TransferRow>(new SendFile("tax-qh", ChannelKind.Soap, "a.xml"), Message)).Require();
        await _world.Settle();
        Assert.Equal((TransferState.Dead, "channel_missing"), await Outcome(sent.Id));
    }

    [Fact]
    public async Task Send_WhenTheContentIsGone_IsADeadLetter()
    {
        var sent = (await _world.Do<TransferRow>(
            new SendFile("police-qh", ChannelKind.Sftp, "a.txt"), "x")).Require();
        await _world.Blobs.Delete((await _world.Transfer(sent.Id)).Content!);
        await _world.Settle();
        Assert.Equal((TransferState.Dead, "content_gone"), await Outcome(sent.Id));
    }

    [Theory]
    [InlineData("no xml")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")]
    public async Task Soap_WhenTheContentIsNoMessage_IsADeadLetter(string content)
    {
        var id = await Send("http://127.0.0.1:9", content);
        Assert.Equal((TransferState.Dead, "message_unsendable"), await Outcome(id));
    }

    [Fact]
    public async Task Content_IsOnlyForWhoMaySeeReceivedFiles()
    {
        var sent = (await _world.Do<TransferRow>(
            new SendFile("police-qh", ChannelKind.Sftp, "a.txt"), "x")).Require();
        var door = _world.Module.Endpoints.Single(one => one.Request == typeof(DownloadTransfer));
        var viewer = new Actor(
            "v", "乙", Province, null, [new Grant(new HashSet<string> { "exchange.view" }, null, Province)]);
        var call = new Call(viewer, _world.Clock.GetUtcNow(), "r");
        var refused = await door.Handle(new DownloadTransfer(sent.Id, "content"), call);
        Assert.Equal("not_allowed", refused.Problem().Code);
        var mine = (await _world.Do<Download>(new DownloadTransfer(sent.Id, "content"))).Require();
        using var target = new MemoryStream();
        await mine.Write(target, default);
        Assert.Equal(("a.txt", "x"), (mine.FileName, System.Text.Encoding.UTF8.GetString(target.ToArray())));
    }

    private async Task<string> Send(string address, string message = Message)
    {
        var tax = (await _world.Module.Register.Find("tax-qh"))!;
        (await _world.Do<PartnerView>(new SavePartner(
            tax.Id, tax.Name, tax.Kind, tax.Division, tax.Folder,
            [new PartnerChannel(ChannelKind.Soap, address)], [], IsOpen: true))).Require();
        var sent = (await _world.Do<TransferRow>(
            new SendFile("tax-qh", ChannelKind.Soap, "批次校验结果.xml", "urn:tax:BatchChecked"), message)).Require();
        await _world.Settle();
        return sent.Id;
    }

    private static async Task Renew(PartnersWorld world, string user, string password) =>
        (await world.Do<NewPassword>(new RenewPassword("tax-qh", Province, user, password))).Require();

    private Task<Result<TransferRow>> Replay(string id, string reason) =>
        _world.Do<TransferRow>(new ReplayTransfer(id, Province, reason));

    private async Task<(TransferState State, string? Code)> Outcome(string id)
    {
        var transfer = await _world.Transfer(id);
        return (transfer.State, transfer.ReasonCode);
    }
}
