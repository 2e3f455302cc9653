using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>Transfers of a division and those below it, newest first.</summary>
/// <param name="State">One or several, separated by commas.</param>
/// <param name="From">yyyyMMdd; likewise <paramref name="Until"/>.</param>
public sealed record ListTransfers(
    Division? Division = null, string? Partner = null, TransferDirection? Direction = null, string? State = null,
    string? From = null, string? Until = null, string? Q = null, int? Limit = null, string? Continuation = null)
    : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListTransfers, Page<TransferRow>>(
        HttpMethod.Get, "partners/transfers", Permission.ExchangeView, "传输记录",
        async (request, call) => await store.Page<TransferRow>(
            Containers.Lists, ListRows.Partition(TransferRow.List, request.Division ?? call.Actor.Division),
            request.Query(), call.Stopping));

    private DocumentQuery Query() => new(TransferRow.List)
    {
        Where = [.. Filters()],
        OrderBy = "at",
        Descending = true,
        Limit = ListScope.Limit(Limit),
        Continuation = Continuation,
    };

    private IEnumerable<Filter> Filters()
    {
        if (Partner is { } partner) { yield return Filter.Is("partner", partner); }
        if (Direction is { } direction)
        {
            yield return Filter.Is("direction", direction == TransferDirection.In ? "in" : "out");
        }
        if (State is { } state) { yield return Filter.OneOf("state", state.Split(',')); }
        if (From is { } from) { yield return new Filter("day", Comparison.AtLeast, from); }
        if (Until is { } until) { yield return new Filter("day", Comparison.AtMost, until); }
        if (Q is { Length: > 0 } text) { yield return new Filter("name", Comparison.Contains, text); }
    }
}

/// <param name="HasContent">Whether what was sent or received can be fetched here.</param>
public sealed record TransferView(
    TransferRow Row, IReadOnlyList<TransferEvent> Events, bool HasContent, bool HasReceipt, string? ReasonCode,
    string? Operation, int Round);

/// <summary>One transfer with its timeline.</summary>
public sealed record ViewTransfer(string Id, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ViewTransfer, TransferView>(
        HttpMethod.Get, "partners/transfers/{id}", Permission.ExchangeView, "传输记录详情", async (request, call) =>
            await Find(request.Id, call, store) is { } transfer
                ? new TransferView(
                    TransferRow.Of(transfer), transfer.Events, transfer.Content is not null,
                    transfer.Receipt is not null, transfer.ReasonCode, transfer.Operation, transfer.Round)
                : new NotFound("传输记录", request.Id));

    /// <summary>The transfer, if the caller may see its division.</summary>
    internal static async Task<Transfer?> Find(string id, Call call, IDocumentStore store) =>
        (await store.Find<Transfer>(Containers.Intake, id, Transfer.DocumentId, call.Stopping))?.Value is { } transfer
        && call.May(Permission.ExchangeView, transfer.Scope)
            ? transfer
            : null;
}

/// <summary>
/// The receipt; or the content, which may hold persons' data and so is for those who may see received files.
/// </summary>
/// <param name="What">receipt or content.</param>
public sealed record DownloadTransfer(string Id, string What, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division);

    internal static Endpoint Endpoint(IDocumentStore store, IBlobStore blobs) =>
        Kernel.Endpoint.Of<DownloadTransfer, Download>(
            HttpMethod.Get, "partners/transfers/{id}/files/{what}", Permission.ExchangeView, "下载回执或传输内容",
            (request, call) => Handle(request, call, store, blobs));

    private static async Task<Result<Download>> Handle(
        DownloadTransfer request, Call call, IDocumentStore store, IBlobStore blobs)
    {
        if (await ViewTransfer.Find(request.Id, call, store) is not { } transfer)
        {
            return new NotFound("传输记录", request.Id);
        }
        if (request.What == "content" && !call.May(Permission.IntakeView, transfer.Scope))
        {
            return new NotAllowed(Permission.IntakeView.Title);
        }
        var blob = request.What switch { "receipt" => transfer.Receipt, "content" => transfer.Content, _ => null };
        if (blob is null) { return new NotFound("文件", request.What); }
        var name = request.What == "content" ? transfer.Name : blob[(blob.LastIndexOf('/') + 1)..];
        return new KeptFile(name, request.What, blob, 0, transfer.Sm3).Download(blobs);
    }
}
