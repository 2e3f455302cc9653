using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Governance.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Mapping;

/// <summary>A received file as far as a mapping needs to know it.</summary>
/// <param name="Names">Its columns, see <see cref="Headings.Names"/>.</param>
/// <param name="IsSheet">Rows of workbooks may end early.</param>
public sealed record MappedFile(
    string Name, IReadOnlyList<string> Names, char Delimiter, bool IsSheet, Period Period, Division Division);

/// <summary>
/// Rewrites the lines of a received file into lines of the table, one for one: titles above, headings and totals below
/// become empty lines, so that line numbers and returned rows stay those of the received file.
/// </summary>
public sealed class RowMap : ILineMap
{
    private readonly SourceMapping _mapping;
    private readonly MappedFile _file;
    private readonly Catalogue _catalogue;
    private readonly (MappedColumn Column, int[] Places, FieldKind Kind)[] _columns;
    private long _skipped;

    private RowMap(SourceMapping mapping, MappedFile file, CatalogTable table, Catalogue catalogue)
    {
        (_mapping, _file, _catalogue) = (mapping, file, catalogue);
        _columns =
        [
            .. mapping.Columns.Select(column => (
                column, column.Sources.Select(source => Headings.PlaceOf(source, file.Names)).ToArray(),
                table.Find(column.Field)!.Type)),
        ];
        Layout = new Layout(
            table, table.VersionOf(file.Period), Layout.Mapped,
            [.. mapping.Columns.Select(column => table.PlaceOf(column.Field))]);
    }

    /// <summary>Of the rewritten lines.</summary>
    public Layout Layout { get; }

    /// <summary>Filled lines that were no rows: totals, notes below.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <returns>The map, or <see cref="ColumnsMissing"/>, <see cref="ColumnTwice"/> where the file is not as the
    /// mapping's sample was.</returns>
    public static Result<RowMap> Of(
        SourceMapping mapping, MappedFile file, CatalogTable table, Catalogue catalogue)
    {
        var sources = mapping.Columns.SelectMany(column => column.Sources).Distinct().ToList();
        var missing = sources.Where(source => Headings.PlaceOf(source, file.Names) < 0).ToList();
        if (missing.Count > 0)
        {
            return new ColumnsMissing(
                file.Name, mapping.Name, string.Join("、", missing.Select(source => $"“{source}”")));
        }
        var twice = sources.FirstOrDefault(source =>
            file.Names.Contains($"{source}（2）") && !mapping.Headings.Contains($"{source}（2）"));
        return twice is not null
            ? new ColumnTwice(file.Name, mapping.Name, twice)
            : new RowMap(mapping, file, table, catalogue);
    }

    public TextBlock Apply(TextBlock block)
    {
        using var mapped = new MemoryStream(block.Utf8Length * 2);
        var rest = block.Utf8.AsSpan(0, block.Utf8Length);
        for (var number = block.FirstLine; rest.Length > 0; number++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
            rest = end < 0 ? default : rest[(end + 1)..];
            if (number > _mapping.Format.HeadingRow && line.Length > 0) { Write(line, number, mapped); }
            mapped.WriteByte((byte)'\n');
        }
        return block with { Utf8 = mapped.GetBuffer(), Utf8Length = (int)mapped.Length };
    }

    /// <summary>The cells of a received line.</summary>
    public string[] CellsOf(string line) => EmbeddedCsv.Split(line, _file.Delimiter);

    /// <summary>The texts of the mapping's fields, in its order; null where a step could not read the cell.</summary>
    public IReadOnlyList<string?> Values(string[] cells) => [.. _columns.Select(column => Value(column, cells))];

    private void Write(ReadOnlySpan<byte> line, long number, MemoryStream into)
    {
        var text = Encoding.UTF8.GetString(number == 1 ? line.TrimStart("\uFEFF"u8) : line);
        var cells = CellsOf(text);
        if (Array.Find(cells, cell => !string.IsNullOrWhiteSpace(cell)) is not { } first) { return; }
        if (_mapping.Format.Footers.Any(footer => first.Trim().StartsWith(footer, StringComparison.Ordinal)))
        {
            Interlocked.Increment(ref _skipped);
            return;
        }
        if (!Fits(cells)) { into.WriteByte(Layout.Unmapped); return; }
        for (var at = 0; at < _columns.Length; at++)
        {
            if (at > 0) { into.WriteByte(Layout.Mapped); }
            if (Value(_columns[at], cells) is { } value) { into.Write(Encoding.UTF8.GetBytes(Clean(value))); }
            else { into.WriteByte(Layout.Unmapped); }
        }
        // A lone field that is empty would look like no row at all.
        if (_columns.Length == 1) { into.WriteByte(Layout.Mapped); }
    }

    /// <summary>A row has as many cells as there are columns; what is too much must be empty.</summary>
    private bool Fits(string[] cells)
    {
        var count = _file.Names.Count;
        if (cells.Length < count) { return _file.IsSheet; }
        // Without a heading nobody says how many there are; a returned row comes back with its reasons behind.
        if (_mapping.Format.HeadingRow == 0 && cells.Length == count + 1) { return true; }
        return _file.IsSheet || cells.Length == count
            ? cells.Skip(count).All(string.IsNullOrWhiteSpace)
            : cells.Length == count + 1 && cells[^1].Length == 0;
    }

    private string? Value((MappedColumn Column, int[] Places, FieldKind Kind) of, string[] cells)
    {
        var value = of.Column.From switch
        {
            ValueFrom.Columns => string.Join(of.Column.Text, of.Places.Select(place => CellAt(cells, place))),
            ValueFrom.FirstFilled =>
                of.Places.Select(place => CellAt(cells, place)).FirstOrDefault(IsFilled) ?? CellAt(cells, of.Places[0]),
            ValueFrom.Constant => of.Column.Text!,
            ValueFrom.Period => _file.Period.Text,
            ValueFrom.Division => _file.Division.Text,
            ValueFrom.FileName => Path.GetFileNameWithoutExtension(_file.Name),
            _ => throw new InvalidOperationException($"{of.Column.From} has no value."),
        };
        foreach (var step in of.Column.Transforms)
        {
            if (step.Apply(value, of.Kind, _catalogue) is not { } next) { return null; }
            value = next;
        }
        return value;
    }

    private static string CellAt(string[] cells, int place) => place < cells.Length ? cells[place].Trim() : "";

    private static bool IsFilled(string cell) =>
        cell.Length > 0 && cell.Any(symbol => symbol is not ('0' or '.' or '-' or ',' or ' '));

    /// <summary>Nothing in a cell may look like the end of it.</summary>
    private static string Clean(string value) =>
        value.AsSpan().IndexOfAny((char)Layout.Mapped, (char)Layout.Unmapped, '\n') < 0
            ? value
            : string.Concat(value.Select(symbol => symbol is (char)Layout.Mapped or (char)Layout.Unmapped or '\n'
                ? '\uFFFD' : symbol));
}
