using System.Runtime.InteropServices;
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
/// Takes a table's files through 验证, 清洗 and 转化 in one pass while DuckDB writes what passes: blocks of lines are
/// checked on every processor, duplicates decided and rows written in file order, so that the same files give the same
/// file again.
/// </summary>
public sealed class TableLoad : IRowSource, IDisposable
{
    /// <summary>So many rows before its turn a key's place is asked for; memory answers that late.</summary>
    private const int LookAhead = 16;

    private readonly LoadOrder _order;
    private readonly Catalogue _catalogue;
    private readonly IReadOnlyList<TableFile> _files;
    private readonly IReadOnlyList<TableRule> _rules;
    private readonly TableCount _count;
    private readonly ILoadSink _sink;
    private readonly KeySet _keys = new();
    private readonly KeySet _earlier;
    private readonly int[] _places;
    private CheckedBlocks<Checker>? _blocks;
    private Checker? _current;
    private int _at;

    private TableLoad(
        LoadOrder order, Catalogue catalogue, IReadOnlyList<TableFile> files, KeySet earlier, ILoadSink sink)
    {
        (_order, _catalogue, _files, _earlier, _sink) = (order, catalogue, files, earlier, sink);
        _rules = catalogue.RulesOf(order.Table);
        _places = [.. PlacesOf(files)];
        _count = new TableCount(order.Table, _rules, [.. files.Select(file => file.Name)], _places);
        var columns = DetailTable.Columns(order.Table);
        Columns = [.. _places.Select(place => columns[place]), .. DetailTable.Origin.Skip(1)];
    }

    /// <summary>The fields that some file has, then the origin within the batch.</summary>
    public IReadOnlyList<DuckColumn> Columns { get; }

    /// <summary>Loads the files into one Parquet file, which has the columns that some of them has, and the
    /// origin.</summary>
    /// <param name="earlier">The keys of rows that the lake has already.</param>
    /// <param name="path">Written whole or not at all; absent when no row passed.</param>
    public static TableTally Run(
        DuckConnection connection, LoadOrder order, Catalogue catalogue, IReadOnlyList<TableFile> files,
        EarlierRows earlier, ILoadSink sink, string path, CancellationToken stopping)
    {
        using var load = new TableLoad(order, catalogue, files, earlier.Keys, sink);
        using var blocks = new CheckedBlocks<Checker>(
            files, () => new Checker(load), (checker, text, file) => checker.Check(text, file), stopping);
        load._blocks = blocks;
        using var rows = DuckConnection.Name(load);
        var columns = load.Columns.Select(column => column.Name).ToList();
        // The same in every row: said once.
        columns.Insert(load._places.Length, $"'{order.Batch}' as {DetailTable.Origin[0].Name}");
        try
        {
            ParquetWriter.CopyQuickly(
                connection, path, $"select {string.Join(", ", columns)} from {rows.Sql}", stopping);
        }
        catch (DuckException) when (rows.Failure is { } failure)
        {
            throw new InvalidOperationException("Rows could not be read.", failure);
        }
        blocks.ThrowIfFailed();
        return load._count.Finish();
    }

    /// <summary>The fields that some file has.</summary>
    public static IEnumerable<int> PlacesOf(IReadOnlyList<TableFile> files) =>
        files.SelectMany(file => file.Layout.Fields).Where(place => place >= 0).Distinct().Order();

    public void Dispose() => _keys.Dispose();

    public int Read(RowChunk chunk)
    {
        while (_current is null || _at >= _current.Block.Accepted.Count)
        {
            if (!Next()) { return 0; }
        }
        var block = _current.Block;
        var count = Math.Min(chunk.Capacity, block.Accepted.Count - _at);
        var rows = CollectionsMarshal.AsSpan(block.Accepted).Slice(_at, count);
        _at += count;
        for (var column = 0; column < _places.Length; column++) { Fill(chunk, column, block, rows); }
        FillOrigin(chunk, _places.Length, _current, rows);
        return count;
    }

    private bool Next()
    {
        if (_current is not null) { _current.Release(); _blocks!.Free(_current); }
        (_current, _at) = (_blocks!.Take(), 0);
        if (_current is null) { return false; }
        Decide(_current.Block, _current.File);
        return true;
    }

    /// <summary>Decides what only the order of rows can: duplicates; then counts and hands on.</summary>
    private void Decide(CheckedBlock block, int file)
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

    private void Fill(RowChunk chunk, int column, CheckedBlock block, ReadOnlySpan<int> rows)
    {
        var field = _order.Table.Fields[_places[column]];
        var cells = block.Rows.Columns[_places[column]];
        if (!field.IsNumber)
        {
            for (var at = 0; at < rows.Length; at++)
            {
                var cell = cells[rows[at]];
                if (cell == TypedRows.Empty) { chunk.SetNull(column, at); }
                else { chunk.SetText(column, at, block.Rows.TextOf(cell)); }
            }
        }
        else if (field.Type is FieldKind.Month or FieldKind.Date)
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

    private static void FillOrigin(RowChunk chunk, int first, Checker from, ReadOnlySpan<int> rows)
    {
        var block = from.Block;
        var files = chunk.Int(first);
        var lines = chunk.Long(first + 1);
        var hashes = chunk.Long(first + 2);
        for (var at = 0; at < rows.Length; at++)
        {
            files[at] = from.File;
            lines[at] = block.Text.FirstLine + block.Lines[rows[at]];
            hashes[at] = unchecked((long)block.Contents[rows[at]]);
        }
    }

    /// <summary>Checks one block at a time, of whichever file.</summary>
    private sealed class Checker(TableLoad load)
    {
        private readonly BlockChecker?[] _ofFile = new BlockChecker?[load._files.Count];
        private TextBlock? _received;

        public CheckedBlock Block { get; } = new(load._order.Table.Fields.Count);

        /// <summary>The place of the file that the block is of.</summary>
        public int File { get; private set; }

        public void Check(TextBlock received, int file)
        {
            _received = received;
            var (layout, map) = (load._files[file].Layout, load._files[file].Map);
            var checker = _ofFile[file] ??= new BlockChecker(
                layout, load._catalogue, load._rules, load._order.Period, load._order.Region);
            checker.Read(map?.Apply(received) ?? received, hasHeading: map is null && received.Number == 0, Block);
            File = file;
        }

        /// <summary>Nobody needs the block's text any more.</summary>
        public void Release() => _received!.Release();
    }
}
