using System.Text.Json.Serialization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>
/// Names a payment request (用款申请) by its business key, so that the same batch can only be one request and the scope is
/// known without reading it: <c>630102-11-202606-A6301021-0007</c> is division, fund, period, agency, the agency's
/// batch.
/// </summary>
[JsonConverter(typeof(TextJson<RequestId>))]
public sealed record RequestId : ITextValue<RequestId>
{
    private RequestId(Division division, Fund fund, Period period, string agency, string batch) =>
        (Division, Fund, Period, Agency, Batch) = (division, fund, period, agency, batch);

    public static string Name => "用款申请编号";

    public Division Division { get; }
    public Fund Fund { get; }
    public Period Period { get; }

    /// <summary>The agency's code, letters and digits.</summary>
    public string Agency { get; }

    /// <summary>The agency's own batch number, letters and digits, unique for that agency, fund and period.</summary>
    public string Batch { get; }

    public Scope Scope => new(Division, Fund);

    public string Text => $"{Division}-{Fund.Entry().Code}-{Period}-{Agency}-{Batch}";

    /// <exception cref="FormatException">Agency or batch is not 1..20 letters and digits.</exception>
    public static RequestId Of(Division division, Fund fund, Period period, string agency, string batch) =>
        IsWord(agency) && IsWord(batch)
            ? new RequestId(division, fund, period, agency, batch)
            : throw new FormatException($"“{agency}”、“{batch}”须为1至20位字母或数字。");

    public static bool TryParse(string? text, out RequestId value)
    {
        value = null!;
        if (text?.Split('-') is not [var division, var fund, var period, var agency, var batch]) { return false; }
        if (!Division.TryParse(division, out var where) || !FundList.TryParse(fund, out var which)) { return false; }
        if (!Period.TryParse(period, out var when) || !IsWord(agency) || !IsWord(batch)) { return false; }
        value = new RequestId(where, which, when, agency, batch);
        return true;
    }

    /// <summary>Whether the text may stand for an agency or batch.</summary>
    public static bool IsWord(string text) => text.Length is >= 1 and <= 20 && text.All(char.IsAsciiLetterOrDigit);

    public override string ToString() => Text;
}
