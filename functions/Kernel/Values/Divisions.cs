namespace SocialFund.Kernel;

/// <param name="IsPlaceholder">True for 市辖区 rows, which are codes without a government of their own.</param>
public sealed record DivisionEntry(Division Code, string Name, bool IsPlaceholder);

/// <summary>The known divisions (GB/T 2260) with names and the codes that were replaced over the years.</summary>
/// <remarks>Data: Values/divisions.csv and Values/divisions-history.csv, embedded.</remarks>
public static class Divisions
{
    private static readonly Dictionary<Division, DivisionEntry> Known = LoadKnown();
    private static readonly Dictionary<Division, Division> Successors = LoadSuccessors();

    public static IReadOnlyCollection<DivisionEntry> All => Known.Values;

    public static string NameOf(Division division) =>
        Known.TryGetValue(division, out var entry) ? entry.Name
        : division == Division.Country ? "全国" : division.Text;

    public static bool IsKnown(Division division) => Known.ContainsKey(division);

    /// <summary>The divisions directly below, in code order, without placeholders.</summary>
    public static IEnumerable<DivisionEntry> Below(Division parent) =>
        Known.Values.Where(entry => entry.Code != parent && entry.Code.Parent == parent && !entry.IsPlaceholder);

    /// <summary>Today's code for a code of any year: 632100 (海东地区) becomes 630200 (海东市).</summary>
    public static Division Current(Division division) =>
        Successors.TryGetValue(division, out var successor) ? successor : division;

    private static Dictionary<Division, DivisionEntry> LoadKnown() =>
        EmbeddedCsv.Read(typeof(Divisions).Assembly, "divisions.csv")
            .Select(row => new DivisionEntry(Division.Of(row["code"]), row["name"], row["name"] == "市辖区"))
            .OrderBy(entry => entry.Code.Text, StringComparer.Ordinal)
            .ToDictionary(entry => entry.Code);

    private static Dictionary<Division, Division> LoadSuccessors() =>
        EmbeddedCsv.Read(typeof(Divisions).Assembly, "divisions-history.csv")
            .ToDictionary(
                row => Division.Of(row["old_code"]),
                // "630122 -> 630106" names every step; the last one stands today.
                row => Division.Of(row["successor_code"].Split("->")[^1].Trim()));
}
