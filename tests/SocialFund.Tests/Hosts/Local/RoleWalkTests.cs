using System.Net;
using System.Text.Json;
using SocialFund.Hosts.Local;
using SocialFund.Oversight.Identity;

namespace SocialFund.Tests.Hosts.Local;

/// <summary>Every endpoint of the head as it is wired, against every role.</summary>
public sealed class RoleWalkTests(HeadFixture head) : IClassFixture<HeadFixture>
{
    private sealed record Door(string Method, string Path, string? Permission, bool IsAnonymous)
    {
        public string Name => $"{Method} {Path}";

        /// <summary>The address with values that could be there; the division is the caller's.</summary>
        public string For(string division) => string.Join('/', Path.Split('/').Select(segment => segment switch
        {
            "{division}" => division,
            "{fund}" => "enterprise-pension",
            "{year}" => "2026",
            "{period}" => "202603",
            // Ids tell their scope: this one is of a payment batch, and of nothing else.
            "{id}" => $"{division}-11-202606-A1-B1-r1",
            ['{', .., '}'] => "x",
            _ => segment,
        }));
    }

    [Fact]
    public async Task AnonymousEndpoints_AreExactlyThese() => Assert.Equal(
        ["POST /api/identity/sessions", "POST /api/identity/sessions/refresh"],
        (await Doors()).Where(door => door.IsAnonymous).Select(door => door.Name));

    [Fact]
    public async Task EveryEndpoint_RefusesWhoIsNotSignedIn()
    {
        var faults = new List<string>();
        foreach (var door in (await Doors()).Where(door => !door.IsAnonymous))
        {
            using var response = await head.Send(new HttpMethod(door.Method), door.For("630000"), null);
            if (response.StatusCode != HttpStatusCode.Unauthorized)
            {
                faults.Add($"{door.Name}: {response.StatusCode}");
            }
        }
        Assert.Equal([], faults);
    }

    [Fact]
    public async Task EveryEndpoint_AnswersEachRoleAsItsGrantsSay()
    {
        var accounts = FirstAccounts.Demo.Accounts.DistinctBy(account => account.Role).ToList();
        Assert.Equal(
            Roles.Shipped.All.Select(role => role.Code).Order(), accounts.Select(account => account.Role).Order());
        var faults = new List<string>();
        foreach (var account in accounts) { faults.AddRange(await Walk(account)); }
        Assert.Equal([], faults);
    }

    private async Task<IReadOnlyList<string>> Walk(FirstAccounts.DemoAccount account)
    {
        var role = Roles.Shipped.Find(account.Role)!;
        var faults = new List<string>();
        var token = await head.SignIn(account.Account);
        // Signing out comes last, as nothing is open after it.
        foreach (var door in (await Doors()).Where(door => !door.IsAnonymous).OrderBy(door => door.Method == "DELETE"))
        {
            if (door.Path.EndsWith("/sessions/current", StringComparison.Ordinal)) { continue; }
            using var response = await head.Send(new HttpMethod(door.Method), door.For(account.Division.Text), token);
            var may = door.Permission is null || role.Actions.Contains(door.Permission);
            var isBarred = response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized;
            var isFault = (int)response.StatusCode >= 500;
            if (isBarred == may || isFault) { faults.Add($"{account.Role} {door.Name}: {(int)response.StatusCode}"); }
        }
        return faults;
    }

    private async Task<IReadOnlyList<Door>> Doors()
    {
        using var response = await head.Send(HttpMethod.Get, "/api/openapi.json", null);
        var paths = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("paths");
        return
        [
            .. from path in paths.EnumerateObject()
               from method in path.Value.EnumerateObject()
               select new Door(
                   method.Name.ToUpperInvariant(), path.Name,
                   method.Value.TryGetProperty("x-permission", out var code) ? code.GetString() : null,
                   method.Value.GetProperty("security").GetArrayLength() == 0),
        ];
    }
}
