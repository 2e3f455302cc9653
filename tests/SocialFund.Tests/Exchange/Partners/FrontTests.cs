using System.IO.Compression;
using System.Text;
using SocialFund.Exchange.Partners;
using SocialFund.Kernel;
using SocialFund.Tests.Funds;
using SocialFund.Storage;

namespace SocialFund.Tests.Exchange.Partners;

/// <summary>Packages between installations, each with its own store, as the front servers would carry them.</summary>
public sealed class FrontTests : IDisposable
{
    private const string Centre = "C000000";
    private const string Own = "exchange/front/F630000";

    private static readonly Sm2KeyPair CentreKey = Sm2Keys.New();

    private readonly PartnersWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Package_ToTheCentre_LiesAtOurOwnFrontServerAndIsConfirmedByItsAck()
    {
        var ordered = await Order("月报_202610.csv", "a,b\r\n1,2");
        Assert.Equal(1, ordered.Serial);
        await _world.Settle();

        const string name = "F630000-C000000-DATA-00000001.zip";
        Assert.Equal([$"{Own}/out/{name}"], await _world.Names("exchange/"));
        var bytes = await _world.Bytes($"{Own}/out/{name}");
        var header = Header(bytes);
        Assert.Contains("<sender>F630000</sender><receiver>C000000</receiver><type>DATA</type><serial>1</serial>",
            header.Replace("\n", "", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        var row = Assert.Single(await _world.Transfers());
        Assert.Equal((TransferState.Sent, "mof", 1), (row.State, row.Partner, row.Serial));

        await Ack(bytes, "ok", "已签收");
        await _world.Run("exchange-fronts");
        Assert.Equal(TransferState.Confirmed, (await _world.Transfer(row.Id)).State);
        Assert.NotNull((await _world.Transfer(row.Id)).Receipt);
        Assert.Equal([$"{Own}/out/{name}"], await _world.Names("exchange/"));
    }

    [Fact]
    public async Task Package_WhenTheReceiverRefusesIt_IsADeadLetterWithItsReason()
    {
        await Order("月报_202610.csv", "a");
        await _world.Settle();
        await Ack(await _world.Bytes($"{Own}/out/F630000-C000000-DATA-00000001.zip"), "package_tampered", "摘要不符");
        await _world.Run("exchange-fronts");
        var row = Assert.Single(await _world.Transfers());
        Assert.Equal((TransferState.Dead, "摘要不符"), (row.State, row.Reason));

        // Sent again after the other side was mended, the same bytes are confirmed.
        (await _world.Do<TransferRow>(new ReplayTransfer(row.Id, _world.Home, "对方已修复"))).Require();
        await _world.Settle();
        Assert.Equal(TransferState.Sent, (await _world.Transfer(row.Id)).State);
        await Ack(await _world.Bytes($"{Own}/out/F630000-C000000-DATA-00000001.zip"), "ok", "已签收");
        await _world.Run("exchange-fronts");
        var confirmed = await _world.Transfer(row.Id);
        Assert.Equal((TransferState.Confirmed, 2), (confirmed.State, confirmed.Attempts));
    }

    [Fact]
    public async Task Order_TheSameFileTwice_IsOnePackage_AndNumbersHaveNoGap()
    {
        Assert.Equal(1, (await Order("a.txt", "a")).Serial);
        Assert.Equal(2, (await Order("b.txt", "b")).Serial);
        Assert.Equal(1, (await Order("a.txt", "a")).Serial);
        Assert.Equal(3, (await Order("c.txt", "c")).Serial);
        await _world.Settle();
        Assert.Equal(3, (await _world.Names($"{Own}/out/")).Count);
    }

    [Fact]
    public async Task Package_FromTheCentre_IsHandedToTheInboxAndAcknowledged()
    {
        await Bring(Packed(1, ("政策文件.zip", "content")));
        Assert.Equal("收取 1 件", await _world.Run("exchange-fronts"));

        Assert.Equal("content"u8.ToArray(), await _world.Bytes("inbox/mof/政策文件.zip"));
        var ack = Encoding.UTF8.GetString(await _world.Bytes($"{Own}/out/C000000-F630000-00000001.ack.xml"));
        Assert.Contains("<code>ok</code>", ack, StringComparison.Ordinal);
        var row = Assert.Single(await _world.Transfers());
        Assert.Equal(
            (TransferDirection.In, ChannelKind.Front, Centre, 1), (row.Direction, row.Channel, row.Node, row.Serial));
        Assert.Empty(await _world.Names($"{Own}/in/"));
    }

    [Fact]
    public async Task Package_WhenItComesTwice_IsAcknowledgedAgainAndHandedOnOnce()
    {
        var bytes = Packed(1, ("a.txt", "content"));
        await Bring(bytes);
        await _world.Run("exchange-fronts");
        await _world.Blobs.Delete("inbox/mof/a.txt");
        await _world.Blobs.Delete($"{Own}/out/C000000-F630000-00000001.ack.xml");
        await Bring(bytes);
        await _world.Run("exchange-fronts");

        Assert.Empty(await _world.Names("inbox/"));
        Assert.Single(await _world.Names($"{Own}/out/"));
        Assert.Equal(1, Assert.Single(await _world.Transfers()).Repeats);
    }

    [Fact]
    public async Task Serials_WithAGap_AreShownUntilTheMissingComes()
    {
        foreach (var serial in new[] { 1, 4, 3 })
        {
            await Bring(Packed(serial, ($"{serial}.txt", $"{serial}")));
            await _world.Run("exchange-fronts");
        }
        var node = await Node(Centre);
        Assert.Equal((4, true), (node.LastSerial, node.IsLink == false));
        Assert.Equal([2], node.Missing);
        await Bring(Packed(2, ("2.txt", "2")));
        await _world.Run("exchange-fronts");
        Assert.Empty((await Node(Centre)).Missing);

        await Bring(Packed(2, ("2.txt", "something else")));
        await _world.Run("exchange-fronts");
        Assert.Equal("package_serial_reused", (await Refused()).ReasonCode);
        await Bring(Packed(5000, ("5000.txt", "5000")));
        await _world.Run("exchange-fronts");
        Assert.Equal(4, (await Node(Centre)).LastSerial);
    }

    [Theory]
    [InlineData("content", "package_tampered")]
    [InlineData("header", "package_unsigned")]
    [InlineData("unsigned", "package_unsigned")]
    [InlineData("stranger", "package_sender_unknown")]
    [InlineData("extra", "package_unreadable")]
    [InlineData("nothing", "package_unreadable")]
    public async Task Package_ThatWasChanged_IsRefusedWholeAndTheSenderIsTold(string change, string code)
    {
        (await _world.Do<FrontNode>(new SaveNode(
            Centre, _world.Home, FrontAdapter.Folder, PublicKey: CentreKey.PublicKey))).Require();
        var bytes = Packed(1, ("a.txt", "content"));
        await Bring(change switch
        {
            "content" => Changed(bytes, zip => Replace(zip, "a.txt", "CONTENT")),
            "header" => Changed(bytes, zip => Replace(
                zip, "header.xml", Header(bytes).Replace("<serial>1<", "<serial>2<", StringComparison.Ordinal))),
            "unsigned" => Packed(1, isSigned: false, files: ("a.txt", "content")),
            "stranger" => Packed(1, sender: "C999999", files: ("a.txt", "content")),
            "extra" => Changed(bytes, zip => Replace(zip, "b.txt", "more")),
            _ => "no zip at all"u8.ToArray(),
        });
        await _world.Run("exchange-fronts");

        Assert.Empty(await _world.Names("inbox/"));
        Assert.Equal(code, (await Refused()).ReasonCode);
        var ack = Assert.Single(await _world.Names($"{Own}/out/"));
        Assert.Contains(
            $"<code>{code}</code>", Encoding.UTF8.GetString(await _world.Bytes(ack)), StringComparison.Ordinal);
        // The right one may still come under its number.
        await Bring(bytes);
        await _world.Run("exchange-fronts");
        Assert.Equal("content"u8.ToArray(), await _world.Bytes("inbox/mof/a.txt"));
    }

    [Fact]
    public async Task Cascade_FromACountyToTheCentre_PassesEveryLevelUnchangedAndTheAckComesBack()
    {
        using var county = new PartnersWorld("630102");
        var relayed = new List<QueuedPackage>();
        using var city = new PartnersWorld("630100", listener: new Listener(relayed));
        (await county.Do<PackageOrdered>(new SendPackage(Centre, "县级报表.txt"), "county", "630102")).Require();
        await county.Settle();
        // county's front → (folders that front servers keep alike) → city → province → centre
        var first = Assert.Single(await county.Names("transfers/packages/"));
        var original = await county.Bytes(first);
        await city.Module.Queue.Arrive(
            "F630102", Division.Of("630102"), first.Split('/')[^1], new MemoryStream(original), city.CallOf());
        await city.Settle();
        var up = Assert.Single(await city.Names("exchange/front/F630100/out/"),
            name => name.EndsWith(".zip", StringComparison.Ordinal));
        Assert.Equal(original, await city.Bytes(up));

        var name = up.Split('/')[^1];
        await _world.Drop($"exchange/front/F630100/in/{name}", original);
        await _world.Drop($"exchange/front/F630100/in/{name}.ok", "");
        await _world.Run("exchange-fronts");
        Assert.Equal(original, await _world.Bytes($"{Own}/out/{name}"));

        var ack = new PackageAck(
            "F630102", Centre, 1, _world.Crypto.Sm3Of(original), "ok", "已签收", _world.Clock.GetUtcNow());
        await _world.Drop($"{Own}/ack/{ack.FileName}", Text(ack));
        await _world.Run("exchange-fronts");
        Assert.Equal("已签收", Words(await _world.Bytes($"exchange/front/F630100/out/{ack.FileName}")));
        await city.Drop($"exchange/front/F630100/ack/{ack.FileName}", Text(ack));
        await city.Drop($"exchange/front/F630100/ack/{ack.FileName}.ok", "");
        await city.Run("exchange-fronts");
        // The city's queue to the county's front server carries it on.
        Assert.Contains(relayed, message => message.Node == "F630102" && message.Name == ack.FileName);
    }

    [Fact]
    public async Task Ftp_WritesUnderATemporaryNameAndTakesOnlyWhatIsMarked()
    {
        (await _world.Do<PackageOrdered>(new SendPackage("F630100", "下发.txt"), "down")).Require();
        await _world.Settle();
        const string name = "F630000-F630100-DATA-00000001.zip";
        Assert.Equal(
            [$"exchange/front/F630100/out/{name}", $"exchange/front/F630100/out/{name}.ok"],
            await _world.Names("exchange/front/F630100/"));

        var bytes = Packed(1, sender: "F630100", files: ("市级.txt", "city"));
        await _world.Drop("exchange/front/F630100/in/p.zip", bytes);
        await _world.Drop("exchange/front/F630100/in/q.zip.tmp", bytes);
        Assert.Equal("收取 0 件", await _world.Run("exchange-fronts"));
        await _world.Drop("exchange/front/F630100/in/p.zip.ok", "");
        Assert.Equal("收取 1 件", await _world.Run("exchange-fronts"));
        Assert.Equal("city"u8.ToArray(), await _world.Bytes("inbox/front-630100/市级.txt"));
        Assert.Equal(["exchange/front/F630100/in/q.zip.tmp"], await _world.Names("exchange/front/F630100/in/"));
    }

    [Fact]
    public async Task Http_PutsAtTheFrontServerAndFetchesWhatLiesThere()
    {
        var shelf = new Dictionary<string, byte[]>();
        await using var front = await SmallServer.Start(app => FrontServer.Map(app, shelf));
        (await _world.Do<FrontNode>(new SaveNode(
            "F632800", _world.Home, FrontAdapter.Http, $"{front.Address}/front"))).Require();
        (await _world.Do<PackageOrdered>(new SendPackage("F632800", "下发.txt"), "down")).Require();
        await _world.Settle();
        Assert.Equal(["out/F630000-F632800-DATA-00000001.zip"], shelf.Keys);

        shelf["in/p.zip"] = Packed(1, sender: "F632800", files: ("州级.txt", "state"));
        Assert.Equal("收取 1 件", await _world.Run("exchange-fronts"));
        Assert.Equal("state"u8.ToArray(), await _world.Bytes("inbox/front-632800/州级.txt"));
        Assert.Equal(
            ["out/F630000-F632800-DATA-00000001.zip", "out/F632800-F630000-00000001.ack.xml"],
            shelf.Keys.Order(StringComparer.Ordinal));
        await front.DisposeAsync();
        Assert.Contains("海西州前置机：发送未成功：无法连接对方系统", await _world.Run("exchange-fronts"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_CarriesPackagesOverTheOutboxBothWays()
    {
        var sent = new List<QueuedPackage>();
        using var world = new PartnersWorld(listener: new Listener(sent));
        (await world.Do<PackageOrdered>(new SendPackage("F632800", "下发.txt"), "down")).Require();
        await world.Settle();
        var message = Assert.Single(sent);
        Assert.Equal(("F632800", "F630000-F632800-DATA-00000001.zip"), (message.Node, message.Name));
        Assert.Contains("下发.txt", Header(await world.Bytes(message.Blob)), StringComparison.Ordinal);

        var bytes = Packed(1, sender: "F632800", files: ("州级.txt", "state"));
        (await world.Module.Queue.Arrive(
            "F632800", Division.Of("632800"), "p.zip", new MemoryStream(bytes), world.CallOf())).Require();
        await world.Settle();
        Assert.Equal("state"u8.ToArray(), await world.Bytes("inbox/front-632800/州级.txt"));
        Assert.Equal("F632800-F630000-00000001.ack.xml", sent[1].Name);
    }

    [Fact]
    public async Task Daily_TellsTheCentreEveryExchangeOfTheDay()
    {
        await Order("月报_202610.csv", "a");
        await Bring(Packed(1, ("政策.txt", "content")));
        await _world.Run("exchange-fronts");
        await _world.Drop("inbox/police-qh/户籍注销_202610.txt", "x");
        await _world.Module.Inbox.Received("inbox/police-qh/户籍注销_202610.txt", _world.CallOf("inbox"));
        await _world.Advance(TimeSpan.FromDays(1));
        Assert.Equal("20261120 共 2 件，已作为第 2 号包上报 C000000", await _world.Run("exchange-daily"));
        // Asked again, it is the same package.
        await _world.Run("exchange-daily");

        var bytes = await _world.Bytes($"{Own}/out/F630000-C000000-DAILY-00000002.zip");
        Assert.Equal(2, (await _world.Names($"{Own}/out/")).Count(name => name.EndsWith(".zip")));
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var reader = new StreamReader(
            await zip.GetEntry("交换日报_F630000_20261120.csv")!.OpenAsync(),
            CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!);
        var lines = (await reader.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Contains(lines, line => line.StartsWith("F630000,20261120,发送,C000000,1,", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("F630000,20261120,接收,C000000,1,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Order_ForWhatIsNoNodeOrHasNoPartner_IsRefused()
    {
        async Task<string> Code(string node, string file = "a.txt") =>
            (await _world.Do<PackageOrdered>(new SendPackage(node, file), "x")).Problem().Code;
        Assert.Equal("node_unknown", await Code("nowhere"));
        Assert.Equal("node_unknown", await Code("F630000"));
        Assert.Equal("bad_blob_name", await Code(Centre, "a/b.txt"));
        Assert.Equal("bad_blob_name", await Code(Centre, "header.xml"));
    }

    private async Task<PackageOrdered> Order(string name, string content) =>
        (await _world.Do<PackageOrdered>(new SendPackage(Centre, name), content)).Require();

    private async Task<NodeView> Node(string id) =>
        (await _world.Do<Page<NodeView>>(new ListNodes())).Require().Items.Single(view => view.Node.Id == id);

    private async Task<Transfer> Refused() => await _world.Transfer(
        (await _world.Transfers()).Single(row => row.State == TransferState.Refused).Id);

    private Task<BlobInfo> Bring(byte[] package) => _world.Drop($"{Own}/in/from-centre.zip", package);

    private Task<BlobInfo> Ack(byte[] package, string code, string message) => _world.Drop(
        $"{Own}/ack/F630000-C000000-00000001.ack.xml",
        Text(new PackageAck(
            "F630000", Centre, 1, _world.Crypto.Sm3Of(package), code, message, _world.Clock.GetUtcNow())));

    /// <summary>As the format says, not as our writer writes.</summary>
    private static string Text(PackageAck ack) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <ack><sender>{ack.Sender}</sender><receiver>{ack.Receiver}</receiver><serial>{ack.Serial}</serial>
        <sm3>{ack.Sm3}</sm3><code>{ack.Code}</code><message>{ack.Message}</message><at>2026-11-20T03:00:00Z</at></ack>
        """;

    private static string Words(byte[] ack) =>
        System.Xml.Linq.XElement.Parse(Encoding.UTF8.GetString(ack)).Element("message")!.Value;

    private byte[] Packed(int serial, params (string Name, string Content)[] files) =>
        Packed(serial, Centre, isSigned: true, files);

    /// <summary>A package as the centre's own program would make it.</summary>
    private byte[] Packed(
        int serial, string sender = Centre, bool isSigned = true, params (string Name, string Content)[] files)
    {
        var listed = files.Select(file =>
        {
            var bytes = Encoding.UTF8.GetBytes(file.Content);
            return (file.Name, bytes.Length, Sm3: _world.Crypto.Sm3Of(bytes));
        }).ToList();
        var signed = string.Join('\n', new[] { sender, "F630000", "DATA", $"{serial}", "2026-11-20T01:00:00Z" }
            .Concat(listed.Select(file => $"{file.Name}|{file.Length}|{file.Sm3}")));
        var signature = _world.Crypto.SignSm2(CentreKey.PrivateKey, Encoding.UTF8.GetBytes(signed));
        var header = $"""
            <?xml version="1.0" encoding="GB18030"?>
            <package version="1.0"><sender>{sender}</sender><receiver>F630000</receiver><type>DATA</type>
            <serial>{serial}</serial><createdAt>2026-11-20T01:00:00Z</createdAt>
            {string.Concat(listed.Select(file =>
                $"<file name=\"{file.Name}\" size=\"{file.Length}\" sm3=\"{file.Sm3}\"/>"))}
            {(isSigned ? $"<signature algorithm=\"SM2withSM3\">{signature}</signature>" : "")}</package>
            """;
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "header.xml", header, CodePagesEncodingProvider.Instance.GetEncoding("GB18030"));
            foreach (var (name, content) in files) { Write(zip, name, content); }
        }
        return bytes.ToArray();
    }

    private static byte[] Changed(byte[] package, Action<ZipArchive> change)
    {
        var bytes = new MemoryStream();
        bytes.Write(package);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true)) { change(zip); }
        return bytes.ToArray();
    }

    private static void Replace(ZipArchive zip, string name, string content)
    {
        zip.GetEntry(name)?.Delete();
        Write(zip, name, content);
    }

    private static void Write(ZipArchive zip, string name, string content, Encoding? encoding = null)
    {
        using var target = zip.CreateEntry(name).Open();
        target.Write((encoding ?? Encoding.UTF8).GetBytes(content));
    }

    private static string Header(byte[] package)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        using var reader = new StreamReader(zip.GetEntry("header.xml")!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>Plays the connector of the front servers' queue.</summary>
    private sealed class Listener(List<QueuedPackage> messages) : IMessageHandler
    {
        public string Topic => QueuedPackage.OutTopic;

        public Task Handle(OutboxMessage message, Call call)
        {
            messages.Add(message.As<QueuedPackage>());
            return Task.CompletedTask;
        }
    }
}
