using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>Reads the lines of a block into rows and checks each: cells, region, rules. One a thread.</summary>
internal sealed class BlockChecker
{
    /// <summary>The widest table has 53 fields; a line of this length is damaged.</summary>
    private const int LineBytesMax = 32 * 1024;

    private readonly Layout _layout;
    private readonly CellReader?[] _readers;
    private readonly IReadOnlyList<TableRule> _rules;
    private readonly BatchFacts _facts;
    private readonly byte[] _regionStem;
    private readonly int _division;
    private readonly int[] _key;
    private readonly int[] _places;
    private readonly int[] _given;
    private readonly int[] _reachable;
    private readonly bool[] _isNumber;
    private readonly bool _isQuoted;
    private readonly bool _isMapped;

    /// <param name="region">Where the sender may speak of; the whole country lets everything pass.</param>
    public BlockChecker(
        Layout layout, Catalogue catalogue, IReadOnlyList<TableRule> rules, Period period, Division region)
    {
        (_layout, _rules, _facts) = (layout, rules, BatchFacts.Of(period));
        _places = [.. layout.Fields];
        _given = [.. _places.Where(place => place >= 0).Order()];
        _isNumber = [.. layout.Table.Fields.Select(field => field.IsNumber)];
        _reachable = [.. Enumerable.Range(0, rules.Count).Where(rule => rules[rule].CanBreak(IsGiven))];
        _readers = [.. layout.Fields.Select(place =>
            place < 0 ? null : CellReader.Of(layout.Table.Fields[place], catalogue, period))];
        _regionStem = Encoding.ASCII.GetBytes(region.Stem);
        _division = layout.Table.PlaceOf(layout.Table.Division);
        _key = layout.Table.IsKeyUnique ? [.. layout.Table.Key.Select(layout.Table.PlaceOf)] : [];
        _isQuoted = layout.Delimiter == (byte)',';
        _isMapped = layout.Delimiter == Layout.Mapped;
    }

    /// <param name="hasHeading">Whether the block's first line is the heading.</param>
    public void Read(TextBlock text, bool hasHeading, CheckedBlock into)
    {
        into.Begin(text);
        var (offset, line) = (0, 0);
        var bytes = text.Utf8.AsSpan(0, text.Utf8Length);
        while (offset < bytes.Length)
        {
            var rest = bytes[offset..];
            var end = rest.IndexOf((byte)'\n');
            var next = end < 0 ? rest.Length : end + 1;
            var content = (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
            if (!content.IsEmpty && !(hasHeading && line == 0)) { ReadRow(content, offset, line, into); }
            offset += next;
            line++;
        }
    }

    private void ReadRow(ReadOnlySpan<byte> content, int offset, int line, CheckedBlock into)
    {
        var row = into.Count++;
        into.Lines[row] = line;
        var faults = into.Faults.Count;
        if (content.Length > LineBytesMax)
        {
            for (var cell = 0; cell < _places.Length; cell++) { Leave(cell, row, into); }
            into.Faults.Add(new RowFault(row, -1, -1, CellFault.LongLine));
        }
        else if (_isMapped && content is [Layout.Unmapped])
        {
            for (var cell = 0; cell < _places.Length; cell++) { Leave(cell, row, into); }
            into.Faults.Add(new RowFault(row, -1, -1, CellFault.CellCount));
        }
        else if (_isQuoted && content.Contains((byte)'"')) { ReadQuoted(content, row, into); }
        else { ReadCells(content, offset, row, into); }
        if (!IsHard(into, faults))
        {
            CheckRegion(row, into);
            CheckRules(row, into);
        }
        into.States[row] = IsHard(into, faults) ? RowState.Returned : RowState.Accepted;
        if (into.States[row] == RowState.Accepted) { Hash(row, into); }
    }

    private void ReadCells(ReadOnlySpan<byte> content, int offset, int row, CheckedBlock into)
    {
        var (cell, start) = (0, 0);
        while (true)
        {
            var length = content[start..].IndexOf(_layout.Delimiter);
            var isLast = length < 0;
            if (isLast) { length = content.Length - start; }
            if (cell < _readers.Length) { ReadCell(cell, content.Slice(start, length), offset + start, row, into); }
            cell++;
            start += length + 1;
            if (isLast) { break; }
        }
        for (var missing = cell; missing < _readers.Length; missing++) { Leave(missing, row, into); }
        // Some programs end every line with the delimiter.
        var isTrailing = cell == _readers.Length + 1 && content[^1] == _layout.Delimiter;
        if (cell != _readers.Length && !isTrailing) { into.Faults.Add(new RowFault(row, -1, -1, CellFault.CellCount)); }
    }

    /// <summary>A line of CSV with quotes: cells are unquoted into the rows' own text first.</summary>
    private void ReadQuoted(ReadOnlySpan<byte> content, int row, CheckedBlock into)
    {
        Span<byte> unquoted = content.Length <= 4096 ? stackalloc byte[content.Length] : new byte[content.Length];
        var (cell, at) = (0, 0);
        while (at <= content.Length)
        {
            var length = 0;
            var isQuoted = false;
            for (; at < content.Length; at++)
            {
                var symbol = content[at];
                if (symbol == '"')
                {
                    if (isQuoted && at + 1 < content.Length
                        && content[at + 1] == '"') { unquoted[length++] = symbol; at++; }
                    else { isQuoted = !isQuoted; }
                }
                else if (symbol == _layout.Delimiter && !isQuoted) { break; }
                else { unquoted[length++] = symbol; }
            }
            var kept = into.Rows.Keep(unquoted[..length]);
            if (cell < _readers.Length) { ReadCell(cell, into.Rows.TextOf(kept), TypedRows.OffsetOf(kept), row, into); }
            cell++;
            at++;
        }
        for (var missing = cell; missing < _readers.Length; missing++) { Leave(missing, row, into); }
        if (cell != _readers.Length) { into.Faults.Add(new RowFault(row, -1, -1, CellFault.CellCount)); }
    }

    private void Leave(int cell, int row, CheckedBlock into)
    {
        if (_places[cell] >= 0) { into.Rows.Columns[_places[cell]][row] = TypedRows.Empty; }
    }

    private void ReadCell(int cell, ReadOnlySpan<byte> bytes, int offset, int row, CheckedBlock into)
    {
        if (_readers[cell] is not { } reader) { return; }
        var place = _places[cell];
        if (bytes.Length > 0 && (bytes[0] == ' ' || bytes[^1] == ' '))
        {
            var trimmed = bytes.TrimStart((byte)' ');
            offset += bytes.Length - trimmed.Length;
            bytes = trimmed.TrimEnd((byte)' ');
        }
        if (bytes.IsEmpty)
        {
            into.Rows.Columns[place][row] = TypedRows.Empty;
            if (reader.Field.Required) { into.Faults.Add(new RowFault(row, (short)place, -1, CellFault.Missing)); }
            return;
        }
        var read = _isMapped && bytes is [Layout.Unmapped]
            ? Cell.Wrong(CellFault.NotMapped)
            : reader.Read(bytes, offset, into.Rows);
        into.Rows.Columns[place][row] = read.Value;
        if (read.IsStandardized) { into.Standardized++; }
        if (read.Fault != CellFault.None) { into.Faults.Add(new RowFault(row, (short)place, -1, read.Fault)); }
    }

    private void CheckRegion(int row, CheckedBlock into)
    {
        if (_division < 0 || _regionStem.Length == 0) { return; }
        var division = into.Rows.TextOf(into.Rows.Columns[_division][row]);
        if (!division.StartsWith(_regionStem))
        {
            into.Faults.Add(new RowFault(row, (short)_division, -1, CellFault.OutsideRegion));
        }
    }

    private void CheckRules(int row, CheckedBlock into)
    {
        foreach (var rule in _reachable)
        {
            if (!_rules[rule].Holds(into.Rows, row, _facts))
            {
                into.Faults.Add(new RowFault(row, (short)_rules[rule].Place, (short)rule, CellFault.None));
            }
        }
    }

    private bool IsHard(CheckedBlock into, int from)
    {
        for (var at = from; at < into.Faults.Count; at++)
        {
            var fault = into.Faults[at];
            var severity = fault.Rule >= 0 ? _rules[fault.Rule].Rule.Severity : CellFaults.SeverityOf(fault.Fault);
            if (severity == Severity.Hard) { return true; }
        }
        return false;
    }

    private void Hash(int row, CheckedBlock into)
    {
        var content = new RowHash();
        foreach (var place in _given) { Add(ref content, place, row, into.Rows); }
        into.Contents[row] = content.Value;
        if (_key.Length == 0) { into.Keys[row] = content.Value; return; }
        var key = new RowHash();
        foreach (var place in _key) { Add(ref key, place, row, into.Rows); }
        into.Keys[row] = key.Value;
    }

    /// <summary>A file that leaves a field out says the same as one that has it empty.</summary>
    private void Add(ref RowHash hash, int place, int row, TypedRows rows)
    {
        var cell = rows.Columns[place][row];
        if (cell == TypedRows.Empty) { return; }
        if (_isNumber[place]) { hash.Add(place, cell); }
        else { hash.Add(place, rows.TextOf(cell)); }
    }

    private bool IsGiven(string field) => _given.Contains(_layout.Table.PlaceOf(field));
}
