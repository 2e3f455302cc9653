using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>The voucher that waits for audit and posting; the same one again when the document is registered twice.
/// </summary>
/// <param name="Number">制单号.</param>
/// <param name="Voucher">Once posted.</param>
public sealed record EventRaised(
    BookId Book, string BookTitle, int Number, PreparedState State, string StateTitle, VoucherNumber? Voucher);

/// <summary>
/// The one door for business events that no process of the system makes: subsidies, interest, entrusted investment,
/// transfers in, term deposits, the agency's own business. The rule makes the voucher; two others audit and post it.
/// </summary>
/// <param name="Rule">One that clerks may use; <see cref="ListRules"/> says which, and what it needs.</param>
/// <param name="Date">The day of the business; not after today.</param>
/// <param name="DocumentNo">单据号: one event a rule, book and number, however often it is sent.</param>
/// <param name="Document">What the paper is: 利息单, 补助文件 …; when not given the source document of the rule's typical
/// entry, else the rule's name.</param>
/// <param name="Amounts">At least one.</param>
public sealed record RaiseEvent(
    Division Division, Fund Fund, string Rule, DateOnly Date, string DocumentNo, string? Document,
    IReadOnlyList<EventAmount> Amounts, IReadOnlyDictionary<string, string> Facts) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division, Fund);

    public static Endpoint Endpoint(VoucherDesk desk, PostingRules rules) =>
        Kernel.Endpoint.Of<RaiseEvent, EventRaised>(
            HttpMethod.Post, "accounting/events", Permission.VoucherPrepare, "登记业务事项",
            (request, call) => Handle(request, call, desk, rules));

    /// <returns>The event as the books take it, or the first fault.</returns>
    public static Result<BusinessEvent> Decide(RaiseEvent request, PostingRules rules, Actor actor, DateOnly today)
    {
        if (!rules.On(request.Rule, request.Date).TryGet(out var found, out var problem)) { return problem; }
        var faults = EventCheck.Faults(request, found.Rule, found.Version, today);
        return faults.FirstOrDefault() is { } fault ? fault : request.Event(found.Rule, found.Version, actor);
    }

    internal BusinessEvent Event(PostingRule rule, RuleVersion version, Actor actor)
    {
        var usual = version.Entries is [var entry] ? TypicalEntry.Of(entry).SourceDocument : "";
        var paper = Document ?? (usual.Length > 0 ? usual : rule.Name);
        return new BusinessEvent(
            $"{rule.Id}-{DocumentNo}", rule.Id, Division, Fund, Date, Amounts, Facts,
            new SourceLink("document", DocumentNo, $"{paper}，{actor.Name} 登记"));
    }

    private static async Task<Result<EventRaised>> Handle(
        RaiseEvent request, Call call, VoucherDesk desk, PostingRules rules)
    {
        var today = ChinaTime.DateOf(call.Now);
        if (!Decide(request, rules, call.Actor, today).TryGet(out var happened, out var problem)) { return problem; }
        if (!Posting.Draft(happened, rules).TryGet(out var draft, out problem)) { return problem; }
        if (!(await desk.Prepare(draft, happened, call)).TryGet(out var kept, out problem)) { return problem; }
        return new EventRaised(
            kept.Book, kept.Book.Title, kept.Number, kept.State, PreparedVoucher.Title(kept.State), kept.Voucher);
    }
}
