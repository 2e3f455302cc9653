using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// Adds a file to a prepared voucher (附件), by whoever prepared it and before it is audited. What was posted keeps its
/// files, and their digests stand in the chain.
/// </summary>
public sealed record AttachFile(BookId Book, int Number, string FileName) : IScoped
{
    private const int NameBytesMax = 120;

    public Scope ScopeFor(Actor actor) => Book.Scope;

    internal static Endpoint Endpoint(VoucherDesk desk, IBlobStore blobs) =>
        Kernel.Endpoint.Of<AttachFile, PreparedAnswer>(
            HttpMethod.Post, "accounting/books/{book}/prepared/{number}/files", Permission.VoucherPrepare, "上传凭证附件",
            (request, call) => Handle(request, call, desk, blobs), BodyKind.Upload);

    private static async Task<Result<PreparedAnswer>> Handle(
        AttachFile request, Call call, VoucherDesk desk, IBlobStore blobs)
    {
        var name = BlobName.Safe(request.FileName, NameBytesMax);
        if (!Paper.Endings.Contains(Paper.EndingOf(name)))
        {
            return new PaperRefused(name, $"只接收 {string.Join("、", Paper.Endings)} 文件");
        }
        // Every try has a place of its own, so no file that somebody has seen is ever overwritten.
        var place = $"attachments/vouchers/{request.Book}/{request.Number:0000000}/{call.RequestId}-{name}";
        var put = await blobs.Put(place, call.Body, onlyNew: true, call.Stopping);
        if (!put.TryGet(out var info, out var problem)) { return problem; }
        if (await Fault(info, name, blobs, call.Stopping) is { } fault)
        {
            await blobs.Delete(place, call.Stopping);
            return fault;
        }
        var file = new KeptFile(name, "paper", place, info.Size, info.Sm3);
        var kept = await desk.Change(
            request.Book, request.Number, call, "voucher.attach", $"附件（SM3 {info.Sm3[..16]}）加入制单",
            (_, prepared) => Task.FromResult(prepared.Attached(file, call.Actor)));
        if (!kept.TryGet(out _, out _) || call.Origin.IsKept) { await blobs.Delete(place, call.Stopping); }
        return kept;
    }

    private static async Task<Problem?> Fault(BlobInfo info, string name, IBlobStore blobs, CancellationToken stopping)
    {
        if (info.Size == 0) { return new PaperRefused(name, "文件是空的"); }
        if (info.Size > Paper.BytesMax) { return new PaperRefused(name, $"超过 {Paper.BytesMax >> 20} MB"); }
        await using var blob = (await blobs.Open(info.Name, stopping))!;
        var beginning = new byte[Paper.BeginningLength];
        await blob.Content.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, stopping);
        return Paper.Begins(name, beginning) ? null : new PaperRefused(name, $"内容不是 {Paper.EndingOf(name)} 文件");
    }
}

/// <summary>Takes a file off a prepared voucher again.</summary>
public sealed record DetachFile(BookId Book, int Number, string Name) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    internal static Endpoint Endpoint(VoucherDesk desk, IBlobStore blobs) =>
        Kernel.Endpoint.Of<DetachFile, PreparedAnswer>(
            HttpMethod.Post, "accounting/books/{book}/prepared/{number}/files/{name}/remove",
            Permission.VoucherPrepare, "删除凭证附件", (request, call) => Handle(request, call, desk, blobs));

    private static async Task<Result<PreparedAnswer>> Handle(
        DetachFile request, Call call, VoucherDesk desk, IBlobStore blobs)
    {
        KeptFile? file = null;
        var done = await desk.Change(
            request.Book, request.Number, call, "voucher.detach", "附件移出制单",
            (_, prepared) =>
            {
                file = prepared.Draft.Files.FirstOrDefault(kept => kept.Name == request.Name);
                return Task.FromResult(prepared.Detached(request.Name, call.Actor));
            });
        if (done.TryGet(out _, out _) && file is not null) { await blobs.Delete(file.Blob, call.Stopping); }
        return done;
    }
}

/// <summary>A file of a prepared voucher.</summary>
public sealed record GetPreparedFile(BookId Book, int Number, string Name) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    internal static Endpoint Endpoint(VoucherDesk desk, IBlobStore blobs) =>
        Kernel.Endpoint.Of<GetPreparedFile, Download>(
            HttpMethod.Get, "accounting/books/{book}/prepared/{number}/files/{name}", Permission.BookView,
            "查看未记账凭证附件", async (request, call) =>
            {
                var prepared = await desk.Store.Find<PreparedVoucher>(
                    Containers.Books, request.Book.Text, PreparedVoucher.IdOf(request.Number), call.Stopping);
                return prepared?.Value.Draft.Files.FirstOrDefault(file => file.Name == request.Name) is { } found
                    ? found.Download(blobs)
                    : new NotFound("附件", request.Name);
            });
}

/// <summary>A file of a posted voucher.</summary>
public sealed record GetVoucherFile(BookId Book, VoucherNumber Id, string Name) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    internal static Endpoint Endpoint(IDocumentStore store, IBlobStore blobs) =>
        Kernel.Endpoint.Of<GetVoucherFile, Download>(
            HttpMethod.Get, "accounting/books/{book}/vouchers/{id}/files/{name}", Permission.BookView, "查看凭证附件",
            async (request, call) =>
            {
                var voucher = await store.Find<Voucher>(
                    Containers.Books, request.Book.Text, BookDocuments.VoucherIdOf(request.Id), call.Stopping);
                return voucher?.Value.Files?.FirstOrDefault(file => file.Name == request.Name) is { } found
                    ? found.Download(blobs)
                    : new NotFound("附件", request.Name);
            });
}
