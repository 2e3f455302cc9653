using System.Text.Json.Serialization;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Income;

/// <summary>
/// Names the plan of a lower division's remittances of one type in one year. One plan each; it is the partition.
/// </summary>
public sealed record PlanKey(Division From, Fund Fund, int Year, RemittanceType Type)
{
    [JsonIgnore]
    public string Text => $"plan-{From}-{Fund.Entry().Code}-{Year:0000}-{Type.Code()}";

    public static PlanKey Of(RequestId request, RemittanceType type) =>
        new(request.Division, request.Fund, request.Period.Year, type);

    public override string ToString() => Text;
}

/// <summary>A remittance plan (上解计划) as the upper agency issued it (R-3.9-02, -07).</summary>
/// <param name="DocumentNo">文号.</param>
/// <param name="Charges">Request → what it asks to remit under this plan.</param>
public sealed record RemittancePlan(
    PlanKey Key, Division To, Money Amount, string DocumentNo, string IssuedBy, DateTimeOffset IssuedAt,
    IReadOnlyDictionary<string, Money> Charges, long Version)
{
    public const string Document = "plan";

    [JsonIgnore]
    public Money Charged => Charges.Values.Aggregate(Money.Zero, (sum, charge) => sum + charge);

    /// <summary>Charges a request, in place of what it charged before.</summary>
    /// <returns>Or <see cref="PlanExceeded"/>.</returns>
    public Result<RemittancePlan> Charge(RequestId request, Money amount)
    {
        var others = Charged - Charges.GetValueOrDefault(request.Text);
        if (others + amount > Amount) { return new PlanExceeded(DocumentNo, Amount - others, amount); }
        return this with { Charges = new Dictionary<string, Money>(Charges) { [request.Text] = amount } };
    }

    public RemittancePlan Release(RequestId request) =>
        this with { Charges = Charges.Where(pair => pair.Key != request.Text).ToDictionary() };
}

/// <summary>Keeps lower requests inside the plans; exact under any concurrency, repeatable by request.</summary>
public interface IRemittancePlans
{
    /// <param name="documentNo">What the request refers to; null is not compared.</param>
    /// <returns>Or plan_missing, plan_exceeded.</returns>
    Task<Result<RemittancePlan>> Charge(
        RequestId request, RemittanceType type, string? documentNo, Money amount, Call call);

    /// <summary>Gives back what a withdrawn or refused request had charged.</summary>
    Task<Result<Done>> Release(RequestId request, RemittanceType type, Call call);
}

/// <summary>Topic <c>remittance-plan.changed</c>, and the row of the list of plans.</summary>
public sealed record PlanRow(
    Division From, string FromName, Division To, string ToName, Fund Fund, int Year, RemittanceType Type,
    string TypeName,
    Money Amount, Money Charged, Money Left, string DocumentNo, string IssuedBy, DateTimeOffset IssuedAt, long Version)
{
    public const string Topic = "remittance-plan.changed";

    internal static PlanRow Of(RemittancePlan plan) => new(
        plan.Key.From, Divisions.NameOf(plan.Key.From), plan.To, Divisions.NameOf(plan.To), plan.Key.Fund,
        plan.Key.Year,
        plan.Key.Type, plan.Key.Type.Title(), plan.Amount, plan.Charged, plan.Amount - plan.Charged, plan.DocumentNo,
        plan.IssuedBy, plan.IssuedAt, plan.Version);
}

public sealed class RemittancePlans(IDocumentStore store) : IRemittancePlans
{
    public Task<Result<RemittancePlan>> Charge(
        RequestId request, RemittanceType type, string? documentNo, Money amount, Call call) =>
        Apply(
            PlanKey.Of(request, type), call with { IdempotencyKey = null }, "plan.charge",
            $"占用上解计划 {request}：{amount} 元",
            plan => plan is null || (documentNo is not null && documentNo != plan.DocumentNo)
                ? new PlanMissing(documentNo ?? PlanKey.Of(request, type).Text)
                : plan.Charges.GetValueOrDefault(request.Text) == amount ? plan : plan.Charge(request, amount));

    public async Task<Result<Done>> Release(RequestId request, RemittanceType type, Call call)
    {
        var released = await Apply(
            PlanKey.Of(request, type), call with { IdempotencyKey = null }, "plan.release", $"释放上解计划 {request}",
            plan => plan is null ? new PlanMissing(PlanKey.Of(request, type).Text)
                : plan.Charges.ContainsKey(request.Text) ? plan.Release(request) : plan);
        return released.TryGet(out _, out var problem) ? Done.Value : problem;
    }

    /// <summary>Reads, decides, saves. A decision that gives the same plan back writes nothing.</summary>
    internal Task<Result<RemittancePlan>> Apply(
        PlanKey key, Call call, string action, string detail, Func<RemittancePlan?, Result<RemittancePlan>> decide) =>
        store.Apply<RemittancePlan>(Containers.Income, key.Text, call, async unit =>
        {
            var before = await unit.Find<RemittancePlan>(RemittancePlan.Document);
            if (!decide(before).TryGet(out var plan, out var problem)) { return problem; }
            if (ReferenceEquals(plan, before)) { return plan; }
            plan = plan with { Version = (before?.Version ?? 0) + 1 };
            unit.Save(RemittancePlan.Document, "remittancePlan", plan);
            unit.Audit(action, new Scope(key.From, key.Fund), detail);
            unit.Emit(PlanRow.Topic, PlanRow.Of(plan));
            return plan;
        });
}

/// <summary>Keeps the list of plans: a row for the payer's division and each one above.</summary>
public sealed class PlanRows(IDocumentStore store) : IMessageHandler
{
    public string Topic => PlanRow.Topic;

    public static string PartitionOf(Division division) => $"remittance-plans-{division}";

    public async Task Handle(OutboxMessage message, Call call)
    {
        var row = message.As<PlanRow>();
        var id = new PlanKey(row.From, row.Fund, row.Year, row.Type).Text;
        foreach (var division in row.From.UpToProvince())
        {
            var there = await store.Find<PlanRow>(Containers.Lists, PartitionOf(division), id, call.Stopping);
            if (there?.Value.Version >= row.Version) { continue; }
            (await store.Commit(
                Containers.Lists, PartitionOf(division), [new Write.Put(id, "remittancePlan", Json.Write(row))],
                call.Stopping)).Require();
        }
    }
}
