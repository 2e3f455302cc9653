using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Oversight.Audit;

public enum FaultKind
{
    /// <summary>The link's content does not fit its digest, or cannot be read.</summary>
    Altered = 1,

    /// <summary>The link that should stand here is nowhere in the file.</summary>
    Missing,

    /// <summary>The link that should stand here stands further down.</summary>
    Reordered,

    /// <summary>The link is whole but does not follow from the one before.</summary>
    Detached,

    /// <summary>A source's own numbers have a hole that the chain does not explain.</summary>
    SourceGap,

    /// <summary>The end of the chain or its signature does not fit.</summary>
    Head,
}

/// <param name="Number">The link's number in the chain.</param>
/// <param name="Line">In the file, from 1.</param>
/// <param name="Message">Chinese: what is wrong.</param>
public sealed record Fault(FaultKind Kind, long Number, int Line, string Message);

/// <param name="Fault">The first that was found; null when everything holds.</param>
/// <param name="Alarms">Notes that the sealer itself left in the chain: sources changed after they were sealed.</param>
public sealed record Verified(
    Fault? Fault, ChainHead? Head, long Links, int Sources, IReadOnlyList<string> Alarms);

/// <summary>Checks an exported chain from beginning to end. Needs nothing but the file and the algorithms.</summary>
public sealed class Verification
{
    private readonly INationalCrypto _crypto;
    private readonly string? _publicKey;
    private readonly Dictionary<(string Container, string Subject), long> _sources = [];
    private readonly List<string> _alarms = [];
    private Division? _division;
    private long _number;
    private string _digest = Link.None;
    private int _line;

    private Verification(INationalCrypto crypto, string? publicKey) => (_crypto, _publicKey) = (crypto, publicKey);

    /// <param name="publicKey">The system's key as the verifier knows it; null believes the one in the file.</param>
    public static async Task<Verified> Of(
        TextReader export, INationalCrypto crypto, string? publicKey = null, CancellationToken stopping = default)
    {
        var verification = new Verification(crypto, publicKey);
        var (fault, head) = await verification.Run(export, stopping);
        return new Verified(
            fault, head, verification._number, verification._sources.Count, verification._alarms);
    }

    private async Task<(Fault?, ChainHead?)> Run(TextReader export, CancellationToken stopping)
    {
        while (await export.ReadLineAsync(stopping) is { } text)
        {
            _line++;
            if (TryRead<HeadLine>(text) is { Head: var head })
            {
                return (CheckHead(head) ?? await CheckEnd(export, stopping), head);
            }
            if (TryRead<Link>(text) is not { } link || TryRecord(link) is not { } record)
            {
                return (Say(FaultKind.Altered, "内容已损坏，无法读取"), null);
            }
            if (link.DigestBy(_crypto) != link.Digest) { return (Say(FaultKind.Altered, "内容与摘要不符，记录已被改动"), null); }
            if (link.Number != _number + 1) { return (await Locate(export, stopping), null); }
            if (CheckPlace(link, record) is { } fault) { return (fault, null); }
            (_number, _digest) = (link.Number, link.Digest);
        }
        return (Say(FaultKind.Missing, "文件到此为止，缺少其后的记录和链尾签名"), null);
    }

    /// <summary>
    /// The place of a link that is whole in itself: after the last, in the same division, next of its source.
    /// </summary>
    private Fault? CheckPlace(Link link, AuditRecord record)
    {
        if (link.Previous != _digest) { return Say(FaultKind.Detached, "与前一条记录不衔接，此处前后有记录被替换"); }
        if (record.Division != (_division ??= record.Division))
        {
            return Say(FaultKind.Detached, $"属于区划{record.Division}，不属于本链的区划{_division}");
        }
        if (record.Number == 0) { Note(link, record); return null; }
        var source = (record.Container, record.Subject);
        var last = _sources.GetValueOrDefault(source);
        if (link.Missing > 0 || record.Number != last + link.Apart + link.Missing + 1)
        {
            return Say(
                FaultKind.SourceGap, $"来源{record.Container}/{record.Subject}在第{record.Number}号之前缺少审计记录");
        }
        _sources[source] = record.Number;
        return null;
    }

    private void Note(Link link, AuditRecord record)
    {
        if (record.Action != "audit.gap") { _alarms.Add($"第{link.Number}号：{record.Detail}"); }
    }

    /// <summary>Another number than the next: is the next one further down, or gone?</summary>
    private async Task<Fault> Locate(TextReader export, CancellationToken stopping)
    {
        var here = _line;
        while (await export.ReadLineAsync(stopping) is { } text)
        {
            if (TryRead<Link>(text)?.Number == _number + 1)
            {
                return new Fault(FaultKind.Reordered, _number + 1, here, "不在应有的位置，记录次序被调换");
            }
        }
        return new Fault(FaultKind.Missing, _number + 1, here, "已被删除，后面的记录紧跟在它之前的记录之后");
    }

    private Fault? CheckHead(ChainHead head)
    {
        if (_publicKey is not null && !string.Equals(head.PublicKey, _publicKey, StringComparison.OrdinalIgnoreCase))
        {
            return Say(FaultKind.Head, "链尾由另一把密钥签名");
        }
        if (!head.IsSigned(_crypto)) { return Say(FaultKind.Head, "链尾签名无效"); }
        if (head.Count > _number) { return Say(FaultKind.Missing, $"链尾记有{head.Count}条，此后的记录已被删除"); }
        return head.Count == _number && head.Digest == _digest && head.Division == (_division ?? head.Division)
            ? null
            : Say(FaultKind.Head, "链尾签名与前面的记录不符");
    }

    private async Task<Fault?> CheckEnd(TextReader export, CancellationToken stopping)
    {
        _line++;
        return await export.ReadLineAsync(stopping) is null ? null : Say(FaultKind.Head, "链尾之后还有多余的内容");
    }

    private Fault Say(FaultKind kind, string message) => new(kind, _number + 1, _line, message);

    private static AuditRecord? TryRecord(Link link)
    {
        try { return link.Read(); }
        catch (JsonException) { return null; }
    }

    /// <summary>Every byte counts: a line that says the same in another way was not exported so.</summary>
    private static T? TryRead<T>(string text) where T : class
    {
        try
        {
            var value = JsonSerializer.Deserialize<T>(text, Json.Options);
            return value is not null && Canonical.Of(value) == text ? value : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is no valid Unicode, told only when it is read.
            return null;
        }
    }
}
