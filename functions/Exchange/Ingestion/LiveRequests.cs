using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>Whether a request's payees count as applied for.</summary>
public sealed class LiveRequests(IDocumentStore store)
{
    /// <returns>False for rejected, withdrawn and unknown requests.</returns>
    public async Task<bool> IsLive(RequestId request, CancellationToken stopping)
    {
        var stored = await store.Find<PaymentRequest>(
            Containers.Requests, request.Text, PaymentRequest.DocumentId, stopping);
        return stored is not null && stored.Value.State is not (RequestState.Rejected or RequestState.Withdrawn);
    }
}
