using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Governance.Text;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Exchange.Mapping;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Samples;

/// <summary>A cell or line that a rule is broken in.</summary>
/// <param name="Column">Of the received file, from 0; null for the line as a whole or a value of no column.</param>
/// <param name="Received">The cell as received.</param>
/// <param name="Mapped">What the mapping made of it; null where a step could not read it.</param>
public sealed record TrialLine(long Line, int? Column, string? Heading, string? Received, string? Mapped);

/// <param name="Field">Its id; empty for the line as a whole.</param>
/// <param name="Lines">The first of them.</param>
public sealed record TrialFault(
    string Rule, string Field, Severity Severity, string Message, long Rows, IReadOnlyList<TrialLine> Lines);

/// <summary>A row as it would stand in the table.</summary>
/// <param name="Values">In the order of the mapping's columns; empty where a step could not read the cell.</param>
public sealed record TrialRow(long Line, IReadOnlyList<string> Values, bool IsReturned);

/// <summary>What a load would come to. received = accepted + returned + duplicate.</summary>
/// <param name="Skipped">Filled lines that are no rows: totals.</param>
/// <param name="Missing">Required fields without a source: nothing can be loaded until they have one.</param>
/// <param name="Unused">Columns of the file that no field takes.</param>
public sealed record Trial(
    RowsAndFen Received, RowsAndFen Accepted, RowsAndFen Returned, RowsAndFen Duplicate, long Skipped,
    long Standardized, IReadOnlyList<TrialFault> Faults, IReadOnlyList<TrialRow> Preview,
    IReadOnlyList<string> Missing, IReadOnlyList<string> Unused);

/// <summary>Takes a sample through a mapping and every check of the intake, and keeps nothing (试运行). What takes longer
/// than a request may, <see cref="StartTrial"/> does.</summary>
public sealed record TrySample(string Id, SourceMapping Mapping, Period Period, Division Division) : IScoped
{
    private const int PreviewRows = 20;

    /// <summary>Some hundred thousand rows, one to two seconds.</summary>
    internal const long AtOnceBytesMax = 8L << 20;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.ImportMap, Division, null);

    internal static Endpoint Endpoint(SampleDesk desk) => Kernel.Endpoint.Of<TrySample, Trial>(
        HttpMethod.Post, "mappings/samples/{id}/trial", Permission.ImportMap, "试运行映射",
        (request, call) => Handle(request, call, desk));

    private static async Task<Result<Trial>> Handle(TrySample request, Call call, SampleDesk desk)
    {
        if (!(await desk.Shelf.Find(request.Id, call)).TryGet(out var sample, out var problem)) { return problem; }
        return sample.Size > AtOnceBytesMax
            ? new TrialTakesLong(AtOnceBytesMax >> 20)
            : await request.Run(sample, desk, new TrialProgress(null), call);
    }

    internal async Task<Result<Trial>> Run(SampleFile sample, SampleDesk desk, TrialProgress progress, Call call)
    {
        var mapping = Mapping;
        if (desk.Catalogue.Find(mapping.Table) is not { } table) { return new NotFound("数据表", mapping.Table); }
        if (MappingCheck.ColumnFault(mapping, table, desk.Catalogue) is { } fault) { return fault; }
        var file = new PackageFile(sample.Name, table, sample.Open, sample.Size, sample.Form, null, mapping);
        using var connection = desk.Duck.Connect();
        using var earlier = await desk.Lake.Earlier(
            connection, table, Period, Division, "", _ => false, [], call.Stopping);
        var trial = desk.Using(call, work =>
        {
            if (!PreparedFile.Of(file, Period, Division, desk.Catalogue, work("lines"))
                .TryGet(out var prepared, out var refusal))
            {
                return Result.No<Trial>(refusal);
            }
            progress.Begin(prepared.Open);
            var sink = new TrialSink(progress.Told);
            var tally = TableLoad.Run(
                connection, new LoadOrder(table, Period, Division, "trial"), desk.Catalogue,
                [prepared.Table], earlier, sink, work("rows.parquet"), call.Stopping);
            return MakeTrial(mapping, prepared, tally, sink);
        });
        await progress.Last;
        return trial;
    }

    private static Trial MakeTrial(SourceMapping mapping, PreparedFile file, TableTally tally, TrialSink sink)
    {
        var map = file.Map!;
        // Before lines are read again to be shown.
        var skipped = map.Skipped;
        var shown = Enumerable.Range(mapping.Format.HeadingRow + 1, PreviewRows).Select(at => (long)at);
        var lines = sink.Lines.Concat(shown).ToHashSet();
        var cells = Read(file, lines);
        var used = mapping.Columns.SelectMany(column => column.Sources)
            .Select(source => Headings.PlaceOf(source, file.Names)).ToHashSet();
        return new Trial(
            tally.Received, tally.Accepted, tally.Returned, tally.Duplicate, skipped, tally.Standardized,
            [.. tally.Faults.Select(fault => new TrialFault(
                fault.Rule, fault.Field, fault.Severity, fault.Message, fault.Rows,
                [.. sink.LinesOf(fault.Field, fault.Rule).Where(cells.ContainsKey)
                    .Select(line => LineOf(line, fault.Field, mapping, file, cells[line]))]))],
            [.. cells.OrderBy(pair => pair.Key).Where(pair => pair.Key > mapping.Format.HeadingRow).Take(PreviewRows)
                .Select(pair => new TrialRow(
                    pair.Key, [.. map.Values(pair.Value).Select(value => value ?? "")],
                    sink.Returned.Contains(pair.Key)))],
            [.. MappingCheck.Missing(mapping, file.Source.Table).Select(field => field.Id)],
            [.. file.Names.Where((_, at) => !used.Contains(at))]);
    }

    private static TrialLine LineOf(
        long line, string field, SourceMapping mapping, PreparedFile file, string[] cells)
    {
        var place = mapping.Columns.ToList().FindIndex(column => column.Field == field);
        if (place < 0) { return new TrialLine(line, null, null, null, null); }
        var mapped = file.Map!.Values(cells)[place];
        var columns = mapping.Columns[place].Sources.Select(source => Headings.PlaceOf(source, file.Names))
            .Where(at => at >= 0).ToList();
        if (columns.Count == 0) { return new TrialLine(line, null, null, null, mapped); }
        var column = columns.Find(at => at < cells.Length && cells[at].Length > 0) is var filled and > 0
            ? filled : columns[0];
        return new TrialLine(line, column, file.Names[column], column < cells.Length ? cells[column] : "", mapped);
    }

    /// <summary>The cells of some lines; those that are no rows are left out.</summary>
    private static Dictionary<long, string[]> Read(PreparedFile file, IReadOnlySet<long> wanted)
    {
        var found = new Dictionary<long, string[]>();
        using var stream = file.Open();
        var reader = new BlockReader(stream, file.Encoding);
        while (reader.Next() is { } received)
        {
            var block = file.Map!.Apply(received);
            foreach (var line in wanted.Where(line =>
                line >= block.FirstLine && line < block.FirstLine + block.Lines))
            {
                var at = (int)(line - block.FirstLine);
                if (block.Utf8Line(at).IsEmpty) { continue; }
                found[line] = file.Map.CellsOf(Encoding.UTF8.GetString(received.Utf8Line(at)));
            }
            if (wanted.All(line => line < block.FirstLine + block.Lines)) { break; }
        }
        return found;
    }
}

/// <summary>Remembers the first lines of each fault.</summary>
internal sealed class TrialSink(Action<long> progress) : ILoadSink
{
    private const int LinesMax = 5;
    private const int ReturnedMax = 1_000;

    private readonly Dictionary<(string Field, string Rule), List<long>> _lines = [];

    public IEnumerable<long> Lines => _lines.Values.SelectMany(lines => lines);

    /// <summary>The first of them.</summary>
    public HashSet<long> Returned { get; } = [];

    public IReadOnlyList<long> LinesOf(string field, string rule) => _lines.GetValueOrDefault((field, rule), []);

    public void Return(int file, long number, ReadOnlySpan<byte> line, string reasons)
    {
        if (Returned.Count < ReturnedMax) { Returned.Add(number); }
    }

    public void Note(int file, long number, string field, string rule, Severity severity)
    {
        if (!_lines.TryGetValue((field, rule), out var lines)) { _lines[(field, rule)] = lines = []; }
        if (lines.Count < LinesMax) { lines.Add(number); }
    }

    public void Progress(long rows) => progress(rows);
}
