using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

public sealed record AccountChanged(string Account);

/// <summary>A row of the user list, rebuilt from the account after every change.</summary>
/// <param name="RoleText">Role codes between bars, <c>|leader|inspector|</c>, so that one filter finds one
/// role.</param>
/// <param name="Search">Account, name and agency, for one text filter over all three.</param>
public sealed record DirectoryRow(
    string Id, string Account, string Name, Named Division, string? Agency, IReadOnlyList<Named> Roles, string State,
    string RoleText, string Search, string? EntraObject, string? EntraName)
{
    public const string Partition = "directory";
    public const string Document = "user";
}

/// <summary>Keeps the directory, the one list over all accounts.</summary>
public sealed class DirectoryKeeper(IdentityServices services) : IMessageHandler
{
    public const string AccountChanged = "identity.account.changed";

    public string Topic => AccountChanged;

    public Task Handle(OutboxMessage message, Call call) =>
        Refresh(message.As<AccountChanged>().Account, call.Stopping);

    /// <summary>Writes the row of an account as it is now.</summary>
    public async Task Refresh(string account, CancellationToken stopping)
    {
        if (await services.Find(account, stopping) is not { } person) { return; }
        await services.Store.Commit(
            Containers.Identity, DirectoryRow.Partition,
            [new Write.Put(person.Id, DirectoryRow.Document, Json.Write(RowOf(person)))], stopping);
    }

    private DirectoryRow RowOf(Account person)
    {
        var roles = person.Grants.Select(grant => grant.Role).Distinct().ToList();
        return new DirectoryRow(
            person.Id, person.Id, person.Name, Named.Of(person.Division), person.Agency,
            [.. roles.Select(code => new Named(code, services.Roles.Find(code)?.Name ?? code))],
            person.IsDisabled ? "disabled" : "active",
            $"|{string.Join('|', roles)}|", $"{person.Id} {person.Name} {person.Agency}".ToLowerInvariant(),
            person.Entra?.ObjectId, person.Entra?.UserName?.ToLowerInvariant());
    }
}
