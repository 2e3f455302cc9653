using SocialFund.Kernel;

namespace SocialFund.Funds.Income;

/// <param name="Amount">Of all slips that match, not of this page; <paramref name="Booked"/>,
/// <paramref name="InTransit"/> and <paramref name="Refunded"/> are its parts.</param>
/// <param name="Refunded">Sent back by the bank, whether or not that is booked here yet.</param>
public sealed record SlipPage(
    IReadOnlyList<SlipRow> Items, long Total, Money Amount, Money Booked, Money InTransit, Money Refunded,
    string? Continuation);

/// <summary>Lists the slips that a division and those below it pay or receive.</summary>
/// <param name="State">Only slips in this state.</param>
/// <param name="To">Only slips that this division receives.</param>
public sealed record ListSlips(
    Division? Division, Division? To, Fund? Fund, int? Year, string? State, int? Limit, string? Continuation) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IncomeView, Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListSlips, SlipPage>(
        HttpMethod.Get, "income/slips", Permission.IncomeView, "上解收入单",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<SlipPage>> Handle(ListSlips request, Call call, IDocumentStore store)
    {
        var division = request.Division ?? call.Actor.Division;
        var query = new DocumentQuery("slip")
        {
            Where =
            [
                ListScope.FundFilter(call.Actor, Permission.IncomeView, division, request.Fund),
                .. Filters(request),
            ],
            OrderBy = "paidOn",
            Descending = true,
            Limit = ListScope.Limit(request.Limit),
            Continuation = request.Continuation,
        };
        var partition = SlipRows.PartitionOf(division);
        var page = await store.Query(Containers.Lists, partition, query, call.Stopping);
        var all = await store.Totals(Containers.Lists, partition, query, ["amount"], call.Stopping);
        async Task<Money> Of(params string[] states)
        {
            var some = query with { Where = [.. query.Where, Filter.OneOf("state", states)] };
            return Money.FromFen(
                (await store.Totals(Containers.Lists, partition, some, ["amount"], call.Stopping)).Sums[0]);
        }
        var (booked, refunded) = (await Of("booked"), await Of("reversing", "refunded"));
        var amount = Money.FromFen(all.Sums[0]);
        return new SlipPage(
            [.. page.Items.Select(document => document.As<SlipRow>())], all.Count, amount, booked,
            amount - booked - refunded, refunded, page.Continuation);
    }

    private static IEnumerable<Filter> Filters(ListSlips request)
    {
        if (request.To is { } to) { yield return Filter.Is("to", to.Text); }
        if (request.Year is { } year) { yield return new Filter("year", Comparison.Equal, (long)year); }
        if (request.State is { } state) { yield return Filter.Is("state", state); }
    }
}

/// <summary>A slip with its timeline.</summary>
public sealed record SlipView(SlipRow Row, SlipState State, string VariantName, IReadOnlyList<SlipStep> History);

/// <summary>One slip; the payer may see it as well as the receiver.</summary>
public sealed record ReadSlip(SlipId Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Lower;

    public static Endpoint Endpoint(SlipChange slips) => Kernel.Endpoint.Of<ReadSlip, SlipView>(
        HttpMethod.Get, "income/slips/{id}", Permission.IncomeView, "查看上解收入单", async (request, call) =>
        {
            var slip = await slips.Read(request.Id, call.Stopping);
            if (slip is null) { return new NotFound("上解收入单", request.Id.Text); }
            var variant = slips.VariantOf(slip);
            return new SlipView(SlipRow.Of(slip, variant, 0), slip.State, variant.Name, slip.History);
        });
}
