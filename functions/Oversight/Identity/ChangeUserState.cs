using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>The system administrator stops an account at once: its sessions end, its tokens are refused.</summary>
public sealed record DisableUser(string Id, string Reason) : IScoped
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.Of<DisableUser, UserView>(
            HttpMethod.Post, "identity/users/{id}/disable", Permission.UserManage, "停用用户",
            (request, call) => request.Handle(call, services));

    public Scope ScopeFor(Actor actor) => SomewhereScope.Of(actor, Permission.UserManage);

    private async Task<Result<UserView>> Handle(Call call, IdentityServices services)
    {
        if (Id == call.Actor.Id) { return new OwnAccount("停用"); }
        if (string.IsNullOrWhiteSpace(Reason)) { return new InvalidValue("reason", "请填写停用原因。"); }
        return await services.Administer(Id, Permission.UserManage, call, (unit, account) =>
        {
            unit.Audit("user.disable", account.Scope, $"停用用户 {Id}：{Reason.Trim()}");
            var disabled = account with { DisabledReason = Reason.Trim() };
            return Task.FromResult<Result<Account>>(disabled.EndSessions());
        });
    }
}

/// <summary>The system administrator opens a stopped account again.</summary>
public sealed record EnableUser(string Id) : IScoped
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.Of<EnableUser, UserView>(
            HttpMethod.Post, "identity/users/{id}/enable", Permission.UserManage, "启用用户",
            (request, call) => request.Handle(call, services));

    public Scope ScopeFor(Actor actor) => SomewhereScope.Of(actor, Permission.UserManage);

    private Task<Result<UserView>> Handle(Call call, IdentityServices services) =>
        services.Administer(Id, Permission.UserManage, call, (unit, account) =>
        {
            unit.Audit("user.enable", account.Scope, $"启用用户 {Id}");
            return Task.FromResult<Result<Account>>(account with { DisabledReason = null });
        });
}

/// <summary>The system administrator lifts a lock before its time.</summary>
public sealed record UnlockUser(string Id) : IScoped
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.Of<UnlockUser, UserView>(
            HttpMethod.Post, "identity/users/{id}/unlock", Permission.UserManage, "解锁用户",
            (request, call) => request.Handle(call, services));

    public Scope ScopeFor(Actor actor) => SomewhereScope.Of(actor, Permission.UserManage);

    private async Task<Result<UserView>> Handle(Call call, IdentityServices services)
    {
        var changed = await services.Administer(Id, Permission.UserManage, call, async (unit, account) =>
        {
            if (await unit.Find<Attempts>(Attempts.Document) is not null)
            {
                unit.Replace(Attempts.Document, Attempts.Document, Attempts.None);
            }
            unit.Audit("user.unlock", account.Scope, $"解锁用户 {Id}");
            return account;
        });
        // The view was drawn from what stood before the commit.
        return changed.TryGet(out var view, out var problem)
            ? view with { State = view.DisabledReason is null ? "active" : "disabled", LockedUntil = null }
            : problem;
    }
}

/// <param name="InitialPassword">Shown this once.</param>
public sealed record PasswordReset(string InitialPassword);

/// <summary>
/// The system administrator gives a person a new first password. Sessions end, a lock is lifted.
/// </summary>
/// <param name="RemoveTotp">The device and the recovery codes are lost too.</param>
public sealed record ResetPassword(string Id, bool RemoveTotp = false) : IScoped
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.Of<ResetPassword, PasswordReset>(
            HttpMethod.Post, "identity/users/{id}/reset-password", Permission.UserManage, "重置口令",
            (request, call) => request.Handle(call, services));

    public Scope ScopeFor(Actor actor) => SomewhereScope.Of(actor, Permission.UserManage);

    private async Task<Result<PasswordReset>> Handle(Call call, IdentityServices services)
    {
        if (Id == call.Actor.Id) { return new OwnAccount("重置口令"); }
        var initial = Passwords.NewInitial();
        var hash = await services.Passwords.Hash(initial, call.Stopping);
        // Without the idempotency key, because the kept answer would be the password.
        var changed = await services.Administer(
            Id, Permission.UserManage, call with { IdempotencyKey = null }, async (unit, account) =>
            {
                if (account.Password is not { } password) { return new WrongState("重置口令", "统一身份认证账号"); }
                if (await unit.Find<Attempts>(Attempts.Document) is not null)
                {
                    unit.Replace(Attempts.Document, Attempts.Document, Attempts.None);
                }
                unit.Audit("password.reset", account.Scope, $"重置用户 {Id} 的口令{(RemoveTotp ? "并解除动态码" : "")}");
                var reset = account with
                {
                    Password = password.Next(hash, call.Now, mustChange: true, services.Policy),
                    Totp = RemoveTotp ? null : account.Totp,
                };
                return reset.EndSessions();
            });
        return changed.TryGet(out _, out var problem) ? new PasswordReset(initial) : problem;
    }
}
