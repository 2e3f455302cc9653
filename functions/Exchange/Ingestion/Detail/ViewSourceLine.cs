using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Governance.Text;
using SocialFund.Exchange.Mapping;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>A cell of a received line under its heading; ids and accounts are masked.</summary>
public sealed record SourceCell(string Heading, string Text);

/// <summary>A line as it was received, with the file and its digest.</summary>
public sealed record SourceLine(
    string Batch, string PackageName, string PackageSm3, string FileName, long Line, IReadOnlyList<SourceCell> Cells);

/// <summary>The end of every passport: one line of a received file, read from the archive.</summary>
/// <param name="File">Of the batch's table, from 0.</param>
/// <param name="Table">The catalogue's id with ~ for /.</param>
public sealed record ViewSourceLine(string Id, string Table, int File, long Line, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    public static Endpoint Endpoint(IDocumentStore store, IBlobStore blobs, Catalogue catalogue, string workFolder) =>
        Kernel.Endpoint.Of<ViewSourceLine, SourceLine>(
            HttpMethod.Get, "intake/details/{id}/tables/{table}/files/{file}/lines/{line}", Permission.IntakeView,
            "原始行", (request, call) => Handle(request, call, store, blobs, catalogue, workFolder));

    private static async Task<Result<SourceLine>> Handle(
        ViewSourceLine request, Call call, IDocumentStore store, IBlobStore blobs, Catalogue catalogue,
        string workFolder)
    {
        if (!(await ViewDetail.Find(request.Id, call, store))
            .TryGet(out var batch, out var problem))
        {
            return problem;
        }
        if (await blobs.Info(batch.ArchiveBlob, call.Stopping) is null) { return new NotFound("接收文件", batch.FileName); }
        var path = await blobs.LocalPath(batch.ArchiveBlob, call.Stopping);
        var shelf = await new MappingRegister(store).Shelf(batch.Mappings ?? [], call.Stopping);
        var opened = DetailPackage.Open(
            path, batch.FileName, new PackageSender(batch.Sender, batch.Division, shelf), catalogue,
            ArchiveLimits.Detail);
        if (!opened.TryGet(out var package, out problem)) { return problem; }
        var workFile = Path.Combine(Directory.CreateDirectory(workFolder).FullName, $"{call.RequestId}.lines");
        try
        {
            using (package)
            {
                var files = package.Files.Where(file => file.Table.Id == request.Table.Replace('~', '/')).ToList();
                if (request.File < 0 || request.File >= files.Count) { return new NotFound("接收文件", $"{request.File}"); }
                var prepared = PreparedFile.Of(
                    files[request.File], package.Period, package.Division, catalogue, workFile);
                return prepared.TryGet(out var file, out problem) ? Read(batch, file, request.Line) : problem;
            }
        }
        finally { System.IO.File.Delete(workFile); }
    }

    private static Result<SourceLine> Read(DetailBatch batch, PreparedFile file, long line)
    {
        using var stream = file.Open();
        var reader = new BlockReader(stream, file.Encoding);
        while (reader.Next() is { } block)
        {
            if (line >= block.FirstLine + block.Lines) { continue; }
            if (line < block.FirstLine) { break; }
            var text = Encoding.UTF8.GetString(block.Utf8Line((int)(line - block.FirstLine)));
            var cells = EmbeddedCsv.Split(text, file.Delimiter);
            return new SourceLine(
                batch.Id, batch.FileName, batch.Sm3, file.Source.Name, line,
                [.. cells.Select((cell, at) => new SourceCell(
                    at < file.Names.Count ? file.Names[at] : $"第 {at + 1} 列", Shown(file, at, cell)))]);
        }
        return new LineGone(batch.Number ?? batch.Id, line);
    }

    private static string Shown(PreparedFile file, int at, string cell)
    {
        return FieldsOf(file, at).Any(place =>
            file.Layout.Table.Fields[place].Type is FieldKind.CitizenId or FieldKind.Account)
            ? CitizenId.Mask(cell)
            : cell;
    }

    /// <summary>The fields that a received column goes into.</summary>
    private static IEnumerable<int> FieldsOf(PreparedFile file, int at)
    {
        if (file.Source.Mapping is { } mapping)
        {
            return mapping.Columns
                .Where(column => column.Sources.Any(source => Headings.PlaceOf(source, file.Names) == at))
                .Select(column => file.Layout.Table.PlaceOf(column.Field));
        }
        return at < file.Layout.Fields.Count && file.Layout.Fields[at] is >= 0 and var place ? [place] : [];
    }
}
