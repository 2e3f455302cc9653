using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>共享服务: what other departments may call, who they are, and what they called.</summary>
public sealed class SharingModule(
    IDocumentStore store, IBlobStore blobs, SharedReader reader, IJobs jobs, TimeProvider clock) : IModule
{
    public string Name => "sharing";

    public IEnumerable<Endpoint> Endpoints =>
    [
        ListSubjects.Endpoint(), ReadSubject.Endpoint(store, reader), ReadGranted.Endpoint(store, clock),
        ListConsumers.Endpoint(store), ViewConsumer.Endpoint(store), RegisterConsumer.Endpoint(store),
        StopConsumer.Endpoint(store), ResumeConsumer.Endpoint(store), IssueKey.Endpoint(store),
        RevokeKey.Endpoint(store), RegisterCertificate.Endpoint(store), RevokeCertificate.Endpoint(store),
        SetSharedGrants.Endpoint(store), ListCalls.Endpoint(store), ExportCalls.Endpoint(store),
        ListPublications.Endpoint(store, blobs), PublishShared.Endpoint(jobs),
    ];
}
