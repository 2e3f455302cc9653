using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>
/// I change my own password. My other sessions end. Wrong guesses of the current one count towards the lock.
/// </summary>
public sealed record ChangePassword(string Current, string Next)
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.SignedIn<ChangePassword, Done>(
            HttpMethod.Post, "identity/me/password", "修改口令", (request, call) => request.Handle(call, services));

    public override string ToString() => "password change";

    private async Task<Result<Done>> Handle(Call call, IdentityServices services)
    {
        var account = await services.Find(call.Actor.Id, call.Stopping);
        if (account?.Password is not { } password) { return new WrongState("修改口令", "统一身份认证账号"); }
        var tries = await services.Store.Find<Attempts>(
            Containers.Identity, Account.PartitionOf(account.Id), Attempts.Document, call.Stopping);
        if (tries?.Value.IsLocked(call.Now) ?? false) { return new AccountLocked(tries.Value.LockedUntil!.Value); }
        if (Current.Length > PasswordRules.LengthMax
            || !await services.Passwords.Verify(password.Hash, Current, call.Stopping))
        {
            return await CountFailure(account, call, services);
        }
        var faults = PasswordRules.FaultsOf(Next, account.Id, services.Policy);
        if (faults.Count > 0) { return new WeakPassword(faults); }
        foreach (var earlier in password.Earlier.Prepend(password.Hash))
        {
            if (await services.Passwords.Verify(earlier, Next, call.Stopping))
            {
                return new PasswordReused(services.Policy.PasswordEarlierKept);
            }
        }
        var hash = await services.Passwords.Hash(Next, call.Stopping);
        return await Save(password.Hash, hash, call, services);
    }

    private static Task<Result<Done>> Save(string oldHash, string newHash, Call call, IdentityServices services) =>
        services.Change<Done>(call.Actor.Id, call, async unit =>
        {
            var account = await unit.Find<Account>(Account.Document);
            if (account?.Password is not { } password || password.Hash != oldHash)
            {
                return new ChangedMeanwhile("口令");
            }
            var next = password.Next(newHash, call.Now, mustChange: false, services.Policy);
            var changed = (account with { Password = next }).EndSessions();
            unit.Replace(Account.Document, Account.Document, changed);
            await Keep(unit, changed);
            unit.Audit("password.change", account.Scope, "修改本人口令，其他登录已终止");
            return Done.Value;
        });

    /// <summary>The session that asks goes on into the new epoch.</summary>
    private static async Task Keep(Unit unit, Account account)
    {
        var id = Session.DocumentOf(unit.Call.Actor.Session);
        if (await unit.Find<Session>(id) is { EndReason: null } session)
        {
            unit.Replace(id, Session.Document, session with { Epoch = account.SessionEpoch });
        }
    }

    private static async Task<Result<Done>> CountFailure(Account account, Call call, IdentityServices services)
    {
        var counted = await services.Change<Attempts>(account.Id, call, async unit =>
        {
            var tries = await unit.Find<Attempts>(Attempts.Document) ?? Attempts.None;
            if (tries.IsLocked(call.Now)) { return tries; }
            var next = tries.Failed(call.Now, services.Policy);
            unit.Save(Attempts.Document, Attempts.Document, next);
            unit.Audit("password.refused", account.Scope, $"修改口令时当前口令不正确，连续第{next.Failures}次");
            if (next.LockedUntil is { } lockedUntil)
            {
                unit.Audit("account.locked", account.Scope, $"锁定至{ChinaClock.Minute(lockedUntil)}");
            }
            return next;
        });
        if (!counted.TryGet(out var attempts, out var problem)) { return problem; }
        return attempts.LockedUntil is { } until ? new AccountLocked(until) : new WrongPassword();
    }
}
