using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

public sealed record PartnerInvalid(string Why)
    : Problem(ProblemKind.Invalid, "partner_invalid", $"交换单位的设置有误：{Why}");

/// <summary>Some address leads to a central server, which is reached through front servers only.</summary>
public sealed record CentralNotAddressable(string Host) : RuleProblem(
    "central_not_addressable", $"“{Host}”属于中央节点。与部级平台交换只能经前置机，不得直接访问，请改用前置机通道。");

public sealed record PartnerClosed(string Partner)
    : Problem(ProblemKind.Conflict, "partner_closed", $"交换单位“{Partner}”已停用，未收发任何内容。");

public sealed record ChannelMissing(string Partner, string Channel) : Problem(
    ProblemKind.Conflict, "channel_missing", $"交换单位“{Partner}”没有配置{Channel}通道或其地址，请管理员先配置。");

public sealed record NodeUnknown(string Node)
    : Problem(ProblemKind.Invalid, "node_unknown", $"没有交换节点“{Node}”，请核对节点编号。");

/// <summary>The other side could not be reached, or answered that it could not.</summary>
public sealed record CarriageFailed(string Why)
    : Problem(ProblemKind.Conflict, "carriage_failed", $"发送未成功：{Why}。系统将自动重试。");

/// <summary>The other side refused for good: sending the same again would be refused again.</summary>
public sealed record CarriageRefused(string Why)
    : Problem(ProblemKind.Conflict, "carriage_refused", $"对方拒收：{Why}。请处理后人工重发。");

public sealed record ContentGone(string Name)
    : Problem(ProblemKind.Conflict, "content_gone", $"待发送的内容“{Name}”已不存在，请重新生成后发送。");

public sealed record MessageUnsendable(string Name) : Problem(
    ProblemKind.Invalid, "message_unsendable", $"“{Name}”不是规范的 XML 报文或超过 4 MB，不能经 SOAP 发送，请改用文件。");

public sealed record PackageUnreadable(string Why)
    : Problem(ProblemKind.Invalid, "package_unreadable", $"交换包无法读取：{Why}。未作处理，请重新打包。");

public sealed record PackageTampered(string File)
    : Problem(ProblemKind.Invalid, "package_tampered", $"交换包中“{File}”的内容与包头摘要不符，可能被改动，已整包拒收。");

public sealed record PackageUnsigned(string Sender) : Problem(
    ProblemKind.Invalid, "package_unsigned", $"节点“{Sender}”已登记公钥，但交换包没有有效的 SM2 签名，已拒收。");

public sealed record PackageSenderUnknown(string Sender)
    : Problem(ProblemKind.Invalid, "package_sender_unknown", $"发送节点“{Sender}”未登记，已拒收。");

public sealed record PackageSerialReused(string Sender, int Serial) : Problem(
    ProblemKind.Conflict, "package_serial_reused", $"节点“{Sender}”的第 {Serial} 号包已收到过不同的内容，已拒收。");

public sealed record SoapUnreadable(string Why)
    : Problem(ProblemKind.Invalid, "soap_unreadable", $"报文无法解析：{Why}");

public sealed record SoapVersionWrong()
    : Problem(ProblemKind.Invalid, "soap_version_wrong", "不支持的 SOAP 版本，请使用 SOAP 1.1 或 1.2。");

public sealed record SoapHeaderUnknown(string Header)
    : Problem(ProblemKind.Invalid, "soap_header_unknown", $"不能处理必须理解的报文头“{Header}”。");

public sealed record SoapTooLarge(string What, long Max)
    : Problem(ProblemKind.TooLarge, "soap_too_large", $"报文{What}超过上限 {Max}，请分批发送或改用文件传输。");

public sealed record SoapEncodingUnknown(string Encoding)
    : Problem(ProblemKind.Invalid, "soap_encoding_unknown", $"不支持的字符编码“{Encoding}”，请使用 UTF-8 或 GB18030。");

/// <summary>One answer for every reason, so that nobody learns which part was right.</summary>
public sealed record SoapSignInFailed()
    : Problem(ProblemKind.Unauthenticated, "soap_sign_in_failed", "用户名或口令不正确，或未提供 WS-Security 用户令牌。");

public sealed record SoapTokenStale() : Problem(
    ProblemKind.Unauthenticated, "soap_token_stale", "用户令牌的创建时间与系统时间相差超过 5 分钟，请校准时钟后重发。");

public sealed record SoapTokenReplayed()
    : Problem(ProblemKind.Unauthenticated, "soap_token_replayed", "用户令牌的随机数已使用过，请生成新的随机数后重发。");

public sealed record SoapOperationUnknown(string Name)
    : Problem(ProblemKind.Invalid, "soap_operation_unknown", $"没有操作“{Name}”，请查看 WSDL。");

public sealed record SoapValueWrong(string Element, string Why)
    : Problem(ProblemKind.Invalid, "soap_value_wrong", $"{Element}：{Why}");

public sealed record SoapRowWrong(int Row, string Why)
    : Problem(ProblemKind.Invalid, "soap_row_wrong", $"第 {Row} 行：{Why}。整批未接收。");
