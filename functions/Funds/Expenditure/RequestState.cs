using System.Text.Json.Serialization;

namespace SocialFund.Funds.Expenditure;

/// <summary>Until when somebody should act, and how often they were reminded since.</summary>
/// <param name="NextReminder">After the first reminder; the deadline itself never moves.</param>
public sealed record Wait(DateTimeOffset Deadline, int Reminders = 0, DateTimeOffset? NextReminder = null)
{
    [JsonIgnore]
    public DateTimeOffset RemindAt => NextReminder ?? Deadline;
}

/// <summary>What a reviewer points at when returning: a field of the request, or of one of its lines.</summary>
/// <param name="Line">0 for the request itself.</param>
public sealed record Mark(string Field, int Line, string Note);

/// <summary>Where a payment request stands. One record a state, holding only what is true in it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "name")]
[JsonDerivedType(typeof(Checking), "checking")]
[JsonDerivedType(typeof(Returned), "returned")]
[JsonDerivedType(typeof(InReview), "inReview")]
[JsonDerivedType(typeof(InTreasury), "inTreasury")]
[JsonDerivedType(typeof(Paying), "paying")]
[JsonDerivedType(typeof(Booking), "booking")]
[JsonDerivedType(typeof(PartlyFailed), "partlyFailed")]
[JsonDerivedType(typeof(Finished), "done")]
[JsonDerivedType(typeof(Rejected), "rejected")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
public abstract record RequestState
{
    private RequestState() { }

    /// <param name="Resume">The step at which people go on once the checks have passed.</param>
    public sealed record Checking(int Resume) : RequestState;

    /// <param name="Resume">The step that returned it; 0 when the checks did.</param>
    public sealed record Returned(string By, string Reason, IReadOnlyList<Mark> Marks, int Resume, Wait Wait)
        : RequestState;

    /// <param name="Step">Index into <see cref="PaymentRequest.Steps"/>.</param>
    public sealed record InReview(int Step, Wait Wait) : RequestState;

    public sealed record InTreasury(Wait Wait) : RequestState;

    /// <param name="Round">1.. ; failed lines are paid again in the next round.</param>
    /// <param name="Batch">Null until the payment batch is made.</param>
    public sealed record Paying(int Round, string? Batch, Wait Wait) : RequestState;

    public sealed record Booking(int Round) : RequestState;

    /// <param name="Round">The last round paid.</param>
    public sealed record PartlyFailed(int Round, IReadOnlyList<string> CorrectedBy, int Corrections, Wait Wait)
        : RequestState;

    public sealed record Finished : RequestState;

    public sealed record Rejected(string Reason) : RequestState;

    public sealed record Withdrawn(string Reason) : RequestState;

    /// <summary>The stable name, as documents and lists carry it.</summary>
    [JsonIgnore]
    public string Code => this switch
    {
        Checking => "checking",
        Returned => "returned",
        InReview => "inReview",
        InTreasury => "inTreasury",
        Paying => "paying",
        Booking => "booking",
        PartlyFailed => "partlyFailed",
        Finished => "done",
        Rejected => "rejected",
        Withdrawn => "withdrawn",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    [JsonIgnore]
    public string Title => this switch
    {
        Checking => "自动检查",
        Returned => "已退回",
        InReview => "财政审核",
        InTreasury => "国库审核",
        Paying => "支付中",
        Booking => "记账中",
        PartlyFailed => "部分失败",
        Finished => "已完成",
        Rejected => "已否决",
        Withdrawn => "已撤回",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Until when somebody should act; null where nobody is waited for.</summary>
    [JsonIgnore]
    public Wait? Waiting => this switch
    {
        Returned state => state.Wait,
        InReview state => state.Wait,
        InTreasury state => state.Wait,
        Paying state => state.Wait,
        PartlyFailed state => state.Wait,
        _ => null,
    };

    public RequestState WithWait(Wait wait) => this switch
    {
        Returned state => state with { Wait = wait },
        InReview state => state with { Wait = wait },
        InTreasury state => state with { Wait = wait },
        Paying state => state with { Wait = wait },
        PartlyFailed state => state with { Wait = wait },
        _ => this,
    };
}
