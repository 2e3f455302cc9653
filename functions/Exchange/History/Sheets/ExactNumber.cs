using System.Globalization;

namespace SocialFund.Exchange.History;

/// <summary>A number as written: digits and how many of them stand behind the point. Nothing is rounded.</summary>
public readonly record struct ExactNumber(Int128 Digits, int Scale)
{
    /// <summary>More digits than any report writes.</summary>
    private const int DigitsMax = 34;

    /// <summary>What a sheet keeps of a typed number; the rest is the noise of binary numbers.</summary>
    private const int SheetDigits = 15;

    /// <summary>
    /// Reads <c>1,234.50</c>, <c>－12</c>, <c>(3.5)</c> (negative), <c>98.6%</c> and <c>1.2E+3</c>; full-width digits
    /// too.
    /// </summary>
    public static bool TryParse(string text, out ExactNumber number)
    {
        number = default;
        var plain = Plain(text);
        if (plain is ['(', .., ')']) { plain = $"-{plain[1..^1]}"; }
        if (plain.EndsWith('%')) { plain = plain[..^1]; }
        var power = 0;
        var mark = plain.IndexOfAny(['E', 'e']);
        if (mark > 0)
        {
            if (!int.TryParse(
                plain[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power)
                || power is < -30 or > 30)
            {
                return false;
            }
            plain = plain[..mark];
        }
        var isNegative = plain.StartsWith('-');
        if (isNegative || plain.StartsWith('+')) { plain = plain[1..]; }
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? plain : plain[..point];
        var rest = point < 0 ? "" : plain[(point + 1)..];
        if (!IsGrouped(whole) || (whole.Length == 0 && rest.Length == 0)) { return false; }
        var digits = whole.Replace(",", "", StringComparison.Ordinal) + rest;
        if (digits.Length is 0 or > DigitsMax || !digits.All(char.IsAsciiDigit)) { return false; }
        var value = Int128.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        number = Of(isNegative ? -value : value, rest.Length - power);
        return number.Scale <= DigitsMax;
    }

    /// <summary>A number that a sheet keeps in binary, as it was typed.</summary>
    public static string Typed(string text)
    {
        if (!TryParse(text, out var number)) { return text; }
        var digits = Int128.Abs(number.Digits);
        var scale = number.Scale;
        var limit = Power(SheetDigits);
        var half = false;
        while (digits >= limit && scale > 0)
        {
            half = digits % 10 >= 5;
            digits /= 10;
            scale--;
        }
        if (half) { digits++; }
        while (scale > 0 && digits % 10 == 0) { (digits, scale) = (digits / 10, scale - 1); }
        return new ExactNumber(number.Digits < 0 ? -digits : digits, scale).ToString();
    }

    /// <summary>A number that a sheet shows as a percentage: 0.125 is 12.5%.</summary>
    public static string AsPercent(string text) => TryParse(text, out var number)
        ? $"{Typed(Of(number.Digits, number.Scale - 2).ToString())}%"
        : text;

    /// <summary>The number times ten to the power, where that is whole.</summary>
    /// <returns>False when digits would be lost, or beyond what sums can hold.</returns>
    public bool TryWhole(int power, long max, out long whole)
    {
        whole = 0;
        var digits = Digits;
        for (var left = Scale - power; left > 0; left--)
        {
            if (digits % 10 != 0) { return false; }
            digits /= 10;
        }
        for (var more = power - Scale; more > 0; more--)
        {
            if (Int128.Abs(digits) > max) { return false; }
            digits *= 10;
        }
        if (Int128.Abs(digits) > max) { return false; }
        whole = (long)digits;
        return true;
    }

    public override string ToString()
    {
        var digits = Int128.Abs(Digits).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var sign = Digits < 0 ? "-" : "";
        return Scale == 0 ? sign + digits : $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }

    internal static Int128 Power(int ten)
    {
        Int128 power = 1;
        for (var count = 0; count < ten; count++) { power *= 10; }
        return power;
    }

    private static ExactNumber Of(Int128 digits, int scale)
    {
        while (scale < 0) { (digits, scale) = (digits * 10, scale + 1); }
        return new ExactNumber(digits, scale);
    }

    /// <summary>Either no commas, or one before every three digits.</summary>
    private static bool IsGrouped(string whole)
    {
        var groups = whole.Split(',');
        return groups.Length == 1
            || (groups[0].Length is > 0 and <= 3 && groups.Skip(1).All(group => group.Length == 3));
    }

    private static string Plain(string text) => string.Concat(text
        .Where(symbol => !char.IsWhiteSpace(symbol))
        .Select(symbol => symbol switch
        {
            >= '０' and <= '９' => (char)(symbol - '０' + '0'),
            '（' => '(',
            '）' => ')',
            '，' => ',',
            '．' => '.',
            '％' => '%',
            '－' or '−' or '–' => '-',
            '￥' or '¥' => ' ',
            _ => symbol,
        }).Where(symbol => symbol != ' '));
}
