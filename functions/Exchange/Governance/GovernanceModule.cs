using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>数据治理: what the lake holds, how good it is, where each figure comes from.</summary>
public sealed class GovernanceModule(
    IDocumentStore store, IBlobStore blobs, DuckDatabase duck, Catalogue catalogue, IJobs jobs) : IModule
{
    private readonly DetailLake _lake = new(new LakeIndex(store), blobs);

    public string Name => "governance";

    public IEnumerable<Endpoint> Endpoints =>
    [
        ViewLake.Endpoint(store, catalogue),
        ListQuality.Endpoint(store),
        ViewQualityTrend.Endpoint(store),
        ViewFindings.Endpoint(store, blobs, duck, catalogue),
        ViewGroups.Endpoint(_lake, duck, catalogue),
        ViewAcrossFunds.Endpoint(_lake, duck, catalogue),
        ViewPassport.Endpoint(store, _lake, duck, catalogue),
        StartMerge.Endpoint(jobs),
    ];
}
