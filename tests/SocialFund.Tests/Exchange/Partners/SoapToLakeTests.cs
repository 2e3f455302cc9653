using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Ingestion;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Kernel;
using SocialFund.Tests.Exchange.Ingestion;
using SocialFund.Tests.Exchange.Ingestion.Detail;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Partners;

/// <summary>What the tax bureau pushes as a message, from curl to a figure's passport and back to the line.</summary>
public sealed class SoapToLakeTests : IDisposable
{
    private const string Table = "enterprise-pension~tax-individual-contributions";

    private readonly PartnersWorld _world = new();
    private readonly DetailWorld _lake;
    private readonly TempFolder _folder = new();

    public SoapToLakeTests() => _lake = new DetailWorld(
        _world.Blobs, _world.Store, _world.Clock,
        new Agency("tax-qh", "国家税务总局青海省税务局", Division.Of("630000"), IntakeWorld.EveryFund));

    public void Dispose()
    {
        _lake.Dispose();
        _world.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task PushRows_ReachesTheLakeAndAFiguresPassport()
    {
        var reply = await Push(
            Row("6300012026100001", "63010200001", "480.00"), Row("6300012026100002", "63010200002", "320.50"),
            Row("6300012026100003", "63010200003", "abc"));
        await _world.Settle();
        var blob = Assert.Single(await _world.Names("inbox/tax-qh/"));
        Assert.True(await _lake.Intake.IsDetail(blob, CancellationToken.None));
        var batch = (await _lake.Intake.Receive(blob, CancellationToken.None))!;
        await _world.Settle();

        Assert.Equal(DetailState.PartlyLoaded, batch.State);
        Assert.Equal((3, 2, 1), (batch.Received!.Rows, batch.Accepted!.Rows, batch.Returned!.Rows));
        // The bureau asks for its receipt and learns what became of the rows.
        var transfer = await _world.Transfer(reply);
        Assert.Equal("入库 2 行，退回 1 行", transfer.Events[^1].What);

        var governance = new GovernanceModule(
            _world.Store, _world.Blobs, _lake.Duck, Catalogue.Shipped, new NoJobs());
        var passport = (Passport)(await Ask(governance, new ViewPassport(Table, "202610"))).Require();
        Assert.Equal((2, 800_50), (passport.Rows, passport.Fen));
        var share = Assert.Single(passport.Batches);
        Assert.Equal((batch.Id, transfer.Sm3, 800_50), (share.Batch, share.FileSm3, share.Fen));
        Assert.Equal([(2L, 480_00L), (3L, 320_50L)], passport.Lines.Select(line => (line.Line, line.Fen)));

        var ingestion = new IngestionModule(
            _world.Store, _world.Blobs, null!, Catalogue.Shipped, _folder.Of("work"));
        var line = (SourceLine)(await Ask(ingestion, new ViewSourceLine(batch.Id, Table, 0, 3))).Require();
        Assert.Equal(transfer.Sm3, line.PackageSm3);
        Assert.Contains(new SourceCell("电子税票号码（缴费凭证号）", "6300012026100002"), line.Cells);
        Assert.Contains(new SourceCell("个人实缴金额", "320.50"), line.Cells);
    }

    private static string Row(string ticket, string person, string paid) => $"""
        <t:Row><t:Item name="AAA027">630102</t:Item><t:Item name="AAZ288">1{ticket}</t:Item>
        <t:Item name="AAD009">{ticket}</t:Item><t:Item name="AAE140">110</t:Item>
        <t:Item name="AAC001">{person}</t:Item><t:Item name="对应费款所属期">202610</t:Item>
        <t:Item name="individualPaidAmount">{paid}</t:Item></t:Row>
        """;

    /// <returns>The receipt's number.</returns>
    private async Task<string> Push(params string[] rows)
    {
        await using var server = await _world.Soap();
        var password = (await _world.Do<SocialFund.Exchange.Partners.NewPassword>(
            new SocialFund.Exchange.Partners.RenewPassword("tax-qh", Division.Of("630000"), "tax-qh")))
            .Require().Password;
        var message = _folder.Of("message.xml");
        await File.WriteAllTextAsync(message, SoapText.Envelope(
            SoapText.Rows(count: rows.Length, rows: string.Concat(rows)),
            SoapText.Token(_world.Clock.GetUtcNow(), password)));
        var (code, answer) = await Tool.Run(
            "curl", "", "-s", "-H", "Content-Type: text/xml", "--data-binary", $"@{message}",
            $"{server.Address}/soap/tax");
        Assert.Equal(0, code);
        return System.Xml.Linq.XElement.Parse(answer.Trim('\uFEFF'))
            .Descendants(System.Xml.Linq.XName.Get("Receipt", "urn:socialfund:tax:1")).Single().Value;
    }

    private static async Task<Result<object>> Ask(IModule module, object request)
    {
        var reader = new Actor(
            "u-reader", "阅", Division.Of("630000"), null,
            [new Grant(new HashSet<string> { Permission.IntakeView.Code }, null, Division.Of("630000"))]);
        var endpoint = module.Endpoints.Single(one => one.Request == request.GetType());
        return await endpoint.Handle(request, new Call(
            reader, new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero), "request", null));
    }
}
