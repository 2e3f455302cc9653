using System.IO.Compression;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>
/// Puts what came into the inbox, exactly as if the partner had dropped it there. Content that was handed over is not
/// put there again, as the intake takes files away.
/// </summary>
internal sealed class HandOver(IBlobStore blobs, TransferBook book) : IMessageHandler
{
    private const string Done = "已转入收件目录";

    public string Topic => TransferBook.Arrived;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var (id, files) = message.As<ArrivedMessage>();
        var transfer = await book.Find(id, call.Stopping)
            ?? throw new InvalidOperationException($"Transfer {id} is gone.");
        if (transfer.Events.Any(moment => moment.What == Done)) { return; }
        var path = await blobs.LocalPath(transfer.Content!, call.Stopping);
        foreach (var file in files) { await Put(path, file, call.Stopping); }
        await book.Note(id, call, now => now.With(now.State, new TransferEvent(call.Now, Done)));
    }

    private async Task Put(string path, HandedFile file, CancellationToken stopping)
    {
        await using var content = File.OpenRead(path);
        if (file.Entry is null)
        {
            (await blobs.Put(file.InboxName, content, onlyNew: false, stopping)).Require();
            return;
        }
        using var zip = new ZipArchive(content);
        await using var entry = await zip.GetEntry(file.Entry)!.OpenAsync(stopping);
        (await blobs.Put(file.InboxName, entry, onlyNew: false, stopping)).Require();
    }
}

/// <summary>Records what partners drop into their folders by SFTP; the routes after it take the file itself.</summary>
public sealed class DroppedFiles(PartnerRegister partners, TransferBook book, IBlobStore blobs) : IInboxHandler
{
    public async Task Received(string blobName, Call call)
    {
        if (await partners.OfInbox(blobName, call.Stopping) is not { } partner) { return; }
        if (await blobs.Info(blobName, call.Stopping) is not { } info) { return; }
        var known = await book.Find(Transfer.IdOf(TransferDirection.In, partner.Id, info.Sm3), call.Stopping);
        // What another channel brought was put here by ourselves and is recorded.
        if (known is { Channel: not ChannelKind.Sftp, State: not TransferState.Announced }) { return; }
        var arrival = new Arrival(
            partner, ChannelKind.Sftp, blobName[(blobName.LastIndexOf('/') + 1)..], info.Size, info.Sm3, Content: null,
            []);
        // The same file is offered again after a restart; its time tells it from one that was dropped again.
        var key = $"dropped-{info.Sm3[..16]}-{info.WrittenAt.ToUnixTimeMilliseconds()}";
        await book.Receive(arrival, call with { IdempotencyKey = key, ContentHash = "" });
    }
}
