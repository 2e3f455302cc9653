using System.Globalization;
using System.Text.Json.Serialization;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Income;

/// <summary>What is remitted (R-3.9-01). In JSON and as item codes: adjustment, risk, reserve, balance.</summary>
public enum RemittanceType
{
    /// <summary>调剂金.</summary>
    Adjustment = 1,

    /// <summary>风险金.</summary>
    Risk,

    /// <summary>储备金.</summary>
    Reserve,

    /// <summary>基金结余.</summary>
    Balance,
}

public static class RemittanceTypes
{
    public static string Title(this RemittanceType type) => type switch
    {
        RemittanceType.Adjustment => "调剂金",
        RemittanceType.Risk => "风险金",
        RemittanceType.Reserve => "储备金",
        RemittanceType.Balance => "基金结余",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public static string Code(this RemittanceType type) => type switch
    {
        RemittanceType.Adjustment => "adjustment",
        RemittanceType.Risk => "risk",
        RemittanceType.Reserve => "reserve",
        RemittanceType.Balance => "balance",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The type of an expenditure item's code of kind remit-up.</summary>
    public static bool TryOf(string itemCode, out RemittanceType type)
    {
        type = Enum.GetValues<RemittanceType>().FirstOrDefault(each => each.Code() == itemCode);
        return type != default;
    }
}

/// <summary>
/// Topic <c>remittance.paid</c>: a lower division's remittance (上解) was paid and booked there. The chain emits one
/// message an item; the upper division's income review starts from it.
/// </summary>
/// <param name="Period">The period that the remittance is for.</param>
/// <param name="Date">The day it was paid.</param>
/// <param name="Round">The payment round of the request.</param>
/// <param name="Account">The upper special account that took it; null where no bank was asked.</param>
public sealed record RemittancePaid(
    RequestId RequestId, Division FromDivision, Division ToDivision, Fund Fund, RemittanceType Type, Money Amount,
    Period Period, DateOnly Date, int Round = 1, string? Account = null)
{
    public const string Topic = "remittance.paid";

    [JsonIgnore]
    public SlipId Slip => new(ToDivision, RequestId, Type, Round);
}

/// <summary>
/// Topic <c>remittance.refunded</c>: the bank sent a remittance back (退汇), and the lower division has booked it so.
/// </summary>
/// <param name="Remittance">As it was told when it was paid.</param>
/// <param name="On">The bank's day of the refund.</param>
public sealed record RemittanceRefunded(RemittancePaid Remittance, DateOnly On)
{
    public const string Topic = "remittance.refunded";
}

/// <summary>
/// Names an income slip (上解收入单) by what caused it: <c>630000-630102-11-202606-A6301021-0007-adjustment-r1</c> is the
/// receiving division, the lower request, the type, the round.
/// </summary>
[JsonConverter(typeof(TextJson<SlipId>))]
public sealed record SlipId(Division To, RequestId Request, RemittanceType Type, int Round) : ITextValue<SlipId>
{
    public static string Name => "上解收入单编号";

    public string Text => string.Create(
        CultureInfo.InvariantCulture, $"{To}-{Request}-{Type.Code()}-r{Round}");

    /// <summary>Where it is reviewed, received and booked.</summary>
    public Scope Upper => new(To, Request.Fund);

    /// <summary>Where it may be seen: the payer's division and each one above it.</summary>
    public Scope Lower => Request.Scope;

    public static bool TryParse(string? text, out SlipId value)
    {
        value = null!;
        var words = text?.Split('-') ?? [];
        if (words.Length != 8 || !Division.TryParse(words[0], out var to)) { return false; }
        if (!RequestId.TryParse(string.Join('-', words[1..6]), out var request)) { return false; }
        if (!RemittanceTypes.TryOf(words[6], out var type) || words[7] is not ['r', .. var digits]) { return false; }
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var round)) { return false; }
        value = new SlipId(to, request, type, round);
        return value.Text == text;
    }

    public override string ToString() => Text;
}
