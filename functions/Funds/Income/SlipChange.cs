using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Income;

/// <summary>Topic <c>income.changed</c>: a slip as it stands after a commit.</summary>
/// <param name="RefundedOn">The bank's day of the refund; null when the money stayed.</param>
/// <param name="ReversedOn">The day of the red voucher; null when none was needed, or not yet.</param>
/// <param name="Version">Counts the commits of the slip, so that list rows never go back.</param>
public sealed record SlipRow(
    SlipId Id, Division From, string FromName, Division To, string ToName, Fund Fund, RemittanceType Type,
    string TypeName, Money Amount, Period Period, int Year, DateOnly PaidOn, string State, string StateName,
    string StepName, int Reminders, bool Escalated, DateOnly? BookedOn, string? Voucher, DateOnly? RefundedOn,
    DateOnly? ReversedOn, long Version)
{
    public const string Topic = "income.changed";

    internal static SlipRow Of(IncomeSlip slip, PoolingVariant variant, long version)
    {
        var paid = slip.Remittance;
        var (bookedOn, voucher) = BookedAs(slip.State);
        var (step, reminders) = slip.State switch
        {
            SlipState.Reviewing waiting => (variant.Review, waiting.Reminders),
            SlipState.Receiving waiting => (variant.Receive, waiting.Reminders),
            SlipState.Booking or SlipState.Reversing => (variant.Book, 0),
            _ => ("", 0),
        };
        return new SlipRow(
            slip.Id, paid.FromDivision, Divisions.NameOf(paid.FromDivision), paid.ToDivision,
            Divisions.NameOf(paid.ToDivision), paid.Fund, paid.Type, paid.Type.Title(), paid.Amount, paid.Period,
            paid.Date.Year, paid.Date, slip.State.Code, slip.State.Title, step, reminders,
            reminders > variant.EscalateAfter, bookedOn, voucher?.Number, RefundedAt(slip.State),
            (slip.State as SlipState.Refunded)?.Reversal?.On, version);
    }

    private static (DateOnly? On, VoucherRef? Voucher) BookedAs(SlipState state) => state switch
    {
        SlipState.Booked booked => (booked.ReceivedOn, booked.Voucher),
        SlipState.Reversing reversing => (reversing.ReceivedOn, reversing.Voucher),
        SlipState.Refunded { Reversal: { } reversal } => (reversal.ReceivedOn, reversal.Voucher),
        _ => (null, null),
    };

    private static DateOnly? RefundedAt(SlipState state) => state switch
    {
        SlipState.Booking booking => booking.RefundedOn,
        SlipState.Reversing reversing => reversing.RefundedOn,
        SlipState.Refunded refunded => refunded.RefundedOn,
        _ => null,
    };
}

/// <summary>A slip with the number of its commits.</summary>
internal sealed record StoredSlip(IncomeSlip Slip, long Version);

/// <summary>The one way in which a slip changes: state, audit record and message in one commit.</summary>
public sealed class SlipChange(IDocumentStore store, Pooling pooling)
{
    public IDocumentStore Store { get; } = store;

    public PoolingVariant VariantOf(IncomeSlip slip) => pooling.Variants.Single(each => each.Id == slip.Variant);

    public async Task<IncomeSlip?> Read(SlipId id, CancellationToken stopping) =>
        (await Store.Find<StoredSlip>(Containers.Income, id.Text, IncomeSlip.Document, stopping))?.Value.Slip;

    /// <summary>Opens the slip of a remittance, once.</summary>
    public Task<Result<IncomeSlip>> Open(RemittancePaid paid, Call call) =>
        Store.Apply<IncomeSlip>(Containers.Income, paid.Slip.Text, call with { IdempotencyKey = null }, async unit =>
        {
            if (await unit.Find<StoredSlip>(IncomeSlip.Document) is { } there) { return there.Slip; }
            var slip = IncomeSlip.Open(paid, pooling, call.Now);
            Save(unit, slip, 1, "income.open", $"收到上解通知 {slip.Id}：{paid.Amount} 元");
            return slip;
        });

    /// <summary>Reads, decides, saves. A decision that gives the same slip back writes nothing.</summary>
    public Task<Result<IncomeSlip>> Apply(
        SlipId id, Call call, string action, string what, Func<IncomeSlip, Result<IncomeSlip>> decide) =>
        Store.Apply<IncomeSlip>(Containers.Income, id.Text, call, async unit =>
        {
            if (await unit.Find<StoredSlip>(IncomeSlip.Document) is not { } there)
            {
                return new NotFound("上解收入单", id.Text);
            }
            if (!decide(there.Slip).TryGet(out var slip, out var problem)) { return problem; }
            if (!ReferenceEquals(slip, there.Slip)) { Save(unit, slip, there.Version + 1, action, $"{what} {id}"); }
            return slip;
        });

    private void Save(Unit unit, IncomeSlip slip, long version, string action, string detail)
    {
        unit.Save(IncomeSlip.Document, "slip", new StoredSlip(slip, version));
        unit.Audit(action, slip.Id.Upper, detail);
        unit.Emit(SlipRow.Topic, SlipRow.Of(slip, VariantOf(slip), version));
    }
}
