using System.IO.Compression;
using System.Text;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Samples;

/// <summary>
/// Hands the sample over to the inbox as a batch whose manifest names the mapping; it then goes the way of every drop.
/// The same file with the same mapping again is the same batch.
/// </summary>
/// <param name="Sender">Whose data they are: for finance, which loads what others gave it. An agency's own otherwise.
/// </param>
public sealed record LoadSample(
    string Id, string Mapping, int Version, Period Period, Division Division, string? Sender = null) : IScoped
{
    private static readonly DateTimeOffset Timeless = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.ImportMap, Division, null);

    internal static Endpoint Endpoint(SampleDesk desk) => Kernel.Endpoint.Of<LoadSample, Uploaded>(
        HttpMethod.Post, "mappings/samples/{id}/load", Permission.ImportMap, "按映射导入",
        (request, call) => Handle(request, call, desk));

    private static async Task<Result<Uploaded>> Handle(LoadSample request, Call call, SampleDesk desk)
    {
        if (!(await desk.Shelf.Find(request.Id, call)).TryGet(out var sample, out var problem)) { return problem; }
        var code = call.Actor.Agency ?? request.Sender ?? "";
        // Folders of banks and the treasury's results are of another kind: they hold a slash or that name.
        if (code is "bank" or "treasury" || code.Contains('/', StringComparison.Ordinal)
            || await desk.Senders.Find(code, call.Stopping) is not { } sender)
        {
            return new SenderUnknown(code);
        }
        var found = await desk.Mappings.Find(request.Mapping, request.Version, call.Stopping);
        if (found is not { Mapping: { IsOpen: true } mapping } || (mapping.Sender ?? code) != code)
        {
            return new Mapping.MappingUnknown($"{request.Mapping}@{request.Version}");
        }
        var table = desk.Catalogue.Find(mapping.Table)!;
        if (!table.MayComeFrom(sender, request.Division)) { return new NoTableOfSender(sender.Name, table.Name); }
        var manifest = new DetailManifest(
            DetailManifest.DetailType, code, $"{request.Period.Text}-{request.Id}", request.Period, request.Division,
            [new DetailManifestFile(sample.Name, table.Id, Mapping: mapping.Reference)]);
        using var zip = new MemoryStream();
        Write(zip, manifest, sample);
        var name = $"{Path.GetFileNameWithoutExtension(sample.Name)}.zip";
        var blob = $"inbox/{code}/{call.RequestId[..Math.Min(8, call.RequestId.Length)]}~{name}";
        if (!(await desk.Blobs.Put(blob, zip, onlyNew: false, call.Stopping)).TryGet(out var info, out problem))
        {
            return problem;
        }
        await desk.Shelf.Delete(sample, call);
        var uploaded = new Uploaded(info.Sm3[..32], name, info.Size, info.Sm3);
        return await desk.Store.Apply<Uploaded>(Containers.Intake, uploaded.Id, call, unit =>
        {
            unit.Audit(
                "intake.map", new Scope(request.Division),
                $"按映射 {mapping.Reference} 为 {code} 导入文件 {sample.Size} 字节（{uploaded.Id}）");
            return Task.FromResult<Result<Uploaded>>(uploaded);
        });
    }

    /// <summary>The same content gives the same bytes.</summary>
    private static void Write(MemoryStream into, DetailManifest manifest, SampleFile sample)
    {
        using (var zip = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var entry = Entry(zip, Ingestion.Manifest.FileName))
            {
                entry.Write(Encoding.UTF8.GetBytes(Json.Write(manifest)));
            }
            using var file = Entry(zip, sample.Name);
            using var content = sample.Open();
            content.CopyTo(file);
        }
        into.Position = 0;
    }

    private static Stream Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Timeless;
        return entry.Open();
    }
}
