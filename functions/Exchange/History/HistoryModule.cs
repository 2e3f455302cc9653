using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>历史数据: reports of earlier years, from workbooks to figures that can be asked.</summary>
public sealed class HistoryModule(
    IDocumentStore store, IBlobStore blobs, DuckDatabase duck, Catalogue catalogue, string workFolder) : IModule
{
    private readonly HistoryDesk _desk = new(
        store, blobs, new HistoryIndex(store), new HistoryLake(blobs, duck, workFolder), ReportForms.OfTheSystem);

    public string Name => "history";

    /// <summary>Takes files that are dropped instead of uploaded.</summary>
    public HistoryInbox Inbox(Division home) => new(_desk, home);

    public IEnumerable<Endpoint> Endpoints =>
    [
        ReceiveHistory.Endpoint(_desk),
        ListTrials.Endpoint(store),
        ViewTrial.Endpoint(_desk),
        CorrectTrial.Endpoint(_desk),
        AcceptTrial.Endpoint(_desk),
        DiscardTrial.Endpoint(_desk),
        ViewLabelMappings.Endpoint(_desk),
        MapLabel.Endpoint(_desk),
        RemoveMapping.Endpoint(_desk),
        ListVersions.Endpoint(store),
        ViewVersion.Endpoint(_desk),
        CompareVersions.Endpoint(_desk),
        RollBack.Endpoint(_desk),
        ViewForms.Endpoint(_desk.Forms),
        ViewOverview.Endpoint(_desk),
        ViewReport.Endpoint(_desk),
        ViewSeries.Endpoint(_desk),
        ViewOrigin.Endpoint(_desk),
        ViewLinks.Endpoint(_desk),
        ViewBreaks.Endpoint(_desk),
        ViewSubjects.Endpoint(_desk),
        ViewDetailYears.Endpoint(_desk, catalogue),
        WithdrawDetail.Endpoint(store, catalogue),
    ];
}
