using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <param name="Serial">The package's number in the sequence to that receiver.</param>
public sealed record PackageOrdered(string Receiver, int Serial, string FileName);

/// <summary>Sends a file to a node of the exchange; the body is the file.</summary>
public sealed record SendPackage(string Receiver, string FileName, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division);

    internal static Endpoint Endpoint(PackageDesk desk) => Kernel.Endpoint.Of<SendPackage, PackageOrdered>(
        HttpMethod.Post, "partners/packages", Permission.ExchangeSend, "发送交换包",
        (command, call) => desk.Order(command.Receiver, PackageHeader.Data, command.FileName, call.Body, call),
        BodyKind.Upload);
}

/// <summary>
/// Numbers packages and has them packed. The number and the order to pack commit together, so no number is lost; the
/// package is written once, so that its repeat has the same digest.
/// </summary>
public sealed class PackageDesk(IDocumentStore store, IBlobStore blobs, NodeRegister nodes, PartnerRegister partners)
{
    internal const string ToPack = "exchange.pack";

    /// <returns>Or <see cref="NodeUnknown"/>, <see cref="ChannelMissing"/>, <see cref="BadBlobName"/>.</returns>
    public async Task<Result<PackageOrdered>> Order(
        string receiver, string type, string fileName, Stream content, Call call)
    {
        var map = await nodes.Map(call.Stopping);
        if (map.Own is not { } own || map.Find(receiver) is not { } node || node.Id == own.Id)
        {
            return new NodeUnknown(receiver);
        }
        if (await partners.OfNode(receiver, call.Stopping) is not { } partner)
        {
            return new ChannelMissing(node.Name, "前置机");
        }
        if (fileName.Contains('/', StringComparison.Ordinal) || fileName == Package.HeaderName)
        {
            return new BadBlobName(fileName);
        }
        // Under the request's id until its digest is known; the blob stays as what was sent.
        var put = await blobs.Put($"transfers/out/{call.RequestId}/{fileName}", content, onlyNew: false, call.Stopping);
        if (!put.TryGet(out var blob, out var problem)) { return problem; }
        return await store.Apply<PackageOrdered>(
            Containers.Intake, SequenceDocuments.Partition(receiver), call, async unit =>
            {
                // The same file to the same receiver is one package, whoever asks for it again.
                var id = $"out-{type}-{blob.Sm3[..32]}";
                if (await unit.Find<OutgoingPackage>(id) is { } known)
                {
                    return new PackageOrdered(receiver, known.Serial, known.FileName);
                }
                var serial = (await unit.Find<OutgoingSequence>(SequenceDocuments.Outgoing))?.Last + 1 ?? 1;
                var package = new OutgoingPackage(
                    receiver, type, serial, fileName, blob.Name, blob.Size, blob.Sm3, call.Now);
                unit.Create(id, "outgoing", package);
                unit.Save(SequenceDocuments.Outgoing, "sequence", new OutgoingSequence(serial));
                unit.Emit(ToPack, package);
                unit.Audit("exchange.package", partner.Scope, $"发往 {receiver} 的第 {serial} 号交换包，SM3 {blob.Sm3}");
                return new PackageOrdered(receiver, serial, fileName);
            });
    }
}

/// <summary>Packs, signs and hands the package to the transfers.</summary>
internal sealed class PackPackage(
    IBlobStore blobs, INationalCrypto crypto, NodeRegister nodes, PartnerRegister partners, TransferBook book,
    PackageKeys keys, string workFolder) : IMessageHandler
{
    public string Topic => PackageDesk.ToPack;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var order = message.As<OutgoingPackage>();
        var own = (await nodes.Map(call.Stopping)).Own
            ?? throw new InvalidOperationException("A package without an own node.");
        var partner = await partners.OfNode(order.Receiver, call.Stopping)
            ?? throw new InvalidOperationException($"No partner behind node {order.Receiver}.");
        var header = new PackageHeader(
            own.Id, order.Receiver, order.Type, order.Serial, order.At,
            [new PackageFile(order.FileName, order.Size, order.Sm3)]);
        var package = await PutOnce(header, order, own, call);
        await book.Send(
            new Dispatch(
                partner, ChannelKind.Front, header.FileName, package, Node: order.Receiver, Serial: order.Serial),
            call);
    }

    /// <summary>SM2 signs with chance, so only the first writing stands: a retry sends the same bytes.</summary>
    private async Task<BlobInfo> PutOnce(PackageHeader header, OutgoingPackage order, FrontNode own, Call call)
    {
        var name = $"transfers/packages/{header.FileName}";
        if (await blobs.Info(name, call.Stopping) is { } there) { return there; }
        var key = await keys.Of(own.Id, call.Stopping);
        header = header with { Signature = crypto.SignSm2(key.PrivateKey, header.SignedText()) };
        var path = Path.Combine(Directory.CreateDirectory(workFolder).FullName, $"pack-{order.Sm3[..32]}.zip");
        try
        {
            await Package.Write(
                path, header, async _ => (await blobs.Open(order.Blob, call.Stopping))?.Content
                    ?? throw new FileNotFoundException($"{order.Blob} is gone."),
                call.Stopping);
            await using var content = File.OpenRead(path);
            return (await blobs.Put(name, content, onlyNew: true, call.Stopping)).TryGet(out var info, out _)
                ? info
                : (await blobs.Info(name, call.Stopping))!;
        }
        finally { File.Delete(path); }
    }
}

/// <summary>The SM2 key of our node, made on first use and kept among the secrets.</summary>
public sealed class PackageKeys(ISecrets secrets, Func<Sm2KeyPair> newKey)
{
    public async Task<Sm2KeyPair> Of(string node, CancellationToken stopping) => Sm2KeyPair.Read(
        await secrets.GetOrCreate($"front-sm2-{node.ToLowerInvariant()}", () => newKey().Write(), stopping));
}

/// <summary>Hands packages to front servers, and nothing else to nobody else.</summary>
internal sealed class FrontCarrier(NodeRegister nodes, FrontAdapters adapters, IBlobStore blobs) : ICarrier
{
    public ChannelKind Channel => ChannelKind.Front;

    public async Task<Result<Carried>> Carry(Partner partner, Transfer transfer, Call call)
    {
        var map = await nodes.Map(call.Stopping);
        if (map.Find(transfer.Node ?? "") is not { } receiver) { return new NodeUnknown(transfer.Node ?? ""); }
        if (map.LinkTo(receiver) is not { } link) { return new ChannelMissing(partner.Name, "前置机"); }
        await using var content = await blobs.Open(transfer.Content!, call.Stopping);
        if (content is null) { return new ContentGone(transfer.Name); }
        return (await adapters.Of(link).Send(link, transfer.Name, content.Content, call)).TryGet(out _, out var problem)
            ? new Carried(null, IsFinal: false)
            : problem;
    }
}

/// <summary>The adapters by kind.</summary>
internal sealed class FrontAdapters(IReadOnlyList<IFront> fronts)
{
    public IFront Of(FrontNode link) => fronts.First(front => front.Adapter == (link.Adapter ?? FrontAdapter.Folder));
}
