using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>What a person says of a sheet where it does not say so itself, or says it wrong.</summary>
/// <param name="Sheet">Its name; null: all sheets of the file.</param>
/// <param name="Period">The last month of what it reports.</param>
/// <param name="Unit">元, 千元, 万元, 亿元.</param>
/// <param name="SkipReason">It is no report that is wanted; why.</param>
public sealed record SheetChoice(
    string? Sheet = null, string? Task = null, string? Form = null, Period? Period = null, Division? Division = null,
    string? Unit = null, string? SkipReason = null);

/// <summary>What a sheet is (表头), as found or as said; null where neither told.</summary>
/// <param name="Unit">Of amounts.</param>
public sealed record SheetHead(
    string? Task, string? Form, Period? Period, Division? Division, string? Unit, string Title)
{
    /// <summary>What is still missing, in Chinese.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. new[]
        {
            Task is null ? "报表任务" : null, Form is null ? "报表" : null, Period is null ? "所属期" : null,
            Division is null ? "地区" : null, Unit is null ? "金额单位" : null,
        }.OfType<string>(),
    ];
}

/// <summary>Units of amounts, as powers of ten of a fen.</summary>
public static class AmountUnit
{
    /// <summary>In the order in which texts are searched: 万元 ends with 元.</summary>
    public static readonly IReadOnlyList<(string Name, int Power)> All =
        [("亿元", 10), ("千万元", 9), ("百万元", 8), ("十万元", 7), ("万元", 6), ("千元", 5), ("百元", 4), ("元", 2)];

    /// <returns>Null where there is no such unit.</returns>
    public static int? PowerOf(string? unit)
    {
        foreach (var (name, power) in All)
        {
            if (name == unit) { return power; }
        }
        return null;
    }
}
