using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A prepared voucher as screens show it.</summary>
/// <param name="Reverses">The voucher that it takes back in red.</param>
public sealed record PreparedView(
    int Number, BookId Book, string BookTitle, PreparedState State, string StateTitle, BookPeriod Period, DateOnly Date,
    string Summary, Money Total, string TotalCapitals, int Papers, IReadOnlyList<KeptFile> Files,
    IReadOnlyList<VoucherLineView> Lines, SourceLink Source, VoucherNumber? Reverses, Signature PreparedBy,
    Signature? AuditedBy, string? Note, VoucherNumber? Voucher)
{
    internal static PreparedView Of(PreparedVoucher prepared, Chart chart)
    {
        var draft = prepared.Draft;
        return new PreparedView(
            prepared.Number, draft.Book, draft.Book.Title, prepared.State, PreparedVoucher.Title(prepared.State),
            draft.Period, draft.Date, draft.Summary, prepared.Total, ChineseCapitals.Of(prepared.Total), draft.Papers,
            draft.Files, [.. draft.Lines.Select(line => VoucherLineView.Of(line, chart))], draft.Source, draft.Reverses,
            prepared.PreparedBy, prepared.AuditedBy, prepared.Note, prepared.Voucher);
    }
}

/// <param name="Debit">Of all that match, not of this page.</param>
public sealed record PreparedPage(IReadOnlyList<PreparedView> Items, long Total, Money Debit, string? Continuation);

/// <summary>Lists a book's prepared vouchers in order of preparing.</summary>
/// <param name="State">One state; all that are not yet posted or dropped when not given.</param>
public sealed record ListPrepared(
    BookId Book, PreparedState? State, BookPeriod? Period, int? Limit, string? Continuation) : IScoped
{
    private static readonly PreparedState[] OpenStates =
        [PreparedState.Prepared, PreparedState.Audited, PreparedState.Returned];

    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(VoucherDesk desk) => Kernel.Endpoint.Of<ListPrepared, PreparedPage>(
        HttpMethod.Get, "accounting/books/{book}/prepared", Permission.BookView, "未记账凭证",
        (request, call) => Handle(request, call, desk));

    /// <summary>Those that wait in the period: what keeps it from being closed.</summary>
    internal static DocumentQuery WaitingIn(BookPeriod? period, PreparedState? state = null)
    {
        PreparedState[] states = state is { } one ? [one] : OpenStates;
        List<Filter> where = [Filter.OneOf("state", [.. states.Select(Word)])];
        if (period is { } when) { where.Add(Filter.Is("period", when.Text)); }
        return new DocumentQuery(PreparedVoucher.Type) { Where = where };
    }

    private static string Word(PreparedState state) =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    private static async Task<Result<PreparedPage>> Handle(ListPrepared request, Call call, VoucherDesk desk)
    {
        var query = WaitingIn(request.Period, request.State) with
        {
            Limit = ListScope.Limit(request.Limit),
            Continuation = request.Continuation,
        };
        var chart = await desk.Charts.For(request.Book, call.Stopping);
        var page = await desk.Store.Query(Containers.Books, request.Book.Text, query, call.Stopping);
        var totals = await desk.Store.Totals(Containers.Books, request.Book.Text, query, ["total"], call.Stopping);
        return new PreparedPage(
            [.. page.Items.Select(document => PreparedView.Of(document.As<PreparedVoucher>(), chart))], totals.Count,
            Money.FromFen(totals.Sums[0]), page.Continuation);
    }
}

/// <summary>One prepared voucher.</summary>
public sealed record ReadPrepared(BookId Book, int Number) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(VoucherDesk desk) => Kernel.Endpoint.Of<ReadPrepared, PreparedView>(
        HttpMethod.Get, "accounting/books/{book}/prepared/{number}", Permission.BookView, "查看未记账凭证",
        (request, call) => Handle(request, call, desk));

    private static async Task<Result<PreparedView>> Handle(ReadPrepared request, Call call, VoucherDesk desk)
    {
        var prepared = await desk.Store.Find<PreparedVoucher>(
            Containers.Books, request.Book.Text, PreparedVoucher.IdOf(request.Number), call.Stopping);
        return prepared is null ? new NotFound("未记账凭证", $"{request.Number}")
            : PreparedView.Of(prepared.Value, await desk.Charts.For(request.Book, call.Stopping));
    }
}
