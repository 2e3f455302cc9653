using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// Links the vouchers of one period of a book in order of number, so that none can be altered, dropped or exchanged
/// unseen. A voucher's digest is SM3, in lower-case hex, of the UTF-8 bytes of its canonical text (see
/// <see cref="Canonical"/>) without the member <c>digest</c>; the member <c>previous</c> in it is the digest of the
/// voucher before, 64 zeros for the first of the period.
/// </summary>
/// <remarks>By hand: <c>jq -cSj 'del(.digest)' line | openssl dgst -sm3</c>.</remarks>
public static class VoucherChain
{
    /// <summary>Stands for the voucher before the first of a period.</summary>
    public static readonly string None = new('0', 64);

    public static Voucher Seal(Voucher voucher, string previous, INationalCrypto crypto)
    {
        var linked = voucher with { Previous = previous, Digest = null };
        return linked with { Digest = DigestOf(JsonSerializer.SerializeToElement(linked, Json.Options), crypto) };
    }

    /// <param name="voucher">As stored or exported; its own digest does not count.</param>
    public static string DigestOf(JsonElement voucher, INationalCrypto crypto)
    {
        if (!voucher.TryGetProperty("digest", out _)) { return Sm3Of(Canonical.Of(voucher), crypto); }
        var without = JsonObject.Create(voucher)!;
        without.Remove("digest");
        return Sm3Of(Canonical.Of(JsonSerializer.SerializeToElement(without, Json.Options)), crypto);
    }

    internal static string Sm3Of(string text, INationalCrypto crypto) => crypto.Sm3Of(Encoding.UTF8.GetBytes(text));
}

/// <summary>The end of one period's chain.</summary>
/// <param name="Last">The last voucher's sequence: there are as many vouchers.</param>
/// <param name="Digest">Of that voucher.</param>
public sealed record PeriodEnd(BookPeriod Period, int Last, string Digest);

/// <summary>The end of a book's chains: whoever knows its digest knows the whole book.</summary>
/// <param name="Periods">Those with vouchers, in order.</param>
/// <param name="Digest">校验值: SM3 of <see cref="TextOf"/>.</param>
public sealed record BookEnd(BookId Book, IReadOnlyList<PeriodEnd> Periods, string Digest)
{
    internal static BookEnd Of(BookId book, IReadOnlyList<MonthPage> months, INationalCrypto crypto)
    {
        List<PeriodEnd> ends =
        [
            .. months.Where(month => month.LastNumber > 0)
                .Select(month => new PeriodEnd(month.Period, month.LastNumber, month.Digest)),
        ];
        return new BookEnd(book, ends, VoucherChain.Sm3Of(TextOf(book, ends), crypto));
    }

    /// <summary>The book's id and a line a period: <c>202601 12 4f0c…</c>; lines end with a line feed.</summary>
    internal static string TextOf(BookId book, IEnumerable<PeriodEnd> periods) => string.Concat(
        [$"{book.Text}\n", .. periods.Select(end => FormattableString.Invariant(
            $"{end.Period} {end.Last} {end.Digest}\n"))]);
}

/// <summary>The last line of an export.</summary>
public sealed record EndLine(BookEnd End);
