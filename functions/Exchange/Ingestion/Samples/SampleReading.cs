using System.Xml;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance.Text;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Exchange.Mapping;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Samples;

/// <summary>A received line, cut into cells.</summary>
public sealed record SampleRow(int Line, IReadOnlyList<string> Cells);

/// <summary>What was found out about a sample, and what is proposed for it.</summary>
/// <param name="Format">As chosen, with what was found out filled in.</param>
/// <param name="Rows">The first lines, as received.</param>
/// <param name="Tables">The likeliest, best first.</param>
/// <param name="Table">The one that <paramref name="Proposed"/> is for.</param>
/// <param name="Period">The month in the file's name; null when there is none.</param>
/// <param name="Mappings">Ids of kept mappings that fit all their columns.</param>
public sealed record SampleReading(
    string Id, string FileName, long Size, IReadOnlyList<string> Sheets, SourceFormat Format,
    IReadOnlyList<SampleColumn> Columns, IReadOnlyList<SampleRow> Rows, IReadOnlyList<ProposedTable> Tables,
    string Table, IReadOnlyList<ProposedColumn> Proposed, Period? Period, IReadOnlyList<string> Mappings);

/// <summary>What a sample may be meant for.</summary>
/// <param name="Tables">That the sender may send.</param>
/// <param name="Mappings">That the caller may use.</param>
internal sealed record SampleTargets(
    Catalogue Catalogue, IReadOnlyList<CatalogTable> Tables, IReadOnlyList<SourceMapping> Mappings);

/// <summary>Finds out how a sample is written.</summary>
internal static class SampleReader
{
    private const int LinesShown = 60;
    private const int CellsMax = 40;
    private const int TablesShown = 8;
    private static readonly string[] Footers = ["合计", "总计", "小计", "制表"];

    /// <param name="format">What was chosen; null finds out everything.</param>
    public static Result<SampleReading> Read(
        SampleFile sample, SourceFormat? format, string? table, SampleTargets targets, string workFile)
    {
        try
        {
            var sheets = sample.Form == FileForm.Xlsx ? SheetFile.Sheets(File.ReadAllBytes(sample.Path)) : [];
            var open = Lines(sample, format?.Sheet, workFile);
            var encoding = format?.Encoding ?? (sample.Form != FileForm.Lines ? "UTF-8" : Probe(open));
            var first = FirstLines.Read(
                open, encoding == "UTF-8" ? TextEncoding.Utf8 : TextEncoding.Gb18030, LinesShown);
            if (first.Lines.All(string.IsNullOrWhiteSpace)) { return new HeadingMissing(sample.Name); }
            var delimiter = format?.Delimiter ?? DelimiterOf(sample.Form, first.Lines);
            var rows = first.Lines.Select((line, at) =>
                new SampleRow(at + 1, EmbeddedCsv.Split(line, delimiter == "\\t" ? '\t' : delimiter[0]))).ToList();
            var chosen = new SourceFormat(
                format?.HeadingRow ?? HeadingRow(rows), format?.Footers ?? Footers, encoding, delimiter, format?.Sheet);
            return Propose(sample, sheets, chosen, rows, table, targets);
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or SheetMissingException)
        {
            return new FileUnreadable(sample.Name, error is SheetMissingException ? error.Message : "内容已损坏或格式不符");
        }
    }

    private static SampleReading Propose(
        SampleFile sample, IReadOnlyList<string> sheets, SourceFormat format, List<SampleRow> rows,
        string? table, SampleTargets targets)
    {
        var catalogue = targets.Catalogue;
        var heading = format.HeadingRow > 0 && format.HeadingRow <= rows.Count ? rows[format.HeadingRow - 1] : null;
        var names = heading is null
            ? Headings.Numbered(rows.Max(row => row.Cells.Count)) : Headings.Names([.. heading.Cells]);
        var data = rows.Where(row => row.Line > format.HeadingRow && !IsFooter(row, format)).ToList();
        var columns = names.Select((name, at) => new SampleColumn(
            name,
            [
                .. data.Where(row => at < row.Cells.Count).Select(row => row.Cells[at].Trim())
                    .Where(cell => cell.Length > 0).Take(CellsMax),
            ])).ToList();
        var tables = Proposal.Tables(columns, targets.Tables, catalogue, TablesShown);
        var chosen = catalogue.Find(table ?? "") ?? catalogue.Find(tables[0].Table)!;
        // Places fit any file that is wide enough; they are meant for files without headings.
        var fitting = targets.Mappings.Where(mapping =>
            mapping.Format.HeadingRow == 0 == (format.HeadingRow == 0)
            && mapping.Columns.SelectMany(column => column.Sources)
                .All(source => Headings.PlaceOf(source, names) >= 0)
            && mapping.Columns.Any(column => column.Sources.Count > 0)).Select(mapping => mapping.Id);
        return new SampleReading(
            sample.Id, sample.Name, sample.Size, sheets, format, columns, [.. rows.Take(20)], tables, chosen.Id,
            Proposal.Columns(chosen, columns, catalogue), PeriodOf(sample.Name), [.. fitting]);
    }

    private static bool IsFooter(SampleRow row, SourceFormat format) =>
        row.Cells.FirstOrDefault(cell => !string.IsNullOrWhiteSpace(cell)) is not { } first
        || format.Footers.Any(footer => first.Trim().StartsWith(footer, StringComparison.Ordinal));

    private static Func<Stream> Lines(SampleFile sample, string? sheet, string workFile)
    {
        if (sample.Form == FileForm.Lines) { return sample.Open; }
        using (var lines = File.Create(workFile))
        {
            if (sample.Form == FileForm.Xml) { FileForms.WriteXmlLines(sample.Open, lines); }
            else { FileForms.WriteSheetLines(sample.Open, lines, sheet); }
        }
        return () => File.OpenRead(workFile);
    }

    private static string Probe(Func<Stream> open)
    {
        using var stream = open();
        return FileForms.Probe(stream) == TextEncoding.Utf8 ? "UTF-8" : "GB18030";
    }

    private static string DelimiterOf(FileForm form, IReadOnlyList<string> lines)
    {
        if (form == FileForm.Xlsx) { return ","; }
        // The line that is cut into most cells is no title.
        var widest = lines.MaxBy(line => line.Count(symbol => symbol == FirstLines.MostFrequent(line)))!;
        return FirstLines.MostFrequent(widest) is var found && found == '\t' ? "\\t" : $"{found}";
    }

    /// <summary>The first line that is as wide as the widest and has only words in it; the first line when none
    /// has.</summary>
    private static int HeadingRow(List<SampleRow> rows)
    {
        var width = rows.Max(row => row.Cells.Count(cell => cell.Trim().Length > 0));
        var found = rows.FirstOrDefault(row =>
            row.Cells.Count(cell => cell.Trim().Length > 0) * 10 >= width * 8
            && row.Cells.All(cell => cell.Trim().Length == 0 || cell.Any(symbol => char.IsLetter(symbol)))
            && !row.Cells.Any(cell => cell.Count(char.IsDigit) > 4));
        return found?.Line ?? 1;
    }

    private static Period? PeriodOf(string name)
    {
        for (var at = 0; at + 6 <= name.Length; at++)
        {
            if (name.AsSpan(at, 6).ContainsAnyExceptInRange('0', '9')) { continue; }
            if (name[at..(at + 2)] == "20" && Period.TryParse(name.Substring(at, 6), out var period)) { return period; }
        }
        return null;
    }
}

/// <summary>Chooses a file to make or try a mapping on, and proposes one.</summary>
public sealed record UploadSample(string FileName) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.ImportMap, null, null);

    internal static Endpoint Endpoint(SampleDesk desk) => Kernel.Endpoint.Of<UploadSample, SampleReading>(
        HttpMethod.Post, "mappings/samples", Permission.ImportMap, "选择样本文件",
        async (request, call) => (await desk.Shelf.Put(request.FileName, call.Body, call))
            .TryGet(out var sample, out var problem)
                ? await desk.Read(sample, null, null, call)
                : problem,
        BodyKind.Upload);
}

/// <summary>Reads the sample again, as somebody says that it is written or for another table.</summary>
public sealed record ReadSample(string Id, SourceFormat? Format = null, string? Table = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.ImportMap, null, null);

    internal static Endpoint Endpoint(SampleDesk desk) => Kernel.Endpoint.Of<ReadSample, SampleReading>(
        HttpMethod.Post, "mappings/samples/{id}/reading", Permission.ImportMap, "读取样本",
        async (request, call) => (await desk.Shelf.Find(request.Id, call)).TryGet(out var sample, out var problem)
            ? await desk.Read(sample, request.Format, request.Table, call)
            : problem);
}
