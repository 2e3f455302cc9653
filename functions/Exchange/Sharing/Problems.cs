using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

public sealed record ApiKeyUnknown() : Problem(
    ProblemKind.Unauthenticated, "api_key_unknown", "接口密钥不正确。请核对请求头 X-Api-Key 是否完整，或向系统管理员重新申领。");

public sealed record ApiKeyExpired(int Number) : Problem(
    ProblemKind.Unauthenticated, "api_key_expired", $"接口密钥（第 {Number} 号）已过有效期。请向系统管理员申领新的密钥。");

public sealed record ApiKeyRevoked(int Number) : Problem(
    ProblemKind.Unauthenticated, "api_key_revoked", $"接口密钥（第 {Number} 号）已被吊销。请停止使用，并向系统管理员申领新的密钥。");

public sealed record CertificateUnknown() : Problem(
    ProblemKind.Unauthenticated, "certificate_unknown", "客户端证书未登记。请把证书的 SHA-256 指纹报送系统管理员登记。");

public sealed record CertificateExpired() : Problem(
    ProblemKind.Unauthenticated, "certificate_expired", "客户端证书不在有效期内。请更换证书并重新登记指纹。");

public sealed record CertificateRevoked() : Problem(
    ProblemKind.Unauthenticated, "certificate_revoked", "客户端证书的登记已被撤销。请与系统管理员联系。");

public sealed record ConsumerStopped() : Problem(
    ProblemKind.Forbidden, "consumer_stopped", "贵单位的共享服务已停用。请与系统管理员联系。");

public sealed record QuotaUsedUp(int CallsPerDay, int RetryAfterSeconds) : Problem(
    ProblemKind.TooMany, "quota_used_up",
    $"今日调用次数已达上限 {CallsPerDay} 次，请于次日零时（北京时间）后再调用，或申请调整配额。"), IPassing;

public sealed record RowsOverQuota(int Asked, int RowsPerCall) : Problem(
    ProblemKind.Invalid, "rows_over_quota",
    $"每次最多取 {RowsPerCall} 行，本次要求 {Asked} 行。请减小 limit，用 continuation 分次取完。");

public sealed record SubjectNotGranted(string Subject) : Problem(
    ProblemKind.Forbidden, "subject_not_granted", $"贵单位未获得“{Subject}”的共享授权。如需使用，请联系安全管理员。");

public sealed record GrantNotInForce(string Subject, DateOnly From, DateOnly? Until) : Problem(
    ProblemKind.Forbidden, "grant_not_in_force",
    $"“{Subject}”的共享授权期为 {From:yyyy-MM-dd} 至 {(Until is { } last ? $"{last:yyyy-MM-dd}" : "长期")}，今日不在期内。");

public sealed record FieldNotGranted(string Subject, IReadOnlyList<string> Fields) : Problem(
    ProblemKind.Forbidden, "field_not_granted",
    $"“{Subject}”的下列字段未授权：{string.Join("、", Fields)}。请从 fields 中去掉，或联系安全管理员授权。");

public sealed record DivisionNotGranted(string Subject, Division Division) : Problem(
    ProblemKind.Forbidden, "division_not_granted",
    $"“{Subject}”未授权区划 {Division}（{Divisions.NameOf(Division)}）的全部数据。不指定区划时返回已授权的部分。");

public sealed record FundNotGranted(string Subject, Fund Fund) : Problem(
    ProblemKind.Forbidden, "fund_not_granted", $"“{Subject}”未授权险种“{Fund.Entry().Name}”。不指定险种时返回已授权的部分。");

public sealed record ConsumerTaken(ConsumerId Consumer) : Problem(
    ProblemKind.Conflict, "consumer_taken", $"共享单位编号 {Consumer} 已被使用，请换一个代码。");

public sealed record CertificateTaken() : Problem(
    ProblemKind.Conflict, "certificate_taken", "该证书指纹已经登记过，同一张证书只能登记一次。");

public sealed record TooManyProofs(int Max) : Problem(
    ProblemKind.Conflict, "too_many_proofs", $"一个共享单位最多保留 {Max} 个密钥或证书的记录，请改用新的单位编号。");

/// <summary>The same command came again; what was shown the first time is not kept anywhere.</summary>
public sealed record KeyShownOnce(int Number) : Problem(
    ProblemKind.Conflict, "key_shown_once", $"第 {Number} 号密钥已经签发并显示过一次，不能再次显示。如未记下，请吊销后重新签发。");
