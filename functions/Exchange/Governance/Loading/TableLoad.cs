using System.Text;
using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>A file of a table, or a part of one.</summary>
/// <param name="Open">Opens it anew; called once.</param>
/// <param name="Layout">From its heading, which is its first line; or of the lines that <paramref name="Map"/>
/// makes.</param>
/// <param name="Map">For files with columns of their own; null for those written as the table is.</param>
public sealed record TableFile(
    string Name, Func<Stream> Open, TextEncoding Encoding, Layout Layout, ILineMap? Map = null);

/// <summary>Rewrites received lines into lines of the table. Called from several threads.</summary>
public interface ILineMap
{
    /// <returns>The block with as many lines, those that are no rows empty; what was received stays beside them.
    /// </returns>
    TextBlock Apply(TextBlock block);
}

/// <summary>What a load is for.</summary>
/// <param name="Region">The rows' regions must lie in it.</param>
/// <param name="Batch">The batch's id, kept with every row.</param>
public sealed record LoadOrder(CatalogTable Table, Period Period, Division Region, string Batch);

/// <summary>Where rows go that are not taken, and what was noted of those that were.</summary>
public interface ILoadSink
{
    /// <param name="line">As received, without its end.</param>
    void Return(int file, long number, ReadOnlySpan<byte> line, string reasons);

    void Note(int file, long number, string field, string rule, Severity severity);

    /// <summary>Told now and then how many rows have been read.</summary>
    void Progress(long rows);
}

/// <summary>
/// Takes a table's files through 验证, 清洗 and 转化 in one pass while DuckDB writes what passes: lines are read and
/// checked on every thread that DuckDB has, duplicates are decided in file order, so the outcome does not depend on who
/// was faster.
/// </summary>
public sealed class TableLoad : IRowSource
{
    /// <summary>So many rows before its turn a key's place is asked for; memory answers that late.</summary>
    private const int LookAhead = 16;

    private readonly LoadOrder _order;
    private readonly Catalogue _catalogue;
    private readonly IReadOnlyList<TableFile> _files;
    private readonly IReadOnlyList<TableRule> _rules;
    private readonly TableCount _count;
    private readonly ILoadSink _sink;
    private readonly BlockQueue _queue;
    private readonly KeySet _keys = new();
    private readonly KeySet _earlier;
    private readonly byte[] _batch;
    private readonly int[] _places;
    private readonly Sequencer _turns = new();

    private TableLoad(
        LoadOrder order, Catalogue catalogue, IReadOnlyList<TableFile> files, KeySet earlier, ILoadSink sink,
        BlockQueue queue)
    {
        (_order, _catalogue, _files, _earlier, _sink, _queue) = (order, catalogue, files, earlier, sink, queue);
        _rules = catalogue.RulesOf(order.Table);
        _batch = Encoding.UTF8.GetBytes(order.Batch);
        _places = [.. files.SelectMany(file => file.Layout.Fields).Where(place => place >= 0).Distinct().Order()];
        _count = new TableCount(order.Table, _rules, [.. files.Select(file => file.Name)], _places);
        var columns = DetailTable.Columns(order.Table);
        Columns = [.. _places.Select(place => columns[place]), .. DetailTable.Origin];
    }

    /// <summary>The fields that some file has, then the origin.</summary>
    public IReadOnlyList<DuckColumn> Columns { get; }

    /// <summary>Loads the files into one Parquet file.</summary>
    /// <param name="earlier">The keys of rows that the lake has already.</param>
    /// <param name="path">Written whole or not at all; absent when no row passed.</param>
    public static TableTally Run(
        DuckConnection connection, LoadOrder order, Catalogue catalogue, IReadOnlyList<TableFile> files,
        EarlierRows earlier, ILoadSink sink, string path, CancellationToken stopping)
    {
        using var queue = new BlockQueue(files, stopping);
        var load = new TableLoad(order, catalogue, files, earlier.Keys, sink, queue);
        using var rows = DuckConnection.Name(load);
        try
        {
            ParquetWriter.CopyRows(connection, path, rows, DetailTable.Columns(order.Table), stopping);
        }
        catch (DuckException) when (rows.Failure is { } failure)
        {
            throw new InvalidOperationException("Rows could not be read.", failure);
        }
        queue.ThrowIfFailed();
        return load._count.Finish();
    }

    public IRowReader Open() => new Reader(this);

    /// <summary>Decides what only the order of rows can: duplicates; then counts and hands on.</summary>
    private void TakeTurn(CheckedBlock block, int file)
    {
        for (var row = 0; row < block.Count; row++)
        {
            if (row + LookAhead < block.Count) { _keys.Prefetch(block.Keys[row + LookAhead]); }
            if (block.States[row] != RowState.Accepted) { continue; }
            var (key, content) = (block.Keys[row], block.Contents[row]);
            var seen = _earlier.Look(key, content);
            if (seen == Seen.Never) { seen = _keys.Add(key, content); }
            if (seen == Seen.Never) { block.Accepted.Add(row); continue; }
            block.States[row] = seen == Seen.WithSameContent ? RowState.Duplicate : RowState.Returned;
            if (seen == Seen.WithOtherContent)
            {
                block.Faults.Add(new RowFault(row, -1, -1, CellFault.KeyConflict));
            }
        }
        _count.Add(block, file);
        HandOn(block, file);
        _sink.Progress(_count.Received);
    }

    private void HandOn(CheckedBlock block, int file)
    {
        if (block.Faults.Count == 0) { return; }
        // Conflicts of keys were found after the rest.
        foreach (var faults in block.Faults.GroupBy(fault => fault.Row).OrderBy(faults => faults.Key))
        {
            var number = block.Text.FirstLine + block.Lines[faults.Key];
            if (block.States[faults.Key] == RowState.Returned)
            {
                // The first fault of each field: what follows from it would only confuse.
                var reasons = faults.DistinctBy(fault => fault.Place).Select(TextOf);
                _sink.Return(file, number, block.Text.SourceLine(block.Lines[faults.Key]), string.Join("；", reasons));
            }
            foreach (var fault in faults) { Note(file, number, fault); }
        }
    }

    private void Note(int file, long number, RowFault fault) => _sink.Note(
        file, number, fault.Place < 0 ? "" : _order.Table.Fields[fault.Place].Id,
        fault.Rule >= 0 ? _rules[fault.Rule].Rule.Id : CellFaults.IdOf(fault.Fault),
        fault.Rule >= 0 ? _rules[fault.Rule].Rule.Severity : CellFaults.SeverityOf(fault.Fault));

    private string TextOf(RowFault fault) => fault.Rule >= 0
        ? _rules[fault.Rule].Message
        : CellFaults.TextOf(fault.Fault, fault.Place < 0 ? "" : _order.Table.Fields[fault.Place].Name);

    /// <summary>One thread of DuckDB's.</summary>
    private sealed class Reader(TableLoad load) : IRowReader
    {
        private readonly CheckedBlock _block = new(load._order.Table.Fields.Count);
        private readonly BlockChecker?[] _readers = new BlockChecker?[load._files.Count];
        private int _file;
        private int _at;

        public int Read(RowChunk chunk)
        {
            while (_at >= _block.Accepted.Count)
            {
                if (!Next()) { return 0; }
            }
            var count = Math.Min(chunk.Capacity, _block.Accepted.Count - _at);
            var rows = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_block.Accepted).Slice(_at, count);
            _at += count;
            for (var column = 0; column < load._places.Length; column++) { Fill(chunk, column, rows); }
            FillOrigin(chunk, load._places.Length, rows);
            return count;
        }

        public void Dispose()
        {
            // The queue belongs to the load.
        }

        private bool Next()
        {
            if (load._queue.Take() is not { } next) { return false; }
            var file = load._files[next.File];
            var reader = _readers[next.File] ??= new BlockChecker(
                file.Layout, load._catalogue, load._rules, load._order.Period, load._order.Region);
            var text = file.Map?.Apply(next.Text) ?? next.Text;
            reader.Read(text, hasHeading: file.Map is null && text.Number == 0, _block);
            (_file, _at) = (next.File, 0);
            load._turns.Take(next.Sequence, () => load.TakeTurn(_block, next.File));
            return true;
        }

        private void Fill(RowChunk chunk, int column, ReadOnlySpan<int> rows)
        {
            var place = load._places[column];
            var cells = _block.Rows.Columns[place];
            var kind = load._order.Table.Fields[place].Type;
            if (!load._order.Table.Fields[place].IsNumber)
            {
                for (var at = 0; at < rows.Length; at++)
                {
                    var cell = cells[rows[at]];
                    if (cell == TypedRows.Empty) { chunk.SetNull(column, at); }
                    else { chunk.SetText(column, at, _block.Rows.TextOf(cell)); }
                }
            }
            else if (kind is FieldKind.Month or FieldKind.Date)
            {
                var into = chunk.Int(column);
                for (var at = 0; at < rows.Length; at++)
                {
                    var cell = cells[rows[at]];
                    if (cell == TypedRows.Empty) { chunk.SetNull(column, at); }
                    else { into[at] = (int)cell; }
                }
            }
            else
            {
                var into = chunk.Long(column);
                for (var at = 0; at < rows.Length; at++)
                {
                    var cell = cells[rows[at]];
                    if (cell == TypedRows.Empty) { chunk.SetNull(column, at); }
                    else { into[at] = cell; }
                }
            }
        }

        private void FillOrigin(RowChunk chunk, int first, ReadOnlySpan<int> rows)
        {
            var files = chunk.Int(first + 1);
            var lines = chunk.Long(first + 2);
            var hashes = chunk.Long(first + 3);
            for (var at = 0; at < rows.Length; at++)
            {
                chunk.SetText(first, at, load._batch);
                files[at] = _file;
                lines[at] = _block.Text.FirstLine + _block.Lines[rows[at]];
                hashes[at] = unchecked((long)_block.Contents[rows[at]]);
            }
        }
    }
}
