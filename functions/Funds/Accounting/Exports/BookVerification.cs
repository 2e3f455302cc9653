using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="Voucher">The voucher's number; null when it is not about one.</param>
/// <param name="Line">In the file, from 1.</param>
/// <param name="Message">Chinese: what is wrong.</param>
public sealed record ChainFault(string? Voucher, int Line, string Message)
{
    public override string ToString() =>
        $"{(Voucher is null ? "" : $"凭证 {Voucher} ")}（文件第{Line}行）{Message}";
}

/// <param name="Fault">The first that was found; null when everything holds.</param>
/// <param name="End">The file's last line; null when it has none that can be read.</param>
public sealed record VerifiedBook(ChainFault? Fault, BookEnd? End, int Vouchers, Money Total);

/// <summary>
/// Checks the chain file of a book from beginning to end: numbers without gaps, every voucher balanced and dated in its
/// period, every digest. Needs nothing but the file and SM3.
/// </summary>
/// <remarks>
/// Whoever rewrites a voucher and every digest after it makes a file that holds by itself. Therefore the end's check
/// value is to be compared with the one that the system shows, or that its signed audit chain has.
/// </remarks>
public sealed class BookVerification
{
    /// <summary>What the checks read of a voucher; a broken one must not fail to be read for being broken.</summary>
    private sealed record Entry(
        VoucherNumber Number, BookPeriod Period, DateOnly Date, BookId Book, string Previous, string Digest,
        IReadOnlyList<VoucherLine> Lines);

    private readonly INationalCrypto _crypto;
    private readonly List<PeriodEnd> _ends = [];
    private BookId? _book;
    private Money _total = Money.Zero;
    private int _vouchers;
    private int _line;

    private BookVerification(INationalCrypto crypto) => _crypto = crypto;

    public static async Task<VerifiedBook> Of(
        TextReader file, INationalCrypto crypto, CancellationToken stopping = default)
    {
        var verification = new BookVerification(crypto);
        var (fault, end) = await verification.Run(file, stopping);
        return new VerifiedBook(fault, end, verification._vouchers, verification._total);
    }

    /// <summary>Whether a file's first line is of a book, not of an audit chain.</summary>
    public static bool IsBook(string firstLine) =>
        TryParse(firstLine) is { ValueKind: JsonValueKind.Object } json
        && (json.TryGetProperty("book", out _) || json.TryGetProperty("end", out _));

    /// <summary>The entry of a year's ZIP that lists its books.</summary>
    public const string ListEntry = "books.ndjson";

    /// <summary>What the list says; a line that cannot be read names no book.</summary>
    public static IReadOnlyList<BookEnd> Listed(string list) =>
    [
        .. list.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => TryParse(line) is { } json ? TryEnd(json) : null).OfType<BookEnd>(),
    ];

    private async Task<(ChainFault?, BookEnd?)> Run(TextReader file, CancellationToken stopping)
    {
        while (await file.ReadLineAsync(stopping) is { } text)
        {
            _line++;
            if (TryParse(text) is not { } json) { return (Say(Expected(), "内容已损坏，无法读取"), null); }
            if (TryEnd(json) is { } end) { return (CheckEnd(end) ?? await CheckRest(file, stopping), end); }
            if (TryEntry(json) is not { } entry) { return (Say(Expected(), "内容已损坏，无法读取"), null); }
            if (await Check(entry, json, file, stopping) is { } fault) { return (fault, null); }
            Keep(entry);
        }
        return (new ChainFault(null, _line + 1, "文件到此为止，缺少其后的凭证和结尾的校验值"), null);
    }

    private async Task<ChainFault?> Check(
        Entry entry, JsonElement json, TextReader file, CancellationToken stopping)
    {
        if (VoucherChain.DigestOf(json, _crypto) != entry.Digest)
        {
            return Say(Named(entry), $"内容与校验值不符，凭证已被改动{Imbalance(entry)}");
        }
        if (entry.Book != (_book ?? entry.Book)) { return Say(Named(entry), $"属于账套{entry.Book}，不属于{_book}"); }
        var isNext = _ends is [.., var last] && last.Period == entry.Period
            ? entry.Number.Sequence == last.Last + 1
            : entry.Number.Sequence == 1 && (_ends is [] || entry.Period > _ends[^1].Period);
        if (!isNext) { return await Locate(entry, file, stopping); }
        if (entry.Previous != PreviousOf(entry.Period))
        {
            return Say(Named(entry), "与上一张凭证不衔接，此处前后有凭证被替换");
        }
        if (entry.Number.Period != entry.Period || !entry.Period.Holds(entry.Date))
        {
            return Say(Named(entry), $"日期 {entry.Date:yyyy-MM-dd} 不在会计期间 {entry.Number.Period} 内");
        }
        return Imbalance(entry) is { Length: > 0 } imbalance ? Say(Named(entry), imbalance.TrimStart('，')) : null;
    }

    /// <summary>Another number than the next: is the next one further down, or gone?</summary>
    private async Task<ChainFault> Locate(Entry entry, TextReader file, CancellationToken stopping)
    {
        var (here, missing) = (_line, MissingBefore(entry));
        while (await file.ReadLineAsync(stopping) is { } text)
        {
            if (TryParse(text) is { } json && TryEntry(json) is { } later && later.Number == missing)
            {
                return new ChainFault(missing.Text, here, $"不在应有的位置，此处是凭证 {entry.Number}，凭证次序被调换");
            }
        }
        return new ChainFault(missing.Text, here, $"缺失，此处是凭证 {entry.Number}，凭证号不连续");
    }

    private VoucherNumber MissingBefore(Entry entry) =>
        _ends is [.., var last] && entry.Period <= last.Period
            ? new VoucherNumber(last.Period, last.Last + 1)
            : new VoucherNumber(entry.Period, 1);

    private ChainFault? CheckEnd(BookEnd end)
    {
        foreach (var told in end.Periods)
        {
            var found = _ends.FirstOrDefault(mine => mine.Period == told.Period);
            if (found is null || found.Last < told.Last)
            {
                var missing = new VoucherNumber(told.Period, (found?.Last ?? 0) + 1);
                return Say(missing.Text, $"缺失，期间 {told.Period} 应有{told.Last}张凭证");
            }
            if (found != told) { return Say($"{told.Period}-{told.Last:0000}", "与文件结尾记录的校验值不符"); }
        }
        var isWhole = end.Periods.Count == _ends.Count && end.Book == (_book ?? end.Book)
            && end.Digest == VoucherChain.Sm3Of(BookEnd.TextOf(end.Book, end.Periods), _crypto);
        return isWhole ? null : Say(null, "结尾的校验值与前面的凭证不符");
    }

    private async Task<ChainFault?> CheckRest(TextReader file, CancellationToken stopping)
    {
        _line++;
        return await file.ReadLineAsync(stopping) is null ? null : Say(null, "结尾之后还有多余的内容");
    }

    private void Keep(Entry entry)
    {
        _book ??= entry.Book;
        _vouchers++;
        _total += Sum(entry, line => line.Debit);
        if (_ends is [.., var last] && last.Period == entry.Period) { _ends.RemoveAt(_ends.Count - 1); }
        _ends.Add(new PeriodEnd(entry.Period, entry.Number.Sequence, entry.Digest));
    }

    private string PreviousOf(BookPeriod period) =>
        _ends is [.., var last] && last.Period == period ? last.Digest : VoucherChain.None;

    private static string Imbalance(Entry entry)
    {
        var (debit, credit) = (Sum(entry, line => line.Debit), Sum(entry, line => line.Credit));
        return debit == credit ? "" : $"，借贷不平：借方 {debit}，贷方 {credit}";
    }

    private static Money Sum(Entry entry, Func<VoucherLine, Money> amount) =>
        entry.Lines.Aggregate(Money.Zero, (sum, line) => sum + amount(line));

    /// <summary>
    /// The voucher that stands here: the next in number, unless this one says credibly that it begins a new period.
    /// </summary>
    private string? Named(Entry entry) =>
        entry.Number.Sequence == 1 ? entry.Number.Text : Expected() ?? entry.Number.Text;

    private string? Expected() =>
        _ends is [.., var last] ? new VoucherNumber(last.Period, last.Last + 1).Text : null;

    private ChainFault Say(string? voucher, string message) => new(voucher, _line, message);

    /// <summary>Every byte counts: a line that says the same in another way was not exported so.</summary>
    private static JsonElement? TryParse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return Canonical.Of(json.RootElement) == text ? json.RootElement.Clone() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is no valid Unicode, told only when it is read.
            return null;
        }
    }

    private static BookEnd? TryEnd(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("end", out _)
            ? TryRead<EndLine>(json)?.End
            : null;

    private static Entry? TryEntry(JsonElement json) => TryRead<Entry>(json);

    private static T? TryRead<T>(JsonElement json) where T : class
    {
        try { return json.Deserialize<T>(Json.Options); }
        catch (Exception error) when (error is JsonException or OverflowException or FormatException)
        {
            return null;
        }
    }
}
