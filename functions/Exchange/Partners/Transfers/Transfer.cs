using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

public enum TransferDirection
{
    In = 1,
    Out,
}

public enum TransferState
{
    /// <summary>待发送.</summary>
    Waiting = 1,

    /// <summary>重试中: failed, tried again at <see cref="Transfer.NextAt"/>.</summary>
    Retrying,

    /// <summary>已发送: the other side has it, its receipt is still to come.</summary>
    Sent,

    /// <summary>已签收.</summary>
    Confirmed,

    /// <summary>死信: given up, or refused by the other side; an administrator may send it again.</summary>
    Dead,

    /// <summary>已预告: the partner told of a file that has not come.</summary>
    Announced,

    /// <summary>已收到.</summary>
    Received,

    /// <summary>已接收: checked and taken in.</summary>
    Accepted,

    /// <summary>部分退回.</summary>
    Returned,

    /// <summary>已拒收.</summary>
    Refused,
}

/// <summary>One moment of a transfer, for its timeline.</summary>
/// <param name="What">Chinese.</param>
/// <param name="Code">Of a failure; null where all went well.</param>
public sealed record TransferEvent(DateTimeOffset At, string What, string? Code = null, string? Who = null);

/// <summary>A file to be handed on into the inbox, from the content or out of a package.</summary>
/// <param name="Entry">In the package; null when the content itself is the file.</param>
public sealed record HandedFile(string InboxName, string? Entry);

/// <summary>
/// 传输记录: one content to or from one partner, whatever its channel. The same content from the same partner is the
/// same transfer.
/// </summary>
/// <param name="Content">The blob with what was sent or received; null when it lies elsewhere (dropped files).</param>
/// <param name="Receipt">The blob of the receipt (回执).</param>
/// <param name="Day">China day of the beginning, yyyyMMdd; lists are filtered by it.</param>
/// <param name="Round">Counts replays; each is a process of its own.</param>
/// <param name="Attempts">Of sending, all rounds together; <paramref name="AttemptsBefore"/> of them before this
/// round.</param>
/// <param name="Repeats">How often the same content came again.</param>
/// <param name="Batch">The partner's own number of the message.</param>
public sealed record Transfer(
    string Id, TransferDirection Direction, string Partner, string PartnerName, Division Division, ChannelKind Channel,
    string Name, long Size, string Sm3, TransferState State, DateTimeOffset At, string Day, DateTimeOffset ChangedAt,
    int Attempts, int Round, int Repeats, IReadOnlyList<TransferEvent> Events, long Version,
    string? Content = null, string? Receipt = null, string? Delivery = null, string? Period = null,
    string? Batch = null, string? Node = null, int? Serial = null, string? Operation = null,
    string? ReasonCode = null, string? Reason = null, DateTimeOffset? NextAt = null, int AttemptsBefore = 0)
{
    internal const string DocumentId = "transfer";

    /// <summary>A timeline shows the newest: a partner that repeats itself must not grow the document.</summary>
    private const int EventsMax = 100;

    private const int DigestLength = 32;

    public Scope Scope => new(Division);

    /// <summary>Also the partition in container <c>intake</c>.</summary>
    public static string IdOf(TransferDirection direction, string partner, string sm3) =>
        $"transfer-{(direction == TransferDirection.In ? "in" : "out")}-{partner}-{sm3[..DigestLength]}";

    public static string DayOf(DateTimeOffset instant) =>
        ChinaTime.DateOf(instant).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);

    internal Transfer With(TransferState state, TransferEvent moment) => this with
    {
        State = state,
        ChangedAt = moment.At,
        Events = [.. Events.Skip(Math.Max(0, Events.Count + 1 - EventsMax)), moment],
        Version = Version + 1,
    };
}

/// <summary>A transfer in the list.</summary>
public sealed record TransferRow(
    string Id, TransferDirection Direction, string Partner, string PartnerName, Division Division, ChannelKind Channel,
    string Name, long Size, string Sm3, TransferState State, DateTimeOffset At, string Day, DateTimeOffset ChangedAt,
    int Attempts, int Repeats, string? Delivery, string? Period, string? Batch, string? Node, int? Serial,
    string? Reason, DateTimeOffset? NextAt, long Version) : IListRow
{
    public const string List = "transfer";

    string IListRow.RowId => Id;

    internal static TransferRow Of(Transfer transfer) => new(
        transfer.Id, transfer.Direction, transfer.Partner, transfer.PartnerName, transfer.Division, transfer.Channel,
        transfer.Name, transfer.Size, transfer.Sm3, transfer.State, transfer.At, transfer.Day, transfer.ChangedAt,
        transfer.Attempts, transfer.Repeats, transfer.Delivery, transfer.Period, transfer.Batch, transfer.Node,
        transfer.Serial, transfer.Reason, transfer.NextAt, transfer.Version);
}
