using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <param name="State">live, expired, revoked.</param>
public sealed record ApiKeyView(
    int Number, string Tail, string State, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt);

/// <param name="State">live, revoked.</param>
public sealed record CertificateView(
    string Thumbprint, string Note, string State, DateTimeOffset AddedAt, DateTimeOffset? RevokedAt);

/// <summary>What was used today (China).</summary>
/// <param name="Rows">Handed over.</param>
/// <param name="Refused">Calls that did not end well.</param>
public sealed record ConsumerUsage(int Calls, long Rows, long Refused, DateTimeOffset? LastAt);

/// <summary>A consumer as administrators see it. No secret is in it.</summary>
/// <param name="State">active, stopped, keyless (nothing to sign in with), ungranted.</param>
public sealed record ConsumerView(
    ConsumerId Id, string Name, string Contact, Division Division, string DivisionName, string State,
    string? StoppedReason, DateTimeOffset CreatedAt, ConsumerQuota Quota, IReadOnlyList<ApiKeyView> Keys,
    IReadOnlyList<CertificateView> Certificates, IReadOnlyList<SharedGrant> Grants, ConsumerUsage Today)
{
    internal static ConsumerView Of(Consumer consumer, ConsumerUsage usage, DateTimeOffset now) => new(
        consumer.Id, consumer.Name, consumer.Contact, consumer.Division, Divisions.NameOf(consumer.Division),
        StateOf(consumer, now), consumer.StoppedReason, consumer.CreatedAt, consumer.Quota,
        [.. consumer.Keys.Select(key => new ApiKeyView(
            key.Number, key.Tail, key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= now ? "expired" : "live",
            key.IssuedAt, key.ExpiresAt, key.RevokedAt))],
        [.. consumer.Certificates.Select(each => new CertificateView(
            each.Thumbprint, each.Note, each.RevokedAt is null ? "live" : "revoked", each.AddedAt, each.RevokedAt))],
        consumer.Grants, usage);

    private static string StateOf(Consumer consumer, DateTimeOffset now) =>
        consumer.StoppedReason is not null ? "stopped"
        : !HasProof(consumer, now) ? "keyless"
        : consumer.Grants.Count == 0 ? "ungranted"
        : "active";

    private static bool HasProof(Consumer consumer, DateTimeOffset now) =>
        consumer.Keys.Any(key => key.Fault(now) is null)
        || consumer.Certificates.Any(certificate => certificate.RevokedAt is null);
}

/// <summary>The consumers of a division and all below it, in the order of their ids.</summary>
public sealed record ListConsumers(Division? Division = null, int? Limit = null, string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.SharingView, Division, null);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListConsumers, Page<ConsumerView>>(
        HttpMethod.Get, "sharing/consumers", Permission.SharingView, "共享单位列表",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<Page<ConsumerView>>> Handle(ListConsumers request, Call call, IDocumentStore store)
    {
        var division = request.Division ?? call.Actor.Division;
        var query = new DocumentQuery(Consumer.Document)
        {
            Where = [new Filter("division", Comparison.StartsWith, division.Text[..(division.Level * 2)])],
            Limit = ListScope.Limit(request.Limit),
            Continuation = request.Continuation,
        };
        var page = await store.Page<Consumer>(Containers.Identity, Consumer.Partition, query, call.Stopping);
        var views = await Bounded.Each(
            page.Items, async (consumer, token) => ConsumerView.Of(
                consumer, await ListCalls.Usage(store, consumer.Id, call.Now, token), call.Now),
            call.Stopping);
        return new Page<ConsumerView>(views, page.Total, page.Continuation);
    }
}

public sealed record ViewConsumer(ConsumerId Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ViewConsumer, ConsumerView>(
        HttpMethod.Get, "sharing/consumers/{id}", Permission.SharingView, "查看共享单位", async (request, call) =>
        {
            var consumer = await Consumers.Find(store, request.Id, call.Stopping);
            if (consumer is null) { return new NotFound("共享单位", request.Id.Text); }
            var usage = await ListCalls.Usage(store, request.Id, call.Now, call.Stopping);
            return ConsumerView.Of(consumer, usage, call.Now);
        });
}
