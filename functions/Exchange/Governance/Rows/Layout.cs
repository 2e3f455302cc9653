using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>Which cell of a line is which field of the table.</summary>
/// <param name="Fields">One entry a cell in file order: the field's place in the table, or -1 for a cell that the table
/// does not have.</param>
public sealed record Layout(CatalogTable Table, int Version, byte Delimiter, IReadOnlyList<int> Fields)
{
    /// <summary>Between cells of lines that a mapping made; no cell holds it.</summary>
    public const byte Mapped = 0x1F;

    /// <summary>A cell that a mapping could not read; alone on its line, the line has not the cells of its
    /// heading.</summary>
    public const byte Unmapped = 0x1A;

    private static readonly byte[] Delimiters = [(byte)'|', (byte)'\t', (byte)',', (byte)';'];

    /// <summary>Headings that the table does not have; they are left out and said so.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>Reads a heading: names, ids or data elements of the fields, in any order.</summary>
    /// <param name="line">UTF-8, without the line's end.</param>
    /// <param name="delimiter">Null: the one that most cells stand between.</param>
    public static Result<Layout> Read(
        string file, ReadOnlySpan<byte> line, CatalogTable table, Period period, byte? delimiter)
    {
        if (line.StartsWith("\uFEFF"u8)) { line = line[3..]; }
        var separator = delimiter ?? MostFrequent(line);
        var headings = Encoding.UTF8.GetString(line).Split((char)separator)
            .Select(heading => heading.Trim().Trim('"').Trim()).ToList();
        var version = table.VersionOf(period);
        var places = new List<int>();
        foreach (var heading in headings)
        {
            // Some tables name two fields alike (其中药品费 of two totals): they come in the table's order.
            var matching = PlacesOf(table, version, heading);
            var free = matching.Where(place => !places.Contains(place)).DefaultIfEmpty(-1).First();
            if (free < 0 && matching.Count > 0)
            {
                return new HeadingOfTableWrong(file, $"“{heading}”出现的次数过多。");
            }
            places.Add(free);
        }
        var missing = table.Fields
            .Where((field, place) => field.IsIn(version) && field.Required && !places.Contains(place))
            .Select(field => $"“{field.Name}”").ToList();
        if (missing.Count > 0 && places.All(place => place < 0))
        {
            return new HeadingOfTableWrong(
                file, $"没有一列是“{table.Name}”的字段。请核对编码（GB18030 或 UTF-8）、分隔符和第一行的字段名称。");
        }
        if (missing.Count > 0)
        {
            return new HeadingOfTableWrong(file, $"缺少{string.Join("、", missing)}。应为“{table.Name}”的字段名称。");
        }
        return new Layout(table, version, separator, places)
        {
            Unknown = [.. headings.Where((_, at) => places[at] < 0 && headings[at].Length > 0)],
        };
    }

    private static List<int> PlacesOf(CatalogTable table, int version, string heading) =>
    [
        .. Enumerable.Range(0, table.Fields.Count).Where(place => table.Fields[place] is var field
            && field.IsIn(version)
            && (field.Name == heading
                || field.Id.Equals(heading, StringComparison.OrdinalIgnoreCase)
                || field.Code?.Equals(heading, StringComparison.OrdinalIgnoreCase) == true)),
    ];

    private static byte MostFrequent(ReadOnlySpan<byte> line)
    {
        var (best, most) = (Delimiters[0], -1);
        foreach (var delimiter in Delimiters)
        {
            var count = line.Count(delimiter);
            if (count > most) { (best, most) = (delimiter, count); }
        }
        return best;
    }
}
