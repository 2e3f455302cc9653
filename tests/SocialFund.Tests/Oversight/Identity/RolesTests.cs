using SocialFund.Kernel;
using SocialFund.Oversight.Identity;

namespace SocialFund.Tests.Oversight.Identity;

public sealed class RolesTests
{
    /// <summary>
    /// Which roles one person may hold together, drawn by hand from 三员分立 and the separation of request, review and
    /// payment: x = refused. Order of columns as of rows.
    /// </summary>
    private const string Matrix = """
        agency-clerk            . x x x x x x . x x x x
        agency-reviewer         x . x x x x x . x x x x
        finance-clerk           x x . x x x x . x x x x
        finance-reviewer        x x x . x x x . x x x x
        finance-head            x x x x . x x . x x x x
        treasury-reviewer       x x x x x . x . x x x x
        treasury-cashier        x x x x x x . . x x x x
        leader                  . . . . . . . . . x x x
        inspector               x x x x x x x . . x x x
        system-administrator    x x x x x x x x x . x x
        security-administrator  x x x x x x x x x x . x
        audit-administrator     x x x x x x x x x x x .
        """;

    private static readonly string[][] Rows =
        [.. Matrix.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    private static readonly string[] Codes = [.. Rows.Select(row => row[0])];

    private static bool MayShareAPerson(string[] roles) => roles.All(left => roles.All(right =>
        Rows[Array.IndexOf(Codes, left)][Array.IndexOf(Codes, right) + 1] == "."));

    private static IEnumerable<string[]> SetsUpToThree()
    {
        for (var a = 0; a < Codes.Length; a++)
        {
            yield return [Codes[a]];
            for (var b = a + 1; b < Codes.Length; b++)
            {
                yield return [Codes[a], Codes[b]];
                for (var c = b + 1; c < Codes.Length; c++) { yield return [Codes[a], Codes[b], Codes[c]]; }
            }
        }
    }

    [Fact]
    public async Task Grant_ForEveryRoleSetUpToThree_IsRefusedExactlyWhenItConflicts()
    {
        using var world = new IdentityWorld();
        await world.Seed("secadmin", "security-administrator");
        var token = await world.TokenOf("secadmin");
        await world.Seed("person", "");
        await world.Seed("agent", "", agency: "A1");
        var sets = SetsUpToThree().ToList();
        Assert.Equal(12 + 66 + 220, sets.Count);
        foreach (var roles in sets)
        {
            // Agency roles go to the agency's people; where a set mixes both kinds the conflict is told first.
            var target = roles.Any(role => role.StartsWith("agency", StringComparison.Ordinal)) ? "agent" : "person";
            var grants = roles.Select(role => new RoleGrant(role, null, IdentityWorld.Qinghai)).ToList();
            var granted = await world.Ask<UserView>(
                "PUT", "identity/users/{id}/grants", new SetGrants(target, grants), token);
            var simulated = (await world.Ask<GrantsSimulated>(
                "POST", "identity/grants/simulate", new SimulateGrants(roles), token)).Require();
            var allowed = MayShareAPerson(roles);
            Assert.Equal(allowed, simulated.Allowed);
            if (granted.TryGet(out _, out var problem)) { Assert.True(allowed, string.Join('+', roles)); }
            else if (allowed) { Assert.Equal(("agent", "role_not_for_agency"), (target, problem.Code)); }
            else { Assert.Equal("roles_conflict", problem.Code); }
        }
    }

    [Fact]
    public void Catalogue_ForEveryPairTheDataCallsConflicting_AgreesWithTheMatrix()
    {
        Assert.Equal(Codes, Roles.Shipped.All.Select(role => role.Code));
        var crosses = Matrix.Count(sign => sign == 'x') - Codes.Sum(code => code.Count(sign => sign == 'x'));
        Assert.Equal(crosses, Roles.Shipped.Conflicts.Count * 2);
    }

    /// <summary>A second opinion from the actions: whatever set is allowed, nobody can move money alone.</summary>
    [Fact]
    public void Allowed_ForEveryRoleSetUpToThree_HoldsAtMostOneDutyOnTheWayOfMoney()
    {
        foreach (var roles in SetsUpToThree().Where(MayShareAPerson))
        {
            var actions = Roles.Shipped.ActionsOf(roles);
            string[] duties =
            [
                .. actions.Where(action => action == "request.submit"),
                .. actions.Where(action => action.StartsWith("request.review.", StringComparison.Ordinal)),
                .. actions.Where(action => action is "treasury.review" or "treasury.pay"),
            ];
            Assert.True(duties.Length <= 1, $"{string.Join('+', roles)} holds {string.Join(',', duties)}");
        }
    }

    [Fact]
    public void Simulate_WhenOneHoldsTheWholeWay_SaysThatMoneyCouldMoveAlone()
    {
        var simulated = new SimulateGrants(
            ["agency-clerk", "finance-clerk", "treasury-reviewer", "treasury-cashier"]).Decide(Roles.Shipped).Require();
        Assert.True(simulated.MovesMoneyAlone);
        Assert.False(simulated.Allowed);
        Assert.Equal(["经办机构经办"], simulated.Duties[0].HeldBy);
        Assert.Contains(simulated.Conflicts, one => one is { LeftName: "国库审核", RightName: "国库出纳" });
    }

    [Fact]
    public void Catalogue_NamesOnlyKnownActions_AndEveryActionHasARole()
    {
        var known = Permission.All.Select(permission => permission.Code).ToHashSet();
        var used = Roles.Shipped.All.SelectMany(role => role.Actions).ToHashSet();
        Assert.Empty(used.Except(known));
        Assert.Empty(known.Except(used));
    }

    [Fact]
    public void Simulate_WhenARoleIsUnknown_IsUnknownRole() =>
        Assert.Equal(new UnknownRole("boss"), new SimulateGrants(["boss"]).Decide(Roles.Shipped).Problem());
}
