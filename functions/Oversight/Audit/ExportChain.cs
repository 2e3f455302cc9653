using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Oversight.Audit;

/// <summary>
/// One division's chain as a file that <c>socialfund verify</c> checks: a JSON line for each link in order, then the
/// signed end, in canonical text. Taking it is itself recorded.
/// </summary>
public sealed record ExportChain(Division? Division = null) : IScoped
{
    private static readonly byte[] LineFeed = "\n"u8.ToArray();

    public static Endpoint Endpoint(IDocumentStore store) =>
        Kernel.Endpoint.Of<ExportChain, Download>(
            HttpMethod.Get, "audit/export", Permission.AuditView, "导出审计链",
            (request, call) => request.Handle(call, store));

    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division);

    private async Task<Result<Download>> Handle(Call call, IDocumentStore store)
    {
        var division = ScopeFor(call.Actor).Division;
        var head = await store.Find<ChainHead>(Containers.Audit, division.Text, ChainHead.Document, call.Stopping);
        if (head is null) { return new NotFound("审计链", division.Text); }
        var recorded = await store.Apply<Done>(Containers.System, "audit-exports", call, unit =>
        {
            unit.Audit("audit.export", new Scope(division), $"导出审计链 {division}，共{head.Value.Count}条");
            return Task.FromResult<Result<Done>>(Done.Value);
        });
        return recorded.TryGet(out _, out var problem)
            ? new Download(
                $"审计链-{division}-{head.Value.Count}.ndjson", "application/x-ndjson",
                (target, stopping) => Write(store, head.Value, target, stopping))
            : problem;
    }

    /// <summary>Up to the end that was read first, so links sealed meanwhile do not matter.</summary>
    internal static async Task Write(IDocumentStore store, ChainHead head, Stream target, CancellationToken stopping)
    {
        var query = new DocumentQuery(Link.Document) { Limit = 500 };
        var left = head.Count;
        do
        {
            var page = await store.Query(Containers.Audit, head.Division.Text, query, stopping);
            foreach (var document in page.Items.Take((int)Math.Min(left, page.Items.Count)))
            {
                await WriteLine(document.As<Link>(), target, stopping);
            }
            left -= page.Items.Count;
            query = query with { Continuation = page.Continuation };
        }
        while (left > 0 && query.Continuation is not null);
        await WriteLine(new HeadLine(head), target, stopping);
    }

    private static async Task WriteLine<T>(T line, Stream target, CancellationToken stopping)
    {
        await target.WriteAsync(Encoding.UTF8.GetBytes(Canonical.Of(line)), stopping);
        await target.WriteAsync(LineFeed, stopping);
    }
}
