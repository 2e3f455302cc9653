using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

/// <summary>Where the money of a batch is; the parts always add up to the whole.</summary>
public sealed record BatchProgress
{
    public BatchProgress(Money amount, Money open, Money paid, Money failed, Money refunded, int answered)
    {
        if (open + paid + failed + refunded != amount)
        {
            throw new InvalidOperationException($"{open} + {paid} + {failed} + {refunded} is not {amount}.");
        }
        (Amount, Open, Paid, Failed, Refunded, Answered) = (amount, open, paid, failed, refunded, answered);
    }

    public Money Amount { get; }
    public Money Open { get; }
    public Money Paid { get; }
    public Money Failed { get; }

    /// <summary>Paid, then sent back by the bank.</summary>
    public Money Refunded { get; }

    /// <summary>How many lines have an answer.</summary>
    public int Answered { get; }

    public static BatchProgress Of(Money amount) => new(amount, amount, Money.Zero, Money.Zero, Money.Zero, 0);

    /// <summary>A line goes from one state to another.</summary>
    public BatchProgress Move(string from, string to, Money amount)
    {
        Money Part(string state, Money now) =>
            state == to ? now + amount : state == from ? now - amount : now;
        return new BatchProgress(
            Amount, Part(LineState.Waiting, Open), Part(LineState.Paid, Paid), Part(LineState.Failed, Failed),
            Part(LineState.Refunded, Refunded), from == LineState.Waiting ? Answered + 1 : Answered);
    }
}

public static class LineState
{
    public const string Waiting = "waiting";
    public const string Paid = "paid";
    public const string Failed = "failed";
    public const string Refunded = "refunded";
}

/// <summary>One instruction (支付指令) with the bank's answer.</summary>
/// <param name="Receipt">The receipt file and row that answered it; empty while it waits.</param>
public sealed record Instruction(
    int Line, string Number, string Name, string Account, string BankCode, string BankName, Money Amount, string State,
    string Reason, string Receipt);

/// <summary>The instructions for the lines of one chunk of the request.</summary>
internal sealed record InstructionChunk(int Chunk, IReadOnlyList<Instruction> Lines)
{
    public const string Type = "instructions";

    /// <summary>200 instructions are some 70 KB: twenty chunks stay below a commit's 2 MB.</summary>
    public const int PerCommit = 20;

    public static string IdOf(int chunk) => $"instructions-{chunk:000000}";
}

/// <summary>The file in which a batch went out.</summary>
public sealed record SentFile(string Blob, string Sm3, long Size);

/// <summary>A payment batch (支付批次): one round of one request. Partition: its id.</summary>
/// <param name="State">waiting, sent or answered.</param>
/// <param name="Reviewers">Who approved it; none of them sends it.</param>
/// <param name="PaidOn">The newest payment date that the bank named.</param>
public sealed record PaymentBatch(
    string Id, int Version, RequestId Request, int Round, PayChannel Channel, PayAccount Payer, string Purpose,
    int Lines, BatchProgress Progress, IReadOnlyList<string> Reviewers, string State, DateTimeOffset CreatedAt,
    Person? SentBy, DateTimeOffset? SentAt, SentFile? File, DateTimeOffset? AnsweredAt, DateOnly? PaidOn)
{
    public const string DocumentId = "batch";
    public const string DocumentType = "batch";
    public const string Waiting = "waiting";
    public const string Sent = "sent";
    public const string AllAnswered = "answered";

    public string StateTitle => State switch
    {
        Waiting => Channel == PayChannel.Paper ? "待登记支付结果" : "待发送",
        Sent => "已发送",
        _ => "已回单",
    };

    internal BatchState Summary => new(Id, State == AllAnswered, Payer.Number, Progress.Amount, PaidOn);
}

/// <summary>A batch as lists show it.</summary>
/// <param name="Awaits">The cashier's turn: action and fund code.</param>
public sealed record BatchRow(
    string Id, RequestId Request, int Round, Division Division, Fund Fund, string Channel, string State,
    string StateTitle, string Awaits, string Bank, int Lines, Money Amount, Money Paid, Money Failed, Money Refunded,
    Money Open, DateTimeOffset CreatedAt, DateTimeOffset? SentAt, DateTimeOffset? AnsweredAt, string Search,
    long Version, string Agency = "") : IListRow
{
    public const string List = "payments";

    string IListRow.RowId => Id;

    internal static BatchRow Of(PaymentBatch batch) => new(
        batch.Id, batch.Request, batch.Round, batch.Request.Division, batch.Request.Fund,
        batch.Channel.ToString().ToLowerInvariant(), batch.State, batch.StateTitle,
        batch.State == PaymentBatch.Waiting
            ? RequestRow.AwaitsOf(Permission.TreasuryPay.Code, batch.Request.Fund)
            : "",
        batch.Payer.Bank, batch.Lines, batch.Progress.Amount, batch.Progress.Paid, batch.Progress.Failed,
        batch.Progress.Refunded, batch.Progress.Open, batch.CreatedAt, batch.SentAt, batch.AnsweredAt,
        $"{batch.Id} {batch.Purpose}", batch.Version, batch.Request.Agency);
}

internal static class BatchDocuments
{
    public static async Task<PaymentBatch?> Find(IDocumentStore store, string id, CancellationToken stopping) =>
        (await store.Find<PaymentBatch>(Containers.Payments, id, PaymentBatch.DocumentId, stopping))?.Value;

    /// <summary>Chunk by chunk, in line order.</summary>
    public static IAsyncEnumerable<InstructionChunk> Chunks(
        IDocumentStore store, string id, CancellationToken stopping) => store.Each<InstructionChunk>(
            Containers.Payments, id,
            new DocumentQuery(InstructionChunk.Type) { Limit = InstructionChunk.PerCommit }, stopping);

    /// <summary>Saves the changed header with its list row.</summary>
    public static void Save(Unit unit, PaymentBatch batch, string action, string detail)
    {
        var next = batch with { Version = batch.Version + 1 };
        unit.Save(PaymentBatch.DocumentId, PaymentBatch.DocumentType, next);
        unit.Audit(action, next.Request.Scope, detail);
        unit.List(BatchRow.List, BatchRow.Of(next));
    }
}
