using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <param name="InitialPassword">Shown this once, to hand over; null for an account of Microsoft Entra ID.</param>
public sealed record UserCreated(UserView User, string? InitialPassword);

/// <summary>
/// The system administrator opens an account. It may nothing until the security administrator grants.
/// </summary>
/// <param name="Account">Becomes the id for good.</param>
/// <param name="Agency">Code of an agency of the same division, for its people.</param>
/// <param name="Entra">Given: signs in through Microsoft Entra ID and has no password here.</param>
public sealed record CreateUser(
    string Account, string Name, Division Division, string? Agency = null, EntraIdentity? Entra = null) : IScoped
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.Of<CreateUser, UserCreated>(
            HttpMethod.Post, "identity/users", Permission.UserManage, "新建用户",
            (request, call) => request.Handle(call, services));

    public Scope ScopeFor(Actor actor) => new(Division);

    private async Task<Result<UserCreated>> Handle(Call call, IdentityServices services)
    {
        if (await Check(call, services) is { } problem) { return problem; }
        var initial = Entra is null ? Passwords.NewInitial() : null;
        var password = initial is null
            ? null
            : new PasswordState(await services.Passwords.Hash(initial, call.Stopping), call.Now, MustChange: true, []);
        var account = new Account(Account, Name.Trim(), Division, Agency, password, null, [], null, Entra);
        return await services.Change<UserCreated>(Account, call, async unit =>
        {
            if (await unit.Find<Account>(Identity.Account.Document) is not null) { return new AccountTaken(Account); }
            unit.Create(Identity.Account.Document, Identity.Account.Document, account);
            unit.Emit(DirectoryKeeper.AccountChanged, new AccountChanged(Account));
            unit.Audit("user.create", account.Scope, $"新建用户 {Account}");
            return new UserCreated(UserView.Of(account, null, services, call.Now), initial);
        });
    }

    private async Task<Problem?> Check(Call call, IdentityServices services)
    {
        if (!Identity.Account.IsId(Account))
        {
            return new InvalidValue("account", "账号须为3至32位小写字母、数字、点、横线或下划线，以字母或数字开头。");
        }
        if (Name.Trim().Length is < 1 or > 50) { return new InvalidValue("name", "姓名须为1至50个字。"); }
        if (!Divisions.IsKnown(Division) && Division != Division.Country)
        {
            return new InvalidValue("division", $"没有区划“{Division}”。");
        }
        if (Entra is { ObjectId: null, UserName: null }) { return new InvalidValue("entra", "对象编号和用户名至少填一项。"); }
        if (Agency is null) { return null; }
        return await new Agencies(services.Store).Find(Agency, call.Stopping) is { } agency
            && agency.Division == Division
            ? null
            : new InvalidValue("agency", $"本区划没有经办机构“{Agency}”。");
    }
}
