using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>Something that came, as its channel tells it.</summary>
/// <param name="Files">What is handed on into the inbox; empty where the content itself is the message.</param>
/// <param name="Refusal">Kept as a record of what was refused; nothing is handed on.</param>
public sealed record Arrival(
    Partner Partner, ChannelKind Channel, string Name, long Size, string Sm3, string? Content,
    IReadOnlyList<HandedFile> Files, string? Batch = null, string? Node = null, int? Serial = null,
    Problem? Refusal = null);

/// <summary>Something to be sent.</summary>
/// <param name="Content">A blob that stays.</param>
/// <param name="Operation">Of the partner's web service.</param>
public sealed record Dispatch(
    Partner Partner, ChannelKind Channel, string Name, BlobInfo Content, string? Operation = null, string? Node = null,
    int? Serial = null);

/// <summary>Writes the records of what is sent and received; every change is audited and listed.</summary>
public sealed class TransferBook(IDocumentStore store)
{
    /// <summary>A content came and its files are to be handed on.</summary>
    internal const string Arrived = "transfer.arrived";

    /// <summary>A content is to be sent.</summary>
    internal const string ToSend = "transfer.send";

    public async Task<Transfer?> Find(string id, CancellationToken stopping) =>
        (await store.Find<Transfer>(Containers.Intake, id, Transfer.DocumentId, stopping))?.Value;

    /// <summary>Records something received; the same content again counts a repeat and hands nothing on.</summary>
    public async Task<(Transfer Transfer, bool IsNew)> Receive(Arrival arrival, Call call)
    {
        var id = Transfer.IdOf(TransferDirection.In, arrival.Partner.Id, arrival.Sm3);
        var isNew = false;
        var transfer = await Change(id, call, (known, unit) =>
        {
            isNew = known is null || known.State == TransferState.Announced;
            if (!isNew) { return Repeated(known!, call); }
            var first = known ?? FirstOf(id, arrival, call);
            var now = first with
            {
                Channel = arrival.Channel,
                Name = arrival.Name,
                Size = arrival.Size,
                Content = arrival.Content,
                ReasonCode = arrival.Refusal?.Code,
                Reason = arrival.Refusal?.Message,
            };
            if (arrival.Files.Count > 0 && arrival.Refusal is null)
            {
                unit.Emit(Arrived, new ArrivedMessage(id, arrival.Files));
            }
            return arrival.Refusal is { } refusal
                ? now.With(TransferState.Refused, new TransferEvent(call.Now, "已拒收", refusal.Code))
                : now.With(TransferState.Received, new TransferEvent(call.Now, "已收到"));
        });
        return (transfer, isNew);
    }

    /// <summary>Records that a partner told of a file that is to come; one that came already stays as it is.</summary>
    public Task<Transfer> Announce(Arrival arrival, Call call)
    {
        var id = Transfer.IdOf(TransferDirection.In, arrival.Partner.Id, arrival.Sm3);
        return Change(id, call, (known, _) => known is null
            ? FirstOf(id, arrival, call)
                .With(TransferState.Announced, new TransferEvent(call.Now, "收到文件就绪通知"))
            : known);
    }

    /// <summary>Has something sent and records it; the same content to the same partner is sent once.</summary>
    public Task<Transfer> Send(Dispatch dispatch, Call call)
    {
        var (partner, content) = (dispatch.Partner, dispatch.Content);
        var id = Transfer.IdOf(TransferDirection.Out, partner.Id, content.Sm3);
        return Change(id, call, (known, unit) =>
        {
            if (known is not null) { return known; }
            unit.Emit(ToSend, new SendRound(id, Round: 1));
            return new Transfer(
                id, TransferDirection.Out, partner.Id, partner.Name, partner.Division, dispatch.Channel, dispatch.Name,
                content.Size, content.Sm3, TransferState.Waiting, call.Now, Transfer.DayOf(call.Now), call.Now,
                Attempts: 0, Round: 1, Repeats: 0, [new TransferEvent(call.Now, "已排队待发送")], Version: 1,
                content.Name, Operation: dispatch.Operation, Node: dispatch.Node, Serial: dispatch.Serial);
        });
    }

    /// <summary>What became of a transfer; does nothing where there is none of that id.</summary>
    public async Task Note(string id, Call call, Func<Transfer, Transfer> next)
    {
        if (await Find(id, call.Stopping) is not null) { await Change(id, call, (known, _) => next(known!)); }
    }

    private async Task<Transfer> Change(string id, Call call, Func<Transfer?, Unit, Transfer> decide) =>
        (await store.Apply<Transfer>(Containers.Intake, id, call, async unit =>
        {
            var known = await unit.Find<Transfer>(Transfer.DocumentId);
            var next = decide(known, unit);
            if (!ReferenceEquals(next, known)) { Save(unit, next); }
            return next;
        })).Require();

    internal static void Save(Unit unit, Transfer transfer)
    {
        unit.Save(Transfer.DocumentId, "transfer", transfer);
        unit.List(TransferRow.List, TransferRow.Of(transfer));
        unit.Audit(
            $"transfer.{transfer.State.ToString().ToLowerInvariant()}", transfer.Scope,
            $"{transfer.PartnerName} {transfer.Id} {transfer.Events[^1].What}");
    }

    private static Transfer Repeated(Transfer known, Call call) =>
        (known with { Repeats = known.Repeats + 1 })
            .With(known.State, new TransferEvent(call.Now, "收到相同内容，未重复处理"));

    private static Transfer FirstOf(string id, Arrival arrival, Call call)
    {
        var (delivery, period) = arrival.Partner.Match(arrival.Name);
        return new Transfer(
            id, TransferDirection.In, arrival.Partner.Id, arrival.Partner.Name, arrival.Partner.Division,
            arrival.Channel, arrival.Name, arrival.Size, arrival.Sm3, TransferState.Received, call.Now,
            Transfer.DayOf(call.Now), call.Now, Attempts: 0, Round: 0, Repeats: 0, [], Version: 0, arrival.Content,
            Delivery: delivery, Period: period, Batch: arrival.Batch, Node: arrival.Node, Serial: arrival.Serial);
    }
}

internal sealed record ArrivedMessage(string Id, IReadOnlyList<HandedFile> Files);

/// <summary>One round of sending: the first, or a replay.</summary>
public sealed record SendRound(string Id, int Round);
