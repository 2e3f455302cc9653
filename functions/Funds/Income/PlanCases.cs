using SocialFund.Kernel;

namespace SocialFund.Funds.Income;

/// <summary>The upper agency issues or adjusts a remittance plan.</summary>
/// <param name="Division">Who is to remit.</param>
public sealed record IssuePlan(
    Division Division, Fund Fund, int Year, RemittanceType Type, Money Amount, string DocumentNo) : IScoped
{
    /// <summary>Where the money goes to: the agency of that level issues the plan.</summary>
    public Scope ScopeFor(Actor actor) => new(Pooling.Shipped.UpperOf(Division, Fund), Fund);

    public static Endpoint Endpoint(RemittancePlans plans) => Kernel.Endpoint.Of<IssuePlan, PlanRow>(
        HttpMethod.Post, "income/plans", Permission.RequestSubmit, "下达上解计划",
        (request, call) => Handle(request, call, plans));

    /// <summary>Pure.</summary>
    /// <returns>The plan, or <see cref="InvalidValue"/> or <see cref="PlanBelowCharged"/>.</returns>
    public Result<RemittancePlan> Decide(RemittancePlan? before, Actor actor, DateTimeOffset now)
    {
        if (!Amount.IsPlausible) { return new AmountImplausible("计划金额"); }
        if (Amount <= Money.Zero) { return new InvalidValue("amount", "计划金额须大于零。"); }
        if (string.IsNullOrWhiteSpace(DocumentNo) || DocumentNo.Length > 60)
        {
            return new InvalidValue("documentNo", "请填写文号（不超过60字）。");
        }
        if (before is not null && before.Charged > Amount) { return new PlanBelowCharged(before.Charged, Amount); }
        return new RemittancePlan(
            new PlanKey(Division, Fund, Year, Type), Pooling.Shipped.UpperOf(Division, Fund), Amount, DocumentNo.Trim(),
            actor.Name, now, before?.Charges ?? new Dictionary<string, Money>(), 0);
    }

    private static async Task<Result<PlanRow>> Handle(IssuePlan request, Call call, RemittancePlans plans)
    {
        var key = new PlanKey(request.Division, request.Fund, request.Year, request.Type);
        var issued = await plans.Apply(
            key, call, "plan.issue", $"下达上解计划 {key}：{request.Amount} 元",
            before => request.Decide(before, call.Actor, call.Now));
        return issued.TryGet(out var plan, out var problem) ? PlanRow.Of(plan) : problem;
    }
}

/// <param name="Amount">Of all plans that match; likewise <paramref name="Charged"/>.</param>
public sealed record PlanPage(
    IReadOnlyList<PlanRow> Items, long Total, Money Amount, Money Charged, string? Continuation);

/// <summary>Lists the plans for a division and those below it.</summary>
public sealed record ListPlans(Division? Division, Fund? Fund, int? Year, int? Limit, string? Continuation) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IncomeView, Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListPlans, PlanPage>(
        HttpMethod.Get, "income/plans", Permission.IncomeView, "上解计划", (request, call) => Handle(request, call, store));

    private static async Task<Result<PlanPage>> Handle(ListPlans request, Call call, IDocumentStore store)
    {
        var division = request.Division ?? call.Actor.Division;
        List<Filter> where = [ListScope.FundFilter(call.Actor, Permission.IncomeView, division, request.Fund)];
        if (request.Year is { } year) { where.Add(new Filter("year", Comparison.Equal, (long)year)); }
        var query = new DocumentQuery("remittancePlan")
        {
            Where = where,
            Limit = ListScope.Limit(request.Limit),
            Continuation = request.Continuation,
        };
        var partition = PlanRows.PartitionOf(division);
        var page = await store.Query(Containers.Lists, partition, query, call.Stopping);
        var totals = await store.Totals(Containers.Lists, partition, query, ["amount", "charged"], call.Stopping);
        return new PlanPage(
            [.. page.Items.Select(document => document.As<PlanRow>())], totals.Count, Money.FromFen(totals.Sums[0]),
            Money.FromFen(totals.Sums[1]), page.Continuation);
    }
}
