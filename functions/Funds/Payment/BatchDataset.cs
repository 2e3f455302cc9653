using SocialFund.Kernel;
using static SocialFund.Kernel.DatasetColumn;

namespace SocialFund.Funds.Payment;

/// <summary>Payment batches for analysis: a row a batch, as it stands.</summary>
public sealed class BatchDataset : IDataset
{
    public string Group => "payment";

    public string Name => "batches";

    public string Title => "支付批次";

    public string Container => Containers.Payments;

    public string DocumentType => PaymentBatch.DocumentType;

    public IReadOnlyList<DatasetColumn> Columns { get; } =
    [
        Text("batch"), Text("request"), Whole("round"), Text("fund"), Text("channel"), Text("bank"), Text("state"),
        Date("created_on"), Date("paid_on"), Whole("lines"), Whole("amount_fen"), Whole("open_fen"), Whole("paid_fen"),
        Whole("failed_fen"), Whole("refunded_fen"), Text("sent_blob"), Text("sent_sm3"),
    ];

    public Task<IReadOnlyList<DatasetRow>> Rows(Document document, CancellationToken stopping)
    {
        var batch = document.As<PaymentBatch>();
        var (request, money) = (batch.Request, batch.Progress);
        var row = new DatasetRow(request.Period, request.Division,
        [
            batch.Id, request.Text, (long)batch.Round, request.Fund.Entry().Id,
            batch.Channel.ToString().ToLowerInvariant(), batch.Payer.Bank, batch.State,
            ChinaTime.DateOf(batch.CreatedAt), batch.PaidOn, (long)batch.Lines, money.Amount.Fen, money.Open.Fen,
            money.Paid.Fen, money.Failed.Fen, money.Refunded.Fen, batch.File?.Blob, batch.File?.Sm3,
        ]);
        return Task.FromResult<IReadOnlyList<DatasetRow>>([row]);
    }
}
