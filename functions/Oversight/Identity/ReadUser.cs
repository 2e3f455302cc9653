using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>One account with its grants and state.</summary>
public sealed record ReadUser(string Id) : IScoped
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.Of<ReadUser, UserView>(
            HttpMethod.Get, "identity/users/{id}", Permission.UserView, "查看用户",
            (request, call) => request.Handle(call, services));

    public Scope ScopeFor(Actor actor) => SomewhereScope.Of(actor, Permission.UserView);

    private async Task<Result<UserView>> Handle(Call call, IdentityServices services)
    {
        var account = await services.Find(Id, call.Stopping);
        if (account is null || !call.May(Permission.UserView, account.Scope)) { return new NotFound("用户", Id); }
        var tries = await services.Store.Find<Attempts>(
            Containers.Identity, Account.PartitionOf(Id), Attempts.Document, call.Stopping);
        return UserView.Of(account, tries?.Value, services, call.Now);
    }
}
