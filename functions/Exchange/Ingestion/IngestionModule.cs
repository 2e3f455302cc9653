using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>文件接收: what agencies drop, what became of it, what goes back.</summary>
public sealed class IngestionModule(
    IDocumentStore store, IBlobStore blobs, IAgencies agencies, Catalogue catalogue, string workFolder) : IModule
{
    public string Name => "intake";

    public IEnumerable<Endpoint> Endpoints =>
    [
        UploadBatch.Endpoint(store, blobs, agencies),
        ListIntake.Endpoint(store),
        ViewIntake.Endpoint(store),
        DownloadReturn.Endpoint(store, blobs),
        ListDetail.Endpoint(store),
        ViewDetail.Endpoint(store),
        ViewDetailTable.Endpoint(store),
        DownloadDetail.Endpoint(store, blobs),
        ViewSourceLine.Endpoint(store, blobs, catalogue, workFolder),
    ];
}
