using System.Text.RegularExpressions;

namespace SocialFund.Exchange.Partners;

/// <summary>Which period a file's name tells, by the pattern of an expected delivery.</summary>
internal static class DeliveryPattern
{
    private const string Slot = "{period}";

    /// <summary>A pattern of stars could otherwise make a long name slow to refuse.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    public static bool IsValid(string pattern) =>
        pattern.Length is > 0 and <= 120 && pattern.Split(Slot).Length == 2;

    /// <returns>Null when the name does not match.</returns>
    public static string? PeriodOf(ExpectedDelivery delivery, string fileName)
    {
        var parts = delivery.Pattern.Split(Slot).Select(part => Regex.Escape(part).Replace(@"\*", ".*"));
        var match = Regex.Match(
            fileName, $"^{string.Join($"(?<period>{FormOf(delivery.Cycle)})", parts)}$",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience);
        return match.Success ? match.Groups["period"].Value : null;
    }

    private static string FormOf(DeliveryCycle cycle) => cycle switch
    {
        DeliveryCycle.Day => "[0-9]{8}",
        DeliveryCycle.Month => "[0-9]{6}",
        DeliveryCycle.Quarter => "[0-9]{4}Q[1-4]",
        _ => "[0-9]{4}",
    };
}
