using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Ingestion;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>
/// What the intake made of a received file. Any module that takes files in may emit it; the transfer shows it and the
/// partner can ask for it.
/// </summary>
/// <param name="Partner">The partner's id; <paramref name="Sm3"/> is the file's.</param>
/// <param name="State">accepted, returned or refused.</param>
/// <param name="Receipt">The blob of the receipt, when one was written.</param>
public sealed record TransferOutcome(string Partner, string Sm3, TransferState State, string Text, string? Receipt)
{
    public const string Topic = "transfer.outcome";
}

/// <summary>Notes outcomes on transfers.</summary>
internal sealed class NoteOutcome(TransferBook book) : IMessageHandler
{
    public string Topic => TransferOutcome.Topic;

    public Task Handle(OutboxMessage message, Call call) => Note(book, message.As<TransferOutcome>(), call);

    public static Task Note(TransferBook book, TransferOutcome outcome, Call call) => book.Note(
        Transfer.IdOf(TransferDirection.In, outcome.Partner, outcome.Sm3), call,
        known => known.State == outcome.State && known.Events[^1].What == outcome.Text
            ? known
            : (known with
            {
                Receipt = outcome.Receipt ?? known.Receipt,
                Reason = outcome.State == TransferState.Accepted ? null : outcome.Text,
            }).With(outcome.State, new TransferEvent(call.Now, outcome.Text)));
}

/// <summary>What the intake of request batches makes of agencies' files.</summary>
internal sealed class NoteIntake(IDocumentStore store, PartnerRegister partners, TransferBook book) : IMessageHandler
{
    public string Topic => IntakeLists.Listed;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var id = message.As<IntakeRow>().Id;
        var record = (await store.Find<IntakeRecord>(
            Containers.Intake, id, IntakeRecord.DocumentId, call.Stopping))?.Value;
        if (record is not { IsFinished: true }) { return; }
        if (await partners.OfInbox($"inbox/{record.Agency}/", call.Stopping) is not { } partner) { return; }
        var (state, text) = record.State switch
        {
            IntakeState.Accepted => (TransferState.Accepted, $"已接收 {record.Accepted?.Rows ?? 0} 行"),
            IntakeState.Refused => (TransferState.Refused, record.ProblemText ?? "已拒收"),
            _ => (TransferState.Returned, $"接收 {record.Accepted?.Rows ?? 0} 行，退回 {record.Returned?.Rows ?? 0} 行"),
        };
        await NoteOutcome.Note(book, new TransferOutcome(partner.Id, record.Sm3, state, text, record.Receipt), call);
    }
}

/// <summary>What the intake of detail data makes of partners' files.</summary>
internal sealed class NoteDetail(IDocumentStore store, PartnerRegister partners, TransferBook book) : IMessageHandler
{
    public string Topic => DetailLists.Listed;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var id = message.As<DetailBatchRow>().Id;
        var batch = (await store.Find<DetailBatch>(
            Containers.Intake, id, DetailBatch.DocumentId, call.Stopping))?.Value;
        if (batch is not { IsFinished: true }) { return; }
        if (await partners.OfInbox($"inbox/{batch.Sender}/", call.Stopping) is not { } partner) { return; }
        var (state, text) = batch.State switch
        {
            DetailState.Loaded => (TransferState.Accepted, $"已入库 {batch.Accepted?.Rows ?? 0} 行"),
            DetailState.Refused => (TransferState.Refused, batch.ProblemText ?? "已拒收"),
            DetailState.Waiting => (TransferState.Received, batch.Part!.Text),
            _ => (TransferState.Returned, $"入库 {batch.Accepted?.Rows ?? 0} 行，退回 {batch.Returned?.Rows ?? 0} 行"),
        };
        await NoteOutcome.Note(book, new TransferOutcome(partner.Id, batch.Sm3, state, text, batch.Receipt), call);
    }
}
