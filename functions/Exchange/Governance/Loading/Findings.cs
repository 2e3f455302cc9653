using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Governance;

/// <summary>What was found in the rows of a batch's table, kept in the lake beside them.</summary>
public static class Findings
{
    /// <summary>severity is hard (the row was returned) or soft (it was taken).</summary>
    public static readonly IReadOnlyList<DuckColumn> Columns =
    [
        new("source_file", DuckType.Integer), new("source_line", DuckType.BigInt), new("field", DuckType.Varchar),
        new("rule", DuckType.Varchar), new("severity", DuckType.Varchar),
    ];

    /// <summary>One lake table a catalogue table; its files carry the names of the batches.</summary>
    public static LakeTable LakeTable(CatalogTable table) =>
        new(table.LakeName.Group, $"{table.LakeName.Table}_findings", Columns);
}
