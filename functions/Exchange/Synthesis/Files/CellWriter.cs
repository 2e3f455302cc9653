using System.Buffers.Text;
using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Synthesis;

/// <summary>Writes cells as the exchange's text files have them.</summary>
internal static class CellWriter
{
    private const int FirstDay = 657_071;
    private const int DaySeconds = 86_400;

    /// <summary>YYYYMMDD of each day from 1800 to 2100.</summary>
    private static readonly int[] Days = [.. Enumerable.Range(FirstDay, 110_000).Select(Packed)];

    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> target, FieldKind kind, long value) => kind switch
    {
        FieldKind.Money => Scaled(target, value, 2),
        FieldKind.Rate => Rate(target, value),
        FieldKind.Date => Digits(target, Days[value - FirstDay], 8),
        FieldKind.Timestamp => Timestamp(target, value),
        _ => Whole(target, value),
    };

    private static int Packed(int day)
    {
        var date = DateOnly.FromDayNumber(day);
        return date.Year * 10_000 + date.Month * 100 + date.Day;
    }

    private static int Whole(Span<byte> target, long value)
    {
        Utf8Formatter.TryFormat(value, target, out var written);
        return written;
    }

    private static int Scaled(Span<byte> target, long value, int decimals)
    {
        var scale = decimals == 2 ? 100 : 1_000_000;
        var length = 0;
        if (value < 0) { target[length++] = (byte)'-'; }
        length += Whole(target[length..], Math.Abs(value) / scale);
        target[length++] = (byte)'.';
        return length + Digits(target[length..], Math.Abs(value) % scale, decimals);
    }

    /// <summary>Zeros at the end are left away.</summary>
    private static int Rate(Span<byte> target, long value)
    {
        var length = Scaled(target, value, 6);
        while (target[length - 1] == '0') { length--; }
        return target[length - 1] == '.' ? length - 1 : length;
    }

    private static int Timestamp(Span<byte> target, long value)
    {
        var day = Days[value / DaySeconds - FirstDay];
        var second = value % DaySeconds;
        Digits(target, day / 10_000, 4);
        target[4] = (byte)'-';
        Digits(target[5..], day / 100 % 100, 2);
        target[7] = (byte)'-';
        Digits(target[8..], day % 100, 2);
        target[10] = (byte)' ';
        Digits(target[11..], second / 3600, 2);
        target[13] = (byte)':';
        Digits(target[14..], second / 60 % 60, 2);
        target[16] = (byte)':';
        Digits(target[17..], second % 60, 2);
        return 19;
    }

    private static int Digits(Span<byte> target, long value, int count)
    {
        Identity.Digits(target[..count], value);
        return count;
    }
}
