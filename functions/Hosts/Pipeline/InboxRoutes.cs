using SocialFund.Exchange.Ingestion;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline;

/// <summary>
/// Who takes a dropped file: <c>inbox/bank/{bank}/…</c> receipts, <c>inbox/treasury/…</c> results of the treasury's
/// system, <c>inbox/{agency}/…</c> batches. What was taken leaves the inbox.
/// </summary>
internal sealed class InboxRoutes(Intake intake, PaymentModule payment, IBlobStore blobs) : IInboxHandler
{
    public async Task Received(string blobName, Call call)
    {
        switch (blobName.Split('/'))
        {
            case ["inbox", "bank", ..]:
                await payment.Receipts.Receive(blobName, call);
                await blobs.Delete(blobName, call.Stopping);
                break;
            case ["inbox", "treasury", ..]:
                await payment.TreasuryResults.Receive(blobName, call);
                await blobs.Delete(blobName, call.Stopping);
                break;
            default:
                await intake.Receive(blobName, call.Stopping);
                break;
        }
    }
}
