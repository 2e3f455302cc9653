using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Governance;

/// <summary>A catalogue table in the lake: its fields, then where each row came from.</summary>
public static class DetailTable
{
    /// <summary>Batch, file of the batch (from 0), line of the file (from 1), and a hash of the row's
    /// content.</summary>
    public static readonly IReadOnlyList<DuckColumn> Origin =
    [
        new("source_batch", DuckType.Varchar), new("source_file", DuckType.Integer),
        new("source_line", DuckType.BigInt), new("row_hash", DuckType.BigInt),
    ];

    public static IReadOnlyList<DuckColumn> Columns(CatalogTable table) =>
        [.. table.Fields.Select(field => new DuckColumn(field.Column, TypeOf(field.Type))), .. Origin];

    public static LakeTable LakeTable(CatalogTable table) =>
        new(table.LakeName.Group, table.LakeName.Table, Columns(table));

    /// <summary>For files that were written when the catalogue's newest layout was <paramref name="layout"/>.</summary>
    public static LakeTable LakeTable(CatalogTable table, int layout) => LakeTable(table) with
    {
        Missing = table.Fields.Where(field => field.Since > layout).Select(field => field.Column).ToHashSet(),
    };

    /// <summary>For the file of one batch.</summary>
    public static LakeTable LakeTable(CatalogTable table, LakePart part)
    {
        var written = LakeTable(table, part.Layout);
        return written with { Missing = written.Missing.Union(part.Absent ?? []).ToHashSet() };
    }

    private static DuckType TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Money or FieldKind.Count => DuckType.BigInt,
        FieldKind.Rate => DuckType.Decimal(18, 6),
        FieldKind.Month => DuckType.Integer,
        FieldKind.Date => DuckType.Date,
        FieldKind.Timestamp => DuckType.Timestamp,
        _ => DuckType.Varchar,
    };
}
