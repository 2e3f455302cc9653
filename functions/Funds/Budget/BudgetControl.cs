using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Budget;

/// <summary>
/// Budget control over the document store: a budget's lines and reservations share one partition, whose units are
/// serial, so a line is never committed above its amount.
/// </summary>
public sealed class BudgetControl(IDocumentStore store) : IBudgetControl
{
    public async Task<Result<Reserved>> Reserve(
        RequestId request, IReadOnlyList<BudgetCharge> charges, bool beforeApproval, Call call)
    {
        var key = BudgetKey.Of(request);
        var asked = Sum(charges);
        var lastYear = await LastYear(key, asked.Keys, BudgetMonth.Of(key, call.Now), call.Stopping);
        return await Apply<Reserved>(key, request, asked.Keys, call, (unit, plan, lines, before) =>
        {
            var decided = Reserving.Reserve(key, plan, lines, before, asked, beforeApproval, lastYear);
            if (!decided.TryGet(out var done, out var problem)) { return problem; }
            Write(unit, key, done.Change, before, "budget.reserve", $"占用预算 {request}：{Total(asked)} 元");
            return done.Answer;
        });
    }

    public Task<Result<Done>> Use(RequestId request, string round, IReadOnlyList<BudgetCharge> charges, Call call)
    {
        var key = BudgetKey.Of(request);
        var used = Sum(charges);
        return Apply<Done>(key, request, used.Keys, call, (unit, _, lines, before) =>
        {
            var decided = Reserving.Use(key, lines, before, round, used, BudgetMonth.Of(key, call.Now));
            if (!decided.TryGet(out var change, out var problem)) { return problem; }
            Write(unit, key, change, before, "budget.use", $"登记支出 {request} {round}：{Total(used)} 元");
            return Done.Value;
        });
    }

    public Task<Result<Done>> Release(RequestId request, Call call)
    {
        var key = BudgetKey.Of(request);
        return Apply<Done>(key, request, [], call, (unit, _, lines, before) =>
        {
            var change = Reserving.Release(lines, before);
            Write(unit, key, change, before, "budget.release", $"释放预算 {request}：{Total(before.Held)} 元");
            return Done.Value;
        });
    }

    public async Task<IReadOnlyList<BudgetPosition>> Positions(
        Division division, Fund fund, int year, IReadOnlyList<string> lines, CancellationToken stopping)
    {
        var key = new BudgetKey(division, fund, year);
        var plan = await store.Find<BudgetPlan>(Containers.Budgets, key.Text, BudgetPlan.Id, stopping);
        var positions = new List<BudgetPosition>();
        foreach (var code in lines.Distinct())
        {
            var line = await store.Find<BudgetLine>(Containers.Budgets, key.Text, BudgetLine.IdOf(code), stopping);
            if (line is not null) { positions.Add(line.Value.Position(plan is { Value.Approved: true })); }
        }
        return positions;
    }

    /// <summary>
    /// Runs a decision over the lines charged and held. The request (and round) makes every call repeatable, and one
    /// caller's key may cover several calls, so the idempotency key is not used here.
    /// </summary>
    private Task<Result<T>> Apply<T>(
        BudgetKey key, RequestId request, IReadOnlyCollection<string> charged, Call call,
        Func<Unit, BudgetPlan?, IReadOnlyDictionary<string, BudgetLine>, Reservation, Result<T>> decide)
        where T : notnull =>
        store.Apply<T>(Containers.Budgets, key.Text, call with { IdempotencyKey = null }, async unit =>
        {
            var plan = await unit.Find<BudgetPlan>(BudgetPlan.Id);
            var before = await unit.Find<Reservation>(Reservation.IdOf(request)) ?? Reservation.None(request);
            var lines = new Dictionary<string, BudgetLine>();
            foreach (var code in charged.Union(before.Held.Keys))
            {
                if (await unit.Find<BudgetLine>(BudgetLine.IdOf(code)) is { } line) { lines[code] = line; }
            }
            return decide(unit, plan, lines, before);
        });

    private static void Write(
        Unit unit, BudgetKey key, BudgetChange change, Reservation before, string action, string detail)
    {
        if (change.Lines.Count == 0 && ReferenceEquals(change.Reservation.Rounds, before.Rounds)) { return; }
        List<BudgetLine> lines = [.. change.Lines.Select(line => line with { Version = line.Version + 1 })];
        foreach (var line in lines) { unit.Replace(BudgetLine.IdOf(line.Code), "budgetLine", line); }
        unit.Save(Reservation.IdOf(before.Request), "reservation", change.Reservation);
        unit.Audit(action, key.Scope, detail);
        unit.Emit(BudgetChanged.Topic, new BudgetChanged(key, lines));
    }

    /// <summary>What last year's budget used in the same months, where it had the line.</summary>
    private async Task<Dictionary<string, Money>> LastYear(
        BudgetKey key, IEnumerable<string> codes, int month, CancellationToken stopping)
    {
        var known = new Dictionary<string, Money>();
        foreach (var code in codes)
        {
            var line = await store.Find<BudgetLine>(
                Containers.Budgets, key.LastYear().Text, BudgetLine.IdOf(code), stopping);
            if (line is not null) { known[code] = line.Value.UsedThrough(month); }
        }
        return known;
    }

    private static Dictionary<string, Money> Sum(IReadOnlyList<BudgetCharge> charges) => charges
        .GroupBy(charge => charge.Line)
        .ToDictionary(group => group.Key, group => group.Aggregate(Money.Zero, (sum, charge) => sum + charge.Amount));

    private static Money Total(IReadOnlyDictionary<string, Money> amounts) =>
        amounts.Values.Aggregate(Money.Zero, (sum, amount) => sum + amount);
}
