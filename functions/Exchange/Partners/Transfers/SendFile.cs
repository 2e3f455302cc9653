using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>Sends a file or message to a partner by one of its channels; the body is the content.</summary>
/// <param name="Operation">Of the partner's web service: its SOAPAction.</param>
public sealed record SendFile(
    string Partner, ChannelKind Channel, string FileName, string? Operation = null, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division);

    internal static Endpoint Endpoint(PartnerRegister partners, TransferBook book, IBlobStore blobs) =>
        Kernel.Endpoint.Of<SendFile, TransferRow>(
            HttpMethod.Post, "partners/transfers", Permission.ExchangeSend, "向交换单位发送",
            (command, call) => Handle(command, call, partners, book, blobs), BodyKind.Upload);

    private static async Task<Result<TransferRow>> Handle(
        SendFile command, Call call, PartnerRegister partners, TransferBook book, IBlobStore blobs)
    {
        if (await partners.Find(command.Partner, call.Stopping) is not { } partner
            || !call.May(Permission.ExchangeSend, partner.Scope))
        {
            return new NotFound("交换单位", command.Partner);
        }
        if (!partner.IsOpen) { return new PartnerClosed(partner.Name); }
        // Packages have numbers and go by partners/packages.
        if (command.Channel == ChannelKind.Front || partner.Channel(command.Channel) is null)
        {
            return new ChannelMissing(partner.Name, command.Channel == ChannelKind.Soap ? "SOAP" : "SFTP");
        }
        if (command.FileName.Contains('/', StringComparison.Ordinal)) { return new BadBlobName(command.FileName); }
        var name = $"transfers/out/{call.RequestId}/{command.FileName}";
        return (await blobs.Put(name, call.Body, onlyNew: false, call.Stopping)).TryGet(out var blob, out var problem)
            ? TransferRow.Of(await book.Send(
                new Dispatch(partner, command.Channel, command.FileName, blob, command.Operation), call))
            : problem;
    }
}
