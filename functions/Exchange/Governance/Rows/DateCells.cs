using System.Text;
using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Governance;

/// <summary>Days as files write them.</summary>
internal static class Days
{
    private const int Epoch = 719_162;

    /// <summary>YYYYMMDD as it should be; with - / or . between, or 年月日, as it may come.</summary>
    /// <param name="used">How many bytes the day took.</param>
    public static bool TryRead(ReadOnlySpan<byte> cell, out int day, out int used, out bool isStandard)
    {
        (day, used, isStandard) = (0, 8, true);
        if (cell.Length >= 8 && Number(cell[..8], out var all))
        {
            return Make(all / 10_000, all / 100 % 100, all % 100, out day);
        }
        isStandard = false;
        if (cell.Length < 8 || !Number(cell[..4], out var year) || cell[4] is not ((byte)'-' or (byte)'/' or (byte)'.'))
        {
            return false;
        }
        var separator = cell[4];
        var next = cell[5..].IndexOf(separator);
        if (next is not (1 or 2) || !Number(cell.Slice(5, next), out var month)) { return false; }
        var rest = cell[(6 + next)..];
        var digits = rest.Length >= 2 && rest[1] is >= (byte)'0' and <= (byte)'9' ? 2 : 1;
        if (rest.Length < digits || !Number(rest[..digits], out var dayOfMonth)) { return false; }
        used = 6 + next + digits;
        return Make(year, month, dayOfMonth, out day);
    }

    public static bool Number(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit - '0' is not (>= 0 and <= 9)) { return false; }
            number = number * 10 + (digit - '0');
        }
        return true;
    }

    /// <summary>年月日 to -, for what is read after.</summary>
    public static byte[] WithoutCharacters(ReadOnlySpan<byte> cell) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(cell).Replace('年', '-').Replace('月', '-').TrimEnd('日')
            .Replace("日", "", StringComparison.Ordinal)
            .TrimEnd('-'));

    private static bool Make(int year, int month, int dayOfMonth, out int day)
    {
        day = 0;
        if (year is < 1900 or > 2100 || month is < 1 or > 12 || dayOfMonth < 1
            || dayOfMonth > DateTime.DaysInMonth(year, month))
        {
            return false;
        }
        day = new DateOnly(year, month, dayOfMonth).DayNumber - Epoch;
        return true;
    }
}

/// <summary>日期, kept as days since 1970.</summary>
internal sealed class DateCells(CatalogField field) : CellReader(field)
{
    public override Cell Read(ReadOnlySpan<byte> cell, int offset, TypedRows rows)
    {
        if (cell.ContainsAnyInRange((byte)0x80, (byte)0xFF))
        {
            var plain = Days.WithoutCharacters(Width.PlainSigns(cell));
            return plain.Length == cell.Length ? Cell.Wrong(CellFault.NotDate) : Read(plain, offset, rows);
        }
        if (!Days.TryRead(cell, out var day, out var used, out var isStandard))
        {
            return Cell.Wrong(CellFault.NotDate);
        }
        // Databases put midnight behind a date.
        var rest = cell[used..];
        return rest.IsEmpty || rest.SequenceEqual(" 00:00:00"u8) || rest.SequenceEqual("000000"u8)
            ? new Cell(day, IsStandardized: !isStandard || !rest.IsEmpty)
            : Cell.Wrong(CellFault.NotDate);
    }
}

/// <summary>时间, kept as microseconds since 1970; a day alone is its midnight.</summary>
internal sealed class TimestampCells(CatalogField field) : PlainCells(field)
{
    private const long SecondMicros = 1_000_000;
    private const long DaySeconds = 86_400;

    protected override Cell ReadPlain(ReadOnlySpan<byte> cell, int offset, TypedRows rows)
    {
        if (!Days.TryRead(cell, out var day, out var used, out _) || !Time(cell[used..], out var micros))
        {
            return Cell.Wrong(CellFault.NotTimestamp);
        }
        return new Cell(day * DaySeconds * SecondMicros + micros);
    }

    /// <summary>Nothing, [ T]HH:MM[:SS[.ffffff]], or HHMMSS.</summary>
    private static bool Time(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.IsEmpty) { return true; }
        if (text.Length == 6 && Days.Number(text, out var packed))
        {
            return Make(packed / 10_000, packed / 100 % 100, packed % 100, out micros);
        }
        if (text[0] is not ((byte)' ' or (byte)'T') || text.Length < 6 || text[3] != ':'
            || !Days.Number(text.Slice(1, 2), out var hour) || !Days.Number(text.Slice(4, 2), out var minute))
        {
            return false;
        }
        if (text.Length == 6) { return Make(hour, minute, 0, out micros); }
        if (text.Length < 9 || text[6] != ':' || !Days.Number(text.Slice(7, 2), out var second)
            || !Make(hour, minute, second, out micros))
        {
            return false;
        }
        return text.Length == 9
            || (text[9] == '.' && text.Length is > 10 and <= 16 && Fraction(text[10..], ref micros));
    }

    private static bool Fraction(ReadOnlySpan<byte> digits, ref long micros)
    {
        if (!Days.Number(digits, out var fraction)) { return false; }
        for (var missing = 6 - digits.Length; missing > 0; missing--) { fraction *= 10; }
        micros += fraction;
        return true;
    }

    private static bool Make(int hour, int minute, int second, out long micros)
    {
        micros = (hour * 3600L + minute * 60 + second) * SecondMicros;
        return hour < 24 && minute < 60 && second < 60;
    }
}

/// <summary>年月, kept as YYYYMM; YYYY-MM, YYYY/MM and YYYY年MM月 become it.</summary>
internal sealed class MonthCells(CatalogField field) : CellReader(field)
{
    public override Cell Read(ReadOnlySpan<byte> cell, int offset, TypedRows rows)
    {
        if (cell.ContainsAnyInRange((byte)0x80, (byte)0xFF))
        {
            var plain = Days.WithoutCharacters(Width.PlainSigns(cell));
            return plain.Length == cell.Length
                ? Cell.Wrong(CellFault.NotMonth)
                : Read(plain, offset, rows) with { IsStandardized = true };
        }
        if (cell.Length == 6
            && Days.Number(cell, out var month))
        {
            return Make(month / 100, month % 100, isStandard: true);
        }
        return cell.Length is 6 or 7 && cell[4] is (byte)'-' or (byte)'/' or (byte)'.'
            && Days.Number(cell[..4], out var year) && Days.Number(cell[5..], out var number)
            ? Make(year, number, isStandard: false)
            : Cell.Wrong(CellFault.NotMonth);
    }

    private static Cell Make(int year, int month, bool isStandard) =>
        year is >= 1900 and <= 2100 && month is >= 1 and <= 12
            ? new Cell(year * 100 + month, IsStandardized: !isStandard)
            : Cell.Wrong(CellFault.NotMonth);
}
