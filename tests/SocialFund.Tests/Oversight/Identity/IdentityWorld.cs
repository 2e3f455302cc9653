using System.Collections.Concurrent;
using SocialFund.Kernel;
using SocialFund.Oversight.Identity;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Oversight.Identity;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Move(TimeSpan by) => _now += by;
}

internal sealed class MemorySecrets : ISecrets
{
    private readonly ConcurrentDictionary<string, Lazy<string>> _kept = new();

    public Task<string> GetOrCreate(string name, Func<string> make, CancellationToken stopping = default) =>
        Task.FromResult(_kept.GetOrAdd(name, _ => new Lazy<string>(make)).Value);
}

/// <summary>The module over a memory store, asked through its endpoints with the pipeline's checks.</summary>
internal sealed class IdentityWorld : IDisposable
{
    public const string Password = "Qinghai#2026";

    public static readonly Division Qinghai = Division.Of("630000");
    public static readonly Division Xining = Division.Of("630100");

    /// <summary>Few rounds: these tests are not about the cost of a hash.</summary>
    public static readonly IdentityPolicy Quick = IdentityPolicy.Shipped with { Pbkdf2Iterations = 1000 };

    private int _requests;

    public IdentityWorld(IdentityPolicy? policy = null)
    {
        Identity = new IdentityModule(Store, Clock, Secrets, Qinghai, policy ?? Quick);
        Pump = new OutboxPump(Store, Clock, Identity.Handlers, (_, error) => throw error);
    }

    public StandingClock Clock { get; } = new(new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero));
    public MemoryDocumentStore Store { get; } = new();
    public MemorySecrets Secrets { get; } = new();
    public IdentityModule Identity { get; }
    private OutboxPump Pump { get; }

    public void Dispose() => Identity.Dispose();

    public async Task Seed(
        string account, string role, Division? division = null, string? agency = null, bool mustChange = false)
    {
        var where = division ?? Qinghai;
        var seed = new SeedAccount(
            account, $"姓名{account}", where, agency, Password, mustChange,
            role.Length == 0 ? [] : [new RoleGrant(role, null, where)]);
        Assert.True((await Identity.Seeding.Seed(seed)).Require());
    }

    public Task<Result<SessionOpened>> SignIn(string account, string password = Password, string? totp = null) =>
        Ask<SessionOpened>("POST", "identity/sessions", new SignIn(account, password, totp));

    public async Task<string> TokenOf(string account, string password = Password) =>
        (await SignIn(account, password)).Require().AccessToken;

    public Task<Result<SessionOpened>> Refresh(string refreshToken) =>
        Ask<SessionOpened>("POST", "identity/sessions/refresh", new RefreshSession(refreshToken));

    /// <summary>As the pipeline: token, access, permission in scope, handler.</summary>
    public async Task<Result<T>> Ask<T>(
        string method, string route, object request, string? token = null, string? key = null)
    {
        var endpoint = Identity.Endpoints.Single(one => one.Method.Method == method && one.Route == route);
        var actor = token is null ? null : await Identity.Actors.FromToken(token);
        if (endpoint.Access is not Access.Anonymous && actor is null) { return new SessionEnded(); }
        if (actor is not null && PasswordFirst.Bars(actor, endpoint) is { } barred) { return barred; }
        if (endpoint.Access is Access.Needs needs
            && !actor!.May(needs.Permission, ((IScoped)request).ScopeFor(actor)))
        {
            return new NotAllowed(needs.Permission.Title);
        }
        var call = new Call(
            actor ?? Actor.System("anonymous"), Clock.GetUtcNow(), $"r{Interlocked.Increment(ref _requests)}", key)
        {
            From = "10.0.0.8",
        };
        var result = await endpoint.Handle(request, call);
        if (!result.TryGet(out var value, out var problem)) { return problem; }
        while (await Pump.RunOnce(Containers.Identity) > 0) { }
        return Result.Of((T)value);
    }

    /// <summary>Everything that the module has stored, as one text.</summary>
    public async Task<string> StoredText()
    {
        var page = await Store.Changes(Containers.Identity, null, null, int.MaxValue);
        return string.Join('\n', page.Items.Select(item => item.Body));
    }

    public async Task<IReadOnlyList<AuditRecord>> Audits(string partition) =>
        (await Store.Page<AuditRecord>(
            Containers.Identity, partition, new DocumentQuery("audit") { Limit = 1000 })).Items;
}

internal static class ResultReading
{
    public static Problem Problem<T>(this Result<T> result)
    {
        Assert.False(result.TryGet(out var value, out var problem), $"{value}");
        return problem;
    }
}
