using System.Runtime.InteropServices;
using System.Text;
using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Governance;

/// <summary>Counts the rows of a table as blocks have their turn.</summary>
/// <param name="places">The fields that some file has.</param>
internal sealed class TableCount(
    CatalogTable table, IReadOnlyList<TableRule> rules, IReadOnlyList<string> files, IReadOnlyList<int> places)
{
    /// <summary>Regions apart are counted for so many; a file with more has something else in that column.</summary>
    private const int RegionsMax = 400;

    private readonly int _total = table.PlaceOf(table.Total);
    private readonly int _division = table.PlaceOf(table.Division);
    private readonly Dictionary<(int Place, int Rule, CellFault Fault), (long Rows, int File, long Line)> _faults = [];
    private readonly List<Region> _regions = [];
    private readonly int[] _given = [.. places];
    private int[] _regionOf = [];
    private Counts _accepted;
    private Counts _returned;
    private Counts _duplicate;
    private long _standardized;
    private Region? _last;

    public long Received => _accepted.Rows + _returned.Rows + _duplicate.Rows;

    /// <summary>Counts a block whose rows have their final state.</summary>
    public void Add(CheckedBlock block, int file)
    {
        _standardized += block.Standardized;
        var fen = _total < 0 ? null : block.Rows.Columns[_total];
        for (var row = 0; row < block.Count; row++)
        {
            var one = fen is null || fen[row] == TypedRows.Empty ? 0 : fen[row];
            switch (block.States[row])
            {
                case RowState.Accepted: _accepted.Add(one); break;
                case RowState.Returned: _returned.Add(one); break;
                default: _duplicate.Add(one); break;
            }
        }
        AddRegions(block, fen);
        AddFaults(block, file);
    }

    public TableTally Finish() => new(
        _accepted.Done + _returned.Done + _duplicate.Done, _accepted.Done, _returned.Done, _duplicate.Done,
        _standardized,
        [.. _faults.Select(pair => FaultOf(pair.Key, pair.Value)).OrderByDescending(fault => fault.Rows)],
        [.. _regions.Select(RegionOf).OrderBy(region => region.Division, StringComparer.Ordinal)]);

    /// <summary>Column by column: a processor likes long runs of the same.</summary>
    private void AddRegions(CheckedBlock block, long[]? fen)
    {
        var rows = CollectionsMarshal.AsSpan(block.Accepted);
        if (_regionOf.Length < rows.Length) { _regionOf = new int[rows.Length]; }
        var regionOf = _regionOf.AsSpan(0, rows.Length);
        for (var at = 0; at < rows.Length; at++)
        {
            var region = RegionOf(block, rows[at]);
            regionOf[at] = region.Number;
            region.Rows++;
            if (fen is not null && fen[rows[at]] != TypedRows.Empty) { region.Fen += fen[rows[at]]; }
        }
        foreach (var place in _given)
        {
            var cells = block.Rows.Columns[place];
            for (var at = 0; at < rows.Length; at++)
            {
                if (cells[rows[at]] != TypedRows.Empty) { _regions[regionOf[at]].Filled[place]++; }
            }
        }
    }

    private Region RegionOf(CheckedBlock block, int row) =>
        RegionOf(_division < 0 ? default : block.Rows.TextOf(block.Rows.Columns[_division][row]));

    private Region RegionOf(ReadOnlySpan<byte> code)
    {
        // Rows of one region mostly stand together.
        if (_last is not null && code.SequenceEqual(_last.Code)) { return _last; }
        foreach (var region in _regions)
        {
            if (code.SequenceEqual(region.Code)) { return _last = region; }
        }
        if (_regions.Count >= RegionsMax) { return _last = _regions[^1]; }
        _last = new Region(_regions.Count, code.ToArray(), new long[table.Fields.Count]);
        _regions.Add(_last);
        return _last;
    }

    private void AddFaults(CheckedBlock block, int file)
    {
        var noted = -1;
        foreach (var fault in block.Faults)
        {
            var key = (fault.Place, fault.Rule, fault.Fault);
            var line = block.Text.FirstLine + block.Lines[fault.Row];
            _faults[key] = _faults.TryGetValue(key, out var known)
                ? known with { Rows = known.Rows + 1 }
                : (1, file, line);
            if (block.States[fault.Row] != RowState.Accepted || fault.Row == noted) { continue; }
            noted = fault.Row;
            RegionOf(block, fault.Row).Noted++;
        }
    }

    private FaultTally FaultOf(
        (int Place, int Rule, CellFault Fault) key, (long Rows, int File, long Line) seen)
    {
        var field = key.Place < 0 ? null : table.Fields[key.Place];
        return key.Rule >= 0
            ? new FaultTally(
                rules[key.Rule].Rule.Id, field?.Id ?? "", rules[key.Rule].Rule.Severity, rules[key.Rule].Message,
                seen.Rows, files[seen.File], seen.Line)
            : new FaultTally(
                CellFaults.IdOf(key.Fault), field?.Id ?? "", CellFaults.SeverityOf(key.Fault),
                CellFaults.TextOf(key.Fault, field?.Name ?? ""), seen.Rows, files[seen.File], seen.Line);
    }

    private RegionTally RegionOf(Region region) => new(
        Encoding.ASCII.GetString(region.Code), new RowsAndFen(region.Rows, region.Fen), region.Noted,
        table.Fields.Select((field, place) => (field.Id, Count: region.Filled[place]))
            .ToDictionary(pair => pair.Id, pair => pair.Count));

    private struct Counts
    {
        private long _rows;
        private long _fen;

        public readonly long Rows => _rows;

        public readonly RowsAndFen Done => new(_rows, _fen);

        public void Add(long fen) => (_rows, _fen) = (_rows + 1, _fen + fen);
    }

    private sealed class Region(int number, byte[] code, long[] filled)
    {
        public int Number => number;
        public byte[] Code => code;
        public long[] Filled => filled;
        public long Rows { get; set; }
        public long Fen { get; set; }
        public long Noted { get; set; }
    }
}
