using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

/// <summary>Payment (拨款与支付): batches, bank files, receipts, exceptions, accounts.</summary>
public sealed class PaymentModule(IDocumentStore store, IBlobStore blobs, BankLayouts banks) : IModule
{
    public string Name => "payments";

    public ReceiptIntake Receipts { get; } = new(store, blobs, banks);

    public TreasuryResultIntake TreasuryResults { get; } = new(store, blobs);

    public IEnumerable<Endpoint> Endpoints =>
    [
        ListBatches.Endpoint(store), ViewBatch.Endpoint(store), ViewInstructions.Endpoint(store),
        DownloadBankFile.Endpoint(store, blobs), ViewSlip.Endpoint(store), SendBatch.Endpoint(store),
        SendMany.Endpoint(store), PaidOnPaper.Endpoint(store), TreasuryResult.Endpoint(store),
        UploadReceipt.Endpoint(Receipts), ListReceipts.Endpoint(store), ListExceptions.Endpoint(store),
        ResolveException.Endpoint(store), ListAccounts.Endpoint(store), ImportAccounts.Endpoint(store, banks),
    ];

    public IEnumerable<IMessageHandler> Handlers => [new DeliverBatch(store, blobs, banks)];
}
