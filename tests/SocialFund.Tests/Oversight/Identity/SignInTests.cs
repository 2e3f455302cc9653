using SocialFund.Kernel;
using SocialFund.Oversight.Identity;

namespace SocialFund.Tests.Oversight.Identity;

public sealed class SignInTests
{
    [Fact]
    public async Task SignIn_WithTheRightPassword_AnswersWhoItIsAndRecordsIt()
    {
        using var world = new IdentityWorld();
        await world.Seed("zhangsan", "finance-clerk");
        var opened = (await world.SignIn("ZhangSan ")).Require();
        Assert.Equal(600, opened.ExpiresInSeconds);
        Assert.Equal(("zhangsan", "姓名zhangsan"), (opened.User.Account, opened.User.Name));
        Assert.Equal(new Named("630000", "青海省"), opened.User.Division);
        Assert.Equal([new Named("finance-clerk", "社保处经办")], opened.User.Roles);
        Assert.Contains("request.review.clerk", opened.User.Actions);
        Assert.DoesNotContain("request.submit", opened.User.Actions);
        Assert.Equal(8, opened.User.Funds.Count);
        var actor = await world.Identity.Actors.FromToken(opened.AccessToken);
        Assert.True(actor!.May(Permission.RequestReviewClerk, new Scope(IdentityWorld.Xining, Fund.Unemployment)));
        var last = (await world.Audits("account-zhangsan"))[^1];
        Assert.Equal(("session.start", "zhangsan", "10.0.0.8"), (last.Action, last.ActorId, last.From));
    }

    [Theory]
    [InlineData("zhangsan")]
    [InlineData("nobody")]
    [InlineData("Не имя")]
    public async Task SignIn_WhenItFailsFiveTimes_LocksForThirtyMinutesWhoeverItIs(string account)
    {
        using var world = new IdentityWorld();
        await world.Seed("zhangsan", "finance-clerk");
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            Assert.Equal(new BadCredentials(), (await world.SignIn(account, "Wrong#12345")).Problem());
        }
        var until = world.Clock.GetUtcNow().AddMinutes(30);
        Assert.Equal(new AccountLocked(until), (await world.SignIn(account, "Wrong#12345")).Problem());
        world.Clock.Move(TimeSpan.FromMinutes(29));
        Assert.Equal(new AccountLocked(until), (await world.SignIn(account)).Problem());
        Assert.Contains("2026-06-01 09:30", new AccountLocked(until).Message, StringComparison.Ordinal);
        world.Clock.Move(TimeSpan.FromMinutes(1));
        // The lock is over and the count begins anew.
        Assert.Equal(new BadCredentials(), (await world.SignIn(account, "Wrong#12345")).Problem());
        Assert.Equal(account == "zhangsan", (await world.SignIn(account)).TryGet(out _, out _));
    }

    [Fact]
    public async Task SignIn_WhenGuessesComeAtOnce_TriesNoMoreThanFive()
    {
        using var world = new IdentityWorld();
        await world.Seed("zhangsan", "finance-clerk");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(index =>
            Task.Run(() => world.SignIn("zhangsan", $"Wrong#1234{index}"))));
        var codes = answers.Select(answer => answer.Problem().Code).ToList();
        Assert.Equal(4, codes.Count(code => code == "bad_credentials"));
        Assert.Equal(16, codes.Count(code => code == "account_locked"));
        Assert.Equal("account_locked", (await world.SignIn("zhangsan")).Problem().Code);
        var audits = await world.Audits("account-zhangsan");
        Assert.Equal(5, audits.Count(one => one.Action == "session.refused"));
        Assert.Single(audits, one => one.Action == "account.locked");
    }

    [Fact]
    public async Task SignIn_WhenItSucceeds_ForgetsEarlierFailures()
    {
        using var world = new IdentityWorld();
        await world.Seed("zhangsan", "finance-clerk");
        for (var round = 0; round < 3; round++)
        {
            for (var attempt = 1; attempt <= 4; attempt++) { await world.SignIn("zhangsan", "Wrong#12345"); }
            Assert.True((await world.SignIn("zhangsan")).TryGet(out _, out _));
        }
    }

    [Fact]
    public async Task SignIn_ForADisabledAccount_SaysSoOnlyToWhoKnowsThePassword()
    {
        using var world = new IdentityWorld();
        await world.Seed("zhangsan", "finance-clerk");
        await world.Seed("sysadmin", "system-administrator");
        var open = await world.TokenOf("zhangsan");
        await world.Ask<UserView>(
            "POST", "identity/users/{id}/disable", new DisableUser("zhangsan", "调离"), await world.TokenOf("sysadmin"));
        Assert.Null(await world.Identity.Actors.FromToken(open));
        Assert.Equal(new BadCredentials(), (await world.SignIn("zhangsan", "Wrong#12345")).Problem());
        Assert.Equal(new AccountDisabled(), (await world.SignIn("zhangsan")).Problem());
    }

    [Fact]
    public async Task Store_AfterEveryKindOfSignIn_HoldsNoPasswordAndNoToken()
    {
        using var world = new IdentityWorld();
        await world.Seed("zhangsan", "finance-clerk");
        var opened = (await world.SignIn("zhangsan")).Require();
        await world.SignIn("zhangsan", "Typo#Qinghai1");
        await world.SignIn("my-secret-word1", "x");
        var refreshed = (await world.Refresh(opened.RefreshToken)).Require();
        await world.Ask<Done>(
            "POST", "identity/me/password", new ChangePassword(IdentityWorld.Password, "Another#2026"),
            refreshed.AccessToken, key: "k1");
        var stored = await world.StoredText();
        string[] secrets =
        [
            IdentityWorld.Password, "Typo#Qinghai1", "my-secret-word1", "Another#2026", opened.AccessToken,
            refreshed.AccessToken, opened.RefreshToken.Split('~')[2], refreshed.RefreshToken.Split('~')[2],
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, stored, StringComparison.Ordinal));
        Assert.Equal("sign-in of a", $"{new SignIn("a", IdentityWorld.Password, null)}");
    }

    [Fact]
    public async Task SignIn_WithTotp_AsksForACodeAndTakesEachOnce()
    {
        using var world = new IdentityWorld();
        await world.Seed("zhangsan", "finance-clerk");
        var (secret, recovery) = await Enrol(world, "zhangsan");
        Assert.Equal(new TotpRequired(), (await world.SignIn("zhangsan")).Problem());
        Assert.Equal(new BadCredentials(), (await world.SignIn("zhangsan", "Wrong#12345")).Problem());

        world.Clock.Move(TimeSpan.FromSeconds(30));
        var code = Totp.CodeAt(secret, Totp.StepAt(world.Clock.GetUtcNow()));
        Assert.True((await world.SignIn("zhangsan", totp: code)).Require().User.TotpEnrolled);
        Assert.Equal(new BadCredentials(), (await world.SignIn("zhangsan", totp: code)).Problem());

        Assert.True((await world.SignIn("zhangsan", totp: recovery[0].ToLowerInvariant())).TryGet(out _, out _));
        Assert.Equal(new BadCredentials(), (await world.SignIn("zhangsan", totp: recovery[0])).Problem());
        Assert.True((await world.SignIn("zhangsan", totp: recovery[9])).TryGet(out _, out _));
        var stored = await world.StoredText();
        Assert.DoesNotContain(recovery[5], stored, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(secret), stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Totp_UntilItIsConfirmed_IsNotAskedFor()
    {
        using var world = new IdentityWorld();
        await world.Seed("zhangsan", "finance-clerk");
        var token = await world.TokenOf("zhangsan");
        await world.Ask<TotpBegun>("POST", "identity/me/totp", new BeginTotp(), token);
        var wrong = await world.Ask<TotpConfirmed>(
            "POST", "identity/me/totp/confirm", new ConfirmTotp("000000"), token);
        Assert.Equal("wrong_code", wrong.Problem().Code);
        Assert.True((await world.SignIn("zhangsan")).TryGet(out _, out _));
    }

    private static async Task<(byte[] Secret, IReadOnlyList<string> Recovery)> Enrol(
        IdentityWorld world, string account)
    {
        var token = await world.TokenOf(account);
        var begun = (await world.Ask<TotpBegun>("POST", "identity/me/totp", new BeginTotp(), token)).Require();
        Assert.Equal($"otpauth://totp/SocialFund:{account}?secret={begun.Secret}&issuer=SocialFund", begun.Uri);
        var secret = FromBase32(begun.Secret);
        var code = Totp.CodeAt(secret, Totp.StepAt(world.Clock.GetUtcNow()));
        var confirmed = await world.Ask<TotpConfirmed>(
            "POST", "identity/me/totp/confirm", new ConfirmTotp(code), token);
        return (secret, confirmed.Require().RecoveryCodes);
    }

    /// <summary>As an authenticator app reads it: five bits a sign, slowly and plainly.</summary>
    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(sign =>
            Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(sign, StringComparison.Ordinal), 2)
                .PadLeft(5, '0')));
        var octets = bits.Chunk(8).Where(octet => octet.Length == 8);
        return [.. octets.Select(octet => Convert.ToByte(new string(octet), 2))];
    }
}
