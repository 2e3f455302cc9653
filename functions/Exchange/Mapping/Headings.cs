using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Mapping;

/// <summary>The headings of a received file and the names by which a mapping calls its columns.</summary>
public static class Headings
{
    /// <summary>The line that a heading stands in is among the first; reports have some titles above.</summary>
    public const int RowMax = 50;

    /// <summary>
    /// The names of the columns: blanks and breaks dropped, an empty one by its number (#3), a repeated one with its
    /// number behind (金额（2）).
    /// </summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<string> cells)
    {
        var seen = new Dictionary<string, int>();
        var names = new List<string>();
        foreach (var (cell, at) in cells.Select((cell, at) => (cell, at)))
        {
            var name = Plain(cell);
            if (name.Length == 0) { names.Add(ByNumber(at)); continue; }
            seen[name] = seen.GetValueOrDefault(name) + 1;
            names.Add(seen[name] == 1 ? name : $"{name}（{seen[name]}）");
        }
        return names;
    }

    /// <summary>Columns of a file without headings.</summary>
    public static IReadOnlyList<string> Numbered(int count) => [.. Enumerable.Range(0, count).Select(ByNumber)];

    public static string ByNumber(int at) => string.Create(CultureInfo.InvariantCulture, $"#{at + 1}");

    /// <summary>Where the column stands; -1 when it is not there.</summary>
    public static int PlaceOf(string source, IReadOnlyList<string> names)
    {
        var wanted = Plain(source);
        for (var at = 0; at < names.Count; at++)
        {
            if (names[at] == wanted || ByNumber(at) == wanted) { return at; }
        }
        return -1;
    }

    /// <summary>As headings are compared: without blanks, marks and quotes; brackets full width.</summary>
    public static string Plain(string heading) => new([.. heading
        .Where(symbol => !char.IsWhiteSpace(symbol) && symbol is not ('"' or '\uFEFF' or '*') && !PlainText.IsHidden(symbol))
        .Select(symbol => symbol == '(' ? '（' : symbol == ')' ? '）' : symbol)]);
}
