using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>
/// People who signed in at Microsoft Entra ID, for the Azure head. The token was checked before; here its claims become
/// an account, and only accounts that were opened for it: nobody comes in because his directory knows him.
/// </summary>
public sealed class EntraActors(IdentityServices services)
{
    private const string ObjectIdUri = "http://schemas.microsoft.com/identity/claims/objectidentifier";

    /// <param name="claims">Claim type and value, as the token lists them.</param>
    /// <returns>Null when no account in use, or more than one, was opened for this person.</returns>
    public async Task<Actor?> FromClaims(
        IEnumerable<KeyValuePair<string, string>> claims, CancellationToken stopping = default)
    {
        var list = claims.ToList();
        var objectId = Value(list, "oid") ?? Value(list, ObjectIdUri);
        var userName = Value(list, "preferred_username")?.ToLowerInvariant();
        var account = objectId is null ? null : await Only("entraObject", objectId, stopping);
        account ??= userName is null ? null : await Only("entraName", userName, stopping);
        return account is { IsDisabled: false, Entra: { } entra } && Fits(entra, objectId, userName)
            ? account.ToActor(services.Roles, $"entra:{objectId}", mustChangePassword: false)
            : null;
    }

    /// <summary>The list may lag behind the account, so the account has the last word.</summary>
    private static bool Fits(EntraIdentity entra, string? objectId, string? userName) =>
        entra.ObjectId is not null
            ? entra.ObjectId == objectId
            : string.Equals(entra.UserName, userName, StringComparison.OrdinalIgnoreCase);

    private async Task<Account?> Only(string field, string value, CancellationToken stopping)
    {
        var query = new DocumentQuery(DirectoryRow.Document) { Where = [Filter.Is(field, value)], Limit = 2 };
        var page = await services.Store.Query(Containers.Identity, DirectoryRow.Partition, query, stopping);
        return page.Items is [var one] ? await services.Find(one.Id, stopping) : null;
    }

    private static string? Value(List<KeyValuePair<string, string>> claims, string type) =>
        claims.FirstOrDefault(claim => claim.Key == type).Value is { Length: > 0 } value ? value : null;
}
