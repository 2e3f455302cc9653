using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SocialFund.Analytics;

/// <summary>The SQL types that are read and written here. The numbers are DuckDB's.</summary>
[SuppressMessage("Design", "CA1027", Justification = "The numbers are DuckDB's; they are no flags.")]
public enum DuckKind
{
    Boolean = 1,
    TinyInt = 2,
    SmallInt = 3,
    Integer = 4,
    BigInt = 5,
    UTinyInt = 6,
    USmallInt = 7,
    UInteger = 8,
    UBigInt = 9,
    Float = 10,
    Double = 11,
    Timestamp = 12,
    Date = 13,
    HugeInt = 16,
    Varchar = 17,
    Decimal = 19,

    /// <summary>Whole seconds since 1970.</summary>
    TimestampS = 20,
    TimestampMs = 21,
    TimestampNs = 22,
    Enum = 23,
    List = 24,

    /// <summary>An instant (timestamp with time zone), kept in UTC.</summary>
    Instant = 31,
    UHugeInt = 32,

    /// <summary>The type of a bare null.</summary>
    Null = 36,
}

/// <summary>The type of a column.</summary>
/// <param name="Width">Decimal digits in all, 0 for other kinds.</param>
/// <param name="Scale">Decimal digits behind the point.</param>
/// <param name="Item">What a list holds.</param>
public sealed record DuckType(DuckKind Kind, byte Width = 0, byte Scale = 0, DuckType? Item = null)
{
    public static readonly DuckType Boolean = new(DuckKind.Boolean);
    public static readonly DuckType Integer = new(DuckKind.Integer);
    public static readonly DuckType BigInt = new(DuckKind.BigInt);
    public static readonly DuckType HugeInt = new(DuckKind.HugeInt);
    public static readonly DuckType Double = new(DuckKind.Double);
    public static readonly DuckType Varchar = new(DuckKind.Varchar);
    public static readonly DuckType Date = new(DuckKind.Date);
    public static readonly DuckType Timestamp = new(DuckKind.Timestamp);
    public static readonly DuckType Instant = new(DuckKind.Instant);

    public static DuckType Decimal(byte width, byte scale) => new(DuckKind.Decimal, width, scale);

    public static DuckType ListOf(DuckType item) => new(DuckKind.List, Item: item);

    /// <summary>The type as SQL writes it. An enum is its text.</summary>
    public string Sql => Kind switch
    {
        DuckKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"decimal({Width},{Scale})"),
        DuckKind.List => $"{Item!.Sql}[]",
        DuckKind.Enum => "varchar",
        DuckKind.TimestampS => "timestamp_s",
        DuckKind.TimestampMs => "timestamp_ms",
        DuckKind.TimestampNs => "timestamp_ns",
        DuckKind.Instant => "timestamptz",
        DuckKind.Null => "\"null\"",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>Reads a logical type and frees it.</summary>
    internal static DuckType Take(nint logical)
    {
        try
        {
            return (DuckKind)Native.TypeId(logical) switch
            {
                DuckKind.Decimal => Decimal(Native.DecimalWidth(logical), Native.DecimalScale(logical)),
                DuckKind.List => ListOf(Take(Native.ListItemType(logical))),
                var kind => new DuckType(kind),
            };
        }
        finally
        {
            Native.DestroyType(ref logical);
        }
    }
}

/// <summary>
/// A named column of a result, a table or a Parquet file. Names of amounts end in _fen and are bigint.
/// </summary>
public sealed record DuckColumn(string Name, DuckType Type);
