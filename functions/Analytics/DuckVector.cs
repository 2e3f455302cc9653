using System.Runtime.CompilerServices;
using System.Text;

namespace SocialFund.Analytics;

/// <summary>One column of the current chunk: typed reads at a row, straight from DuckDB's memory.</summary>
internal sealed unsafe class DuckVector
{
    private const int InlineTextMax = 12;
    private readonly string[] _labels;
    private readonly DuckVector? _item;
    private byte* _data;
    private ulong* _validity;

    private DuckVector(string name, DuckType type, string[] labels)
    {
        (Name, Type, _labels) = (name, type, labels);
        _item = type.Item is { } inner ? new DuckVector(name, inner, []) : null;
    }

    internal string Name { get; }

    internal DuckType Type { get; }

    /// <summary>A vector for a column of a result; takes over the logical type.</summary>
    internal static DuckVector Of(string name, nint logical)
    {
        var labels = (DuckKind)Native.TypeId(logical) == DuckKind.Enum ? Labels(logical) : [];
        return new(name, DuckType.Take(logical), labels);
    }

    internal void Attach(nint vector)
    {
        _data = Native.VectorData(vector);
        _validity = Native.VectorValidity(vector);
        _item?.Attach(Native.ListChild(vector));
    }

    internal bool IsNull(long row) =>
        Type.Kind == DuckKind.Null || (_validity != null && (_validity[row >> 6] >> (int)(row & 63) & 1) == 0);

    internal bool Boolean(long row) => At<byte>(row, Type.Kind == DuckKind.Boolean) != 0;

    internal long Int64(long row) => Type.Kind switch
    {
        DuckKind.BigInt => At<long>(row),
        DuckKind.Integer => At<int>(row),
        _ => checked((long)Whole(row)),
    };

    internal Int128 Whole(long row) => Type switch
    {
        { Kind: DuckKind.TinyInt } => At<sbyte>(row),
        { Kind: DuckKind.SmallInt } => At<short>(row),
        { Kind: DuckKind.Integer } => At<int>(row),
        { Kind: DuckKind.BigInt } => At<long>(row),
        { Kind: DuckKind.UTinyInt } => At<byte>(row),
        { Kind: DuckKind.USmallInt } => At<ushort>(row),
        { Kind: DuckKind.UInteger } => At<uint>(row),
        { Kind: DuckKind.UBigInt } => At<ulong>(row),
        { Kind: DuckKind.HugeInt } => At<Int128>(row),
        { Kind: DuckKind.UHugeInt } => checked((Int128)At<UInt128>(row)),
        { Kind: DuckKind.Decimal, Scale: 0 } => Units(row),
        _ => throw WrongKind(nameof(Whole)),
    };

    internal decimal Decimal(long row) => Type.Kind == DuckKind.Decimal
        ? DuckEpoch.DecimalOf(Units(row), Type.Scale)
        : DuckEpoch.DecimalOf(Whole(row), 0);

    internal double Double(long row) => Type.Kind == DuckKind.Float
        ? At<float>(row)
        : At<double>(row, Type.Kind == DuckKind.Double);

    internal string Text(long row) => Type.Kind == DuckKind.Enum ? _labels[Label(row)] : Varchar(row);

    internal DateOnly Date(long row) => DuckEpoch.Date(At<int>(row, Type.Kind == DuckKind.Date));

    internal DateTime Timestamp(long row) => DuckEpoch.Time(checked(Type.Kind switch
    {
        DuckKind.Timestamp => At<long>(row) * TimeSpan.TicksPerMicrosecond,
        DuckKind.TimestampMs => At<long>(row) * TimeSpan.TicksPerMillisecond,
        DuckKind.TimestampS => At<long>(row) * TimeSpan.TicksPerSecond,
        DuckKind.TimestampNs => At<long>(row) / TimeSpan.NanosecondsPerTick,
        _ => throw WrongKind(nameof(Timestamp)),
    }));

    internal DateTimeOffset Instant(long row)
    {
        var micros = At<long>(row, Type.Kind == DuckKind.Instant);
        return new(DuckEpoch.Time(checked(micros * TimeSpan.TicksPerMicrosecond)), TimeSpan.Zero);
    }

    internal IReadOnlyList<object?> Items(long row)
    {
        var (offset, length) = At<(ulong Offset, ulong Length)>(row, _item is not null);
        var items = new object?[checked((int)length)];
        for (var index = 0; index < items.Length; index++) { items[index] = _item!.Value((long)offset + index); }
        return items;
    }

    internal object? Value(long row) => IsNull(row) ? null : Type.Kind switch
    {
        DuckKind.Boolean => Boolean(row),
        DuckKind.HugeInt or DuckKind.UHugeInt or DuckKind.UBigInt => Whole(row),
        DuckKind.Decimal => Decimal(row),
        DuckKind.Float or DuckKind.Double => Double(row),
        DuckKind.Varchar or DuckKind.Enum => Text(row),
        DuckKind.Date => Date(row),
        DuckKind.Timestamp or DuckKind.TimestampS or DuckKind.TimestampMs or DuckKind.TimestampNs => Timestamp(row),
        DuckKind.Instant => Instant(row),
        DuckKind.List => Items(row),
        _ => Int64(row),
    };

    // A text of up to 12 bytes lies in its slot behind the length; a longer one leaves a prefix and a pointer there.
    private string Varchar(long row)
    {
        var slot = Slot(row, 16, Type.Kind == DuckKind.Varchar);
        var length = *(int*)slot;
        return Encoding.UTF8.GetString(length <= InlineTextMax ? slot + 4 : *(byte**)(slot + 8), length);
    }

    // DuckDB keeps decimals and enums in the smallest integer that holds them.
    private Int128 Units(long row) => Type.Width switch
    {
        <= 4 => At<short>(row),
        <= 9 => At<int>(row),
        <= 18 => At<long>(row),
        _ => At<Int128>(row),
    };

    private uint Label(long row) => _labels.Length switch
    {
        <= byte.MaxValue => At<byte>(row),
        <= ushort.MaxValue => At<ushort>(row),
        _ => At<uint>(row),
    };

    private T At<T>(long row, bool isKind = true, [CallerMemberName] string getter = "") where T : unmanaged =>
        Unsafe.ReadUnaligned<T>(Slot(row, sizeof(T), isKind, getter));

    private byte* Slot(long row, int size, bool isKind, [CallerMemberName] string getter = "")
    {
        if (!isKind) { throw WrongKind(getter); }
        return IsNull(row)
            ? throw new InvalidOperationException($"Column {Name} is null here.")
            : _data + (row * size);
    }

    private InvalidOperationException WrongKind(string getter) =>
        new($"Column {Name} is {Type.Sql} and cannot be read as {getter}: cast it in the statement.");

    private static string[] Labels(nint logical)
    {
        var labels = new string[Native.EnumSize(logical)];
        for (var index = 0; index < labels.Length; index++)
        {
            labels[index] = Native.Owned(Native.EnumLabel(logical, (ulong)index)) ?? "";
        }

        return labels;
    }
}
