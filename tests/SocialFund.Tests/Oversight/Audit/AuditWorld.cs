using SocialFund.Kernel;
using SocialFund.Oversight.Audit;
using SocialFund.Storage;
using SocialFund.Tests.Oversight.Identity;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Oversight.Audit;

/// <summary>The audit module over a memory store, with the real algorithms.</summary>
internal sealed class AuditWorld : IDisposable
{
    public static readonly Division Xining = Division.Of("630100");
    public static readonly Division Haidong = Division.Of("630200");

    public AuditWorld()
    {
        Store = new FaultyStore(Inner);
        Module = new AuditModule(Store, Crypto, Secrets, Sm2Keys.New, Clock);
    }

    public MemoryDocumentStore Inner { get; } = new();
    public FaultyStore Store { get; }
    public StandingClock Clock { get; } = new(new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero));
    public NationalCrypto Crypto { get; } = new();
    public MemorySecrets Secrets { get; } = new();
    public AuditModule Module { get; }

    public void Dispose() => Module.Dispose();

    /// <summary>A command on a partition that records itself.</summary>
    public async Task Do(
        string partition, Division division, string action = "request.approve", string detail = "同意“拨款”\t1,234.50元",
        string container = Containers.Requests, string actor = "zhangsan")
    {
        var call = new Call(new Actor(actor, "张三", division, null, []), Clock.GetUtcNow(), "r1");
        (await Inner.Apply<Done>(container, partition, call, unit =>
        {
            unit.Audit(action, new Scope(division, Fund.WorkInjury), detail);
            return Task.FromResult<Result<Done>>(Done.Value);
        })).Require();
    }

    public async Task<IReadOnlyList<Link>> Links(Division division) =>
        (await Inner.Page<Link>(
            Containers.Audit, division.Text, new DocumentQuery(Link.Document) { Limit = 1000 })).Items;

    public async Task<string> Export(Division division)
    {
        var download = (await Ask<Download>("audit/export", new ExportChain(division))).Require();
        using var stream = new MemoryStream();
        await download.Write(stream, default);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    public async Task<Result<T>> Ask<T>(string route, object request)
    {
        var auditor = new Actor("auditadmin", "审计管理员", Division.Of("630000"), null,
            [new Grant(new HashSet<string> { Permission.AuditView.Code }, null, Division.Of("630000"))]);
        var endpoint = Module.Endpoints.Single(one => one.Route == route);
        Assert.Equal(new Access.Needs(Permission.AuditView), endpoint.Access);
        if (!auditor.May(Permission.AuditView, ((IScoped)request).ScopeFor(auditor))) { return new NotAllowed("审计"); }
        var result = await endpoint.Handle(request, new Call(auditor, Clock.GetUtcNow(), "r9"));
        return result.TryGet(out var value, out var problem) ? Result.Of((T)value) : problem;
    }

    public Task<Verified> Verify(string export, string? publicKey = null) =>
        Verification.Of(new StringReader(export), Crypto, publicKey);
}

/// <summary>Dies before or after the commits that it is told to.</summary>
internal sealed class FaultyStore(IDocumentStore inner) : IDocumentStore
{
    /// <summary>Asked before every commit (0) and after it (1); true dies there.</summary>
    public Func<int, bool> Dies { get; set; } = _ => false;

    public Task<Document?> Read(string container, string partition, string id, CancellationToken stopping = default) =>
        inner.Read(container, partition, id, stopping);

    public async Task<Result<IReadOnlyList<string>>> Commit(
        string container, string partition, IReadOnlyList<Write> writes, CancellationToken stopping = default)
    {
        if (Dies(0)) { throw new IOException("before"); }
        var result = await inner.Commit(container, partition, writes, stopping);
        if (Dies(1)) { throw new IOException("after"); }
        return result;
    }

    public Task<DocumentPage> Query(
        string container, string partition, DocumentQuery query, CancellationToken stopping = default) =>
        inner.Query(container, partition, query, stopping);

    public Task<DocumentTotals> Totals(
        string container, string partition, DocumentQuery query, IReadOnlyList<string> sumFields,
        CancellationToken stopping = default) => inner.Totals(container, partition, query, sumFields, stopping);

    public Task<ChangePage> Changes(
        string container, string? position, string? type, int limit, CancellationToken stopping = default) =>
        inner.Changes(container, position, type, limit, stopping);

    public Task WaitForChanges(
        string container, string? position, TimeSpan patience, CancellationToken stopping = default) =>
        inner.WaitForChanges(container, position, patience, stopping);
}
