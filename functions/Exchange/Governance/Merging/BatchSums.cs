using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Governance;

/// <summary>
/// Sums of a table's rows by batch, month and region: columns source_batch, row_count, every amount in fen, period, and
/// as division the row's own region, or its batch's where the table has none. Whatever figure is asked of the table
/// adds up from these.
/// </summary>
internal static class BatchSums
{
    /// <param name="rows">A view, or a select in brackets, of the table's rows.</param>
    public static string Of(CatalogTable table, string rows, string condition = "true")
    {
        var amounts = string.Concat(Amounts(table).Select(
            field => $", coalesce(sum({field.Column}), 0)::bigint as {field.Column}"));
        return $"select source_batch, count(*) as row_count{amounts}, period, {Region(table)} as division"
            + $" from {rows} where {condition} group by all";
    }

    /// <summary>For files that hold them.</summary>
    /// <param name="layout">The newest layout of the table when the file was written.</param>
    public static LakeTable LakeTable(CatalogTable table, int layout) =>
        DetailTable.LakeTable(table, layout) with
        {
            Columns =
            [
                new("source_batch", DuckType.Varchar), new("row_count", DuckType.BigInt),
                .. Amounts(table).Select(field => new DuckColumn(field.Column, DuckType.BigInt)),
            ],
        };

    /// <summary>SQL of where a row belongs.</summary>
    public static string Region(CatalogTable table) =>
        table.Division is { } division ? $"coalesce({table.Find(division)!.Column}, '')" : "division";

    private static IEnumerable<CatalogField> Amounts(CatalogTable table) =>
        table.Fields.Where(field => field.Type == FieldKind.Money);
}
