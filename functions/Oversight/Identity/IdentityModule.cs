using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>
/// Accounts, sign-in, roles. Heads make one, mount its endpoints, and give <see cref="Actors"/> to the pipeline.
/// </summary>
public sealed class IdentityModule : IModule, IDisposable
{
    private readonly IdentityServices _services;
    private readonly Passwords _passwords;

    /// <param name="home">The division that runs the installation.</param>
    public IdentityModule(
        IDocumentStore store, TimeProvider clock, ISecrets secrets, Division home, IdentityPolicy? policy = null)
    {
        var rules = policy ?? IdentityPolicy.Shipped;
        _passwords = new Passwords(rules);
        var tokens = new Tokens(secrets, clock);
        var actors = new Actors(store, tokens, Roles.Shipped, rules, clock);
        _services = new IdentityServices(
            store, clock, rules, Roles.Shipped, _passwords, new SecretBox(secrets), tokens, actors, home);
        Seeding = new Seeding(_services);
        Entra = new EntraActors(_services);
        Handlers = [new DirectoryKeeper(_services)];
        Endpoints = All(_services);
    }

    public string Name => "identity";
    public IEnumerable<Endpoint> Endpoints { get; }
    public IActors Actors => _services.Actors;
    public EntraActors Entra { get; }
    public Seeding Seeding { get; }

    /// <summary>For the outbox pump.</summary>
    public IReadOnlyList<IMessageHandler> Handlers { get; }

    public void Dispose() => _passwords.Dispose();

    private static IReadOnlyList<Endpoint> All(IdentityServices services) =>
    [
        SignIn.Endpoint(services), RefreshSession.Endpoint(services), EndSession.SignOut(services),
        ListOwnSessions.Endpoint(services), EndSession.Endpoint(services), ReadMe.Endpoint(services),
        ChangePassword.Endpoint(services), BeginTotp.Endpoint(services), ConfirmTotp.Endpoint(services),
        ListUsers.Endpoint(services), ReadUser.Endpoint(services), CreateUser.Endpoint(services),
        DisableUser.Endpoint(services), EnableUser.Endpoint(services), UnlockUser.Endpoint(services),
        ResetPassword.Endpoint(services), SetGrants.Endpoint(services), SimulateGrants.Endpoint(services),
        ListRoles.Endpoint(services), ListAgencies.Endpoint(services), CreateAgency.Endpoint(services),
    ];
}
