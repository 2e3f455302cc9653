using SocialFund.Exchange.Governance;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>One batch of detail data with its stages, tables and, while it is being checked, its progress.</summary>
public sealed record ViewDetail(string Id, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ViewDetail, DetailView>(
        HttpMethod.Get, "intake/details/{id}", Permission.IntakeView, "明细批次详情",
        async (request, call) =>
        {
            if (!(await Find(request.Id, call, store)).TryGet(out var batch, out var problem)) { return problem; }
            var progress = batch.IsFinished ? null
                : await store.Find<DetailProgress>(Containers.Intake, request.Id, "progress", call.Stopping);
            var standing = batch is { IsFinished: true, Period: not null, Tables.Count: > 0 }
                ? await new LakeIndex(store).StandingOf(batch, call.Stopping)
                : null;
            return new DetailView(batch, progress?.Value, standing);
        });

    /// <summary>The batch, if the caller may see its division; an agency sees what it sent.</summary>
    internal static async Task<Result<DetailBatch>> Find(string id, Call call, IDocumentStore store)
    {
        var stored = await store.Find<DetailBatch>(Containers.Intake, id, DetailBatch.DocumentId, call.Stopping);
        return stored is { Value: var batch }
            && (call.Actor.Agency is null || call.Actor.Agency == batch.Sender)
            && call.May(Permission.IntakeView, ListScope.Of(call.Actor, Permission.IntakeView, batch.Division, null))
            ? batch
            : new NotFound("明细批次", id);
    }
}

/// <param name="Standing">In the lake; null while it is checked, and when nothing was taken apart.</param>
public sealed record DetailView(DetailBatch Batch, DetailProgress? Progress, BatchStanding? Standing);

/// <summary>What became of one table of a batch: faults with counts and first lines, regions with
/// completeness.</summary>
/// <param name="Table">The catalogue's id with ~ for /.</param>
public sealed record ViewDetailTable(string Id, string Table, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ViewDetailTable, DetailTableResult>(
        HttpMethod.Get, "intake/details/{id}/tables/{table}", Permission.IntakeView, "明细批次的一张表",
        async (request, call) =>
        {
            if (!(await ViewDetail.Find(request.Id, call, store)).TryGet(out _, out var problem)) { return problem; }
            var found = await store.Find<DetailTableResult>(
                Containers.Intake, request.Id, DetailTableResult.DocumentId(request.Table), call.Stopping);
            return found is null ? new NotFound("数据表", request.Table) : found.Value;
        });
}

/// <summary>The file with the returned rows, the receipt, or the file as received.</summary>
/// <param name="What">rows, receipt or received.</param>
public sealed record DownloadDetail(string Id, string What, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    public static Endpoint Endpoint(IDocumentStore store, IBlobStore blobs) =>
        Kernel.Endpoint.Of<DownloadDetail, Download>(
        HttpMethod.Get, "intake/details/{id}/files/{what}", Permission.IntakeView, "下载明细退回文件或回执",
        (request, call) => Handle(request, call, store, blobs));

    private static async Task<Result<Download>> Handle(
        DownloadDetail request, Call call, IDocumentStore store, IBlobStore blobs)
    {
        if (!(await ViewDetail.Find(request.Id, call, store))
            .TryGet(out var batch, out var problem))
        {
            return problem;
        }
        var name = request.What switch { "rows" => batch.ReturnFile, "receipt" => batch.Receipt, _ => null };
        if (name is null) { return new NotFound("文件", request.What); }
        var type = name.EndsWith(".zip", StringComparison.Ordinal) ? "application/zip" : "text/plain; charset=utf-8";
        return Download.Of(blobs, name, type);
    }
}
