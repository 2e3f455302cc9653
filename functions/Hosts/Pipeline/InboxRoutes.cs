using System.Text;
using SocialFund.Exchange.History;
using SocialFund.Exchange.Ingestion;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline;

/// <summary>
/// Who takes a dropped file: <c>inbox/bank/{bank}/…</c> receipts, <c>inbox/treasury/…</c> results of the treasury's
/// system, <c>inbox/history/{division}/…</c> reports of earlier years, <c>inbox/{agency}/…</c> detail data and
/// applications for payment. What was taken leaves the inbox; a bank's, the treasury's or a history file that was
/// refused goes to <c>outbox/refused/…</c> with the reason beside it.
/// </summary>
internal sealed class InboxRoutes(
    Intake intake, DetailIntake detail, PaymentModule payment, HistoryInbox history, IBlobStore blobs) : IInboxHandler
{
    /// <summary>A file name holds 255 bytes; digest and ending need 30.</summary>
    private const int StemBytesMax = 200;

    public async Task Received(string blobName, Call call)
    {
        switch (blobName.Split('/'))
        {
            case ["inbox", "bank", ..]:
                await Leave(blobName, await payment.Receipts.Receive(blobName, call), call);
                break;
            case ["inbox", "treasury", ..]:
                await Leave(blobName, await payment.TreasuryResults.Receive(blobName, call), call);
                break;
            case ["inbox", HistoryInbox.Folder, _, ..]:
                if (await history.Receive(blobName, call) is { } kept) { await Leave(blobName, kept, call); }
                break;
            case var _ when await detail.IsDetail(blobName, call.Stopping):
                await detail.Receive(blobName, call.Stopping);
                break;
            default:
                await intake.Receive(blobName, call.Stopping);
                break;
        }
    }

    private async Task Leave<T>(string blobName, Result<T> answer, Call call) where T : notnull
    {
        if (!answer.TryGet(out _, out var problem)) { await SetAside(blobName, problem, call.Stopping); }
        await blobs.Delete(blobName, call.Stopping);
    }

    /// <summary>Under the content's digest, so that a crash in between leaves no second copy.</summary>
    private async Task SetAside(string blobName, Problem problem, CancellationToken stopping)
    {
        await using var received = await blobs.Open(blobName, stopping);
        if (received is null) { return; }
        var folder = blobName["inbox/".Length..(blobName.LastIndexOf('/') + 1)];
        var name = BlobName.Safe(blobName[(blobName.LastIndexOf('/') + 1)..], StemBytesMax);
        var aside = $"outbox/refused/{folder}{received.Info.Sm3[..8]}-{name}";
        (await blobs.Put(aside, received.Content, onlyNew: false, stopping)).Require();
        var reason = $"拒收说明\r\n文件：{name}\r\nSM3：{received.Info.Sm3}\r\n{problem.Message}\r\n文件未作任何处理。\r\n";
        using var note = new MemoryStream([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(reason)]);
        (await blobs.Put($"{aside}-拒收说明.txt", note, onlyNew: false, stopping)).Require();
    }
}
