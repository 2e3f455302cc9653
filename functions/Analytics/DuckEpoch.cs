namespace SocialFund.Analytics;

/// <summary>
/// DuckDB counts dates in days and times in microseconds since 1970, and decimals in units of their scale.
/// </summary>
internal static class DuckEpoch
{
    private const byte WidthMax = 38;
    private static readonly int FirstDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
    private static readonly Int128 MantissaEnd = (Int128)1 << 96;

    internal static int Days(DateOnly date) => date.DayNumber - FirstDay;

    internal static DateOnly Date(int days) => DateOnly.FromDayNumber(checked(FirstDay + days));

    internal static long Micros(DateTime time) =>
        (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <param name="ticks">Of 100 ns since 1970.</param>
    internal static DateTime Time(long ticks) =>
        new(checked(DateTime.UnixEpoch.Ticks + ticks), DateTimeKind.Unspecified);

    internal static Native.Decimal DecimalOf(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(number, bits);
        var mantissa = unchecked(((Int128)(uint)bits[2] << 64) | ((Int128)(uint)bits[1] << 32) | (uint)bits[0]);
        return new(WidthMax, number.Scale, Native.HugeInt.Of(decimal.IsNegative(number) ? -mantissa : mantissa));
    }

    /// <exception cref="OverflowException">More than about 28 digits: C# holds less than decimal(38).</exception>
    internal static decimal DecimalOf(Int128 units, byte scale)
    {
        var size = Int128.Abs(units);
        if (size >= MantissaEnd) { throw new OverflowException($"{units} of scale {scale} does not fit a decimal."); }
        return unchecked(new decimal((int)size, (int)(size >> 32), (int)(size >> 64), Int128.IsNegative(units), scale));
    }
}
