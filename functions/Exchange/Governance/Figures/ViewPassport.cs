using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>A batch's share of a figure, with the received file that it came from.</summary>
/// <param name="FileSm3">Of the file as received; the stored one must have it.</param>
/// <param name="LakeSm3">Of the batch's own Parquet file.</param>
public sealed record PassportBatch(
    string Batch, string? Number, string? Sender, string? FileName, string? FileSm3, string LakeFile, string LakeSm3,
    Period Period, DateTimeOffset? ReceivedAt, long Rows, long Fen);

/// <summary>A received line's share.</summary>
/// <param name="File">Of the batch, from 0; <paramref name="Line"/> from 1 with the heading.</param>
public sealed record PassportLine(
    string Batch, int File, long Line, Period Period, string Division, IReadOnlyList<string> Key, long Fen);

/// <summary>
/// Where a figure of the lake comes from (数字护照): the figure, the batches that make it up with their received files,
/// and lines of those. Batches sum to the figure; all lines of a batch sum to its share.
/// </summary>
/// <param name="Next">Give it as <c>after</c> for more lines; null at the end.</param>
public sealed record Passport(
    string Table, string TableName, string? Field, string? FieldName, Period From, Period To, Division Division,
    long Rows, long Fen, IReadOnlyList<PassportBatch> Batches, IReadOnlyList<PassportLine> Lines, string? Next);

/// <param name="Table">The catalogue's id with ~ for /.</param>
/// <param name="Batch">Only this batch's share.</param>
/// <param name="Person">Only this citizen's rows.</param>
/// <param name="Lines">How many lines to tell, 50 when missing.</param>
public sealed record ViewPassport(
    string Table, string From, string? To = null, string? Field = null, Division? Division = null, string? Batch = null,
    string? Person = null, int? Lines = null, string? After = null) : IScoped
{
    private const int LinesMax = 1000;
    private const int LinesUsual = 50;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    public static Endpoint Endpoint(IDocumentStore store, DetailLake lake, DuckDatabase duck, Catalogue catalogue) =>
        Kernel.Endpoint.Of<ViewPassport, Passport>(
            HttpMethod.Get, "governance/tables/{table}/passport", Permission.IntakeView, "数字护照",
            (request, call) => Handle(request, call, store, lake, duck, catalogue));

    private static async Task<Result<Passport>> Handle(
        ViewPassport request, Call call, IDocumentStore store, DetailLake lake, DuckDatabase duck, Catalogue catalogue)
    {
        var asked = FigureOf.Read(
            catalogue, call.Actor, request.Table, request.Field, request.From, request.To, request.Division,
            request.Batch, request.Person);
        if (!asked.TryGet(out var figure, out var problem)) { return problem; }
        using var connection = duck.Connect();
        await figure.Sum(connection, lake, call.Stopping);
        var batches = await Batches(connection, figure, store, call.Stopping);
        var offset = int.TryParse(request.After, out var after) && after > 0 ? after : 0;
        var limit = Math.Clamp(request.Lines ?? LinesUsual, 0, LinesMax);
        var lines = await Shares(connection, figure, batches, lake, offset, limit, call.Stopping);
        var rows = batches.Sum(batch => batch.Rows);
        return new Passport(
            figure.Table.Id, figure.Table.Name, figure.Field?.Id, figure.Field?.Name, figure.From, figure.To,
            figure.Region, rows, batches.Sum(batch => batch.Fen), batches, lines,
            offset + lines.Count < rows && lines.Count > 0 ? $"{offset + lines.Count}" : null);
    }

    private static async Task<List<PassportBatch>> Batches(
        DuckConnection connection, FigureOf figure, IDocumentStore store, CancellationToken stopping)
    {
        var shares = new List<(string Batch, int Month, long Rows, long Fen)>();
        using (var reader = connection.Query(
            "select source_batch, period, sum(row_count)::bigint, sum(fen)::bigint from sums "
            + "group by 1, 2 order by 2, 1", cancellation: stopping))
        {
            while (reader.Read())
            {
                shares.Add((reader.Text(0), (int)reader.Int64(1), reader.Int64(2), reader.Int64(3)));
            }
        }
        var months = await new LakeIndex(store).Between(figure.Table.Id, figure.From, figure.To, stopping);
        var parts = months.SelectMany(month => month.Parts).ToDictionary(part => part.Batch);
        var batches = new List<PassportBatch>();
        foreach (var share in shares)
        {
            var part = parts[share.Batch];
            var batch = await store.Find<DetailBatch>(Containers.Intake, share.Batch, DetailBatch.DocumentId, stopping);
            batches.Add(new PassportBatch(
                share.Batch, part.Number, part.Sender, batch?.Value.FileName, part.Source, part.File.Text, part.Sm3,
                Period.Of(share.Month / 100, share.Month % 100), batch?.Value.ReceivedAt, share.Rows, share.Fen));
        }
        return batches;
    }

    /// <summary>Reads only the batches that the asked-for lines stand in: they come batch by batch.</summary>
    private static async Task<List<PassportLine>> Shares(
        DuckConnection connection, FigureOf figure, IReadOnlyList<PassportBatch> batches, DetailLake lake, int offset,
        int limit, CancellationToken stopping)
    {
        var (before, names) = (0L, new HashSet<string>());
        long skipped = 0;
        foreach (var batch in batches)
        {
            if (before + batch.Rows <= offset) { skipped += batch.Rows; }
            else if (before < offset + limit) { names.Add(batch.Batch); }
            before += batch.Rows;
        }
        if (names.Count == 0 || limit == 0) { return []; }
        await figure.List(connection, lake, names, stopping);
        var keys = figure.Table.Key.Select(id => figure.Table.Find(id)!).ToList();
        var cells = string.Concat(keys.Select(key => $", {key.Column}::varchar"));
        using var reader = connection.Query(
            $"select source_batch, source_file, source_line, period, {BatchSums.Region(figure.Table)}, "
            + $"{figure.Fen}{cells} from rows order by period, source_batch, source_file, source_line "
            + $"limit {limit} offset {offset - skipped}",
            cancellation: stopping);
        var lines = new List<PassportLine>();
        while (reader.Read())
        {
            lines.Add(new PassportLine(
                reader.Text(0), (int)reader.Int64(1), reader.Int64(2), Period.OfNumber((int)reader.Int64(3)),
                reader.TextOrNull(4) ?? "", [.. keys.Select((key, at) => Shown(key, reader.TextOrNull(at + 6)))],
                reader.Int64(5)));
        }
        return lines;
    }

    private static string Shown(CatalogField field, string? text) => text is null ? ""
        : field.Type is FieldKind.CitizenId or FieldKind.Account ? CitizenId.Mask(text)
        : text;
}
