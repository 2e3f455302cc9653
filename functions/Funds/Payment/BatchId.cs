using System.Globalization;
using System.Text.Json.Serialization;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

/// <summary>
/// Names a payment batch (支付批次): one round of one request. <c>630102-11-202606-A6301021-0007-r1</c> says where it
/// belongs without being read.
/// </summary>
[JsonConverter(typeof(TextJson<BatchId>))]
public sealed record BatchId(RequestId Request, int Round) : ITextValue<BatchId>
{
    public static string Name => "支付批次编号";

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Request.Text}-r{Round}");

    public Scope Scope => Request.Scope;

    public static bool TryParse(string? text, out BatchId value)
    {
        value = null!;
        var cut = text?.LastIndexOf("-r", StringComparison.Ordinal) ?? -1;
        if (cut < 0 || !RequestId.TryParse(text![..cut], out var request)) { return false; }
        var digits = text.AsSpan(cut + 2);
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var round)) { return false; }
        value = new BatchId(request, round);
        // One text form only: no leading zeros.
        return round is >= 1 and <= ConfirmCorrections.RoundsMax && value.Text == text;
    }

    public override string ToString() => Text;
}
