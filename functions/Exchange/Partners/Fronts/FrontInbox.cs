using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>
/// Takes in what front servers bring: our packages are proved, numbered and handed to the inbox; those for others are
/// passed on unchanged; acknowledgements end what we sent. Every step may be repeated.
/// </summary>
internal sealed class FrontInbox(
    IDocumentStore store, IBlobStore blobs, INationalCrypto crypto, NodeRegister nodes, PartnerRegister partners,
    TransferBook book, FrontAdapters adapters)
{
    private const int AckBytesMax = 64 << 10;

    /// <summary>Takes one thing in; it may be removed at the front server afterwards.</summary>
    /// <returns>False when it should stay: its acknowledgement could not be sent, or it is nothing of ours.</returns>
    public async Task<bool> Take(FrontNode link, FrontArrival arrival, Call call)
    {
        await using var content = await arrival.Open(call.Stopping);
        return arrival.IsAck ? await TakeAck(content, call) : await TakePackage(link, arrival.Name, content, call);
    }

    private async Task<bool> TakePackage(FrontNode link, string name, Stream content, Call call)
    {
        var temporary = $"transfers/arriving/{link.Id}/{name}";
        var lying = (await blobs.Put(temporary, content, onlyNew: false, call.Stopping)).Require();
        var kept = $"transfers/in/{link.Id}/{lying.Sm3}.zip";
        await using (var copy = (await blobs.Open(temporary, call.Stopping))!)
        {
            await blobs.Put(kept, copy.Content, onlyNew: true, call.Stopping);
        }
        var blob = (await blobs.Info(kept, call.Stopping))!;
        var ack = await Process(link, name, blob, call);
        await blobs.Delete(temporary, call.Stopping);
        return ack is null || await SendAck(link, ack, call);
    }

    private async Task<PackageAck?> Process(FrontNode link, string name, BlobInfo blob, Call call)
    {
        var map = await nodes.Map(call.Stopping);
        var path = await blobs.LocalPath(blob.Name, call.Stopping);
        if (!(await Package.Read(path, crypto, call.Stopping)).TryGet(out var header, out var problem))
        {
            await Refuse(link.Id, name, blob, problem, header: null, call);
            return AckOf(link.Id, map.Own!.Id, 0, blob, problem, call);
        }
        if (header.Receiver != map.Own!.Id) { return await PassOn(map, header, blob, call); }
        var answer = await Enter(map, header, blob, call);
        if (answer.TryGet(out var partner, out problem)) { await Deliver(partner, header, name, blob, call); }
        else { await Refuse(header.Sender, name, blob, problem, header, call); }
        return AckOf(header.Sender, header.Receiver, header.Serial, blob, problem, call);
    }

    /// <summary>Proves the sender and notes the serial number.</summary>
    private async Task<Result<Partner>> Enter(NodeMap map, PackageHeader header, BlobInfo blob, Call call)
    {
        if (map.Find(header.Sender) is not { } sender
            || await partners.OfNode(header.Sender, call.Stopping) is not { } partner)
        {
            return new PackageSenderUnknown(header.Sender);
        }
        if (!partner.IsOpen) { return new PartnerClosed(partner.Name); }
        if (sender.PublicKey is { } key
            && (header.Signature is null || !crypto.VerifySm2(key, header.SignedText(), header.Signature)))
        {
            return new PackageUnsigned(header.Sender);
        }
        var entered = await store.Apply<Done>(
            Containers.Intake, SequenceDocuments.Partition(header.Sender), WithKey(call, $"{header.Serial}-{blob.Sm3}"),
            async unit =>
            {
                var id = SequenceDocuments.Incoming(header.Serial);
                if (await unit.Find<IncomingPackage>(id) is { } known)
                {
                    return known.Sm3 == blob.Sm3
                        ? Done.Value
                        : new PackageSerialReused(header.Sender, header.Serial);
                }
                var sequence = await unit.Find<IncomingSequence>(IncomingSequence.DocumentId) ?? IncomingSequence.None;
                if (!sequence.With(header.Serial, call.Now).TryGet(out var next, out var jump)) { return jump; }
                unit.Create(id, "incoming", new IncomingPackage(blob.Sm3));
                unit.Save(IncomingSequence.DocumentId, "sequence", next);
                unit.Audit("exchange.received", partner.Scope,
                    $"收到 {header.Sender} 的第 {header.Serial} 号交换包，缺 {next.Missing.Count} 个号");
                return Done.Value;
            });
        return entered.TryGet(out _, out var problem) ? partner : problem;
    }

    private async Task Deliver(Partner partner, PackageHeader header, string name, BlobInfo blob, Call call)
    {
        // The report of exchanges is read where it lies; everything else goes the way of dropped files.
        IReadOnlyList<HandedFile> files = header.Type == PackageHeader.Daily
            ? []
            : [.. header.Files.Select(file => new HandedFile($"inbox/{partner.Folder}/{file.Name}", file.Name))];
        await book.Receive(
            new Arrival(
                partner, ChannelKind.Front, name, blob.Size, blob.Sm3, blob.Name, files, Node: header.Sender,
                Serial: header.Serial),
            call);
    }

    private async Task Refuse(
        string sender, string name, BlobInfo blob, Problem problem, PackageHeader? header, Call call)
    {
        // Whom a package of an unknown sender came from is told by the link that brought it, if by anything.
        var partner = await partners.OfNode(sender, call.Stopping) ?? await FirstPlatform(call.Stopping);
        if (partner is null) { return; }
        await book.Receive(
            new Arrival(
                partner, ChannelKind.Front, name, blob.Size, blob.Sm3, blob.Name, [], Node: header?.Sender ?? sender,
                Serial: header?.Serial, Refusal: problem),
            call);
    }

    private async Task<Partner?> FirstPlatform(CancellationToken stopping) =>
        (await partners.All(stopping)).FirstOrDefault(partner => partner.Kind == PartnerKind.Platform);

    /// <summary>级联: a package for another node goes on to the next front server, byte for byte.</summary>
    private async Task<PackageAck?> PassOn(NodeMap map, PackageHeader header, BlobInfo blob, Call call)
    {
        if (map.Find(header.Receiver) is null
            || await partners.OfNode(header.Receiver, call.Stopping) is not { } partner)
        {
            return AckOf(header.Sender, header.Receiver, header.Serial, blob, new NodeUnknown(header.Receiver), call);
        }
        await book.Send(
            new Dispatch(
                partner, ChannelKind.Front, header.FileName, blob, Node: header.Receiver, Serial: header.Serial),
            call);
        // The receiver acknowledges; its word is passed back.
        return null;
    }

    private async Task<bool> SendAck(FrontNode link, PackageAck ack, Call call)
    {
        using var content = new MemoryStream(ack.Xml());
        var sent = await adapters.Of(link).Send(link, ack.FileName, content, WithKey(call, ack.FileName));
        return sent.TryGet(out _, out _);
    }

    private async Task<bool> TakeAck(Stream content, Call call)
    {
        var bytes = await SmallBody.Read(content, AckBytesMax, call.Stopping);
        if (bytes is null || PackageAck.Of(bytes) is not { } ack) { return false; }
        var map = await nodes.Map(call.Stopping);
        var partner = await partners.OfNode(ack.Receiver, call.Stopping);
        if (partner is not null) { await NoteAck(partner, ack, bytes, call); }
        if (ack.Sender == map.Own?.Id) { return true; }
        return map.Find(ack.Sender) is not { } sender || map.LinkTo(sender) is not { } link
            || await SendAck(link, ack, call);
    }

    private async Task NoteAck(Partner partner, PackageAck ack, byte[] bytes, Call call)
    {
        var id = Transfer.IdOf(TransferDirection.Out, partner.Id, ack.Sm3);
        using var content = new MemoryStream(bytes);
        var name = $"transfers/receipts/{BlobName.Safe(ack.FileName, 200)}";
        var receipt = (await blobs.Put(name, content, onlyNew: false, call.Stopping)).Require();
        // A word that comes again changes nothing; a good one mends a transfer that was given up too early.
        await book.Note(id, WithKey(call, ack.FileName), known =>
            known.State == TransferState.Confirmed || (known.State == TransferState.Dead && ack.Code != PackageAck.Ok)
                ? known
                : Acked(known));
        Transfer Acked(Transfer known) => ack.Code == PackageAck.Ok
            ? (known with { Receipt = receipt.Name }).With(
                TransferState.Confirmed, new TransferEvent(call.Now, $"{ack.Receiver} 已签收"))
            : (known with { Receipt = receipt.Name, ReasonCode = ack.Code, Reason = ack.Message }).With(
                TransferState.Dead, new TransferEvent(call.Now, $"{ack.Receiver} 拒收：{ack.Message}", ack.Code));
    }

    private static PackageAck AckOf(
        string sender, string receiver, int serial, BlobInfo blob, Problem? problem, Call call) => new(
        sender, receiver, serial, blob.Sm3, problem?.Code ?? PackageAck.Ok, problem?.Message ?? "已签收", call.Now);

    private static Call WithKey(Call call, string part) =>
        call with { IdempotencyKey = $"{call.IdempotencyKey}-{part}" };
}

/// <summary>What a queue's connector brought.</summary>
internal sealed class QueueArrivals(NodeRegister nodes, FrontInbox inbox, IBlobStore blobs) : IMessageHandler
{
    public string Topic => QueuedPackage.InTopic;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var queued = message.As<QueuedPackage>();
        var link = (await nodes.Map(call.Stopping)).Find(queued.Node)
            ?? throw new InvalidOperationException($"No node {queued.Node}.");
        var arrival = new FrontArrival(
            queued.Name,
            async stopping => (await blobs.Open(queued.Blob, stopping))?.Content
                ?? throw new FileNotFoundException($"{queued.Blob} is gone."),
            stopping => blobs.Delete(queued.Blob, stopping));
        if (await inbox.Take(link, arrival, call)) { await arrival.Take(call.Stopping); }
    }
}

/// <summary>Looks at the front servers for what came, and forgets used nonces.</summary>
public sealed class FrontPoll : ISchedule
{
    private readonly NodeRegister _nodes;
    private readonly FrontAdapters _adapters;
    private readonly FrontInbox _inbox;
    private readonly TokenDoor _door;

    internal FrontPoll(NodeRegister nodes, FrontAdapters adapters, FrontInbox inbox, TokenDoor door) =>
        (_nodes, _adapters, _inbox, _door) = (nodes, adapters, inbox, door);

    public string Name => "exchange-fronts";

    public string Title => "前置机收取";

    public string Cron => "*/2 * * * *";

    public async Task<string> Run(Call call)
    {
        await _door.Sweep(call.Now, call.Stopping);
        var (taken, failed) = (0, new List<string>());
        foreach (var link in (await _nodes.Map(call.Stopping)).Links)
        {
            if ((await _adapters.Of(link).Look(link, call)).TryGet(out var arrivals, out var problem))
            {
                taken += await TakeAll(link, arrivals, call);
            }
            else { failed.Add($"{link.Name}：{problem.Message}"); }
        }
        return failed.Count == 0 ? $"收取 {taken} 件" : $"收取 {taken} 件；{string.Join("；", failed)}";
    }

    private async Task<int> TakeAll(FrontNode link, IReadOnlyList<FrontArrival> arrivals, Call call)
    {
        var taken = 0;
        foreach (var arrival in arrivals)
        {
            var own = call with { IdempotencyKey = $"{call.IdempotencyKey}-{link.Id}-{arrival.Name}" };
            try
            {
                if (!await _inbox.Take(link, arrival, own)) { continue; }
            }
            catch (IOException)
            {
                // One that cannot be fetched now does not hold up the others; the next look finds it again.
                continue;
            }
            await arrival.Take(call.Stopping);
            taken++;
        }
        return taken;
    }
}
