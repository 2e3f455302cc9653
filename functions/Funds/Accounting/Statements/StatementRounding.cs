using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// Shows a column in 元, 万元 or 亿元 so that it still foots: from the totals down, what a total is made of is rounded
/// with the largest remainder to the total as shown. No figure is off by a whole unit or more.
/// </summary>
internal static class StatementRounding
{
    /// <summary>Two decimals of the unit, in fen.</summary>
    public static long QuantumOf(string? unit) => unit switch
    {
        null or "yuan" => 1,
        "wan" => 10_000,
        "yi" => 100_000_000,
        _ => 0,
    };

    /// <param name="exact">Row code → figure.</param>
    /// <param name="quantum">The step in fen; 1 changes nothing.</param>
    public static IReadOnlyDictionary<string, Money> Of(
        Statement statement, IReadOnlyDictionary<string, Money> exact, long quantum)
    {
        if (quantum == 1) { return exact; }
        var shown = new Dictionary<string, Money>();
        var rows = statement.Rows.Where(row => row.Formula is not null).ToDictionary(row => row.Code);
        var inOthers = rows.Values.SelectMany(row => Parts(row)).Select(part => part.Row).ToHashSet();

        void Show(string code, Money target)
        {
            shown[code] = target;
            var parts = Parts(rows[code]).ToList();
            // A row that also takes accounts of its own has nothing that would have to foot.
            if (parts.Count == 0 || parts.Count != Statement.Parts(rows[code].Formula!).Count()) { return; }
            var fixedParts = parts.Where(part => shown.ContainsKey(part.Row)).ToList();
            var open = parts.Except(fixedParts).DistinctBy(part => part.Row).ToList();
            var rest = fixedParts.Aggregate(target, (sum, part) => sum - Signed(part.Minus, shown[part.Row]));
            var pieces = Pieces([.. open.Select(part => Signed(part.Minus, exact[part.Row]))], rest, quantum);
            foreach (var (part, piece) in open.Zip(pieces)) { Show(part.Row, Signed(part.Minus, piece)); }
        }

        foreach (var row in rows.Values.Where(row => !inOthers.Contains(row.Code)))
        {
            Show(row.Code, Nearest(exact[row.Code], quantum));
        }
        return shown;
    }

    private static IEnumerable<(bool Minus, string Row)> Parts(StatementLine row) =>
        Statement.Parts(row.Formula!).Where(part => part.Row is not null).Select(part => (part.Minus, part.Row!));

    private static Money Signed(bool minus, Money value) => minus ? -value : value;

    /// <summary>Half away from zero, as accountants round (四舍五入).</summary>
    private static Money Nearest(Money value, long quantum)
    {
        var (whole, left) = Math.DivRem(value.Fen, quantum);
        return Money.FromFen((whole + (Math.Abs(left) * 2 >= quantum ? Math.Sign(left) : 0)) * quantum);
    }

    /// <summary>Whole steps that sum to the target, each the one below or above its value.</summary>
    private static List<Money> Pieces(List<Money> values, Money target, long quantum)
    {
        var floors = values.Select(value => Floor(value.Fen, quantum)).ToList();
        var missing = (target.Fen / quantum) - floors.Sum();
        var order = Enumerable.Range(0, values.Count)
            .OrderByDescending(index => values[index].Fen - (floors[index] * quantum)).ToList();
        foreach (var index in order.Take((int)Math.Clamp(missing, 0, values.Count))) { floors[index]++; }
        return [.. floors.Select(floor => Money.FromFen(floor * quantum))];
    }

    private static long Floor(long value, long quantum)
    {
        var (whole, left) = Math.DivRem(value, quantum);
        return left < 0 ? whole - 1 : whole;
    }
}
