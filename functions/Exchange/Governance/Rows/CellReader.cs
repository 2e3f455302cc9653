using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>What came out of a cell.</summary>
/// <param name="Value">As <see cref="TypedRows"/> keeps it.</param>
/// <param name="IsStandardized">It was written otherwise than the standard has it, and has been rewritten (转化).</param>
public readonly record struct Cell(long Value, CellFault Fault = CellFault.None, bool IsStandardized = false)
{
    public static readonly Cell Empty = new(TypedRows.Empty);

    public static Cell Wrong(CellFault fault) => new(TypedRows.Empty, fault);
}

/// <summary>Reads the cells of one field: bytes to the value that the lake keeps, or what is wrong. Pure.</summary>
internal abstract class CellReader(CatalogField of)
{
    public CatalogField Field { get; } = of;

    /// <param name="cell">UTF-8, trimmed, not empty.</param>
    /// <param name="offset">Where it stands in the rows' text.</param>
    public abstract Cell Read(ReadOnlySpan<byte> cell, int offset, TypedRows rows);

    public static CellReader Of(CatalogField field, Catalogue catalogue, Period period) => field.Type switch
    {
        FieldKind.Text => new TextCells(field),
        FieldKind.Code => new CodeCells(field, catalogue.List(field.List!), period),
        FieldKind.Division => new DivisionCells(field),
        FieldKind.CitizenId => new CitizenIdCells(field),
        FieldKind.Organization => new OrganizationCells(field),
        FieldKind.Account => new AccountCells(field),
        FieldKind.Money => new MoneyCells(field),
        FieldKind.Count => new CountCells(field),
        FieldKind.Rate => new RateCells(field),
        FieldKind.Month => new MonthCells(field),
        FieldKind.Date => new DateCells(field),
        FieldKind.Timestamp => new TimestampCells(field),
        _ => throw new InvalidOperationException($"{field.Type} has no reader."),
    };
}
