using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>Who I am and what I may.</summary>
public sealed record ReadMe
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.SignedIn<ReadMe, SignedInUser>(
            HttpMethod.Get, "identity/me", "我的信息", (_, call) => Handle(call, services));

    private static async Task<Result<SignedInUser>> Handle(Call call, IdentityServices services) =>
        await services.Find(call.Actor.Id, call.Stopping) is { } account
            ? await SignedInUser.Of(account, call.Actor, services, call.Stopping)
            : new NotFound("用户", call.Actor.Id);
}
