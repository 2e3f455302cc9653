using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Mapping;

/// <summary>What a mapping's pattern reads off a file's name.</summary>
public sealed record NamedDrop(Period Period, Division? Division);

/// <summary>Patterns of file names: <c>入库明细_{period}_{division}*.csv</c>.</summary>
public static class NamePattern
{
    private const int LengthMax = 120;

    /// <summary>The form does not go back, so a long name is refused as fast as a short one; this is for the
    /// worst.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>A month must be told, once.</summary>
    public static bool IsValid(string pattern) =>
        pattern.Length is > 0 and <= LengthMax
        && Count(pattern, "{period}") + Count(pattern, "{date}") == 1 && Count(pattern, "{division}") <= 1;

    /// <returns>Null when the name does not match, or what it tells is no month or division.</returns>
    public static NamedDrop? Read(string pattern, string fileName)
    {
        var form = Regex.Escape(pattern)
            .Replace(@"\*", ".*", StringComparison.Ordinal)
            .Replace(@"\{period}", "(?<period>[0-9]{6})", StringComparison.Ordinal)
            .Replace(@"\{date}", "(?<period>[0-9]{6})[0-9]{2}", StringComparison.Ordinal)
            .Replace(@"\{division}", "(?<division>[0-9]{6})", StringComparison.Ordinal);
        var match = Regex.Match(
            fileName, $"^{form}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience);
        if (!match.Success || !Period.TryParse(match.Groups["period"].Value, out var period)) { return null; }
        if (!match.Groups["division"].Success) { return new NamedDrop(period, null); }
        return Division.TryParse(match.Groups["division"].Value, out var division)
            ? new NamedDrop(period, division) : null;
    }

    private static int Count(string pattern, string slot) => pattern.Split(slot).Length - 1;
}
