using System.Diagnostics.CodeAnalysis;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>One table's rule bound to one file's heading: which column holds which field.</summary>
public sealed class Table
{
    /// <summary>Larger batches are split by the sender; this many fit the memory of one functions instance.</summary>
    public const int RowsMax = 2_000_000;

    private readonly Column[] _columns;

    private Table(TableRule rule, char delimiter, Column[] columns) =>
        (Rule, Delimiter, _columns) = (rule, delimiter, columns);

    public TableRule Rule { get; }
    public char Delimiter { get; }

    /// <summary>How many cells each row must have.</summary>
    public int Width => _columns.Length;

    private sealed record Column(int Index, FieldRule Field);

    /// <summary>Binds by the Chinese headings, in any order.</summary>
    /// <returns>Or <see cref="HeadingWrong"/>: unknown, repeated or missing columns.</returns>
    public static Result<Table> Bind(TableRule rule, string file, ReadOnlySpan<char> heading, char delimiter)
    {
        var names = heading.ToString().Split(delimiter).Select(name => name.Trim()).ToList();
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            return new HeadingWrong(file, $"“{repeated.Key}”出现了两次。");
        }
        var missing = rule.Fields.Where(field => field.Required && !names.Contains(field.Name)).ToList();
        if (missing.Count > 0)
        {
            var columnNames = string.Join("、", missing.Select(field => $"“{field.Name}”"));
            return new HeadingWrong(file, $"缺少{columnNames}列（分隔符为“{delimiter}”）。");
        }
        var columns = new Column[names.Count];
        for (var index = 0; index < names.Count; index++)
        {
            if (rule.Fields.FirstOrDefault(field => field.Name == names[index]) is not { } field)
            {
                return new HeadingWrong(file, $"“{names[index]}”列不在接口规范中。");
            }
            columns[index] = new Column(index, field);
        }
        return new Table(rule, delimiter, columns);
    }

    /// <summary>Checks every cell of a row: the first fault of each field, in column order.</summary>
    /// <param name="cells">At least <see cref="Width"/> ranges of room.</param>
    /// <param name="amount">The amount, when it can be read, even in a row with other faults.</param>
    public bool Check(
        ReadOnlySpan<char> line, Span<Range> cells, out Money? amount, [NotNullWhen(false)] out string? faults)
    {
        (amount, faults) = (null, null);
        var count = Split(line, cells);
        if (count != Width)
        {
            faults = $"列数应为 {Width}，实为 {count}";
            return false;
        }
        foreach (var column in _columns)
        {
            var text = line[cells[column.Index]].Trim();
            if (column.Field.Role == FieldRole.Amount && Money.TryParseYuan(text, out var money)) { amount = money; }
            if (CellRule.Fault(column.Field, text) is { } fault)
            {
                faults = faults is null ? fault : $"{faults}；{fault}";
            }
        }
        return faults is null;
    }

    /// <summary>The row's values by field id, trimmed; absent columns and empty cells are left out.</summary>
    public Dictionary<string, string> Values(ReadOnlySpan<char> line, ReadOnlySpan<Range> cells)
    {
        var values = new Dictionary<string, string>(_columns.Length);
        foreach (var column in _columns)
        {
            var text = line[cells[column.Index]].Trim();
            if (text.Length > 0) { values[column.Field.Id] = text.ToString(); }
        }
        return values;
    }

    /// <summary>The cell of a field by role; empty when the file has no such column.</summary>
    public ReadOnlySpan<char> Cell(FieldRole role, ReadOnlySpan<char> line, ReadOnlySpan<Range> cells)
    {
        foreach (var column in _columns)
        {
            if (column.Field.Role == role) { return line[cells[column.Index]].Trim(); }
        }
        return [];
    }

    /// <summary>The cell of a field by id; empty when the file has no such column.</summary>
    public ReadOnlySpan<char> Cell(string field, ReadOnlySpan<char> line, ReadOnlySpan<Range> cells)
    {
        foreach (var column in _columns)
        {
            if (column.Field.Id == field) { return line[cells[column.Index]].Trim(); }
        }
        return [];
    }

    private int Split(ReadOnlySpan<char> line, Span<Range> cells)
    {
        var count = 0;
        var start = 0;
        while (true)
        {
            var next = line[start..].IndexOf(Delimiter);
            var end = next < 0 ? line.Length : start + next;
            if (count < Width) { cells[count] = start..end; }
            count++;
            if (next < 0) { return count; }
            start = end + 1;
        }
    }
}
