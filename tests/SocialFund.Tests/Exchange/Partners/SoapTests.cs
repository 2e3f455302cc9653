using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using System.Xml.Schema;
using SocialFund.Exchange.Partners;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Partners;

/// <summary>The web service asked by curl, which knows nothing of our code.</summary>
public sealed class SoapTests : IAsyncLifetime, IDisposable
{
    private static readonly XNamespace Tax = "urn:socialfund:tax:1";

    private readonly PartnersWorld _world = new();
    private readonly TempFolder _folder = new();
    private SmallServer _server = null!;
    private string _password = "";

    private sealed record Reply(int Status, string Type, byte[] Bytes)
    {
        public XElement Xml => XElement.Parse(EncodingOf(Type).GetString(Bytes).Trim('\uFEFF'));

        private static Encoding EncodingOf(string type) => type.EndsWith("gb18030", StringComparison.OrdinalIgnoreCase)
            ? CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!
            : Encoding.UTF8;

        public string? Value(string name) => Xml.Descendants(Tax + name).FirstOrDefault()?.Value;

        /// <summary>Of the fault's detail.</summary>
        public string? Code => Value("Code");
    }

    public async Task InitializeAsync()
    {
        _server = await _world.Soap();
        _password = (await _world.Do<NewPassword>(
            new RenewPassword("tax-qh", Division.Of("630000"), "tax-qh"))).Require().Password;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _world.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(SoapText.Soap11, "text/xml; charset=utf-8", "text/xml; charset=utf-8")]
    [InlineData(SoapText.Soap12, "application/soap+xml; charset=utf-8", "application/soap+xml; charset=utf-8")]
    public async Task PushRows_InEitherVersion_BecomesATextInAZipInTheInbox(string version, string type, string answer)
    {
        var reply = await Post(SoapText.Envelope(SoapText.Rows(), Token(), version), type);
        Assert.Equal((200, answer), (reply.Status, reply.Type));
        Assert.Equal(version, reply.Xml.Name.NamespaceName);
        Assert.Equal("received", reply.Value("State"));
        await _world.Settle();

        const string name = "inbox/tax-qh/企业职工基本养老保险税务个人缴费明细_202610_630000_B001.zip";
        var lines = await Lines(name);
        Assert.Equal(3, lines.Length);
        Assert.Equal(27, lines[0].Split('|').Length);
        Assert.StartsWith("社保业务系统编码|统筹区编码|UUID|", lines[0], StringComparison.Ordinal);
        // 电子税票号码 is the sixth of the catalogue's fields, 人员编号 the ninth, 个人实缴金额 the eighteenth.
        Assert.Equal("|||||6300012026100001|||P&1|||||||||480.00|||||||||", lines[1]);
        Assert.Equal("|||||6300012026100002|||何㐂||||||||||||||||||", lines[2]);
        var transfer = await _world.Transfer(reply.Value("Receipt")!);
        Assert.Equal(("individual", "202610"), (transfer.Delivery, transfer.Period));
        Assert.Equal(["已收到", "已转入收件目录"], transfer.Events.Select(moment => moment.What));
    }

    [Fact]
    public async Task PushRows_InGb18030_IsReadAndAnsweredInIt()
    {
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var text = SoapText.Envelope(SoapText.Rows("税务-1"), Token(), encoding: "GB18030");
        // The declaration alone tells the encoding.
        var reply = await Post(gb.GetBytes(text), "text/xml");
        Assert.Equal((200, "text/xml; charset=gb18030"), (reply.Status, reply.Type.ToLowerInvariant()));
        await _world.Settle();
        Assert.EndsWith(
            "何㐂||||||||||||||||||",
            (await Lines("inbox/tax-qh/企业职工基本养老保险税务个人缴费明细_202610_630000_税务-1.zip"))[2],
            StringComparison.Ordinal);
        // The header's charset wins over what the XML declares (RFC 7303).
        var renamed = SoapText.Envelope(SoapText.Rows("税务-2"), Token("bm9uY2UtMg=="));
        Assert.Equal("received", (await Post(gb.GetBytes(renamed), "text/xml; charset=GB18030")).Value("State"));
    }

    [Fact]
    public async Task PushRows_WhenRepeated_ChangesNothing()
    {
        var first = await Post(SoapText.Envelope(SoapText.Rows(), Token("bm9uY2UtMQ==")), "text/xml");
        await _world.Settle();
        await _world.Blobs.Delete("inbox/tax-qh/企业职工基本养老保险税务个人缴费明细_202610_630000_B001.zip");
        var again = await Post(SoapText.Envelope(SoapText.Rows(), Token("bm9uY2UtMg==")), "text/xml");
        await _world.Settle();

        Assert.Equal(first.Value("Receipt"), again.Value("Receipt"));
        Assert.Equal(("0", "1"), (first.Value("Repeats"), again.Value("Repeats")));
        Assert.Empty(await _world.Names("inbox/"));
        Assert.Single(await _world.Transfers());
        Assert.Single(await _world.Names("transfers/in/"));
    }

    [Fact]
    public async Task QueryReceipt_TellsWhatTheIntakeMadeOfTheRows()
    {
        var pushed = await Post(SoapText.Envelope(SoapText.Rows(), Token("bm9uY2UtMQ==")), "text/xml");
        var receipt = pushed.Value("Receipt")!;
        await _world.Store.Apply<Done>(Containers.Intake, "some-batch", _world.CallOf(), unit =>
        {
            unit.Emit(TransferOutcome.Topic, new TransferOutcome(
                "tax-qh", pushed.Value("Sm3")!, TransferState.Returned, "接收 1 行，退回 1 行", null));
            unit.Audit("test", new Scope(_world.Home), "");
            return Task.FromResult<Result<Done>>(Done.Value);
        });
        await _world.Settle();
        var asked = await Post(SoapText.Envelope(SoapText.Ask(receipt), Token("bm9uY2UtMg==")), "text/xml");
        Assert.Equal(("returned", "部分退回"), (asked.Value("State"), asked.Value("StateName")));
        Assert.Equal("接收 1 行，退回 1 行", asked.Value("Message"));
        var batch = SoapText.Ask("").Replace("<t:Receipt></t:Receipt>", "<t:Batch>B001</t:Batch>",
            StringComparison.Ordinal);
        var byBatch = await Post(SoapText.Envelope(batch, Token("bm9uY2UtMw==")), "text/xml");
        Assert.Equal(receipt, byBatch.Value("Receipt"));
        var none = await Post(SoapText.Envelope(SoapText.Ask("transfer-in-x"), Token("bm9uY2UtNA==")), "text/xml");
        Assert.Equal((500, "not_found"), (none.Status, none.Code));
    }

    [Fact]
    public async Task QueryReconciliation_TellsWhatTheThreeSidesSayOfATicket()
    {
        var id = new SuspenseId(_world.Home, Fund.EnterprisePension, "6300012026100001");
        await _world.Store.Put(
            SuspenseRow.List,
            new SuspenseRow(
                id, _world.Home, "青海省", Fund.EnterprisePension, id.Ticket, new DateOnly(2026, 10, 9),
                Money.FromFen(480_00), Money.FromFen(470_00), Money.FromFen(480_00), "open", false, [], null, null, 1),
            default);
        static string Question(string division) => $"""
            <t:QueryReconciliation xmlns:t="urn:socialfund:tax:1"><t:Division>{division}</t:Division>
            <t:Fund>enterprise-pension</t:Fund><t:Ticket>6300012026100001</t:Ticket></t:QueryReconciliation>
            """;
        var reply = await Post(SoapText.Envelope(Question("630000"), Token("bm9uY2UtMQ==")), "text/xml");
        Assert.Equal(
            ("480.00", "480.00", "470.00", "open", "true"),
            (reply.Value("TreasuryAmount"), reply.Value("TaxAmount"), reply.Value("AgencyAmount"),
                reply.Value("State"), reply.Value("IsComplete")));
        var none = await Post(SoapText.Envelope(Question("630100"), Token("bm9uY2UtMg==")), "text/xml");
        Assert.Null(none.Value("Number"));
        var foreign = await Post(SoapText.Envelope(Question("640000"), Token("bm9uY2UtMw==")), "text/xml");
        Assert.Equal("soap_value_wrong", foreign.Code);
    }

    [Fact]
    public async Task NotifyFileReady_IsShownUntilTheFileComesBySftp()
    {
        var content = Encoding.UTF8.GetBytes("some zip");
        var sm3 = _world.Crypto.Sm3Of(content);
        var notice = $"""
            <t:NotifyFileReady xmlns:t="urn:socialfund:tax:1"><t:FileName>税务单位缴费明细_202610_1.zip</t:FileName>
            <t:Size>8</t:Size><t:Sm3>{sm3}</t:Sm3></t:NotifyFileReady>
            """;
        var reply = await Post(SoapText.Envelope(notice, Token()), "text/xml");
        Assert.Equal("已预告", reply.Value("StateName"));

        var file = await _world.Drop("inbox/tax-qh/税务单位缴费明细_202610_1.zip", content);
        await _world.Module.Inbox.Received(file.Name, _world.CallOf("inbox"));
        var transfer = await _world.Transfer(reply.Value("Receipt")!);
        Assert.Equal((TransferState.Received, "employer", 0), (transfer.State, transfer.Delivery, transfer.Repeats));
    }

    [Fact]
    public async Task Token_WithTheTextPassword_IsAdmitted()
    {
        var header = SoapText.Token(_world.Clock.GetUtcNow(), _password, isDigest: false);
        Assert.Equal(200, (await Post(SoapText.Envelope(SoapText.Rows(), header), "text/xml")).Status);
    }

    [Fact]
    public async Task Token_WhenTheSameNonceComesAgain_IsRefused()
    {
        var message = SoapText.Envelope(SoapText.Rows(), Token());
        Assert.Equal(200, (await Post(message, "text/xml")).Status);
        var replayed = await Post(message, "text/xml");
        Assert.Equal((500, "soap_token_replayed"), (replayed.Status, replayed.Code));
        await _world.Settle();
        Assert.Equal(0, Assert.Single(await _world.Transfers()).Repeats);

        // Nonces are forgotten when their tokens are too old to be used.
        await _world.Advance(TimeSpan.FromMinutes(25));
        await _world.Run("exchange-fronts");
        Assert.Empty((await _world.Store.Changes(Containers.System, null, "nonce", 10)).Items);
    }

    [Theory]
    [InlineData("wrong", "soap_sign_in_failed")]
    [InlineData("stranger", "soap_sign_in_failed")]
    [InlineData("none", "soap_sign_in_failed")]
    [InlineData("old", "soap_token_stale")]
    [InlineData("closed", "partner_closed")]
    public async Task Token_WhenItProvesNothing_IsRefusedAndNothingIsKept(string fault, string code)
    {
        var now = _world.Clock.GetUtcNow();
        if (fault == "closed") { await Close(); }
        var header = fault switch
        {
            "wrong" => SoapText.Token(now, "not the password"),
            "stranger" => SoapText.Token(now, _password, user: "nobody"),
            "none" => "",
            "old" => SoapText.Token(now.AddMinutes(-6), _password),
            _ => SoapText.Token(now, _password),
        };
        var reply = await Post(SoapText.Envelope(SoapText.Rows(), header), "text/xml");
        Assert.Equal((500, code), (reply.Status, reply.Code));
        await _world.Settle();
        Assert.Empty(await _world.Transfers());
    }

    [Fact]
    public async Task Envelope_OfAnotherVersion_IsAVersionMismatch()
    {
        foreach (var version in new[] { "http://www.w3.org/2001/06/soap-envelope", SoapText.Soap12 })
        {
            var reply = await Post(SoapText.Envelope(SoapText.Rows(), Token(), version), "text/xml");
            Assert.Equal((500, "soap_version_wrong"), (reply.Status, reply.Code));
            Assert.Equal("soap:VersionMismatch", reply.Xml.Descendants("faultcode").Single().Value);
        }
    }

    [Fact]
    public async Task Header_ThatMustBeUnderstood_IsRefusedInEachVersionsWords()
    {
        const string block = """<x:Billing xmlns:x="urn:x" s:mustUnderstand="1"><x:No>1</x:No></x:Billing>""";
        var old = await Post(SoapText.Envelope(SoapText.Rows(), block + Token()), "text/xml");
        Assert.Equal("soap_header_unknown", old.Code);
        Assert.Equal("soap:MustUnderstand", old.Xml.Descendants("faultcode").Single().Value);
        var text = SoapText.Envelope(SoapText.Rows(), block + Token(), SoapText.Soap12);
        var current = await Post(text, "application/soap+xml");
        Assert.Equal(500, current.Status);
        Assert.Equal("soap:MustUnderstand", current.Xml.Descendants(
            XName.Get("Value", SoapText.Soap12)).Single().Value);
        // One that need not be understood is passed over.
        var mild = block.Replace("=\"1\"", "=\"0\"", StringComparison.Ordinal);
        Assert.Equal(200, (await Post(SoapText.Envelope(SoapText.Rows(), mild + Token()), "text/xml")).Status);
    }

    [Fact]
    public async Task Body_WithABombOfEntities_IsRefusedUnread()
    {
        const string bomb = """
            <?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>&b;</s:Body></s:Envelope>
            """;
        var reply = await Post(bomb, "text/xml");
        Assert.Equal((500, "soap_unreadable"), (reply.Status, reply.Code));
        Assert.Contains("DTD", reply.Value("Message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("depth", "soap_too_large")]
    [InlineData("value", "soap_too_large")]
    [InlineData("broken", "soap_unreadable")]
    [InlineData("bytes", "soap_unreadable")]
    [InlineData("encoding", "soap_encoding_unknown")]
    [InlineData("operation", "soap_operation_unknown")]
    [InlineData("table", "soap_value_wrong")]
    [InlineData("count", "soap_value_wrong")]
    [InlineData("field", "soap_row_wrong")]
    [InlineData("bar", "soap_row_wrong")]
    [InlineData("twice", "soap_row_wrong")]
    public async Task Message_WithAFault_IsRefusedWhole(string fault, string code)
    {
        var rows = fault switch
        {
            "value" => $"""<t:Row><t:Item name="AAD009">{new string('9', 2001)}</t:Item></t:Row>""",
            "field" => """<t:Row><t:Item name="身高">180</t:Item></t:Row>""",
            "bar" => """<t:Row><t:Item name="AAD009">1|2</t:Item></t:Row>""",
            "twice" => """<t:Row><t:Item name="AAD009">1</t:Item><t:Item name="AAD009">1</t:Item></t:Row>""",
            _ => """<t:Row><t:Item name="AAD009">1</t:Item></t:Row>""",
        };
        var body = fault == "table" ? SoapText.Rows(table: "enterprise-pension/nothing")
            : SoapText.Rows(count: fault == "count" ? 3 : 1, rows: rows);
        var text = SoapText.Envelope(body, fault == "depth" ? Nested : Token());
        if (fault == "operation") { text = text.Replace("PushRows", "DropTables", StringComparison.Ordinal); }
        if (fault == "broken") { text = text[..^20]; }
        var bytes = Encoding.UTF8.GetBytes(text);
        if (fault == "bytes") { bytes[text.IndexOf("202610", StringComparison.Ordinal)] = 0xFF; }
        var reply = await Post(bytes, fault == "encoding" ? "text/xml; charset=big5" : "text/xml");
        Assert.Equal((500, code), (reply.Status, reply.Code));
        await _world.Settle();
        Assert.Empty(await _world.Transfers());
        Assert.Empty(await _world.Names("transfers/"));
    }

    [Fact]
    public async Task Message_OverTheLimit_IsRefusedAsAFault()
    {
        var rows = new StringBuilder();
        while (rows.Length < 64 << 20)
        {
            rows.Append("<t:Row><t:Item name=\"AAD009\">").Append('1', 1500).Append("</t:Item></t:Row>");
        }
        var reply = await Post(SoapText.Envelope(SoapText.Rows(rows: rows.ToString()), Token()), "text/xml");
        Assert.Equal((500, "soap_too_large"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("application/json", 415)]
    [InlineData("text/xml", 200)]
    public async Task MediaType_ThatIsNoSoap_IsRefused(string type, int status) =>
        Assert.Equal(status, (await Post(SoapText.Envelope(SoapText.Rows(), Token()), type)).Status);

    [Fact]
    public async Task Wsdl_NamesTheAddressAndItsSchemaTakesOurMessages()
    {
        var (code, text) = await Tool.Run("curl", "", "-s", $"{_server.Address}/soap/tax?wsdl");
        Assert.Equal(0, code);
        var wsdl = XDocument.Parse(text);
        Assert.Equal(
            [$"{_server.Address}/soap/tax", $"{_server.Address}/soap/tax"],
            wsdl.Descendants().Where(one => one.Name.LocalName == "address").Attributes("location")
                .Select(attribute => attribute.Value));
        var schema = wsdl.Descendants(XName.Get("schema", "http://www.w3.org/2001/XMLSchema")).Single();
        var set = new XmlSchemaSet();
        set.Add(null, schema.CreateReader());
        set.Compile();
        var reply = await Post(SoapText.Envelope(SoapText.Rows(), Token()), "text/xml");
        var answer = reply.Xml.Descendants(Tax + "PushRowsResponse").Single();
        foreach (var message in new[] { XElement.Parse(SoapText.Rows()), XElement.Parse(SoapText.Ask("x")), answer })
        {
            var faults = new List<string>();
            new XDocument(message).Validate(set, (_, fault) => faults.Add(fault.Message));
            Assert.Equal([], faults);
        }
    }

    /// <summary>A header that nobody need understand, seventeen deep.</summary>
    private static readonly string Nested =
        string.Concat(Enumerable.Repeat("<a>", 17)) + string.Concat(Enumerable.Repeat("</a>", 17));

    private string Token(string nonce = "bm9uY2UtMQ==") =>
        SoapText.Token(_world.Clock.GetUtcNow(), _password, nonce: nonce);

    private async Task Close()
    {
        var tax = (await _world.Module.Register.Find("tax-qh"))!;
        (await _world.Do<PartnerView>(new SavePartner(
            tax.Id, tax.Name, tax.Kind, tax.Division, tax.Folder, tax.Channels, [], IsOpen: false))).Require();
    }

    private async Task<string[]> Lines(string zipName)
    {
        using var zip = new ZipArchive(new MemoryStream(await _world.Bytes(zipName)));
        var entry = Assert.Single(zip.Entries);
        Assert.EndsWith(".txt", entry.FullName, StringComparison.Ordinal);
        using var reader = new StreamReader(
            await entry.OpenAsync(), CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!);
        return (await reader.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private Task<Reply> Post(string text, string type) => Post(Encoding.UTF8.GetBytes(text), type);

    private async Task<Reply> Post(byte[] bytes, string type)
    {
        var (message, answer) = (_folder.Of("message.xml"), _folder.Of("answer.xml"));
        await File.WriteAllBytesAsync(message, bytes);
        await File.WriteAllBytesAsync(answer, []);
        var (code, output) = await Tool.Run(
            "curl", "", "-s", "-o", answer, "-w", "%{http_code} %{content_type}", "-H", $"Content-Type: {type}",
            "-H", "SOAPAction: \"urn:socialfund:tax:1:PushRows\"", "--data-binary", $"@{message}",
            $"{_server.Address}/soap/tax");
        Assert.Equal(0, code);
        return new Reply(int.Parse(output[..3]), output[4..].Trim(), await File.ReadAllBytesAsync(answer));
    }
}
