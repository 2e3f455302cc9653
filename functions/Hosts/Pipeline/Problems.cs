using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline;

public sealed record NoSuchAddress(string Path)
    : Problem(ProblemKind.NotFound, "no_such_address", $"没有这个地址：{Path}。请核对后重试。");

public sealed record WrongMethod(string Method, IReadOnlyList<string> Allowed) : Problem(
    ProblemKind.WrongMethod, "wrong_method", $"该地址不支持 {Method}，可用：{string.Join("、", Allowed)}。");

public sealed record SignInNeeded()
    : Problem(ProblemKind.Unauthenticated, "sign_in_needed", "您尚未登录，或登录已失效，请重新登录。");

public sealed record IdempotencyKeyMissing() : Problem(
    ProblemKind.Invalid, "idempotency_key_missing",
    "缺少提交编号。请在请求头 Idempotency-Key 中给出本次提交的唯一编号，重试时编号不变。");

public sealed record IdempotencyKeyMalformed(int LengthMin, int LengthMax) : Problem(
    ProblemKind.Invalid, "idempotency_key_malformed",
    $"提交编号须为 {LengthMin} 至 {LengthMax} 个字符，只用字母、数字和 - _ . : 。");

public sealed record BodyTooLarge(long LimitBytes) : Problem(
    ProblemKind.TooLarge, "body_too_large",
    $"内容超过上限 {LimitBytes / 1024 / 1024} MB。请拆分后重试，大批数据请改用文件报送。");

public sealed record NotJson(string ContentType) : Problem(
    ProblemKind.WrongMedia, "not_json", $"请求内容须为 application/json（UTF-8），收到的是“{ContentType}”。");

public sealed record MalformedJson(long Line) : Problem(
    ProblemKind.Invalid, "malformed_json", $"请求内容不是有效的 JSON，第 {Line} 行有误。");

/// <param name="Place">The field's path in the request: <c>lines[3].amount</c>.</param>
/// <param name="Why">Chinese: what it must be.</param>
public sealed record FieldFault(string Place, string Why);

/// <param name="Faults">Every fault found, in the order of the request; at most <see cref="FaultsMax"/>.</param>
public sealed record InvalidFields(IReadOnlyList<FieldFault> Faults)
    : Problem(ProblemKind.Invalid, "invalid_fields", Text(Faults))
{
    /// <summary>A reader corrects a screenful at a time.</summary>
    public const int FaultsMax = 20;

    public InvalidFields(string place, string why) : this([new FieldFault(place, why)]) => Place = place;

    /// <summary>As the constructor, with the first fault as the place.</summary>
    public static InvalidFields Of(IReadOnlyList<FieldFault> faults) => new(faults) { Place = faults[0].Place };

    private static string Text(IReadOnlyList<FieldFault> faults) =>
        string.Join("；", faults.Select(fault => $"{fault.Place}：{fault.Why}")) + "。";
}

public sealed record BadContinuation() : Problem(
    ProblemKind.Invalid, "bad_continuation", "翻页标记无效，请从第一页重新查询。");

public sealed record TooManyAttempts(int RetryAfterSeconds) : Problem(
    ProblemKind.TooMany, "too_many_attempts", $"尝试次数过多，请 {RetryAfterSeconds} 秒后再试。"), IPassing;

public sealed record CertificateUnreadable() : Problem(
    ProblemKind.Unauthenticated, "certificate_unreadable", "客户端证书无法识别，请核对所用证书后重新连接。");
