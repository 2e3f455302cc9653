using System.Reflection;
using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Mapping;

/// <summary>A column of a sample.</summary>
/// <param name="Name">See <see cref="Headings.Names"/>.</param>
/// <param name="Samples">Its first filled cells.</param>
public sealed record SampleColumn(string Name, IReadOnlyList<string> Samples);

/// <summary>A column that is likely meant for a field.</summary>
/// <param name="Score">0..100.</param>
/// <param name="Why">In words.</param>
public sealed record ProposedColumn(MappedColumn Column, int Score, string Why);

/// <summary>A table that the sample may be of.</summary>
/// <param name="Required">Required fields that a column was found for, of <paramref name="RequiredAll"/>.</param>
public sealed record ProposedTable(
    string Table, string Name, string SourceName, int Score, int Matched, int Required, int RequiredAll);

/// <summary>
/// Guesses which column is which field, from headings (names, ids, data elements, common other names) and from what
/// stands in the cells. A proposal only: people decide. Pure.
/// </summary>
public static class Proposal
{
    /// <summary>At and above: taken by itself. Between: shown as a choice. Below: not shown.</summary>
    public const int Sure = 70;

    private const int Likely = 45;
    private const int NameSame = 100;
    private const int NameAlias = 92;

    /// <summary>What valid ids alone say of a column with another heading.</summary>
    private const int IdsAlone = 75;

    private static readonly Dictionary<string, string[]> Aliases = EmbeddedCsv
        .Read(Assembly.GetExecutingAssembly(), "aliases.csv")
        .ToDictionary(row => row["field"], row => row["headings"].Split('|'));

    /// <summary>Where a name tells less than the cells: text may be anything.</summary>
    private static readonly HashSet<FieldKind> Shaped =
    [
        FieldKind.CitizenId, FieldKind.Division, FieldKind.Organization, FieldKind.Account, FieldKind.Money,
        FieldKind.Month, FieldKind.Date, FieldKind.Timestamp, FieldKind.Code,
    ];

    /// <summary>The likeliest tables, best first.</summary>
    /// <param name="among">Those that the sender may send.</param>
    public static IReadOnlyList<ProposedTable> Tables(
        IReadOnlyList<SampleColumn> columns, IEnumerable<CatalogTable> among, Catalogue catalogue, int count) =>
    [
        .. among.Select(table => Rate(table, columns, catalogue))
            .OrderByDescending(table => table.Score).ThenBy(table => table.Table, StringComparer.Ordinal).Take(count),
    ];

    /// <summary>A column or origin for each field that one was found for, in the table's order.</summary>
    public static IReadOnlyList<ProposedColumn> Columns(
        CatalogTable table, IReadOnlyList<SampleColumn> columns, Catalogue catalogue)
    {
        var version = table.Versions[^1].Version;
        var fields = table.Fields.Where(field => field.IsIn(version)).ToList();
        var pairs = (
            from field in fields
            from column in columns
            let guess = Rate(field, column, catalogue)
            where guess.Score >= Likely
            orderby guess.Score descending
            select (Field: field, Column: column, guess.Score, guess.Why)).ToList();
        var found = new Dictionary<string, ProposedColumn>();
        var used = new HashSet<string>();
        foreach (var (field, column, score, why) in pairs)
        {
            if (found.ContainsKey(field.Id) || !used.Add(column.Name)) { continue; }
            found[field.Id] = new ProposedColumn(
                new MappedColumn(field.Id, ValueFrom.Columns, [column.Name], Steps(field, column, catalogue)), score, why);
        }
        Fill(table.Period, ValueFrom.Period, "文件中没有，取本批次期别");
        Fill(table.Division, ValueFrom.Division, "文件中没有，取本批次行政区划");
        return [.. fields.Where(field => found.ContainsKey(field.Id)).Select(field => found[field.Id])];

        void Fill(string? field, ValueFrom from, string why)
        {
            if (field is null || table.Find(field)?.Required != true || found.ContainsKey(field)) { return; }
            found[field] = new ProposedColumn(new MappedColumn(field, from, [], []), Sure, why);
        }
    }

    private static ProposedTable Rate(
        CatalogTable table, IReadOnlyList<SampleColumn> columns, Catalogue catalogue)
    {
        var found = Columns(table, columns, catalogue);
        var required = table.Fields.Where(field => field.Required).Select(field => field.Id).ToHashSet();
        var filled = found.Count(one => required.Contains(one.Column.Field));
        var matched = found.Where(one => one.Column.From == ValueFrom.Columns).ToList();
        // A sample of which most columns find a place, in a table of which most required fields find a column.
        var share = columns.Count == 0 ? 0 : matched.Sum(one => one.Score) / columns.Count;
        var whole = required.Count == 0 ? 0 : filled * 100 / required.Count;
        return new ProposedTable(
            table.Id, table.Name, catalogue.SourceName(table), (share + whole) / 2, matched.Count, filled,
            required.Count);
    }

    private static (int Score, string Why) Rate(CatalogField field, SampleColumn column, Catalogue catalogue)
    {
        var (name, why) = NameScore(field, column.Name);
        if (!Shaped.Contains(field.Type) || column.Samples.Count == 0) { return (name, why); }
        var fitting = column.Samples.Count(cell => Fits(field, cell, catalogue)) * 100 / column.Samples.Count;
        if (field.Type == FieldKind.CitizenId && fitting >= 90 && name < Sure && field.Id == "citizenIdNumber")
        {
            return (IdsAlone, "内容是公民身份号码");
        }
        // What does not look like the field's kind is hardly the field; some cells may be wrong all the same.
        if (fitting < 50) { return (name / 2, $"{why}，但内容不像"); }
        return name >= Likely ? (Math.Min(100, name + (fitting >= 90 ? 5 : 0)), $"{why}，内容相符") : (name, why);
    }

    private static (int Score, string Why) NameScore(CatalogField field, string heading)
    {
        var name = Headings.Plain(heading);
        var wanted = Headings.Plain(field.Name);
        if (name == wanted || name.Equals(field.Id, StringComparison.OrdinalIgnoreCase)
            || (field.Code is { } code && name.Equals(code, StringComparison.OrdinalIgnoreCase)))
        {
            return (NameSame, "列名相同");
        }
        var stem = Stem(name);
        if (Aliases.TryGetValue(field.Id, out var others) && others.Any(other => other == name || other == stem))
        {
            return (NameAlias, "常用别名");
        }
        if (stem.Length >= 2 && (wanted.StartsWith(stem, StringComparison.Ordinal)
            || stem.StartsWith(Stem(wanted), StringComparison.Ordinal)))
        {
            return (78, "列名相近");
        }
        var likeness = Likeness(stem, Stem(wanted));
        return (likeness * 80 / 100, "列名相近");
    }

    /// <summary>Without what stands in brackets: 金额（元）.</summary>
    private static string Stem(string name)
    {
        var bracket = name.IndexOf('（', StringComparison.Ordinal);
        return bracket > 0 ? name[..bracket] : name;
    }

    /// <summary>Dice's coefficient over pairs of characters, in a hundred.</summary>
    private static int Likeness(string one, string other)
    {
        if (one.Length < 2 || other.Length < 2) { return 0; }
        var pairs = Enumerable.Range(0, one.Length - 1).Select(at => one.Substring(at, 2)).ToHashSet();
        var others = Enumerable.Range(0, other.Length - 1).Select(at => other.Substring(at, 2)).ToHashSet();
        return pairs.Count(others.Contains) * 200 / (pairs.Count + others.Count);
    }

    /// <summary>Whether the field's reader takes the cell, as it is or after the steps that would be proposed.</summary>
    private static bool Fits(CatalogField field, string cell, Catalogue catalogue)
    {
        if (field.Type == FieldKind.Code)
        {
            return new Transform(TransformKind.Codes, field.List).Apply(cell, field.Type, catalogue) is not null;
        }
        return DateForm(field, [cell]) is not null || IsRead(field, cell, catalogue)
            || (field.Type == FieldKind.Money
                && IsRead(field, new Transform(TransformKind.Amount).Apply(cell, field.Type, catalogue)!, catalogue));
    }

    private static bool IsRead(CatalogField field, string cell, Catalogue catalogue)
    {
        var bytes = Encoding.UTF8.GetBytes(cell.Trim());
        if (bytes.Length == 0) { return false; }
        var rows = new TypedRows(1);
        rows.Begin(1, bytes, bytes.Length);
        var read = CellReader.Of(field with { MayBeNegative = true }, catalogue, Period.Of(2026, 1)).Read(bytes, 0, rows);
        return CellFaults.SeverityOf(read.Fault) == Severity.Soft || read.Fault == CellFault.None;
    }

    private static readonly string[] DateForms =
        ["yyyy年M月d日", "yyyy年M月", "d/M/yyyy", "M/d/yyyy", "yyyy.M", "excel"];

    /// <summary>Steps that the cells need and their reader does not do by itself.</summary>
    private static List<Transform> Steps(CatalogField field, SampleColumn column, Catalogue catalogue)
    {
        var steps = new List<Transform>();
        switch (field.Type)
        {
            case FieldKind.Money when Unit(column.Name) is { } unit:
                steps.Add(new Transform(TransformKind.Unit, unit));
                break;
            case FieldKind.Money when column.Samples.Any(cell => !IsRead(field, cell, catalogue)):
                steps.Add(new Transform(TransformKind.Amount));
                break;
            case FieldKind.Code when column.Samples.Any(cell => !IsListed(field, cell, catalogue)):
                steps.Add(new Transform(TransformKind.Codes, field.List));
                break;
            case FieldKind.Date or FieldKind.Month or FieldKind.Timestamp
                when DateForm(field, column.Samples.Where(cell => !IsRead(field, cell, catalogue))) is { } form:
                steps.Add(new Transform(TransformKind.Date, form));
                break;
        }
        return steps;
    }

    private static bool IsListed(CatalogField field, string cell, Catalogue catalogue)
    {
        var list = catalogue.List(field.List!);
        return list.Versions[^1].Values.ContainsKey(cell) || list.Aliases.ContainsKey(cell);
    }

    private static string? Unit(string heading) =>
        heading.Contains("万元", StringComparison.Ordinal) ? "万元"
        : heading.Contains("千元", StringComparison.Ordinal) ? "千元"
        : heading.Contains("（分）", StringComparison.Ordinal) ? "分" : null;

    /// <summary>The first form that reads most of the cells.</summary>
    private static string? DateForm(CatalogField field, IEnumerable<string> cells)
    {
        var all = cells.ToList();
        if (all.Count == 0 || field.Type is not (FieldKind.Date or FieldKind.Month or FieldKind.Timestamp))
        {
            return null;
        }
        return DateForms.FirstOrDefault(form =>
            all.Count(cell => new Transform(TransformKind.Date, form).Apply(cell, field.Type, Catalogue.Shipped) is not null)
                * 2 > all.Count);
    }
}
