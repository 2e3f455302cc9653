using System.Text.Json.Serialization;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Income;

/// <summary>Where a slip stands; each state holds only what is true in it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "code")]
[JsonDerivedType(typeof(Reviewing), "reviewing")]
[JsonDerivedType(typeof(Receiving), "receiving")]
[JsonDerivedType(typeof(Disputed), "disputed")]
[JsonDerivedType(typeof(Booking), "booking")]
[JsonDerivedType(typeof(Booked), "booked")]
[JsonDerivedType(typeof(Reversing), "reversing")]
[JsonDerivedType(typeof(Refunded), "refunded")]
public abstract record SlipState
{
    private SlipState() { }

    /// <summary>待上级财政审核.</summary>
    public sealed record Reviewing(DateTimeOffset Since, int Reminders) : SlipState;

    /// <summary>待国库确认到账.</summary>
    public sealed record Receiving(DateTimeOffset Since, int Reminders, Signature ReviewedBy) : SlipState;

    /// <summary>有异议: back to the lower division with the reason; a new review takes it up again.</summary>
    public sealed record Disputed(Signature By, string Reason, string Step) : SlipState;

    /// <summary>待记账.</summary>
    /// <param name="ReceivedOn">The day on the bank's receipt.</param>
    /// <param name="Blocked">Why the books refused it, until they take it.</param>
    /// <param name="RefundedOn">The bank has sent it back meanwhile: it is booked all the same, then reversed.</param>
    public sealed record Booking(
        Signature ReviewedBy, Signature ReceivedBy, DateOnly ReceivedOn, string? Blocked,
        DateOnly? RefundedOn = null) : SlipState;

    /// <summary>已入账.</summary>
    public sealed record Booked(
        Signature ReviewedBy, Signature ReceivedBy, DateOnly ReceivedOn, VoucherRef Voucher) : SlipState;

    /// <summary>待冲销: booked, and then sent back to the lower division by the bank (退汇).</summary>
    /// <param name="Blocked">Why the books refused the red voucher, until they take it.</param>
    public sealed record Reversing(DateOnly ReceivedOn, VoucherRef Voucher, DateOnly RefundedOn, string? Blocked)
        : SlipState
    {
        /// <summary>The red voucher's day: never before that of what it reverses.</summary>
        [JsonIgnore]
        public DateOnly On => RefundedOn > ReceivedOn ? RefundedOn : ReceivedOn;
    }

    /// <summary>已退汇: the money is with the lower division again, and not in the books here.</summary>
    /// <param name="Reversal">Null when it had not been booked here.</param>
    public sealed record Refunded(DateOnly RefundedOn, Reversal? Reversal) : SlipState;

    [JsonIgnore]
    public string Code => this switch
    {
        Reviewing => "reviewing",
        Receiving => "receiving",
        Disputed => "disputed",
        Booking => "booking",
        Booked => "booked",
        Reversing => "reversing",
        Refunded => "refunded",
        _ => throw new InvalidOperationException(),
    };

    [JsonIgnore]
    public string Title => this switch
    {
        Reviewing => "待审核",
        Receiving => "待确认到账",
        Disputed => "有异议",
        Booking => "待记账",
        Booked => "已入账",
        Reversing => "待冲销",
        Refunded => "已退汇",
        _ => throw new InvalidOperationException(),
    };
}

/// <summary>An income that was booked and taken back.</summary>
/// <param name="Voucher">Of the income.</param>
/// <param name="Red">The red voucher.</param>
/// <param name="On">Its day.</param>
public sealed record Reversal(DateOnly ReceivedOn, VoucherRef Voucher, VoucherRef Red, DateOnly On);

/// <summary>One entry of a slip's timeline.</summary>
public sealed record SlipStep(string Step, string Title, Signature By, string Opinion);

/// <summary>A remittance as the upper division takes it in (上解收入单).</summary>
/// <param name="Variant">The pooling variant's id.</param>
public sealed record IncomeSlip(
    SlipId Id, RemittancePaid Remittance, string Variant, SlipState State, IReadOnlyList<SlipStep> History)
{
    public const string Document = "slip";

    /// <summary>Opinions and reasons that say something.</summary>
    private const int ReasonMin = 4;

    public static IncomeSlip Open(RemittancePaid paid, Pooling pooling, DateTimeOffset now) => new(
        paid.Slip, paid, pooling.VariantOf(paid.ToDivision).Id, new SlipState.Reviewing(now, 0), []);

    /// <summary>The upper finance office agrees, or disputes. A disputed slip may be agreed to later.</summary>
    /// <returns>Or <see cref="WrongState"/>, <see cref="OpinionMissing"/>.</returns>
    public Result<IncomeSlip> Review(bool agree, string? opinion, Actor actor, DateTimeOffset now)
    {
        if (State is not (SlipState.Reviewing or SlipState.Disputed)) { return new WrongState("审核", State.Title); }
        if (!agree) { return Dispute(opinion, "review", actor, now); }
        var by = new Signature(actor.Id, actor.Name, now);
        return To(new SlipState.Receiving(now, 0, by), new SlipStep("review", "审核同意", by, opinion ?? ""));
    }

    /// <summary>The treasury found the money on the account.</summary>
    /// <returns>Or <see cref="WrongState"/>, <see cref="SameActor"/>, <see cref="InvalidValue"/>.</returns>
    public Result<IncomeSlip> Receive(DateOnly receivedOn, Actor actor, DateTimeOffset now)
    {
        if (State is not SlipState.Receiving receiving) { return new WrongState("确认到账", State.Title); }
        if (receiving.ReviewedBy.Id == actor.Id) { return new SameActor("收入审核与到账确认"); }
        if (receivedOn < Remittance.Date || receivedOn > ChinaTime.DateOf(now))
        {
            return new InvalidValue("receivedOn", "到账日期不能早于付款日期，也不能晚于今天。");
        }
        var by = new Signature(actor.Id, actor.Name, now);
        return To(
            new SlipState.Booking(receiving.ReviewedBy, by, receivedOn, null),
            new SlipStep("receive", "确认到账", by, $"{receivedOn:yyyy-MM-dd}"));
    }

    /// <summary>Something is wrong: not arrived, another amount, another account.</summary>
    /// <returns>Or <see cref="WrongState"/>, <see cref="OpinionMissing"/>.</returns>
    public Result<IncomeSlip> Dispute(string? reason, string step, Actor actor, DateTimeOffset now)
    {
        if (State is not (SlipState.Reviewing or SlipState.Receiving or SlipState.Disputed))
        {
            return new WrongState("提出异议", State.Title);
        }
        if (reason is null || reason.Trim().Length < ReasonMin) { return new OpinionMissing(); }
        var by = new Signature(actor.Id, actor.Name, now);
        return To(new SlipState.Disputed(by, reason.Trim(), step), new SlipStep("dispute", "提出异议", by, reason.Trim()));
    }

    /// <summary>A step is late.</summary>
    /// <returns>This slip itself when nothing waits any more.</returns>
    public IncomeSlip Remind() => State switch
    {
        SlipState.Reviewing waiting => this with { State = waiting with { Reminders = waiting.Reminders + 1 } },
        SlipState.Receiving waiting => this with { State = waiting with { Reminders = waiting.Reminders + 1 } },
        _ => this,
    };

    /// <summary>What the books answered. This slip itself when it is booked already.</summary>
    public IncomeSlip AfterPosting(Result<VoucherRef> answer, Signature by)
    {
        if (State is not SlipState.Booking booking) { return this; }
        if (!answer.TryGet(out var voucher, out var problem))
        {
            // The same refusal again is no change: a change wakes the process, which would ask the books at once.
            return booking.Blocked == problem.Message
                ? this
                : this with { State = booking with { Blocked = problem.Message } };
        }
        return To(
            booking.RefundedOn is { } day
                ? new SlipState.Reversing(booking.ReceivedOn, voucher, day, null)
                : new SlipState.Booked(booking.ReviewedBy, booking.ReceivedBy, booking.ReceivedOn, voucher),
            new SlipStep("book", "记账", by, $"凭证 {voucher.Number}"));
    }

    /// <summary>The bank sent the money back to the lower division. This slip itself when that is known.</summary>
    public IncomeSlip Refund(DateOnly on, Signature by)
    {
        var step = new SlipStep("refund", "银行退汇", by, $"{on:yyyy-MM-dd}");
        return State switch
        {
            SlipState.Reviewing or SlipState.Receiving or SlipState.Disputed =>
                To(new SlipState.Refunded(on, null), step),
            SlipState.Booking { RefundedOn: null } booking => To(booking with { RefundedOn = on }, step),
            SlipState.Booked booked => To(new SlipState.Reversing(booked.ReceivedOn, booked.Voucher, on, null), step),
            _ => this,
        };
    }

    /// <summary>What the books answered to the red voucher. This slip itself when it is reversed already.</summary>
    public IncomeSlip AfterReversal(Result<VoucherRef> answer, Signature by)
    {
        if (State is not SlipState.Reversing reversing) { return this; }
        if (!answer.TryGet(out var red, out var problem))
        {
            return reversing.Blocked == problem.Message
                ? this
                : this with { State = reversing with { Blocked = problem.Message } };
        }
        var reversal = new Reversal(reversing.ReceivedOn, reversing.Voucher, red, reversing.On);
        return To(
            new SlipState.Refunded(reversing.RefundedOn, reversal),
            new SlipStep("reverse", "冲销", by, $"红字凭证 {red.Number}"));
    }

    private IncomeSlip To(SlipState state, SlipStep step) => this with { State = state, History = [.. History, step] };
}
