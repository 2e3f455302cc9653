using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialFund.Kernel;

/// <summary>An exact amount of money in whole fen (分). Division exists only as <see cref="Allocate"/>.</summary>
[JsonConverter(typeof(MoneyJson))]
public readonly record struct Money : IComparable<Money>
{
    /// <summary>2^53 − 1: crosses JSON, JavaScript and Cosmos DB's doubles unchanged.</summary>
    public const long MaxFen = 9_007_199_254_740_991;

    /// <summary>
    /// 1000亿元, more than a province's funds pay in a year: a larger document is a slip of unit or of the finger, and a
    /// few of them would carry the sums of lists beyond <see cref="MaxFen"/>.
    /// </summary>
    public const long DocumentMaxFen = 10_000_000_000_000;

    public static readonly Money Zero;

    private Money(long fen) => Fen = fen;

    public long Fen { get; }

    public bool IsZero => Fen == 0;

    /// <summary>Whether one document may be about so much.</summary>
    public bool IsPlausible => Fen is >= -DocumentMaxFen and <= DocumentMaxFen;

    public static Money FromFen(long fen) => fen is >= -MaxFen and <= MaxFen
        ? new Money(fen)
        : throw new OverflowException($"{fen} fen is outside ±{MaxFen}.");

    /// <summary>
    /// Reads an amount in yuan as people and files write it: <c>1234.5</c>, <c>1,234.50</c>, <c>-0.01</c>.
    /// </summary>
    /// <returns>False for anything else: more than two decimals, misplaced separators, exponents, blanks
    /// inside.</returns>
    public static bool TryParseYuan(ReadOnlySpan<char> text, out Money money)
    {
        money = Zero;
        text = text.Trim();
        var negative = text is ['-', ..];
        if (negative) { text = text[1..]; }

        var dot = text.IndexOf('.');
        var whole = dot < 0 ? text : text[..dot];
        var decimals = dot < 0 ? [] : text[(dot + 1)..];
        if (whole.IsEmpty || decimals.Length > 2 || (dot >= 0 && decimals.IsEmpty)) { return false; }
        if (!TryDigits(whole, out var yuan) || !TryDecimals(decimals, out var fen)) { return false; }
        if (yuan > (MaxFen - fen) / 100) { return false; }

        money = new Money((yuan * 100 + fen) * (negative ? -1 : 1));
        return true;
    }

    public static Money operator +(Money left, Money right) => FromFen(left.Fen + right.Fen);
    public static Money operator -(Money left, Money right) => FromFen(left.Fen - right.Fen);
    public static Money operator -(Money value) => new(-value.Fen);
    public static bool operator <(Money left, Money right) => left.Fen < right.Fen;
    public static bool operator >(Money left, Money right) => left.Fen > right.Fen;
    public static bool operator <=(Money left, Money right) => left.Fen <= right.Fen;
    public static bool operator >=(Money left, Money right) => left.Fen >= right.Fen;

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>Splits by weights with the largest remainder; ties go to the earlier part.</summary>
    /// <param name="weights">At least one; none negative; not all zero.</param>
    /// <returns>One part a weight, in order; the parts sum to this amount exactly.</returns>
    public Money[] Allocate(params ReadOnlySpan<long> weights)
    {
        Int128 total = 0;
        foreach (var weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight);
            total += weight;
        }
        if (total == 0) { throw new ArgumentException("All weights are zero.", nameof(weights)); }

        var size = Math.Abs(Fen);
        var sign = Math.Sign(Fen);
        var parts = new long[weights.Length];
        var remainders = new Int128[weights.Length];
        var left = size;
        for (var index = 0; index < weights.Length; index++)
        {
            var share = (Int128)size * weights[index];
            parts[index] = (long)(share / total);
            remainders[index] = share % total;
            left -= parts[index];
        }
        var byRemainder = Enumerable.Range(0, parts.Length).OrderByDescending(index => remainders[index]);
        foreach (var index in byRemainder.Take((int)left)) { parts[index]++; }
        return [.. parts.Select(part => new Money(part * sign))];
    }

    /// <summary>Yuan with two decimals and separators: <c>-1,234.50</c>.</summary>
    public override string ToString() => ToYuan(separators: true);

    /// <summary>Yuan with two decimals and no separators, as files carry it: <c>-1234.50</c>.</summary>
    public string ToPlainYuan() => ToYuan(separators: false);

    private string ToYuan(bool separators)
    {
        var size = Math.Abs(Fen);
        var whole = (size / 100).ToString(separators ? "#,0" : "0", CultureInfo.InvariantCulture);
        return $"{(Fen < 0 ? "-" : "")}{whole}.{size % 100:00}";
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        var separated = text.Contains(',');
        var count = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var fromRight = text.Length - index;
            if (separated && fromRight % 4 == 0)
            {
                if (text[index] != ',' || index == 0) { return false; }
                continue;
            }
            if (!char.IsAsciiDigit(text[index]) || ++count > 16) { return false; }
            value = value * 10 + (text[index] - '0');
        }
        return true;
    }

    private static bool TryDecimals(ReadOnlySpan<char> text, out long fen)
    {
        fen = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit)) { return false; }
            fen = fen * 10 + (digit - '0');
        }
        if (text.Length == 1) { fen *= 10; }
        return true;
    }
}

/// <summary>Money on the wire is a whole number of fen.</summary>
internal sealed class MoneyJson : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TryGetInt64(out var fen) && fen is >= -Money.MaxFen and <= Money.MaxFen
            ? Money.FromFen(fen)
            : throw new JsonException("金额须为整数分。");

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Fen);
}
