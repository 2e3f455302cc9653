using System.Globalization;
using System.Text;

namespace SocialFund.Exchange.Catalog;

/// <summary>What a condition can come to when some fields are always empty.</summary>
internal readonly record struct Reach(bool CanBeTrue, bool CanBeFalse)
{
    public static readonly Reach Both = new(true, true);
    public static readonly Reach Unknown = new(false, false);
}

/// <summary>Something that holds or does not.</summary>
internal abstract record Node
{
    public abstract RowTest Test(CatalogTable table);

    public virtual Reach Reach(Func<string, bool> isGiven) => Catalog.Reach.Both;
}

internal sealed record Both(Node Left, Node Right) : Node
{
    public override RowTest Test(CatalogTable table)
    {
        var (left, right) = (Left.Test(table), Right.Test(table));
        return (TypedRows rows, int row, in BatchFacts batch) =>
            left(rows, row, batch) is var first && first == false ? false : first & right(rows, row, batch);
    }

    public override Reach Reach(Func<string, bool> isGiven) => (Left.Reach(isGiven), Right.Reach(isGiven)) is var (l, r)
        ? new Reach(l.CanBeTrue && r.CanBeTrue, l.CanBeFalse || r.CanBeFalse)
        : default;
}

internal sealed record Either(Node Left, Node Right) : Node
{
    public override RowTest Test(CatalogTable table)
    {
        var (left, right) = (Left.Test(table), Right.Test(table));
        return (TypedRows rows, int row, in BatchFacts batch) =>
            left(rows, row, batch) is var first && first == true ? true : first | right(rows, row, batch);
    }

    public override Reach Reach(Func<string, bool> isGiven) => (Left.Reach(isGiven), Right.Reach(isGiven)) is var (l, r)
        ? new Reach(l.CanBeTrue || r.CanBeTrue, l.CanBeFalse && r.CanBeFalse)
        : default;
}

internal sealed record Negated(Node Inner) : Node
{
    public override RowTest Test(CatalogTable table)
    {
        var inner = Inner.Test(table);
        return (TypedRows rows, int row, in BatchFacts batch) => !inner(rows, row, batch);
    }

    public override Reach Reach(Func<string, bool> isGiven) => Inner.Reach(isGiven) is var inner
        ? new Reach(inner.CanBeFalse, inner.CanBeTrue)
        : default;
}

internal sealed record Emptiness(Node Value, bool IsNegated) : Node
{
    public override RowTest Test(CatalogTable table)
    {
        var value = ((Term)Value).Number(table, FieldKind.Count);
        return (TypedRows rows, int row, in BatchFacts batch) =>
            (value(rows, row, batch) == TypedRows.Empty) != IsNegated;
    }
}

internal sealed record OneOf(Node Value, IReadOnlyList<string> Texts) : Node
{
    public override RowTest Test(CatalogTable table)
    {
        var column = ((FieldValue)Value).Column(table);
        var texts = Texts.Select(Encoding.UTF8.GetBytes).ToArray();
        return (TypedRows rows, int row, in BatchFacts _) =>
        {
            var cell = rows.Columns[column][row];
            if (cell == TypedRows.Empty) { return null; }
            foreach (var text in texts)
            {
                if (rows.TextOf(cell).SequenceEqual(text)) { return true; }
            }
            return false;
        };
    }

    public override Reach Reach(Func<string, bool> isGiven) =>
        ((Term)Value).IsKnown(isGiven) ? Catalog.Reach.Both : Catalog.Reach.Unknown;
}

internal sealed record Compared(Term Left, string Sign, Term Right) : Node
{
    public override RowTest Test(CatalogTable table)
    {
        var kind = Left.Kind(table) ?? Right.Kind(table)
            ?? throw new FormatException($"{table.Id}: a rule compares two constants.");
        if (kind < FieldKind.Money) { return TextTest(table); }
        var (left, right) = (Left.Number(table, kind), Right.Number(table, kind));
        Func<long, long, bool> holds = Sign switch
        {
            "=" => static (a, b) => a == b,
            "!=" => static (a, b) => a != b,
            "<" => static (a, b) => a < b,
            "<=" => static (a, b) => a <= b,
            ">" => static (a, b) => a > b,
            _ => static (a, b) => a >= b,
        };
        return (TypedRows rows, int row, in BatchFacts batch) =>
        {
            var first = left(rows, row, batch);
            if (first == TypedRows.Empty) { return null; }
            var second = right(rows, row, batch);
            return second == TypedRows.Empty ? null : holds(first, second);
        };
    }

    public override Reach Reach(Func<string, bool> isGiven) =>
        Left.IsKnown(isGiven) && Right.IsKnown(isGiven) ? Catalog.Reach.Both : Catalog.Reach.Unknown;

    private RowTest TextTest(CatalogTable table)
    {
        var (left, right) = (Left.Text(table), Right.Text(table));
        var isEqual = Sign switch
        {
            "=" => true,
            "!=" => false,
            _ => throw new FormatException($"{table.Id}: texts have no order ({Sign})."),
        };
        return (TypedRows rows, int row, in BatchFacts _) =>
        {
            var first = left(rows, row);
            var second = right(rows, row);
            return first.IsEmpty || second.IsEmpty ? null : first.SequenceEqual(second) == isEqual;
        };
    }
}

/// <summary>The number of a row's term, <see cref="TypedRows.Empty"/> where a cell is empty.</summary>
internal delegate long RowNumber(TypedRows rows, int row, in BatchFacts batch);

internal delegate ReadOnlySpan<byte> RowText(TypedRows rows, int row);

/// <summary>Something that has a value.</summary>
internal abstract record Term : Node
{
    /// <summary>Null where the other side of the comparison says what a constant is.</summary>
    public abstract FieldKind? Kind(CatalogTable table);

    /// <param name="kind">What a constant is to be read as.</param>
    public abstract RowNumber Number(CatalogTable table, FieldKind kind);

    /// <summary>Whether it can have a value when only some fields are given.</summary>
    public virtual bool IsKnown(Func<string, bool> isGiven) => true;

    public virtual RowText Text(CatalogTable table) => throw new FormatException($"{table.Id}: {this} is no text.");

    public override RowTest Test(CatalogTable table) =>
        throw new FormatException($"{table.Id}: {this} is no condition.");
}

internal sealed record FieldValue(string Id) : Term
{
    private const long DayMicros = 86_400_000_000;

    public int Column(CatalogTable table) => table.PlaceOf(Id) is >= 0 and var place
        ? place
        : throw new FormatException($"{table.Id} has no field {Id}.");

    public override bool IsKnown(Func<string, bool> isGiven) => isGiven(Id);

    /// <summary>Times are compared by their day.</summary>
    public override FieldKind? Kind(CatalogTable table) => table.Fields[Column(table)].Type is var kind
        && kind == FieldKind.Timestamp ? FieldKind.Date : kind;

    public override RowNumber Number(CatalogTable table, FieldKind kind)
    {
        var column = Column(table);
        return table.Fields[column].Type == FieldKind.Timestamp
            ? (TypedRows rows, int row, in BatchFacts _) => rows.Columns[column][row] is var cell
                && cell == TypedRows.Empty ? cell : Math.DivRem(cell, DayMicros).Quotient
            : (TypedRows rows, int row, in BatchFacts _) => rows.Columns[column][row];
    }

    public override RowText Text(CatalogTable table)
    {
        var column = Column(table);
        return (rows, row) => rows.TextOf(rows.Columns[column][row]);
    }
}

internal sealed record TextValue(string Value) : Term
{
    public override FieldKind? Kind(CatalogTable table) => FieldKind.Text;

    public override RowNumber Number(CatalogTable table, FieldKind kind) =>
        throw new FormatException($"{table.Id}: '{Value}' is no number.");

    public override RowText Text(CatalogTable table)
    {
        var bytes = Encoding.UTF8.GetBytes(Value);
        return (_, _) => bytes;
    }
}

internal sealed record NumberValue(string Digits) : Term
{
    public override FieldKind? Kind(CatalogTable table) => null;

    public override RowNumber Number(CatalogTable table, FieldKind kind)
    {
        var scaled = Scaled(kind switch { FieldKind.Money => 2, FieldKind.Rate => 6, _ => 0 });
        return (TypedRows _, int _, in BatchFacts _) => scaled;
    }

    private long Scaled(int scale)
    {
        var parts = Digits.Split('.');
        var fraction = parts.Length > 1 ? parts[1] : "";
        return fraction.Length <= scale
            ? long.Parse(parts[0] + fraction.PadRight(scale, '0'), CultureInfo.InvariantCulture)
            : throw new FormatException($"{Digits} has more decimals than what it is compared with.");
    }
}

internal sealed record BatchValue(string Name) : Term
{
    public override FieldKind? Kind(CatalogTable table) => Name == "@month" ? FieldKind.Month : FieldKind.Date;

    public override RowNumber Number(CatalogTable table, FieldKind kind) => Name == "@month"
        ? (TypedRows _, int _, in BatchFacts batch) => batch.Month
        : (TypedRows _, int _, in BatchFacts batch) => batch.LastDay;
}

internal sealed record Added(Term Left, bool IsMinus, Term Right) : Term
{
    public override FieldKind? Kind(CatalogTable table) => Left.Kind(table) ?? Right.Kind(table);

    public override bool IsKnown(Func<string, bool> isGiven) => Left.IsKnown(isGiven) || Right.IsKnown(isGiven);

    /// <remarks>An empty item of a sum counts as nothing; a sum of nothing but empty cells is empty.</remarks>
    public override RowNumber Number(CatalogTable table, FieldKind kind)
    {
        var (left, right, sign) = (Left.Number(table, kind), Right.Number(table, kind), IsMinus ? -1 : 1);
        return (TypedRows rows, int row, in BatchFacts batch) =>
        {
            var (first, second) = (left(rows, row, batch), right(rows, row, batch));
            return first == TypedRows.Empty ? (second == TypedRows.Empty ? second : sign * second)
                : second == TypedRows.Empty ? first
                : first + sign * second;
        };
    }
}

/// <summary>birth(id), sex(id), month(date).</summary>
internal sealed record Derived(string Function, FieldValue Field) : Term
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    public override bool IsKnown(Func<string, bool> isGiven) => Field.IsKnown(isGiven);

    public override FieldKind? Kind(CatalogTable table) => Function switch
    {
        "birth" => FieldKind.Date,
        "sex" => FieldKind.Code,
        "month" => FieldKind.Month,
        _ => throw new FormatException($"There is no function {Function}."),
    };

    public override RowNumber Number(CatalogTable table, FieldKind kind)
    {
        var column = Field.Column(table);
        if (Function == "birth")
        {
            return (TypedRows rows, int row, in BatchFacts _) => Birth(rows.TextOf(rows.Columns[column][row]));
        }
        var day = Field.Number(table, FieldKind.Date);
        return (TypedRows rows, int row, in BatchFacts batch) =>
            day(rows, row, batch) is var cell && cell == TypedRows.Empty ? cell : MonthOf((int)cell);
    }

    public override RowText Text(CatalogTable table)
    {
        var column = Field.Column(table);
        return (rows, row) => rows.TextOf(rows.Columns[column][row]) is { Length: 18 } id
            ? (id[16] & 1) == 1 ? "1"u8 : "2"u8
            : default;
    }

    private static long MonthOf(int day)
    {
        var date = DateOnly.FromDayNumber(day + Epoch);
        return date.Year * 100 + date.Month;
    }

    private static long Birth(ReadOnlySpan<byte> id)
    {
        if (id.Length != 18) { return TypedRows.Empty; }
        var (year, month, day) = (Number(id.Slice(6, 4)), Number(id.Slice(10, 2)), Number(id.Slice(12, 2)));
        return year is > 0 and <= 9999 && month is > 0 and <= 12 && day > 0 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day).DayNumber - Epoch
            : TypedRows.Empty;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9') { return -1; }
            number = number * 10 + (digit - '0');
        }
        return number;
    }
}
