using System.Globalization;
using System.Text.Json.Serialization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// A period of a book (会计期间), <c>YYYYMM</c>: months 01..12; <c>00</c> for the opening balances (期初), so that those
/// too come from vouchers but are nobody's turnover; <c>13</c> for the year's closing entries (年终结转), so that the
/// months show what was earned and spent also when the year is closed.
/// </summary>
[JsonConverter(typeof(TextJson<BookPeriod>))]
public readonly record struct BookPeriod : ITextValue<BookPeriod>, IComparable<BookPeriod>
{
    private const int ClosingMonth = 13;

    private BookPeriod(int year, int month) => (Year, Month) = (year, month);

    public int Year { get; }

    /// <summary>0 is the opening, 13 the year's closing.</summary>
    public int Month { get; }

    public static string Name => "会计期间（YYYYMM，00为期初，13为年终结转）";

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}{Month:00}");

    public bool IsOpening => Month == 0;

    /// <summary>年终结转.</summary>
    public bool IsClosing => Month == ClosingMonth;

    public static BookPeriod Opening(int year) => Of(year, 0);

    public static BookPeriod Closing(int year) => Of(year, ClosingMonth);

    public static BookPeriod Of(DateOnly date) => Of(date.Year, date.Month);

    public static BookPeriod Of(int year, int month) => year is >= 1949 and <= 9999 && month is >= 0 and <= ClosingMonth
        ? new BookPeriod(year, month)
        : throw new ArgumentOutOfRangeException(nameof(month), $"{year}-{month} is not a book period.");

    public static bool TryParse(string? text, out BookPeriod value)
    {
        value = default;
        if (text is not { Length: 6 }
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }
        if (number / 100 < 1949 || number % 100 > ClosingMonth) { return false; }
        value = new BookPeriod(number / 100, number % 100);
        return true;
    }

    /// <summary>
    /// Whether a voucher of this period may bear the date: any day of the month; 1 January for the opening, 31 December
    /// for the closing.
    /// </summary>
    public bool Holds(DateOnly date) => Month switch
    {
        0 => date == new DateOnly(Year, 1, 1),
        ClosingMonth => date == new DateOnly(Year, 12, 31),
        _ => date.Year == Year && date.Month == Month,
    };

    public int CompareTo(BookPeriod other) => (Year, Month).CompareTo((other.Year, other.Month));
    public static bool operator <(BookPeriod left, BookPeriod right) => left.CompareTo(right) < 0;
    public static bool operator >(BookPeriod left, BookPeriod right) => left.CompareTo(right) > 0;
    public static bool operator <=(BookPeriod left, BookPeriod right) => left.CompareTo(right) <= 0;
    public static bool operator >=(BookPeriod left, BookPeriod right) => left.CompareTo(right) >= 0;
    public override string ToString() => Text;
}

/// <summary>A voucher's number in its book (凭证号), without gaps in each month: <c>202606-0001</c>.</summary>
[JsonConverter(typeof(TextJson<VoucherNumber>))]
public readonly record struct VoucherNumber(BookPeriod Period, int Sequence) : ITextValue<VoucherNumber>
{
    public static string Name => "凭证号（YYYYMM-NNNN）";

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Period.Text}-{Sequence:0000}");

    /// <summary>Seven digits, so that ids sort as numbers do when a month passes 9,999 vouchers.</summary>
    internal string Sortable => string.Create(CultureInfo.InvariantCulture, $"{Period.Text}-{Sequence:0000000}");

    public static bool TryParse(string? text, out VoucherNumber value)
    {
        value = default;
        if (text?.Split('-') is not [var period, { Length: >= 4 and <= 7 } sequence]) { return false; }
        if (!BookPeriod.TryParse(period, out var when)) { return false; }
        if (!int.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            return false;
        }
        value = new VoucherNumber(when, number);
        return value.Text == text;
    }

    /// <summary>As people key it, without the leading zeros: <c>202606-1</c>.</summary>
    public static bool TryParseShort(string? text, out VoucherNumber value)
    {
        value = default;
        return text?.Trim().Split('-') is [var period, { Length: >= 1 } sequence]
            && TryParse($"{period}-{sequence.PadLeft(4, '0')}", out value);
    }

    public override string ToString() => Text;
}
