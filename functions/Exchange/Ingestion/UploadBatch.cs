using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>Puts a file into the agency's inbox from the browser or over the API; it then goes the way of every
/// drop.</summary>
public sealed record UploadBatch(string FileName, Division? Division = null) : IScoped
{
    /// <summary>A file name holds 255 bytes; the number before it needs nine.</summary>
    private const int NameBytesMax = 240;

    /// <summary>Where a sender acts when the request does not say.</summary>
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeSubmit, Division, null);

    public static Endpoint Endpoint(IDocumentStore store, IBlobStore blobs, IAgencies agencies) =>
        Kernel.Endpoint.Of<UploadBatch, Uploaded>(
            HttpMethod.Post, "intake/uploads", Permission.IntakeSubmit, "报送文件",
            (request, call) => Handle(request, call, store, blobs, agencies), BodyKind.Upload);

    private static async Task<Result<Uploaded>> Handle(
        UploadBatch request, Call call, IDocumentStore store, IBlobStore blobs, IAgencies agencies)
    {
        if (call.Actor.Agency is not { } code || await agencies.Find(code, call.Stopping) is not { } agency)
        {
            return new SenderUnknown(call.Actor.Agency ?? call.Actor.Name);
        }
        if (!FileForms.IsArchive(request.FileName) && FileForms.Of(request.FileName) is null)
        {
            return new FormUnknown(request.FileName);
        }
        // The name is kept apart by the request id, so that two uploads of one name cannot meet.
        var name = BlobName.Safe(request.FileName, NameBytesMax);
        var blob = $"inbox/{code}/{call.RequestId[..Math.Min(8, call.RequestId.Length)]}~{name}";
        if (!(await blobs.Put(blob, call.Body, onlyNew: false, call.Stopping)).TryGet(out var info, out var problem))
        {
            return problem;
        }
        var uploaded = new Uploaded(info.Sm3[..32], request.FileName, info.Size, info.Sm3);
        return await store.Apply<Uploaded>(Containers.Intake, uploaded.Id, call, unit =>
        {
            unit.Audit("intake.upload", new Scope(agency.Division), $"上传文件 {info.Size} 字节（{uploaded.Id}）");
            return Task.FromResult<Result<Uploaded>>(uploaded);
        });
    }
}

/// <param name="Id">The batch to watch; it appears when the inbox has taken the file.</param>
public sealed record Uploaded(string Id, string FileName, long Size, string Sm3);
