using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>Which cell of a line is which field of the table.</summary>
/// <param name="Fields">One entry a cell in file order: the field's place in the table, or -1 for a cell that the table
/// does not have.</param>
public sealed record Layout(CatalogTable Table, int Version, byte Delimiter, IReadOnlyList<int> Fields)
{
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
        var places = headings.Select(heading => PlaceOf(table, version, heading)).ToList();
        var twice = places.Where(place => place >= 0).GroupBy(place => place)
            .FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) { return new HeadingOfTableWrong(file, $"“{table.Fields[twice.Key].Name}”出现了两次。"); }
        var missing = table.Fields
            .Where((field, place) => field.IsIn(version) && field.Required && !places.Contains(place))
            .Select(field => $"“{field.Name}”").ToList();
        if (missing.Count > 0)
        {
            return new HeadingOfTableWrong(file, $"缺少{string.Join("、", missing)}。应为“{table.Name}”的字段名称。");
        }
        return new Layout(table, version, separator, places)
        {
            Unknown = [.. headings.Where((_, at) => places[at] < 0 && headings[at].Length > 0)],
        };
    }

    private static int PlaceOf(CatalogTable table, int version, string heading)
    {
        for (var place = 0; place < table.Fields.Count; place++)
        {
            var field = table.Fields[place];
            if (field.IsIn(version) && (field.Name == heading
                || field.Id.Equals(heading, StringComparison.OrdinalIgnoreCase)
                || (field.Code is not null && field.Code.Equals(heading, StringComparison.OrdinalIgnoreCase))))
            {
                return place;
            }
        }
        return -1;
    }

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
