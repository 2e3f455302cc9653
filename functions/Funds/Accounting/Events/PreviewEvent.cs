using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="Place">The field of the form; null when it is of the whole.</param>
public sealed record PreviewFault(string Code, string Message, string? Place)
{
    internal static PreviewFault Of(Problem problem) => new(problem.Code, problem.Message, problem.Place);
}

public sealed record PreviewVoucher(
    BookId Book, string BookTitle, BookPeriod Period, DateOnly Date, string Summary, string Chart, string Rule,
    Money Debit, Money Credit, IReadOnlyList<VoucherLineView> Lines);

/// <summary>What an event would do. Nothing is written.</summary>
/// <param name="Faults">Why it would be refused, all of it; empty when it would be booked.</param>
/// <param name="Voucher">Null when the faults leave no voucher to show.</param>
/// <param name="Booked">The voucher that this document has already; raising it again gives this one.</param>
/// <param name="Prepared">Its 制单号, also before it is posted.</param>
public sealed record EventPreview(
    IReadOnlyList<PreviewFault> Faults, PreviewVoucher? Voucher, VoucherNumber? Booked, int? Prepared);

/// <summary>A dry run: shows the voucher that an event would make by a rule, or every reason why not.</summary>
/// <remarks>The fields are those of <see cref="RaiseEvent"/>.</remarks>
public sealed record PreviewEvent(
    string Rule, Division Division, Fund Fund, DateOnly Date, string DocumentNo, string? Document,
    IReadOnlyList<EventAmount> Amounts, IReadOnlyDictionary<string, string> Facts) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store, Charts charts, PostingRules rules) =>
        Kernel.Endpoint.Of<PreviewEvent, EventPreview>(
            HttpMethod.Post, "accounting/rules/{rule}/preview", Permission.BookView, "记账规则试算",
            (request, call) => Handle(request, call, store, charts, rules));

    private static async Task<Result<EventPreview>> Handle(
        PreviewEvent request, Call call, IDocumentStore store, Charts charts, PostingRules rules)
    {
        if (!rules.On(request.Rule, request.Date).TryGet(out var found, out var problem)) { return Refused(problem); }
        var raised = new RaiseEvent(
            request.Division, request.Fund, request.Rule, request.Date, request.DocumentNo, request.Document,
            request.Amounts, request.Facts);
        var faults = EventCheck.Faults(raised, found.Rule, found.Version, ChinaTime.DateOf(call.Now)).ToList();
        var happened = raised.Event(found.Rule, found.Version, call.Actor);
        if (!Posting.Draft(happened, rules).TryGet(out var draft, out problem))
        {
            return Refused([.. faults, problem]);
        }
        var chart = await charts.For(draft.Book, call.Stopping);
        var head = await store.Head(draft.Book, call.Stopping);
        var booked = await store.Find<BookedEvent>(
            Containers.Books, draft.Book.Text, BookedEvent.IdOf(happened.Id), call.Stopping);
        var prepared = await store.Find<PreparedEvent>(
            Containers.Books, draft.Book.Text, PreparedEvent.IdOf(happened.Id), call.Stopping);
        if (booked is null && Accounting.Voucher.Check(draft, chart, head?.Value.ClosedThrough ?? 0) is { } refusal)
        {
            faults.Add(refusal);
        }
        return new EventPreview(FaultsOf(faults), Voucher(draft, chart), booked?.Value.Voucher, prepared?.Value.Number);
    }

    private static EventPreview Refused(params IReadOnlyList<Problem> problems) =>
        new(FaultsOf(problems), null, null, null);

    /// <summary>What two checks both find is told once.</summary>
    private static IReadOnlyList<PreviewFault> FaultsOf(IEnumerable<Problem> problems) =>
        [.. problems.DistinctBy(problem => problem.Message).Select(PreviewFault.Of)];

    private static PreviewVoucher Voucher(VoucherDraft draft, Chart chart)
    {
        Money Sum(Func<VoucherLine, Money> amount) =>
            draft.Lines.Aggregate(Money.Zero, (sum, line) => sum + amount(line));

        return new PreviewVoucher(
            draft.Book, draft.Book.Title, draft.Period, draft.Date, draft.Summary, chart.Version, draft.Rule ?? "",
            Sum(line => line.Debit), Sum(line => line.Credit),
            [.. draft.Lines.Select(line => VoucherLineView.Of(line, chart))]);
    }
}
