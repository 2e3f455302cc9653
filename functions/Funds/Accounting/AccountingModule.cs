using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

public sealed class AccountingModule(IDocumentStore store, Charts charts, IBooks books) : IModule
{
    private readonly SuspenseDesk _suspense = new(store, books);

    public string Name => "accounting";

    public IEnumerable<Endpoint> Endpoints =>
    [
        ListBooks.Endpoint(store),
        ListVouchers.Endpoint(store, charts),
        ReadVoucher.Endpoint(store, charts),
        ConfirmVoucher.Endpoint(store),
        ConfirmManyVouchers.Endpoint(store),
        ReadBalances.Endpoint(store, charts),
        ReadLedger.Endpoint(store, charts),
        ClosePeriod.Endpoint(store),
        ImportOpenings.Endpoint(store, charts, books),
        ExportBook.Endpoint(store, charts),
        ReadChart.Endpoint(charts),
        ImportChart.Endpoint(store, charts),
        ListRules.Endpoint(PostingRules.Shipped),
        PreviewEvent.Endpoint(store, charts, PostingRules.Shipped),
        RaiseEvent.Endpoint(books, PostingRules.Shipped),
        ImportTransfers.Endpoint(_suspense, PostingRules.Shipped),
        ImportDetails.Endpoint(_suspense),
        ListSuspense.Endpoint(store),
        ReadSuspense.Endpoint(_suspense),
        SettleRefused.Endpoint(_suspense),
    ];
}
