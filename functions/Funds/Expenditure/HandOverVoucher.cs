using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>
/// Where the treasury works in its own system, the voucher of each payment follows as a file (R-6.2 way 2):
/// <c>outbox/treasury/{division}/{request}-r{round}-voucher.json</c>.
/// </summary>
public sealed class HandOverVoucher(IDocumentStore store, IBlobStore blobs) : IMessageHandler
{
    public string Topic => RequestTopics.Paid;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var paid = message.As<ExpenditurePaid>();
        var settings = await ExpenditureSettings.For(store, paid.Request.Division, call.Stopping);
        if (settings.Treasury != TreasuryMode.Interface) { return; }
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Json.Write(paid)));
        // The same message twice finds its file there, which is what was wanted.
        await blobs.Put(
            $"outbox/treasury/{paid.Request.Division}/{paid.Request.Text}-r{paid.Round}-voucher.json", content,
            onlyNew: true, call.Stopping);
    }
}
