using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>A new session's tokens, and who it is.</summary>
public sealed record SessionOpened(string AccessToken, string RefreshToken, int ExpiresInSeconds, SignedInUser User);

/// <summary>
/// Signing in with a password and, where enrolled, a second factor. Unknown accounts count failures, lock and take time
/// just like known ones.
/// </summary>
public sealed record SignIn(string Account, string Password, string? Totp)
{
    /// <summary>What a try leads to. Refusals are written too (counter, audit), so they are answers here.</summary>
    /// <param name="Opened">The refresh token of the session, when there is no refusal.</param>
    private sealed record Outcome(Problem? Refusal, Account? Account, RefreshToken? Opened);

    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.Anonymous<SignIn, SessionOpened>(
            HttpMethod.Post, "identity/sessions", "登录", (request, call) => request.Handle(call, services));

    public override string ToString() => $"sign-in of {Account}";

    private async Task<Result<SessionOpened>> Handle(Call call, IdentityServices services)
    {
        var name = Account.Trim().ToLowerInvariant();
        var known = Identity.Account.IsId(name) ? await services.Find(name, call.Stopping) : null;
        var partition = known is null ? StrangerPartition(name) : Identity.Account.PartitionOf(name);
        var tries = await services.Store.Find<Attempts>(
            Containers.Identity, partition, Attempts.Document, call.Stopping);
        if (tries?.Value.IsLocked(call.Now) ?? false) { return new AccountLocked(tries.Value.LockedUntil!.Value); }

        // Hashing takes long, so it is done before the unit; the unit checks that it still concerns the same hash.
        var hash = known?.Password?.Hash;
        var password = Password.Length <= PasswordRules.LengthMax ? Password : "";
        var right = await services.Passwords.Verify(hash, password, call.Stopping);
        var secret = known is { AsksForTotp: true, Totp: { } totp }
            ? await services.Box.Open(totp.Secret, name, call.Stopping)
            : [];
        var actor = known?.ToActor(services.Roles, "", false)
            ?? new Actor("unknown", "未知账号", services.Home, null, []);
        var outcome = await services.Store.Apply<Outcome>(
            Containers.Identity, partition, call with { IdempotencyKey = null, Actor = actor },
            unit => Decide(unit, services, right ? hash : null, secret));
        if (!outcome.TryGet(out var decided, out var problem)) { return problem; }
        return decided is { Account: { } account, Opened: { } opened }
            ? await Open(account, opened, call, services)
            : decided.Refusal!;
    }

    /// <param name="rightHash">The hash that the given password fits; null when it fits none.</param>
    private async Task<Result<Outcome>> Decide(
        Unit unit, IdentityServices services, string? rightHash, byte[] totpSecret)
    {
        var now = unit.Call.Now;
        var account = await unit.Find<Account>(Identity.Account.Document);
        var tries = await unit.Find<Attempts>(Attempts.Document) ?? Attempts.None;
        if (tries.IsLocked(now)) { return new Outcome(new AccountLocked(tries.LockedUntil!.Value), null, null); }
        if (account is null || rightHash is null || account.Password?.Hash != rightHash)
        {
            return Refuse(unit, services, account, tries);
        }
        if (account.IsDisabled) { return Record(unit, account, new AccountDisabled()); }
        if (account.AsksForTotp && string.IsNullOrWhiteSpace(Totp))
        {
            return new Outcome(new TotpRequired(), null, null);
        }
        if (account.AsksForTotp)
        {
            if (SecondFactor.Use(account.Totp!, totpSecret, Totp!.Trim(), now) is not { } used)
            {
                return Refuse(unit, services, account, tries);
            }
            account = account with { Totp = used };
            unit.Replace(Identity.Account.Document, Identity.Account.Document, account);
        }
        return await Accept(unit, services, account, tries);
    }

    private static Outcome Refuse(Unit unit, IdentityServices services, Account? account, Attempts tries)
    {
        var scope = account?.Scope ?? new Scope(services.Home);
        var next = tries.Failed(unit.Call.Now, services.Policy);
        unit.Save(Attempts.Document, Attempts.Document, next);
        unit.Audit("session.refused", scope, $"登录失败，连续第{next.Failures}次");
        if (next.LockedUntil is not { } until) { return new Outcome(new BadCredentials(), null, null); }
        unit.Audit("account.locked", scope, $"连续登录失败，锁定至{ChinaClock.Minute(until)}");
        return new Outcome(new AccountLocked(until), null, null);
    }

    private static Outcome Record(Unit unit, Account account, Problem refusal)
    {
        unit.Audit("session.refused", account.Scope, $"登录被拒绝：{refusal.Code}");
        return new Outcome(refusal, null, null);
    }

    private static async Task<Result<Outcome>> Accept(
        Unit unit, IdentityServices services, Account account, Attempts tries)
    {
        var now = unit.Call.Now;
        var opened = RefreshToken.New(account.Id);
        if (tries != Attempts.None) { unit.Replace(Attempts.Document, Attempts.Document, Attempts.None); }
        await SweepSessions(unit);
        unit.Create(
            Session.DocumentOf(opened.Session), Session.Document,
            new Session(opened.Session, now, now, unit.Call.From, opened.Hash, account.SessionEpoch, null));
        unit.Audit("session.start", account.Scope, "登录成功");
        return new Outcome(null, account, opened);
    }

    /// <summary>
    /// Sessions that are over are kept a month for the list, then dropped; the audit trail remembers them.
    /// </summary>
    private static async Task SweepSessions(Unit unit)
    {
        var old = (unit.Call.Now - TimeSpan.FromDays(30)).UtcDateTime.ToString("s", CultureInfo.InvariantCulture);
        var query = new DocumentQuery(Session.Document) { Where = [new Filter("seenAt", Comparison.AtMost, old)] };
        foreach (var (id, _) in (await unit.All<Session>(query)).Take(50)) { unit.Delete(id); }
    }

    internal static async Task<SessionOpened> Open(
        Account account, RefreshToken refresh, Call call, IdentityServices services)
    {
        var expires = call.Now + services.Policy.Access;
        var access = await services.Tokens.Issue(
            new TokenClaims(account.Id, refresh.Session, expires), call.Stopping);
        var mustChange = account.Password?.IsDue(call.Now, services.Policy) ?? false;
        var actor = account.ToActor(services.Roles, refresh.Session, mustChange);
        return new SessionOpened(
            access, refresh.Write(), (int)services.Policy.Access.TotalSeconds,
            await SignedInUser.Of(account, actor, services, call.Stopping));
    }

    /// <summary>What was typed may be a password in the wrong field, so it is kept only as a digest.</summary>
    private static string StrangerPartition(string name) =>
        $"stranger-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32]}";
}

/// <summary>Using up a code of the second factor.</summary>
internal static class SecondFactor
{
    /// <returns>The factor after use, or null when the code is wrong or was used before.</returns>
    public static TotpState? Use(TotpState totp, byte[] secret, string code, DateTimeOffset now)
    {
        if (code.Length == 6)
        {
            return Totp.StepOf(secret, code, now, totp.LastStep) is { } step ? totp with { LastStep = step } : null;
        }
        var hash = RecoveryCodes.HashOf(code);
        return totp.RecoveryHashes.Contains(hash)
            ? totp with { RecoveryHashes = [.. totp.RecoveryHashes.Where(one => one != hash)] }
            : null;
    }
}
