using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>文件接收: what agencies drop, what became of it, what goes back.</summary>
public sealed class IngestionModule(IDocumentStore store, IBlobStore blobs, IAgencies agencies) : IModule
{
    public string Name => "intake";

    public IEnumerable<Endpoint> Endpoints =>
    [
        UploadBatch.Endpoint(store, blobs, agencies),
        ListIntake.Endpoint(store),
        ViewIntake.Endpoint(store),
        DownloadReturn.Endpoint(store, blobs),
    ];
}
