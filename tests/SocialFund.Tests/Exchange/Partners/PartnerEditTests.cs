using SocialFund.Exchange.Partners;
using SocialFund.Kernel;
using SocialFund.Tests.Funds;

namespace SocialFund.Tests.Exchange.Partners;

public sealed class PartnerEditTests : IDisposable
{
    private static readonly Division Province = Division.Of("630000");

    private static readonly SavePartner Good = new(
        "tax-new", "某税务局", PartnerKind.Tax, Province, "tax-new",
        [new PartnerChannel(ChannelKind.Sftp), new PartnerChannel(ChannelKind.Soap, "https://tax.example/service")],
        [new ExpectedDelivery("d1", "明细", DeliveryCycle.Month, "明细_{period}.zip", 5, new DateOnly(2026, 1, 1))],
        IsOpen: true);

    private readonly Recorder _web = new();
    private readonly PartnersWorld _world;

    public PartnerEditTests() => _world = new PartnersWorld(web: _web);

    public void Dispose() => _world.Dispose();

    public static TheoryData<SavePartner, string> Faults { get; } = new()
    {
        { Good with { Id = "x" }, "partner_invalid" },
        { Good with { Id = "../x" }, "partner_invalid" },
        { Good with { Name = " " }, "partner_invalid" },
        { Good with { Folder = "../tax" }, "partner_invalid" },
        { Good with { Channels = [] }, "partner_invalid" },
        { Good with { Channels = [new(ChannelKind.Sftp), new(ChannelKind.Sftp)] }, "partner_invalid" },
        { Good with { Channels = [new(ChannelKind.Soap, "ftp://tax.example")] }, "partner_invalid" },
        { Good with { Channels = [new(ChannelKind.Sftp, "https://tax.example")] }, "partner_invalid" },
        { Good with { Channels = [new(ChannelKind.Front, Node: "C000000")] }, "partner_invalid" },
        { Good with { Kind = PartnerKind.Platform }, "partner_invalid" },
        {
            Good with { Kind = PartnerKind.Platform, Channels = [new(ChannelKind.Front, Node: "nowhere")] },
            "node_unknown"
        },
        { Good with { Deliveries = [Good.Deliveries[0], Good.Deliveries[0]] }, "partner_invalid" },
        { Good with { Deliveries = [Good.Deliveries[0] with { DeadlineDay = 0 }] }, "partner_invalid" },
        { Good with { Deliveries = [Good.Deliveries[0] with { Pattern = "明细.zip" }] }, "partner_invalid" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Save_WithAFault_IsRefused(SavePartner command, string code)
    {
        Assert.Equal(code, (await _world.Do<PartnerView>(command)).Problem().Code);
        Assert.Null(await _world.Module.Register.Find(command.Id));
    }

    [Fact]
    public async Task Save_AddsAPartner_AndReplacesAShippedOne_Audited()
    {
        (await _world.Do<PartnerView>(Good)).Require();
        var shipped = (await _world.Module.Register.Find("police-qh"))!;
        (await _world.Do<PartnerView>(Good with { Id = shipped.Id, Folder = shipped.Folder, Name = "公安厅" })).Require();
        var list = (await _world.Do<Page<PartnerView>>(new ListPartners())).Require().Items;
        Assert.Equal(PartnerRegister.Shipped.Count + 1, list.Count);
        Assert.Equal("公安厅", list.Single(partner => partner.Id == "police-qh").Name);
        var audit = await _world.Store.Query(Containers.System, "partners", new DocumentQuery("audit"));
        Assert.Equal(
            "设置交换单位 tax-new：启用，2 个通道，1 项应报内容", audit.Items[0].As<AuditRecord>().Detail);
    }

    [Fact]
    public async Task Save_OfAPartnerThatAnotherDivisionLooksAfter_IsRefused()
    {
        var taken = Good with { Id = "police-qh", Division = Division.Of("630100") };
        Assert.Equal("not_allowed", (await _world.Do<PartnerView>(taken, division: "630100")).Problem().Code);
    }

    [Fact]
    public async Task Password_IsToldOnceAndKeptAmongTheSecretsOnly()
    {
        var first = (await _world.Do<NewPassword>(new RenewPassword("tax-qh", Province, "tax-qh"))).Require();
        var second = (await _world.Do<NewPassword>(new RenewPassword("tax-qh", Province, "tax-qh"))).Require();
        Assert.Equal(24, first.Password.Length);
        Assert.NotEqual(first.Password, second.Password);
        var given = (await _world.Do<NewPassword>(
            new RenewPassword("tax-qh", Province, "tax-qh", "given-by-them"))).Require();
        Assert.Equal("", given.Password);
        var everything = await _world.Store.Changes(Containers.System, null, null, 1000);
        Assert.DoesNotContain(everything.Items, document =>
            new[] { first.Password, second.Password, "given-by-them" }.Any(document.Body.Contains));
        Assert.Equal("given-by-them", await new PartnerSecrets(_world.Secrets).Read(
            (await _world.Module.Register.Find("tax-qh"))!.Credential, default));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("tax-qh", "short")]
    public async Task Password_OfNoUseOrForATakenUser_IsRefused(string user, string? password)
    {
        var command = new RenewPassword("police-qh", Province, user, password);
        Assert.Equal("partner_invalid", (await _world.Do<NewPassword>(command)).Problem().Code);
        var taken = new RenewPassword("police-qh", Province, "tax-qh");
        Assert.Equal("partner_invalid", (await _world.Do<NewPassword>(taken)).Problem().Code);
    }

    [Fact]
    public void Link_ToAnyNode_IsAFrontServer_AndNeverACentralOne()
    {
        foreach (var home in new[] { "630000", "630100", "630102", "632800" })
        {
            var map = new NodeMap(NodeRegister.Shipped, Division.Of(home));
            Assert.All(map.All, node => Assert.Equal(NodeRole.Front, map.LinkTo(node)!.Role));
            Assert.Equal(map.Own, map.LinkTo(map.Find("C000000")!));
        }
        // The province's way to a county is its city's front server.
        var province = new NodeMap(NodeRegister.Shipped, Province);
        Assert.Equal("F630100", province.LinkTo(province.Find("F630102")!)!.Id);
        Assert.Null(new NodeMap(NodeRegister.Shipped, Division.Of("640000")).LinkTo(province.Find("F630102")!));
    }

    [Theory]
    [InlineData("https://mof.gov.cn/exchange")]
    [InlineData("https://data.MOF.gov.cn./exchange")]
    public async Task CentralServer_IsNoAddress_OfAPartnerOrAFrontServerOrACall(string address)
    {
        var partner = Good with { Channels = [new PartnerChannel(ChannelKind.Soap, address)] };
        Assert.Equal("central_not_addressable", (await _world.Do<PartnerView>(partner)).Problem().Code);
        var front = new SaveNode("F632800", Province, FrontAdapter.Http, address);
        Assert.Equal("central_not_addressable", (await _world.Do<FrontNode>(front)).Problem().Code);
        var centre = new SaveNode("C000000", Province, FrontAdapter.Http, "https://elsewhere.example");
        Assert.Equal("central_not_addressable", (await _world.Do<FrontNode>(centre)).Problem().Code);

        // Even where such an address got into the data, the call itself is refused and nobody is asked.
        var shipped = PartnerRegister.Shipped.Single(one => one.Id == "tax-qh");
        var forced = shipped with { Channels = [new PartnerChannel(ChannelKind.Soap, address)] };
        await _world.Store.Commit(
            Containers.System, "partners", [new Write.Put("tax-qh", "partner", Json.Write(forced))]);
        var sent = (await _world.Do<TransferRow>(
            new SendFile("tax-qh", ChannelKind.Soap, "a.xml"), "<a/>")).Require();
        await _world.Settle();
        var transfer = await _world.Transfer(sent.Id);
        Assert.Equal((TransferState.Dead, "central_not_addressable"), (transfer.State, transfer.ReasonCode));
        Assert.Empty(_web.Asked);
    }

    [Theory]
    [InlineData("nowhere", FrontAdapter.Folder, null, null, "node_unknown")]
    [InlineData("F632800", FrontAdapter.Http, null, null, "partner_invalid")]
    [InlineData("F632800", FrontAdapter.Folder, "https://front.example", null, "partner_invalid")]
    [InlineData("F632800", FrontAdapter.Folder, null, "04ab", "partner_invalid")]
    public async Task Node_WithAFault_IsRefused(
        string id, FrontAdapter adapter, string? address, string? key, string code) => Assert.Equal(
        code, (await _world.Do<FrontNode>(new SaveNode(id, Province, adapter, address, key))).Problem().Code);

    /// <summary>Asks nobody and remembers who would have been asked.</summary>
    private sealed class Recorder : IWebCalls
    {
        public List<Uri> Asked { get; } = [];

        public Task<Result<WebAnswer>> Ask(WebQuestion question, CancellationToken stopping)
        {
            Asked.Add(question.Address);
            return Task.FromResult<Result<WebAnswer>>(new CarriageFailed("试验"));
        }
    }
}
