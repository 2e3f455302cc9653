using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <param name="IsCurrent">The session that asks.</param>
public sealed record SessionView(
    string Id, DateTimeOffset StartedAt, DateTimeOffset SeenAt, string From, bool IsCurrent);

/// <summary>Where I am signed in, newest first.</summary>
public sealed record ListOwnSessions
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.SignedIn<ListOwnSessions, Page<SessionView>>(
            HttpMethod.Get, "identity/sessions", "我的登录", (_, call) => Handle(call, services));

    private static async Task<Result<Page<SessionView>>> Handle(Call call, IdentityServices services)
    {
        if (await services.Find(call.Actor.Id, call.Stopping) is not { } account)
        {
            return new NotFound("用户", call.Actor.Id);
        }
        var query = new DocumentQuery(Session.Document)
        {
            OrderBy = "startedAt",
            Descending = true,
            Limit = DocumentQuery.LimitMax,
        };
        var page = await services.Store.Query(
            Containers.Identity, Account.PartitionOf(call.Actor.Id), query, call.Stopping);
        var open = page.Items.Select(item => item.As<Session>())
            .Where(session => session.IsOpen(account, call.Now, services.Policy))
            .Select(session => new SessionView(
                session.Id, session.StartedAt, session.SeenAt, session.From, session.Id == call.Actor.Session))
            .ToList();
        return new Page<SessionView>(open, open.Count, null);
    }
}

/// <summary>Ends one of my sessions; on this device that is signing out.</summary>
public sealed record EndSession(string Id)
{
    public static Endpoint SignOut(IdentityServices services) =>
        Kernel.Endpoint.SignedIn<Nothing, Done>(
            HttpMethod.Delete, "identity/sessions/current", "退出登录",
            (_, call) => new EndSession(call.Actor.Session).Handle("signed_out", call, services));

    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.SignedIn<EndSession, Done>(
            HttpMethod.Post, "identity/sessions/{id}/end", "结束我的一个登录",
            (request, call) => request.Handle("ended", call, services));

    private Task<Result<Done>> Handle(string reason, Call call, IdentityServices services) =>
        services.Change<Done>(call.Actor.Id, call, async unit =>
        {
            var session = await unit.Find<Session>(Session.DocumentOf(Id));
            if (session is null) { return new NotFound("登录", Id); }
            if (session.EndReason is not null) { return Done.Value; }
            unit.Replace(Session.DocumentOf(Id), Session.Document, session with { EndReason = reason });
            unit.Audit("session.end", new Scope(call.Actor.Division), "退出登录");
            return Done.Value;
        });
}
