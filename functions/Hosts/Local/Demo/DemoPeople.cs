using System.Collections.Concurrent;
using SocialFund.Kernel;
using SocialFund.Oversight.Identity;

namespace SocialFund.Hosts.Local.Demo;

/// <summary>Lets the demo's people act through the real endpoints, permission check included.</summary>
internal sealed class DemoPeople(IDocumentStore store, IReadOnlyList<Endpoint> endpoints, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Actor> _actors = [];

    /// <param name="key">Names the deed, so that a load cut short goes on where it stopped.</param>
    /// <exception cref="InvalidOperationException">The demo's own data was refused: a bug.</exception>
    public async Task<T> Do<T>(string account, object request, string key, Stream? body = null)
    {
        var endpoint = endpoints.Single(endpoint => endpoint.Request == request.GetType());
        var actor = await ActorOf(account);
        var call = new Call(actor, clock.GetUtcNow(), $"demo-{key}", $"demo-{key}", "demo")
        {
            From = "演示数据",
            Body = body ?? Stream.Null,
        };
        if (endpoint.Access is Access.Needs needs && !call.May(needs.Permission, ((IScoped)request).ScopeFor(actor)))
        {
            throw new InvalidOperationException($"{account} may not {endpoint.Route}.");
        }
        return (T)(await endpoint.Handle(request, call)).Require();
    }

    private async Task<Actor> ActorOf(string account)
    {
        if (_actors.TryGetValue(account, out var known)) { return known; }
        var stored = await store.Find<Account>(Containers.Identity, Account.PartitionOf(account), Account.Document)
            ?? throw new InvalidOperationException($"There is no demo account {account}.");
        return _actors[account] = stored.Value.ToActor(Roles.Shipped, session: "", mustChangePassword: false);
    }
}
