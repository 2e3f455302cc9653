using System.Diagnostics;
using System.Text;

namespace SocialFund.Analytics;

/// <summary>A value that can be bound to a parameter. The conversions below are the only ways to make one.</summary>
public readonly record struct DuckValue
{
    private readonly object? _value;

    private DuckValue(object? value) => _value = value;

    public static implicit operator DuckValue(bool? value) => new(value);

    public static implicit operator DuckValue(int? value) => new((long?)value);

    public static implicit operator DuckValue(long? value) => new(value);

    public static implicit operator DuckValue(Int128? value) => new(value);

    public static implicit operator DuckValue(double? value) => new(value);

    public static implicit operator DuckValue(decimal? value) => new(value);

    public static implicit operator DuckValue(string? value) => new(value);

    public static implicit operator DuckValue(DateOnly? value) => new(value);

    /// <summary>A wall-clock timestamp: the kind of the value is not looked at.</summary>
    public static implicit operator DuckValue(DateTime? value) => new(value);

    public static implicit operator DuckValue(DateTimeOffset? value) => new(value);

    public static implicit operator DuckValue(string[] items) => new(items);

    public static implicit operator DuckValue(long[] items) => new(items);

    /// <returns>A native value; the caller destroys it.</returns>
    internal nint Create() => _value switch
    {
        null => Native.CreateNull(),
        bool flag => Native.CreateBoolean(flag ? (byte)1 : (byte)0),
        long number => Native.CreateInt64(number),
        Int128 number => Native.CreateHugeInt(Native.HugeInt.Of(number)),
        double number => Native.CreateDouble(number),
        decimal number => Native.CreateDecimal(DuckEpoch.DecimalOf(number)),
        string text => CreateText(text),
        DateOnly date => Native.CreateDate(DuckEpoch.Days(date)),
        DateTime time => Native.CreateTimestamp(DuckEpoch.Micros(time)),
        DateTimeOffset instant => Native.CreateInstant(DuckEpoch.Micros(instant.UtcDateTime)),
        string[] items => CreateList(DuckKind.Varchar, [.. items.Select(CreateText)]),
        long[] items => CreateList(DuckKind.BigInt, [.. items.Select(Native.CreateInt64)]),
        _ => throw new UnreachableException(),
    };

    private static unsafe nint CreateText(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        fixed (byte* bytes = utf8) { return Native.CreateText(bytes, (ulong)utf8.Length); }
    }

    private static unsafe nint CreateList(DuckKind item, nint[] items)
    {
        var type = Native.CreateType((int)item);
        try
        {
            // DuckDB takes no null pointer, not even for an empty list.
            fixed (nint* first = items.Length > 0 ? items : [0])
            {
                return Native.CreateList(type, first, (ulong)items.Length);
            }
        }
        finally
        {
            Native.DestroyType(ref type);
            for (var index = 0; index < items.Length; index++) { Native.DestroyValue(ref items[index]); }
        }
    }
}
