namespace SocialFund.Kernel;

/// <summary>How a refusal is told over HTTP; the only mapping from refusals to status codes.</summary>
public enum ProblemKind
{
    /// <summary>400: the request cannot be read or a value is malformed.</summary>
    Invalid = 400,

    /// <summary>401: who is asking is not known.</summary>
    Unauthenticated = 401,

    /// <summary>403: known, but may not.</summary>
    Forbidden = 403,

    /// <summary>404: no such thing, or not visible to the asker.</summary>
    NotFound = 404,

    /// <summary>405: the address is right, the method is not.</summary>
    WrongMethod = 405,

    /// <summary>409: the thing is in a state, or was changed meanwhile, that does not allow this.</summary>
    Conflict = 409,

    /// <summary>412: the If-Match given is not the current version.</summary>
    Stale = 412,

    /// <summary>413: larger than a stated limit.</summary>
    TooLarge = 413,

    /// <summary>415: the body is not of the media type that the address takes.</summary>
    WrongMedia = 415,

    /// <summary>422: readable, but a business rule says no.</summary>
    Rule = 422,

    /// <summary>429: too many attempts; wait.</summary>
    TooMany = 429,
}

/// <summary>A refusal: a named value with a stable code. Bugs throw; refusals are returned.</summary>
/// <param name="Code">Stable, lower case with underscores; clients switch on it.</param>
/// <param name="Message">Simplified Chinese: what is wrong, where, and what to do. May change.</param>
public abstract record Problem(ProblemKind Kind, string Code, string Message)
{
    /// <summary>Where in the request or file it is: a field name, or file:line:column.</summary>
    public string? Place { get; init; }
}

/// <summary>A refusal that passes by itself; told with the header Retry-After.</summary>
public interface IPassing
{
    int RetryAfterSeconds { get; }
}

/// <summary>A business rule refused.</summary>
/// <param name="Law">The regulation it rests on, from <see cref="Kernel.Basis"/>; null where the rule is our
/// own.</param>
public abstract record RuleProblem(string Code, string Message, string? Law = null)
    : Problem(ProblemKind.Rule, Code, Message);

public sealed record NotFound(string What, string Id)
    : Problem(ProblemKind.NotFound, "not_found", $"没有找到{What}“{Id}”，或您无权查看。请核对编号。");

public sealed record NotAllowed(string Action)
    : Problem(ProblemKind.Forbidden, "not_allowed", $"您没有“{Action}”的权限，或该险种、区划不在您的权限范围内。如需办理，请联系安全管理员授权。");

public sealed record WrongState(string Action, string State)
    : Problem(ProblemKind.Conflict, "wrong_state", $"当前状态为“{State}”，不能{Action}。请刷新后查看最新状态。");

public sealed record SameActor(string Step)
    : RuleProblem("same_actor", $"{Step}不能由同一人经办和审核，请换一位有权限的人员办理。", Kernel.Basis.SeparationOfDuty);

public sealed record InvalidValue(string Field, string Why)
    : Problem(ProblemKind.Invalid, "invalid_value", $"{Field}：{Why}");

/// <summary>A slip of unit or of the finger, see <see cref="Money.DocumentMaxFen"/>.</summary>
public sealed record AmountImplausible(string What)
    : Problem(ProblemKind.Invalid, "amount_implausible", $"{What}超过 1000 亿元，请核对金额和单位后重报。");

/// <summary>Two commands met in one partition and the retries are used up, or an If-Match was stale.</summary>
public sealed record ChangedMeanwhile(string What)
    : Problem(ProblemKind.Stale, "changed_meanwhile", $"{What}刚刚被其他人修改，请刷新后重试。");

/// <summary>The same Idempotency-Key came with another content.</summary>
public sealed record IdReused(string Key)
    : Problem(ProblemKind.Conflict, "id_reused", $"提交编号“{Key}”已用于另一项内容，请重新发起。");
