using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

public sealed class AccountingModule(
    IDocumentStore store, IBlobStore blobs, Charts charts, IBooks books, PostingRules rules, VoucherDesk desk,
    BookClosing closing, INationalCrypto crypto, MemoSources sources) : IModule
{
    private readonly BookFiles _files = new(store, charts, crypto);
    private readonly BookOpening _opening = new(store, charts, rules, crypto);
    private readonly SuspenseDesk _suspense = new(store, books);
    private readonly Statements _statements = new(store, charts);
    private readonly Classifications _classifications = new(store);

    /// <param name="rules">Those that <paramref name="books"/> posts by.</param>
    /// <param name="sources">What the 备查账 asks of others.</param>
    /// <param name="checks">What else is looked at before a period closes.</param>
    public static AccountingModule Over(
        IDocumentStore store, IBlobStore blobs, Charts charts, IBooks books, PostingRules rules, INationalCrypto crypto,
        MemoSources sources, params IReadOnlyList<IClosingCheck> checks) => new(
        store, blobs, charts, books, rules, new VoucherDesk(store, charts, rules, crypto),
        new BookClosing(store, charts, rules, crypto, [.. checks, new AgencyBooksCheck(store, charts)]), crypto,
        sources);

    public string Name => "accounting";

    public IEnumerable<Endpoint> Endpoints =>
    [
        ListBooks.Endpoint(store),
        ReadProspect.Endpoint(store, charts, _opening),
        OpenBook.Endpoint(store, charts, _opening),
        ListVouchers.Endpoint(store, charts),
        ReadVoucher.Endpoint(store, charts),
        FindVouchers.Endpoint(store),
        ConfirmVoucher.Endpoint(store),
        ConfirmManyVouchers.Endpoint(store),
        ReadBalances.Endpoint(store, charts),
        ReadLedger.Endpoint(store, charts),
        ReadGeneralLedger.Endpoint(store, charts),
        ReadAuxBalances.Endpoint(store, charts),
        ReadAuxAcross.Endpoint(store, charts),
        ReadDimensions.Endpoint(store),
        ReadColumns.Endpoint(store, charts),
        ReadDayBook.Endpoint(store, charts),
        ReadVoucherSummary.Endpoint(store, charts),
        PrepareVoucher.Endpoint(desk),
        ListPrepared.Endpoint(desk),
        ReadPrepared.Endpoint(desk),
        AttachFile.Endpoint(desk, blobs),
        DetachFile.Endpoint(desk, blobs),
        GetPreparedFile.Endpoint(desk, blobs),
        GetVoucherFile.Endpoint(store, blobs),
        ListTemplates.Endpoint(store),
        SaveTemplate.Endpoint(store),
        DeleteTemplate.Endpoint(store),
        AuditVouchers.Endpoint(desk),
        SendBackVoucher.Endpoint(desk),
        PostVouchers.Endpoint(desk),
        DropVoucher.Endpoint(desk),
        ReverseVoucher.Endpoint(desk),
        InspectBook.Endpoint(store, charts, crypto),
        ReadClosing.Endpoint(closing),
        ClosePeriod.Endpoint(closing),
        ReopenPeriod.Endpoint(closing),
        ListStatements.Endpoint(_statements),
        ReadStatement.Endpoint(_statements),
        ReadStatementParts.Endpoint(_statements),
        DesignStatement.Endpoint(store),
        PreviewStatement.Endpoint(_statements),
        ReadClassification.Endpoint(_classifications, charts),
        ImportClassification.Endpoint(store),
        ImportOpenings.Endpoint(store, charts, books),
        ExportBook.Endpoint(_files),
        ExportYear.Endpoint(_files),
        ReadBookEnd.Endpoint(_files),
        ImportVouchers.Endpoint(desk, crypto),
        ReadChart.Endpoint(charts),
        ImportChart.Endpoint(store, charts),
        ListRules.Endpoint(rules),
        PreviewEvent.Endpoint(store, charts, rules),
        RaiseEvent.Endpoint(desk, rules),
        ImportTransfers.Endpoint(_suspense, rules),
        ImportDetails.Endpoint(_suspense),
        ImportEmployers.Endpoint(_suspense),
        ListSuspense.Endpoint(store),
        ReadSuspense.Endpoint(_suspense),
        ReadTicketEmployers.Endpoint(_suspense),
        SettleRefused.Endpoint(_suspense),
        ListPrepayments.Endpoint(store, sources),
        ReadPrepayment.Endpoint(store, charts, sources),
        ImportAgencyDetails.Endpoint(store, charts, books, sources),
        ListClaims.Endpoint(store),
        ReadAgencyCheck.Endpoint(store, charts),
    ];
}
