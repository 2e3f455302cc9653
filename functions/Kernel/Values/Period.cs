using System.Globalization;
using System.Text.Json.Serialization;

namespace SocialFund.Kernel;

/// <summary>A calendar month (期别), written <c>YYYYMM</c>. Accounting years are calendar years.</summary>
/// <remarks>Basis: 会计法§11.</remarks>
[JsonConverter(typeof(TextJson<Period>))]
public readonly record struct Period : ITextValue<Period>, IComparable<Period>
{
    private Period(int year, int month) => (Year, Month) = (year, month);

    public int Year { get; }
    public int Month { get; }
    public int Quarter => (Month + 2) / 3;

    /// <summary>The six-digit form, for example <c>202606</c>.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}{Month:00}");

    /// <summary>As columns of numbers hold it: 202603.</summary>
    public int Number => Year * 100 + Month;

    public DateOnly FirstDay => new(Year, Month, 1);
    public DateOnly LastDay => new(Year, Month, DateTime.DaysInMonth(Year, Month));

    public static string Name => "期别（YYYYMM）";

    public static Period Of(int year, int month) => year is >= 1949 and <= 9999 && month is >= 1 and <= 12
        ? new Period(year, month)
        : throw new ArgumentOutOfRangeException(nameof(month), $"{year}-{month} is not a month.");

    /// <summary>The month of a <see cref="Number"/>.</summary>
    public static Period OfNumber(int number) => Of(number / 100, number % 100);

    public static Period Of(DateOnly date) => new(date.Year, date.Month);

    /// <summary>The month in which an instant falls in China (UTC+8, no daylight saving).</summary>
    public static Period Of(DateTimeOffset instant) => Of(ChinaTime.DateOf(instant));

    public static bool TryParse(string? text, out Period period)
    {
        period = default;
        if (text is not { Length: 6 } || !text.All(char.IsAsciiDigit)) { return false; }
        var (year, month) = (int.Parse(text[..4], CultureInfo.InvariantCulture),
            int.Parse(text[4..], CultureInfo.InvariantCulture));
        if (year < 1949 || month is < 1 or > 12) { return false; }
        period = new Period(year, month);
        return true;
    }

    public Period Next() => Plus(1);

    public Period Plus(int months)
    {
        var index = Year * 12 + (Month - 1) + months;
        return Of(index / 12, index % 12 + 1);
    }

    public int CompareTo(Period other) => (Year, Month).CompareTo((other.Year, other.Month));
    public static bool operator <(Period left, Period right) => left.CompareTo(right) < 0;
    public static bool operator >(Period left, Period right) => left.CompareTo(right) > 0;
    public static bool operator <=(Period left, Period right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Period left, Period right) => left.CompareTo(right) >= 0;
    public override string ToString() => Text;
}

/// <summary>Civil time in China. Instants are kept in UTC; days and months are decided here.</summary>
public static class ChinaTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>For people: <c>2026-06-01 09:30</c>.</summary>
    public static string TextOf(DateTimeOffset instant) =>
        instant.ToOffset(Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Midnight in China at the start of that day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);
}
