using SocialFund.Kernel;
using SocialFund.Oversight.Audit;
using SocialFund.Oversight.Identity;
using SocialFund.Storage;
using SocialFund.Tests.Oversight.Identity;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Oversight;

/// <summary>Who may knock where: the doors of both modules, written down once by hand.</summary>
public sealed class DoorTests
{
    private const string Doors = """
        GET audit/export audit.view
        GET audit/heads audit.view
        GET audit/records audit.view
        DELETE identity/sessions/current signed-in
        GET identity/agencies user.view
        GET identity/me signed-in
        GET identity/roles user.view
        GET identity/sessions signed-in
        GET identity/users user.view
        GET identity/users/{id} user.view
        POST identity/agencies user.manage
        POST identity/grants/simulate grant.manage
        POST identity/me/password signed-in
        POST identity/me/totp signed-in
        POST identity/me/totp/confirm signed-in
        POST identity/sessions anonymous
        POST identity/sessions/refresh anonymous
        POST identity/sessions/{id}/end signed-in
        POST identity/users user.manage
        POST identity/users/{id}/disable user.manage
        POST identity/users/{id}/enable user.manage
        POST identity/users/{id}/reset-password user.manage
        POST identity/users/{id}/unlock user.manage
        PUT identity/users/{id}/grants grant.manage
        """;

    [Fact]
    public void Endpoints_AreOpenExactlyAsWrittenDown()
    {
        using var world = new IdentityWorld();
        using var audit = new AuditModule(
            new MemoryDocumentStore(), new NationalCrypto(), world.Secrets, Sm2Keys.New, world.Clock);
        var doors = audit.Endpoints.Concat(world.Identity.Endpoints)
            .Select(one => $"{one.Method} {one.Route} {NameOf(one.Access)}");
        Assert.Equal(
            Doors.Split('\n').Order(StringComparer.Ordinal), doors.Order(StringComparer.Ordinal));
    }

    private static string NameOf(Access access) => access switch
    {
        Access.Anonymous => "anonymous",
        Access.SignedIn => "signed-in",
        Access.Needs needs => needs.Permission.Code,
        _ => throw new InvalidOperationException(),
    };

    /// <summary>三员矩阵: each administrator action is held by exactly one role, and no business role holds any.</summary>
    [Theory]
    [InlineData("user.manage", "system-administrator")]
    [InlineData("setting.change", "system-administrator")]
    [InlineData("grant.manage", "security-administrator")]
    [InlineData("audit.view", "audit-administrator")]
    public void AdministratorAction_BelongsToOneRole(string action, string role) =>
        Assert.Equal([role], Roles.Shipped.All.Where(one => one.Actions.Contains(action)).Select(one => one.Code));
}
