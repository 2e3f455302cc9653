using SocialFund.Kernel;
using SocialFund.Oversight.Identity;

namespace SocialFund.Tests.Oversight.Identity;

public sealed class UserTests
{
    private static readonly Division Haidong = Division.Of("630200");

    private static async Task<(IdentityWorld World, string System, string Security)> WithAdministrators()
    {
        var world = new IdentityWorld();
        Assert.Equal(["sysadmin", "secadmin", "auditadmin"],
            await world.Identity.Seeding.Administrators(_ => "Initial#2026"));
        Assert.Empty(await world.Identity.Seeding.Administrators(_ => "Initial#2026"));
        return (world, await First("sysadmin"), await First("secadmin"));

        async Task<string> First(string account)
        {
            var token = await world.TokenOf(account, "Initial#2026");
            await world.Ask<Done>(
                "POST", "identity/me/password", new ChangePassword("Initial#2026", IdentityWorld.Password), token);
            return token;
        }
    }

    private static Task<Result<UserCreated>> Create(
        IdentityWorld world, string token, string account, Division division, string? agency = null) =>
        world.Ask<UserCreated>(
            "POST", "identity/users", new CreateUser(account, "李四", division, agency), token, key: account);

    private static Task<Result<UserView>> Grant(
        IdentityWorld world, string token, string account, params RoleGrant[] grants) =>
        world.Ask<UserView>("PUT", "identity/users/{id}/grants", new SetGrants(account, grants), token);

    [Fact]
    public async Task Person_OpenedByOneAdministratorAndGrantedByAnother_CanWork()
    {
        var (world, system, security) = await WithAdministrators();
        using var _ = world;
        var created = (await Create(world, system, "lisi", IdentityWorld.Xining)).Require();
        Assert.True(created.User.MustChangePassword);
        Assert.DoesNotContain(created.InitialPassword!, await world.StoredText(), StringComparison.Ordinal);
        Assert.Empty((await world.SignIn("lisi", created.InitialPassword!)).Require().User.Roles);

        var clerk = new RoleGrant("finance-clerk", [Fund.WorkInjury], IdentityWorld.Xining);
        var granted = (await Grant(world, security, "lisi", clerk)).Require();
        Assert.Equal("社保处经办", granted.Grants[0].RoleName);
        Assert.Equal("account_taken", (await Create(world, system, "lisi", IdentityWorld.Xining)).Problem().Code);
        Assert.Equal(["user.create", "session.start", "grant.set"],
            (await world.Audits("account-lisi")).Select(one => one.Action));
        Assert.Equal("secadmin", (await world.Audits("account-lisi"))[^1].ActorId);
    }

    [Fact]
    public async Task Administrators_MayOnlyDoTheirOwnPart()
    {
        var (world, system, security) = await WithAdministrators();
        using var _ = world;
        Assert.Equal("not_allowed", (await Create(world, security, "lisi", IdentityWorld.Xining)).Problem().Code);
        await Create(world, system, "lisi", IdentityWorld.Xining);
        var leader = new RoleGrant("leader", null, IdentityWorld.Xining);
        Assert.Equal("not_allowed", (await Grant(world, system, "lisi", leader)).Problem().Code);
        Assert.Equal(new OwnAccount("授权"),
            (await Grant(world, security, "secadmin", new RoleGrant("leader", null, IdentityWorld.Qinghai))).Problem());
        var own = await world.Ask<UserView>(
            "POST", "identity/users/{id}/disable", new DisableUser("sysadmin", "离岗"), system);
        Assert.Equal("own_account", own.Problem().Code);
    }

    [Fact]
    public async Task Grant_OutsideThePersonsDivisionOrKind_IsRefused()
    {
        var (world, system, security) = await WithAdministrators();
        using var _ = world;
        await Create(world, system, "lisi", IdentityWorld.Xining);
        Assert.Equal(new GrantOutsideDivision(Haidong, IdentityWorld.Xining),
            (await Grant(world, security, "lisi", new RoleGrant("leader", null, Haidong))).Problem());
        var agencyClerk = new RoleGrant("agency-clerk", null, IdentityWorld.Xining);
        Assert.Equal(new RoleNeedsAgency("经办机构经办"),
            (await Grant(world, security, "lisi", agencyClerk)).Problem());
        Assert.Equal(new UnknownRole("boss"),
            (await Grant(world, security, "lisi", new RoleGrant("boss", null, IdentityWorld.Xining))).Problem());
        Assert.Equal("invalid_value",
            (await Grant(world, security, "lisi", new RoleGrant("leader", [], IdentityWorld.Xining))).Problem().Code);
        var oneFund = new RoleGrant("audit-administrator", [Fund.WorkInjury], IdentityWorld.Xining);
        Assert.Equal(new RoleHasNoFunds("审计管理员"), (await Grant(world, security, "lisi", oneFund)).Problem());
    }

    [Fact]
    public async Task AgencyPerson_HoldsAgencyRolesOnly()
    {
        var (world, system, security) = await WithAdministrators();
        using var _ = world;
        var early = await Create(world, system, "wangwu", IdentityWorld.Xining, "A6301");
        Assert.Equal("invalid_value", early.Problem().Code);
        var agency = new CreateAgency("A6301", "西宁市社会保险服务中心", IdentityWorld.Xining, [Fund.EnterprisePension]);
        (await world.Ask<Agency>("POST", "identity/agencies", agency, system)).Require();
        var again = await world.Ask<Agency>("POST", "identity/agencies", agency, system);
        Assert.Equal(new AgencyTaken("A6301"), again.Problem());
        Assert.Equal("西宁市社会保险服务中心", (await new Agencies(world.Store).Find("A6301"))!.Name);
        Assert.Equal("A6301", Assert.Single((await world.Ask<Page<Agency>>(
            "GET", "identity/agencies", new ListAgencies(IdentityWorld.Xining), system)).Require().Items).Code);

        (await Create(world, system, "wangwu", IdentityWorld.Xining, "A6301")).Require();
        var leader = new RoleGrant("leader", null, IdentityWorld.Xining);
        Assert.Equal("role_not_for_agency", (await Grant(world, security, "wangwu", leader)).Problem().Code);
        (await Grant(world, security, "wangwu", new RoleGrant("agency-clerk", null, IdentityWorld.Xining))).Require();
        await world.Seed("clerk", "agency-clerk", IdentityWorld.Xining, "A6301");
        var actor = await world.Identity.Actors.FromToken(await world.TokenOf("clerk"));
        Assert.Equal("A6301", actor!.Agency);
    }

    [Fact]
    public async Task Administrator_OfOneCity_NeitherSeesNorTouchesAnother()
    {
        var (world, system, security) = await WithAdministrators();
        using var _ = world;
        await world.Seed("citysys", "system-administrator", IdentityWorld.Xining);
        var city = await world.TokenOf("citysys");
        await Create(world, system, "lisi", Haidong);
        Assert.Equal("not_allowed", (await Create(world, city, "zhaoliu", Haidong)).Problem().Code);
        Assert.Equal(new NotFound("用户", "lisi"),
            (await world.Ask<UserView>("GET", "identity/users/{id}", new ReadUser("lisi"), city)).Problem());
        Assert.Equal(new NotFound("用户", "lisi"), (await world.Ask<PasswordReset>(
            "POST", "identity/users/{id}/reset-password", new ResetPassword("lisi"), city)).Problem());
        var listed = await world.Ask<Page<UserRow>>("GET", "identity/users", new ListUsers(Haidong), city);
        Assert.Equal("not_allowed", listed.Problem().Code);
    }

    [Fact]
    public async Task List_ByTextRoleAndDivision_CountsAllAndPages()
    {
        var (world, system, _) = await WithAdministrators();
        using var __ = world;
        for (var index = 0; index < 12; index++) { await world.Seed($"clerk{index:00}", "finance-clerk", Haidong); }
        await world.Seed("cashier", "treasury-cashier", IdentityWorld.Xining);
        Task<Result<Page<UserRow>>> List(ListUsers request) =>
            world.Ask<Page<UserRow>>("GET", "identity/users", request, system);
        var query = new ListUsers(Role: "finance-clerk", Limit: 5);
        var first = (await List(query)).Require();
        Assert.Equal((12L, 5), (first.Total, first.Items.Count));
        var second = (await List(query with { Continuation = first.Continuation })).Require();
        Assert.Equal("clerk05", second.Items[0].Account);
        var inXining = (await List(new ListUsers(IdentityWorld.Xining))).Require();
        Assert.Equal("cashier", Assert.Single(inXining.Items).Account);
        Assert.Equal(2, (await List(new ListUsers(Text: "CLERK1"))).Require().Total);
        Assert.Equal("invalid_value", (await List(new ListUsers(Limit: 0))).Problem().Code);
    }

    [Fact]
    public async Task Unlock_AndEnable_OpenTheDoorAgain()
    {
        var (world, system, _) = await WithAdministrators();
        using var __ = world;
        await world.Seed("zhangsan", "finance-clerk");
        for (var attempt = 0; attempt < 5; attempt++) { await world.SignIn("zhangsan", "Wrong#12345"); }
        Task<Result<UserView>> Do(string verb, object request) =>
            world.Ask<UserView>("POST", $"identity/users/{{id}}/{verb}", request, system);
        var locked = await world.Ask<UserView>("GET", "identity/users/{id}", new ReadUser("zhangsan"), system);
        Assert.Equal("locked", locked.Require().State);
        Assert.Equal("active", (await Do("unlock", new UnlockUser("zhangsan"))).Require().State);
        Assert.True((await world.SignIn("zhangsan")).TryGet(out var _, out var _));
        Assert.Equal("disabled", (await Do("disable", new DisableUser("zhangsan", "休假"))).Require().State);
        Assert.Equal("active", (await Do("enable", new EnableUser("zhangsan"))).Require().State);
        Assert.True((await world.SignIn("zhangsan")).TryGet(out var _, out var _));
    }

    [Fact]
    public async Task Entra_WhenAnAccountWasOpenedForThePerson_ActsAsIt()
    {
        var (world, system, security) = await WithAdministrators();
        using var _ = world;
        async Task Open(string account, EntraIdentity entra)
        {
            var request = new CreateUser(account, "云用户", IdentityWorld.Xining, null, entra);
            var created = await world.Ask<UserCreated>("POST", "identity/users", request, system);
            Assert.Null(created.Require().InitialPassword);
        }
        Task<Actor?> From(string? oid, string? name)
        {
            List<KeyValuePair<string, string>> claims = [new("tid", "t")];
            if (oid is not null) { claims.Add(new("oid", oid)); }
            if (name is not null) { claims.Add(new("preferred_username", name)); }
            return world.Identity.Entra.FromClaims(claims);
        }
        await Open("byoid", new EntraIdentity("0b7d", "one@finance.example"));
        await Open("byname", new EntraIdentity(null, "Two@finance.example"));
        await Grant(world, security, "byoid", new RoleGrant("leader", null, IdentityWorld.Xining));

        var actor = await From("0b7d", "renamed@finance.example");
        Assert.Equal("byoid", actor!.Id);
        Assert.True(actor.May(Permission.BookView, new Scope(IdentityWorld.Xining, Fund.WorkInjury)));
        Assert.Equal("byname", (await From("77aa", "two@finance.example"))!.Id);
        Assert.Null(await From("ffff", "one@finance.example"));
        Assert.Null(await From("ffff", "unknown@finance.example"));
        Assert.Null(await From(null, null));
        await world.Ask<UserView>("POST", "identity/users/{id}/disable", new DisableUser("byoid", "调离"), system);
        Assert.Null(await From("0b7d", "one@finance.example"));
        Assert.Equal("bad_credentials", (await world.SignIn("byname", "")).Problem().Code);
    }

    [Fact]
    public async Task Unmasking_IsRecordedWithReasonAndRefusedWithoutThePermission()
    {
        using var world = new IdentityWorld();
        await world.Seed("zhangsan", "finance-clerk", IdentityWorld.Xining);
        await world.Seed("leader", "leader", IdentityWorld.Xining);
        var scope = new Scope(IdentityWorld.Xining, Fund.WorkInjury);
        async Task<Result<Done>> Unmask(string account, Scope where, string reason)
        {
            var actor = await world.Identity.Actors.FromToken(await world.TokenOf(account));
            var call = new Call(actor!, world.Clock.GetUtcNow(), "r");
            return await Unmasking.Record(
                world.Store, call, where, Containers.Requests, "630100-41-202606-A1-7/3", reason);
        }
        (await Unmask("zhangsan", scope, "核对退票账号")).Require();
        var audit = Assert.Single(await world.Audits("unmask-zhangsan"));
        Assert.Equal(("person.unmask", "zhangsan"), (audit.Action, audit.ActorId));
        Assert.Equal("查看完整号码 requests/630100-41-202606-A1-7/3：核对退票账号", audit.Detail);
        Assert.Equal("not_allowed", (await Unmask("leader", scope, "核对退票账号")).Problem().Code);
        Assert.Equal("not_allowed", (await Unmask("zhangsan", new Scope(Haidong), "核对退票账号")).Problem().Code);
        Assert.Equal("invalid_value", (await Unmask("zhangsan", scope, " ")).Problem().Code);
    }
}
