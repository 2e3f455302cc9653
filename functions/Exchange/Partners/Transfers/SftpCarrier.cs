using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>Leaves the file where the partner fetches it by SFTP: <c>outbox/{folder}/{name}</c>.</summary>
internal sealed class SftpCarrier(IBlobStore blobs) : ICarrier
{
    public ChannelKind Channel => ChannelKind.Sftp;

    public async Task<Result<Carried>> Carry(Partner partner, Transfer transfer, Call call)
    {
        await using var blob = await blobs.Open(transfer.Content!, call.Stopping);
        if (blob is null) { return new ContentGone(transfer.Name); }
        var name = $"outbox/{partner.Folder}/{transfer.Name}";
        return (await blobs.Put(name, blob.Content, onlyNew: false, call.Stopping)).TryGet(out _, out var problem)
            ? new Carried(null, IsFinal: false)
            : problem;
    }
}
