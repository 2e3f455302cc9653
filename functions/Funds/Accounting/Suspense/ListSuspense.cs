using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>One step of the ageing (账龄).</summary>
/// <param name="Code">30, 60, 90, over.</param>
public sealed record SuspenseAge(string Code, string Name, long Count, Money Amount);

/// <param name="Days">Since the transfer; null while the money has not come, and when it is cleared.</param>
public sealed record SuspenseView(SuspenseRow Row, int? Days);

/// <param name="Total">Of all rows that match, not of this page; <paramref name="Amount"/> too.</param>
/// <param name="Open">Everything not cleared, whatever the filters of state and age: the balance of 待转社会保险费, and
/// the transfers that the books refused so far. <paramref name="Ages"/> are its parts.</param>
public sealed record SuspensePage(
    DateOnly AsOf, IReadOnlyList<SuspenseView> Items, long Total, Money Amount, Money Open,
    IReadOnlyList<SuspenseAge> Ages, string? Continuation);

/// <summary>
/// Lists what is in 待转社会保险费 with its age and why it is not cleared; oldest first.
/// </summary>
/// <param name="State">open when not given; cleared; detailOnly; all.</param>
/// <param name="Age">30, 60, 90 or over: only rows of that step.</param>
/// <param name="Ticket">The beginning of a ticket's number; finds tickets in every state unless one is given.</param>
public sealed record ListSuspense(
    Division? Division, Fund? Fund, string? State, string? Age, int? Limit, string? Continuation,
    string? Ticket = null) : IScoped
{
    /// <summary>Days from the transfer, both ends included.</summary>
    private static readonly (string Code, string Name, int From, int? To)[] Steps =
    [
        ("30", "30天以内", 0, 30), ("60", "31至60天", 31, 60), ("90", "61至90天", 61, 90), ("over", "90天以上", 91, null),
    ];

    private static readonly string[] States = ["open", "cleared", "detailOnly", "all"];

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListSuspense, SuspensePage>(
        HttpMethod.Get, "accounting/suspense", Permission.BookView, "待转社会保险费",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<SuspensePage>> Handle(ListSuspense request, Call call, IDocumentStore store)
    {
        var isTicket = !string.IsNullOrWhiteSpace(request.Ticket);
        var state = request.State ?? (isTicket ? "all" : "open");
        if (!States.Contains(state)) { return new InvalidValue("state", $"可选 {string.Join('、', States)}。"); }
        var step = Steps.FirstOrDefault(step => step.Code == request.Age);
        if (request.Age is not null && step.Code is null) { return new InvalidValue("age", "可选 30、60、90、over。"); }

        var division = request.Division ?? call.Actor.Division;
        var today = ChinaTime.DateOf(call.Now);
        var partition = ListRows.Partition(SuspenseRow.List, division);
        var fund = ListScope.FundFilter(call.Actor, Permission.BookView, division, request.Fund);
        List<Filter> where = [fund];
        if (state != "all") { where.Add(Filter.Is("state", state)); }
        if (isTicket) { where.Add(new Filter("ticket", Comparison.StartsWith, request.Ticket!.Trim())); }
        var query = new DocumentQuery(SuspenseRow.List)
        {
            Where = step.Code is null ? where : [.. where, .. Since(step.From, step.To, today)],
            OrderBy = "since",
            Limit = ListScope.Limit(request.Limit),
            Continuation = request.Continuation,
        };
        var page = await store.Query(Containers.Lists, partition, query, call.Stopping);
        var totals = await store.Totals(Containers.Lists, partition, query, ["amount"], call.Stopping);
        var ages = new List<SuspenseAge>();
        foreach (var (code, name, from, to) in Steps)
        {
            var open = query with { Where = [fund, Filter.Is("state", "open"), .. Since(from, to, today)] };
            var sums = await store.Totals(Containers.Lists, partition, open, ["amount"], call.Stopping);
            ages.Add(new SuspenseAge(code, name, sums.Count, Money.FromFen(sums.Sums[0])));
        }
        return new SuspensePage(
            today, [.. page.Items.Select(document => View(document.As<SuspenseRow>(), today))], totals.Count,
            Money.FromFen(totals.Sums[0]), ages.Aggregate(Money.Zero, (sum, age) => sum + age.Amount), ages,
            page.Continuation);
    }

    private static SuspenseView View(SuspenseRow row, DateOnly today) => new(
        row, row is { State: "open", Since: { } since } ? today.DayNumber - since.DayNumber : null);

    private static IEnumerable<Filter> Since(int from, int? to, DateOnly today)
    {
        static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return new Filter("since", Comparison.AtMost, Text(today.AddDays(-from)));
        if (to is { } last) { yield return new Filter("since", Comparison.AtLeast, Text(today.AddDays(-last))); }
    }
}

/// <summary>One ticket with both details.</summary>
public sealed record SuspenseDetail(
    SuspenseRow Row, TreasuryTransfer? Transfer, CollectionDetail? Agency, CollectionDetail? Tax);

public sealed record ReadSuspense(SuspenseId Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    public static Endpoint Endpoint(SuspenseDesk desk) => Kernel.Endpoint.Of<ReadSuspense, SuspenseDetail>(
        HttpMethod.Get, "accounting/suspense/{id}", Permission.BookView, "待转社会保险费明细", async (request, call) =>
            await desk.Read(request.Id, call.Stopping) is { } item
                ? new SuspenseDetail(SuspenseRow.Of(item), item.Transfer, item.Agency, item.Tax)
                : new NotFound("待转社会保险费", request.Id.Text));
}

/// <param name="Cleared">Since this request; likewise booked.</param>
public sealed record SuspenseSettled(int Tried, int Booked, int Cleared);

/// <summary>Asks the books again for what they refused, for example after a period was opened again.</summary>
public sealed record SettleRefused(Division? Division, Fund? Fund) : IScoped
{
    /// <summary>What one answer within two seconds can carry; the next request goes on.</summary>
    private const int TriedMax = 200;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.VoucherPrepare, Division, Fund);

    public static Endpoint Endpoint(SuspenseDesk desk) => Kernel.Endpoint.Of<SettleRefused, SuspenseSettled>(
        HttpMethod.Post, "accounting/suspense/settle", Permission.VoucherPrepare, "重试待转记账",
        (request, call) => Handle(request, call, desk));

    private static async Task<Result<SuspenseSettled>> Handle(SettleRefused request, Call call, SuspenseDesk desk)
    {
        var division = request.Division ?? call.Actor.Division;
        var page = await desk.Store.Query(
            Containers.Lists, ListRows.Partition(SuspenseRow.List, division), new DocumentQuery(SuspenseRow.List)
            {
                Where =
                [
                    ListScope.FundFilter(call.Actor, Permission.VoucherPrepare, division, request.Fund),
                    Filter.Is("state", "open"), new Filter("isRefused", Comparison.Equal, true),
                ],
                Limit = TriedMax,
            }, call.Stopping);
        var (booked, cleared) = (0, 0);
        foreach (var before in page.Items.Select(document => document.As<SuspenseRow>()))
        {
            var now = await desk.Settle(before.Id, call);
            if (before.Booked is null && now.Booked is not null) { booked++; }
            if (before.Cleared is null && now.Cleared is not null) { cleared++; }
        }
        return new SuspenseSettled(page.Items.Count, booked, cleared);
    }
}
