using System.Security.Cryptography;
using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <param name="Secret">Base 32, for typing by hand.</param>
/// <param name="Uri">For the QR code.</param>
public sealed record TotpBegun(string Secret, string Uri);

/// <param name="RecoveryCodes">Shown this once.</param>
public sealed record TotpConfirmed(IReadOnlyList<string> RecoveryCodes);

/// <summary>
/// I begin with a second factor. A factor in use is not touched until the new one is confirmed by its code.
/// </summary>
public sealed record BeginTotp
{
    /// <summary>The factor that waits for its first code; a document of its own beside the account.</summary>
    internal const string Pending = "totp-pending";

    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.SignedIn<BeginTotp, TotpBegun>(
            HttpMethod.Post, "identity/me/totp", "绑定动态码：开始", (_, call) => Handle(call, services));

    private static async Task<Result<TotpBegun>> Handle(Call call, IdentityServices services)
    {
        var secret = RandomNumberGenerator.GetBytes(Totp.SecretBytes);
        var sealedSecret = await services.Box.Seal(secret, call.Actor.Id, call.Stopping);
        return await services.Change<TotpBegun>(call.Actor.Id, call, async unit =>
        {
            await unit.Find<TotpState>(Pending);
            unit.Save(Pending, Pending, new TotpState(sealedSecret, IsConfirmed: false, LastStep: 0, []));
            unit.Audit("totp.begin", new Scope(call.Actor.Division), "开始绑定动态码");
            return new TotpBegun(Base32.Write(secret), Totp.UriFor(call.Actor.Id, secret).AbsoluteUri);
        });
    }
}

/// <summary>I prove with a code that the device works; from now on a sign-in asks for one.</summary>
public sealed record ConfirmTotp(string Code)
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.SignedIn<ConfirmTotp, TotpConfirmed>(
            HttpMethod.Post, "identity/me/totp/confirm", "绑定动态码：确认",
            (request, call) => request.Handle(call, services));

    public override string ToString() => "totp confirmation";

    private Task<Result<TotpConfirmed>> Handle(Call call, IdentityServices services) =>
        services.Change<TotpConfirmed>(call.Actor.Id, call, async unit =>
        {
            var account = await unit.Find<Account>(Account.Document);
            var pending = await unit.Find<TotpState>(BeginTotp.Pending);
            if (account is null || pending is null) { return new WrongState("确认动态码", "未开始绑定"); }
            var secret = await services.Box.Open(pending.Secret, account.Id, call.Stopping);
            if (Totp.StepOf(secret, Code.Trim(), call.Now, pending.LastStep) is not { } step)
            {
                return new WrongCode();
            }

            var codes = RecoveryCodes.Make();
            var totp = new TotpState(pending.Secret, true, step, [.. codes.Select(RecoveryCodes.HashOf)]);
            unit.Replace(Account.Document, Account.Document, account with { Totp = totp });
            unit.Delete(BeginTotp.Pending);
            unit.Audit("totp.confirm", account.Scope, "动态码绑定完成");
            return new TotpConfirmed(codes);
        });
}
