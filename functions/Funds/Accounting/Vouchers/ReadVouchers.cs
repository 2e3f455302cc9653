using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A line as screens show it.</summary>
/// <param name="AccountName">With the accounts above: 社会保险待遇支出--基本养老金.</param>
public sealed record VoucherLineView(
    int Number, AccountCode Account, string AccountName, Side Side, Money Debit, Money Credit, string Summary,
    IReadOnlyDictionary<string, string> Dimensions)
{
    internal static VoucherLineView Of(VoucherLine line, Chart chart) => new(
        line.Number, line.Account.Code, chart.FullName(line.Account.Code), line.Side, line.Debit, line.Credit,
        line.Summary, line.Dimensions);
}

/// <summary>A voucher as screens show it.</summary>
/// <param name="TotalCapitals">大写金额.</param>
/// <param name="Papers">附件张数.</param>
/// <param name="Reverses">The voucher that this one takes back in red.</param>
/// <param name="ReversedBy">The red voucher that took this one back.</param>
public sealed record VoucherView(
    VoucherNumber Id, BookId Book, string BookTitle, BookPeriod Period, DateOnly Date, string Summary, Money Total,
    string TotalCapitals, IReadOnlyList<VoucherLineView> Lines, SourceLink Source, string? Event, string? Rule,
    int Papers, IReadOnlyList<KeptFile> Files, VoucherNumber? Reverses, VoucherNumber? ReversedBy, Signature PreparedBy,
    Signature AuditedBy, Signature PostedBy, Signature? ConfirmedBy)
{
    internal static VoucherView Of(
        Voucher voucher, Chart chart, Confirmation? confirmation, Reversal? reversal) => new(
        voucher.Number, voucher.Book, voucher.Book.Title, voucher.Period, voucher.Date, voucher.Summary, voucher.Total,
        ChineseCapitals.Of(voucher.Total), [.. voucher.Lines.Select(line => VoucherLineView.Of(line, chart))],
        voucher.Source, voucher.Event, voucher.Rule, voucher.Papers, voucher.Files ?? [], voucher.Reverses,
        reversal?.By, voucher.PreparedBy, voucher.AuditedBy, voucher.PostedBy, confirmation?.By);
}

/// <param name="Debit">Of all vouchers that match, not of this page; the credit is the same.</param>
public sealed record VoucherPage(
    IReadOnlyList<VoucherView> Items, long Total, Money Debit, Money Credit, string? Continuation);

/// <summary>Lists the vouchers of a book in order of number (序时).</summary>
/// <param name="Account">Only vouchers that touch this account or one below it.</param>
/// <param name="Text">Only vouchers whose summary has this text.</param>
public sealed record ListVouchers(
    BookId Book, BookPeriod? Period, AccountCode? Account, string? Text, int? Limit, string? Continuation) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store, Charts charts) =>
        Kernel.Endpoint.Of<ListVouchers, VoucherPage>(
            HttpMethod.Get, "accounting/books/{book}/vouchers", Permission.BookView, "凭证列表",
            (request, call) => Handle(request, call, store, charts));

    private static async Task<Result<VoucherPage>> Handle(
        ListVouchers request, Call call, IDocumentStore store, Charts charts)
    {
        var query = new DocumentQuery("voucher")
        {
            Where = [.. Filters(request)],
            Limit = ListScope.Limit(request.Limit),
            Continuation = request.Continuation,
        };
        var chart = await charts.For(request.Book, call.Stopping);
        var page = await store.Query(Containers.Books, request.Book.Text, query, call.Stopping);
        var totals = await store.Totals(Containers.Books, request.Book.Text, query, ["total"], call.Stopping);
        List<Voucher> vouchers = [.. page.Items.Select(document => document.As<Voucher>())];
        var confirmed = await Beside<Confirmation>(
            store, request.Book, vouchers, "confirmed", each => each.Voucher, call.Stopping);
        var reversed = await Beside<Reversal>(
            store, request.Book, vouchers, "reversal", each => each.Voucher, call.Stopping);
        var total = Money.FromFen(totals.Sums[0]);
        return new VoucherPage(
            [
                .. vouchers.Select(voucher => VoucherView.Of(
                    voucher, chart, confirmed.GetValueOrDefault(voucher.Number),
                    reversed.GetValueOrDefault(voucher.Number))),
            ],
            totals.Count, total, total, page.Continuation);
    }

    private static IEnumerable<Filter> Filters(ListVouchers request)
    {
        if (request.Period is { } period) { yield return Filter.Is("period", period.Text); }
        if (request.Account is { } account)
        {
            yield return new Filter("accounts", Comparison.Contains, $"|{account}");
        }
        if (!string.IsNullOrWhiteSpace(request.Text))
        {
            yield return new Filter("summary", Comparison.Contains, request.Text.Trim());
        }
    }

    /// <summary>What stands beside the vouchers of a page.</summary>
    private static async Task<Dictionary<VoucherNumber, T>> Beside<T>(
        IDocumentStore store, BookId book, List<Voucher> vouchers, string type, Func<T, VoucherNumber> voucherOf,
        CancellationToken stopping)
    {
        if (vouchers.Count == 0) { return []; }
        var page = await store.Query(Containers.Books, book.Text, new DocumentQuery(type)
        {
            Where = [Filter.OneOf("voucher", [.. vouchers.Select(voucher => voucher.Number.Text)])],
            Limit = DocumentQuery.LimitMax,
        }, stopping);
        return page.Items.Select(document => document.As<T>()).ToDictionary(voucherOf);
    }
}

/// <summary>One voucher.</summary>
public sealed record ReadVoucher(BookId Book, VoucherNumber Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store, Charts charts) =>
        Kernel.Endpoint.Of<ReadVoucher, VoucherView>(
        HttpMethod.Get, "accounting/books/{book}/vouchers/{id}", Permission.BookView, "查看凭证",
        (request, call) => Handle(request, call, store, charts));

    private static async Task<Result<VoucherView>> Handle(
        ReadVoucher request, Call call, IDocumentStore store, Charts charts)
    {
        var book = request.Book;
        var voucher = await store.Find<Voucher>(
            Containers.Books, book.Text, BookDocuments.VoucherIdOf(request.Id), call.Stopping);
        if (voucher is null) { return new NotFound("凭证", request.Id.Text); }
        var confirmation = await store.Find<Confirmation>(
            Containers.Books, book.Text, Confirmation.IdOf(request.Id), call.Stopping);
        var reversal = await store.Find<Reversal>(
            Containers.Books, book.Text, Reversal.IdOf(request.Id), call.Stopping);
        return VoucherView.Of(
            voucher.Value, await charts.For(book, call.Stopping), confirmation?.Value, reversal?.Value);
    }
}
