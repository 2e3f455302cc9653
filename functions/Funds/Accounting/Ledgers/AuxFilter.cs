using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Keeps to lines of one value of one auxiliary accounting (辅助核算), or to all.</summary>
/// <param name="Dimension">An id of <see cref="AuxDimensions"/>; null keeps everything.</param>
/// <param name="Value">Empty text keeps the lines without this dimension.</param>
internal sealed record AuxFilter(string? Dimension, string? Value)
{
    /// <returns>The filter, or <see cref="InvalidValue"/>.</returns>
    public static Result<AuxFilter> Of(string? dimension, string? value)
    {
        if (string.IsNullOrEmpty(dimension)) { return new AuxFilter(null, null); }
        return AuxDimensions.Find(dimension) is null
            ? new InvalidValue("dimension", $"没有辅助核算“{dimension}”。")
            : new AuxFilter(dimension, value ?? "");
    }

    public bool Keeps(IReadOnlyDictionary<string, string> dimensions) =>
        Dimension is null || dimensions.GetValueOrDefault(Dimension, "") == Value;

    /// <summary>The months with only what the filter keeps.</summary>
    public async Task<IReadOnlyList<MonthPage>> Months(
        IDocumentStore store, BookId book, CancellationToken stopping) => Dimension is null
        ? await store.Months(book, stopping)
        : [.. (await store.Aux(book, stopping)).Select(Month)];

    private MonthPage Month(AuxPage page) => new(page.Period, 0, page.Rows
        .Where(row => Keeps(row.Dimensions))
        .GroupBy(row => row.Account)
        .ToDictionary(group => group.Key, group => group.Aggregate(
            Turnover.None, (sum, row) => sum.Plus(row.Turnover))));

    /// <summary>As conditions on line documents. Lines without the dimension are told apart after reading.</summary>
    public IEnumerable<Filter> OnLines()
    {
        if (Dimension is null || Value is not { Length: > 0 }) { yield break; }
        yield return Filter.Is($"dimensions.{Dimension}", Value);
    }
}
