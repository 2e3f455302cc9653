using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>
/// A new access token for a refresh token, which is thereby used up. An old refresh token that comes back was copied by
/// somebody, so the whole session ends. The turn of the token is no audited command; the misuse is.
/// </summary>
/// <param name="RefreshToken">The one given out last.</param>
public sealed record RefreshSession(string RefreshToken)
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.Anonymous<RefreshSession, SessionOpened>(
            HttpMethod.Post, "identity/sessions/refresh", "续期登录", (request, call) => request.Handle(call, services));

    public override string ToString() => "session refresh";

    private async Task<Result<SessionOpened>> Handle(Call call, IdentityServices services)
    {
        if (Identity.RefreshToken.Read(RefreshToken) is not { } token) { return new SessionEnded(); }
        var partition = Account.PartitionOf(token.Account);
        var account = await services.Find(token.Account, call.Stopping);
        var found = await services.Store.Find<Session>(
            Containers.Identity, partition, Session.DocumentOf(token.Session), call.Stopping);
        if (account is not { IsDisabled: false }
            || found is null || !found.Value.IsOpen(account, call.Now, services.Policy))
        {
            return new SessionEnded();
        }
        if (!token.Opens(found.Value)) { return await Revoke(account, token, call, services); }

        var next = Identity.RefreshToken.New(token.Account, token.Session);
        var turned = found.Value with { SecretHash = next.Hash, SeenAt = call.Now };
        var written = await services.Store.Commit(
            Containers.Identity, partition,
            [new Write.Replace(Session.DocumentOf(token.Session), Session.Document, Json.Write(turned), found.ETag)],
            call.Stopping);
        // Somebody was faster with the same token or ended the session: the next reading tells which.
        return written.TryGet(out _, out _)
            ? await SignIn.Open(account, next, call, services)
            : await Handle(call, services);
    }

    private static async Task<Result<SessionOpened>> Revoke(
        Account account, RefreshToken token, Call call, IdentityServices services)
    {
        var acting = call with { Actor = account.ToActor(services.Roles, token.Session, false) };
        await services.Change<Done>(account.Id, acting, async unit =>
        {
            var id = Session.DocumentOf(token.Session);
            if (await unit.Find<Session>(id) is not { EndReason: null } session) { return Done.Value; }
            unit.Replace(id, Session.Document, session with { EndReason = "token_reused" });
            unit.Audit("session.revoked", account.Scope, "旧的续期令牌被再次使用，登录已终止");
            return Done.Value;
        });
        return new SessionEnded();
    }
}
