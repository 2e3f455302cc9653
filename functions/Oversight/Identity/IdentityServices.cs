using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>What the use cases of this module share.</summary>
/// <param name="Home">The division that runs the installation; sign-ins to unknown accounts are recorded there.</param>
public sealed record IdentityServices(
    IDocumentStore Store, TimeProvider Clock, IdentityPolicy Policy, Roles Roles, Passwords Passwords, SecretBox Box,
    ITokens Tokens, Actors Actors, Division Home)
{
    /// <summary>
    /// One command on an account's partition, after which the account is read anew. The idempotency key is left out:
    /// the kept answer and content hash would carry passwords and tokens into the store.
    /// </summary>
    public async Task<Result<T>> Change<T>(
        string account, Call call, Func<Unit, Task<Result<T>>> decide) where T : notnull
    {
        var result = await Store.Apply(
            Containers.Identity, Account.PartitionOf(account), call with { IdempotencyKey = null }, decide);
        Actors.Forget(account);
        return result;
    }

    /// <summary>
    /// One command on an existing account by an administrator, repeatable under its idempotency key.
    /// </summary>
    /// <returns>The answer, or <see cref="NotFound"/> when the account is missing or outside the asker's division, or
    /// what <paramref name="decide"/> refuses.</returns>
    public async Task<Result<UserView>> Administer(
        string account, Permission permission, Call call, Func<Unit, Account, Task<Result<Account>>> decide)
    {
        var result = await Store.Apply<UserView>(
            Containers.Identity, Account.PartitionOf(account), call, async unit =>
            {
                var found = await unit.Find<Account>(Account.Document);
                if (found is null || !call.May(permission, found.Scope)) { return new NotFound("用户", account); }
                if (!(await decide(unit, found)).TryGet(out var next, out var problem)) { return problem; }
                unit.Replace(Account.Document, Account.Document, next);
                unit.Emit(DirectoryKeeper.AccountChanged, new AccountChanged(account));
                return UserView.Of(next, await unit.Find<Attempts>(Attempts.Document), this, call.Now);
            });
        Actors.Forget(account);
        return result;
    }

    public async Task<Account?> Find(string account, CancellationToken stopping)
    {
        var partition = Account.PartitionOf(account);
        return (await Store.Find<Account>(Containers.Identity, partition, Account.Document, stopping))?.Value;
    }
}

/// <summary>Coarse scopes for requests that name an account: where it lies is only known once it is read.</summary>
internal static class SomewhereScope
{
    /// <summary>A place where the actor holds the permission, if any; the handler checks the account's own.</summary>
    public static Scope Of(Actor actor, Permission permission) =>
        actor.Grants.FirstOrDefault(grant => grant.Actions.Contains(permission.Code)) is { } grant
            ? new Scope(grant.Division, grant.Fund)
            : new Scope(actor.Division);
}
