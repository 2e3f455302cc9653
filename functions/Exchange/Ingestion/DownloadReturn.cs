using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>The file with the returned rows, or the receipt.</summary>
/// <param name="What">rows or receipt.</param>
public sealed record DownloadReturn(string Id, string What, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    public static Endpoint Endpoint(IDocumentStore store, IBlobStore blobs) =>
        Kernel.Endpoint.Of<DownloadReturn, Download>(
            HttpMethod.Get, "intake/batches/{id}/files/{what}", Permission.IntakeView, "下载退回文件或回执",
            (request, call) => Handle(request, call, store, blobs));

    private static async Task<Result<Download>> Handle(
        DownloadReturn request, Call call, IDocumentStore store, IBlobStore blobs)
    {
        if (!(await ViewIntake.Find(request.Id, call, store)).TryGet(out var record, out var problem))
        {
            return problem;
        }
        var name = request.What switch { "rows" => record.ReturnFile, "receipt" => record.Receipt, _ => null };
        if (name is null) { return new NotFound("文件", request.What); }
        var type = name.EndsWith(".zip", StringComparison.Ordinal) ? "application/zip" : "text/plain; charset=utf-8";
        return Download.Of(blobs, name, type);
    }
}
