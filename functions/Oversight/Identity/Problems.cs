using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>The same for an unknown account, a wrong password and a wrong code.</summary>
public sealed record BadCredentials()
    : Problem(ProblemKind.Unauthenticated, "bad_credentials", "账号、口令或动态码不正确，请核对后重试。");

public sealed record TotpRequired()
    : Problem(ProblemKind.Unauthenticated, "totp_required", "该账号已启用动态码，请输入验证器上的六位动态码或一个恢复码。");

public sealed record AccountLocked(DateTimeOffset Until)
    : Problem(ProblemKind.TooMany, "account_locked",
        $"连续多次登录失败，账号已锁定至{ChinaClock.Minute(Until)}。请到时再试，或联系系统管理员解锁。");

public sealed record AccountDisabled()
    : Problem(ProblemKind.Forbidden, "account_disabled", "该账号已停用。如需恢复，请联系系统管理员。");

public sealed record SessionEnded()
    : Problem(ProblemKind.Unauthenticated, "session_ended", "登录已失效，请重新登录。");

public sealed record WrongPassword()
    : RuleProblem("wrong_password", "当前口令不正确，请重新输入。", Basis.LoginProtection);

/// <param name="Faults">What the new password lacks, in Chinese, in a fixed order.</param>
public sealed record WeakPassword(IReadOnlyList<string> Faults)
    : RuleProblem("weak_password", $"新口令不符合要求：{string.Join("；", Faults)}。", Basis.LoginProtection);

public sealed record PasswordReused(int Kept)
    : RuleProblem("password_reused", $"新口令不能与最近{Kept}次使用过的口令相同。", Basis.LoginProtection);

public sealed record WrongCode()
    : RuleProblem("wrong_code", "动态码不正确或已用过，请等待验证器显示下一个动态码后重试。", Basis.LoginProtection);

public sealed record AccountTaken(string Account)
    : Problem(ProblemKind.Conflict, "account_taken", $"账号“{Account}”已被使用，请换一个账号。");

public sealed record AgencyTaken(string Agency)
    : Problem(ProblemKind.Conflict, "agency_taken", $"经办机构代码“{Agency}”已被使用。");

/// <summary>Nobody grants to, disables or resets himself.</summary>
public sealed record OwnAccount(string Action)
    : RuleProblem("own_account", $"不能对自己的账号{Action}，请由另一位管理员办理。", Basis.SeparationOfDuty);

public sealed record RolesConflict(IReadOnlyList<RoleConflict> Conflicts)
    : RuleProblem("roles_conflict",
        "所选角色互相冲突：" + string.Join("；", Conflicts.Select(one => $"{one.LeftName}与{one.RightName}（{one.Reason}）")),
        Basis.SeparationOfDuty);

public sealed record UnknownRole(string Role)
    : Problem(ProblemKind.Invalid, "unknown_role", $"没有角色“{Role}”。请从角色清单中选择。");

public sealed record RoleNeedsAgency(string Role)
    : RuleProblem("role_needs_agency", $"角色“{Role}”只能授予经办机构的人员。");

public sealed record RoleNotForAgency(string Role)
    : RuleProblem("role_not_for_agency", $"角色“{Role}”不能授予经办机构的人员。", Basis.SeparationOfDuty);

/// <summary>Administration belongs to no fund, so a grant for some funds would cover nothing.</summary>
public sealed record RoleHasNoFunds(string Role)
    : RuleProblem("role_has_no_funds", $"角色“{Role}”不分险种，授权时请不要选择险种。");

public sealed record GrantOutsideDivision(Division Division, Division Home)
    : RuleProblem("grant_outside_division",
        $"授权区划“{Divisions.NameOf(Division)}”不在该人员所属区划“{Divisions.NameOf(Home)}”之内。");

internal static class ChinaClock
{
    /// <summary>An instant as people in China read it: <c>2026-06-01 08:30</c>.</summary>
    public static string Minute(DateTimeOffset instant) => instant.ToOffset(TimeSpan.FromHours(8))
        .ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
