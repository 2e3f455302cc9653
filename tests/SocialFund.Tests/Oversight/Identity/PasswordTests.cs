using SocialFund.Kernel;
using SocialFund.Oversight.Identity;

namespace SocialFund.Tests.Oversight.Identity;

public sealed class PasswordTests
{
    [Theory]
    [InlineData("Short#1a", "至少10个字符")]
    [InlineData("alllowercase1", "须包含大写字母、小写字母、数字、符号中的至少3类")]
    [InlineData("Zhangsan#2026", "不能包含账号")]
    public void Rules_WhenOneIsBroken_NameIt(string password, string fault) =>
        Assert.Equal([fault], PasswordRules.FaultsOf(password, "zhangsan", IdentityPolicy.Shipped));

    [Theory]
    [InlineData("Qinghai#2026")]
    [InlineData("青海社保处Fund2026")]
    public void Rules_WhenAllAreKept_AreSilent(string password) =>
        Assert.Empty(PasswordRules.FaultsOf(password, "zhangsan", IdentityPolicy.Shipped));

    [Fact]
    public void Initial_AlwaysMeetsTheRules()
    {
        for (var round = 0; round < 200; round++)
        {
            Assert.Empty(PasswordRules.FaultsOf(Passwords.NewInitial(), "zhangsan", IdentityPolicy.Shipped));
        }
    }

    [Fact]
    public async Task Hash_AsShipped_IsPbkdf2Sha512With210000Rounds()
    {
        using var passwords = new Passwords(IdentityPolicy.Shipped);
        var hash = await passwords.Hash("Qinghai#2026", default);
        // ASP.NET Core Identity version 3: marker 01, pseudo-random function 2 = HMAC-SHA-512, rounds, salt length.
        Assert.Equal("01" + "00000002" + "00033450", Convert.ToHexString(Convert.FromBase64String(hash))[..18]);
        Assert.Equal(0x33450, 210_000);
        Assert.True(await passwords.Verify(hash, "Qinghai#2026", default));
        Assert.False(await passwords.Verify(hash, "qinghai#2026", default));
    }

    private static Task<Result<Done>> Change(IdentityWorld world, string token, string current, string next) =>
        world.Ask<Done>("POST", "identity/me/password", new ChangePassword(current, next), token);

    [Fact]
    public async Task First_SignIn_MayOnlyChangeThePassword()
    {
        using var world = new IdentityWorld();
        await world.Seed("sysadmin", "system-administrator", mustChange: true);
        var opened = (await world.SignIn("sysadmin")).Require();
        Assert.True(opened.User.MustChangePassword);
        Assert.Empty(opened.User.Actions);
        Task<Result<Page<UserRow>>> List() =>
            world.Ask<Page<UserRow>>("GET", "identity/users", new ListUsers(), opened.AccessToken);
        Assert.Equal(new PasswordChangeNeeded(), (await List()).Problem());
        var totp = await world.Ask<TotpBegun>("POST", "identity/me/totp", new BeginTotp(), opened.AccessToken);
        Assert.Equal("password_change_needed", totp.Problem().Code);
        Assert.True((await world.Ask<SignedInUser>("GET", "identity/me", new ReadMe(), opened.AccessToken))
            .Require().MustChangePassword);

        (await Change(world, opened.AccessToken, IdentityWorld.Password, "Another#2026")).Require();
        Assert.Single((await List()).Require().Items);
    }

    [Fact]
    public async Task Change_WhenItFollowsTheRules_EndsOtherSessionsAndKeepsThisOne()
    {
        using var world = new IdentityWorld();
        await world.Seed("zhangsan", "finance-clerk");
        var here = await world.TokenOf("zhangsan");
        var there = (await world.SignIn("zhangsan")).Require();
        (await Change(world, here, IdentityWorld.Password, "Another#2026")).Require();
        Assert.NotNull(await world.Identity.Actors.FromToken(here));
        Assert.Null(await world.Identity.Actors.FromToken(there.AccessToken));
        Assert.Equal("bad_credentials", (await world.SignIn("zhangsan")).Problem().Code);
        Assert.True((await world.SignIn("zhangsan", "Another#2026")).TryGet(out _, out _));
    }

    [Fact]
    public async Task Change_ToOneOfTheLastFive_IsReused_AndToTheSixthIsNot()
    {
        using var world = new IdentityWorld();
        await world.Seed("zhangsan", "finance-clerk");
        var token = await world.TokenOf("zhangsan");
        string[] history = [IdentityWorld.Password, "Second#2026", "Third##2026", "Fourth#2026", "Fifth##2026"];
        for (var index = 1; index < history.Length; index++)
        {
            (await Change(world, token, history[index - 1], history[index])).Require();
        }
        foreach (var earlier in history)
        {
            Assert.Equal(new PasswordReused(5), (await Change(world, token, "Fifth##2026", earlier)).Problem());
        }
        (await Change(world, token, "Fifth##2026", "Sixth##2026")).Require();
        (await Change(world, token, "Sixth##2026", IdentityWorld.Password)).Require();
    }

    [Fact]
    public async Task Change_WithAWrongCurrentPassword_CountsTowardsTheLock()
    {
        using var world = new IdentityWorld();
        await world.Seed("zhangsan", "finance-clerk");
        var token = await world.TokenOf("zhangsan");
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            Assert.Equal(new WrongPassword(), (await Change(world, token, "Wrong#12345", "Another#2026")).Problem());
        }
        Assert.Equal("account_locked", (await Change(world, token, "Wrong#12345", "Another#2026")).Problem().Code);
        var right = await Change(world, token, IdentityWorld.Password, "Another#2026");
        Assert.Equal("account_locked", right.Problem().Code);
    }

    [Fact]
    public async Task Password_OlderThanNinetyDays_MustBeChanged()
    {
        using var world = new IdentityWorld();
        await world.Seed("zhangsan", "finance-clerk");
        world.Clock.Move(TimeSpan.FromDays(90));
        Assert.False((await world.SignIn("zhangsan")).Require().User.MustChangePassword);
        world.Clock.Move(TimeSpan.FromSeconds(1));
        Assert.True((await world.SignIn("zhangsan")).Require().User.MustChangePassword);
    }

    [Fact]
    public async Task Reset_ByTheSystemAdministrator_EndsSessionsAndForcesAChange()
    {
        using var world = new IdentityWorld();
        await world.Seed("zhangsan", "finance-clerk");
        await world.Seed("sysadmin", "system-administrator");
        var token = await world.TokenOf("zhangsan");
        var admin = await world.TokenOf("sysadmin");
        var reset = (await world.Ask<PasswordReset>(
            "POST", "identity/users/{id}/reset-password", new ResetPassword("zhangsan"), admin, key: "k")).Require();
        Assert.Null(await world.Identity.Actors.FromToken(token));
        Assert.True((await world.SignIn("zhangsan", reset.InitialPassword)).Require().User.MustChangePassword);
        Assert.DoesNotContain(reset.InitialPassword, await world.StoredText(), StringComparison.Ordinal);
        var own = await world.Ask<PasswordReset>(
            "POST", "identity/users/{id}/reset-password", new ResetPassword("sysadmin"), admin);
        Assert.Equal(new OwnAccount("重置口令"), own.Problem());
    }
}
