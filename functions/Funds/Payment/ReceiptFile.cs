using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

/// <summary>
/// A receipt file (回单文件) as received. Partition: <c>receipt-{sm3}</c>, so the same file is one document.
/// </summary>
/// <param name="State">received, applied or refused.</param>
/// <param name="Ignored">Rows that said what was known already.</param>
public sealed record ReceiptFile(
    string Sm3, int Version, string Bank, string Name, string Blob, Division Division, DateTimeOffset ReceivedAt,
    string By, string State, int Rows, Money Total, int Matched, int Ignored, int Exceptions, string Refusal) : IListRow
{
    public const string List = "receipts";
    public const string DocumentId = "receipt";
    public const string DocumentType = "receipt";

    string IListRow.RowId => Sm3;

    long IListRow.Version => Version;

    public static string Partition(string sm3) => $"receipt-{sm3}";
}

/// <summary>What came of giving a receipt file in.</summary>
/// <param name="Repeated">The same file had been applied before; nothing changed.</param>
/// <param name="BadRows">The first rows that could not be read or applied, by line of the file.</param>
public sealed record ReceiptAnswer(
    string Sm3, bool Repeated, int Rows, int Matched, int Ignored, int Exceptions, IReadOnlyList<BadRow> BadRows);

public sealed record BadRow(int Line, string Kind, string Message);

/// <summary>A row of a receipt, or a line of a treasury's result, that needs a person (支付异常).</summary>
/// <param name="Receipt">The file's digest, or what stands for a result that is no file.</param>
/// <param name="Kind">unknown_batch, unknown_instruction, wrong_amount, contradictory, bad_row, not_sent,
/// other_channel, not_allowed.</param>
/// <param name="State">open or resolved.</param>
public sealed record PaymentException(
    string Id, int Version, string Receipt, int Row, string Kind, string Message, string Batch, string Instruction,
    int Line, Money Amount, string Result, Division Division, Fund? Fund, DateTimeOffset At, string State,
    string ResolvedBy, DateTimeOffset? ResolvedAt, string Resolution) : IListRow
{
    public const string List = "payment-exceptions";
    public const string DocumentType = "exception";

    /// <summary>Each is a document and a message, beside audit, head and answer.</summary>
    private const int PerCommit = 40;

    string IListRow.RowId => Id;

    long IListRow.Version => Version;

    /// <summary><c>{sm3}-{row}</c>: the partition is in the id.</summary>
    public static string IdOf(string sm3, int row) => $"{sm3}-{row:0000000}";

    public static string PartitionOf(string id) => ReceiptFile.Partition(id.Split('-')[0]);

    /// <summary>Writes the exceptions of one receipt with their list rows. Repeatable: named by receipt and row.
    /// </summary>
    internal static async Task Write(
        IDocumentStore store, string receipt, Scope scope, IReadOnlyList<PaymentException> exceptions, Call call)
    {
        foreach (var slice in exceptions.Chunk(PerCommit))
        {
            var once = call with { IdempotencyKey = $"exceptions-{slice[0].Row}", ContentHash = receipt };
            (await store.Apply<Done>(Containers.Payments, ReceiptFile.Partition(receipt), once, unit =>
            {
                foreach (var exception in slice)
                {
                    unit.Create(exception.Id, DocumentType, exception);
                    unit.List(List, exception);
                }
                unit.Audit("receipt.exception", scope, $"支付异常 {slice.Length} 笔");
                return Task.FromResult<Result<Done>>(Done.Value);
            })).Require();
        }
    }
}
