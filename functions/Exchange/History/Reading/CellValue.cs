using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>Turns what a cell shows into a whole number of its unit, or says why not.</summary>
internal static class CellValue
{
    /// <summary>Rates keep six digits behind the point of a percent.</summary>
    public const int RatePower = 6;

    /// <summary>A province's funds of a year stay far below; more is a slip of the unit.</summary>
    private const long MaxFen = 100 * Money.DocumentMaxFen;

    /// <summary>No province has so many people.</summary>
    private const long MaxCount = 10_000_000_000;

    private const long MaxRate = 100_000 * 1_000_000L;

    /// <summary>Marks that say: nothing here.</summary>
    public static bool IsBlank(string text) =>
        ItemLabel.Narrow(text) is "" or "-" or "--" or "—" or "——" or "×" or "/" or "－" or "*" or "…";

    /// <param name="power">Of the amount's unit in fen.</param>
    /// <returns>Code and message of the fault; null when the value is good.</returns>
    public static (string Code, string Message)? Read(
        string text, FigureKind kind, int power, out long value, out int digits)
    {
        (value, digits) = (0, 0);
        if (!ExactNumber.TryParse(text, out var number)) { return ("not_a_number", $"“{text}”不是数字"); }
        digits = number.Scale;
        return kind switch
        {
            FigureKind.Money => number.TryWhole(power, MaxFen, out value) ? null
                : number.TryWhole(power + 20, long.MaxValue, out _) || number.Scale > power
                    ? ("finer_than_fen", $"“{text}”精确到分以下，请按原表核对")
                    : ("amount_too_large", $"“{text}”过大，请核对金额单位"),
            FigureKind.Count => number.TryWhole(0, MaxCount, out value) ? null
                : ("not_a_count", $"“{text}”不是整数"),
            _ => number.TryWhole(RatePower, MaxRate, out value) ? null
                : ("not_a_rate", $"“{text}”不是比率（最多 {RatePower} 位小数）"),
        };
    }
}
