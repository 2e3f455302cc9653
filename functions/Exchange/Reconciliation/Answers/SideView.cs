using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>A column of a view and the fields that hold it, the first that a table has.</summary>
/// <param name="Type">SQL.</param>
/// <param name="Required">A table without it is not in the view.</param>
public sealed record SideColumn(string Name, string Type, IReadOnlyList<string> Fields, bool Required = false);

/// <summary>
/// One thing that many tables of the catalogue tell, each insurance with its own columns, as one view
/// (<c>views.json</c>). Before its columns stand fund (the table's source), table_id, region and month; behind them
/// source_batch, source_file, source_line.
/// </summary>
/// <param name="Tables">Ids; <c>*/name</c> is that table of every insurance, <c>*</c> every table.</param>
public sealed record SideView(string Name, IReadOnlyList<string> Tables, IReadOnlyList<SideColumn> Columns)
{
    private static readonly Lazy<Dictionary<string, SideView>> OfThisAssembly = new(
        () => Json.Read<List<SideView>>(EmbeddedText.Read(typeof(SideView).Assembly, "Answers.views.json"))
            .ToDictionary(view => view.Name));

    public static SideView Of(string name) => OfThisAssembly.Value[name];

    public static IEnumerable<SideView> All => OfThisAssembly.Value.Values;

    /// <summary>The catalogue's tables that are in the view.</summary>
    public IEnumerable<CatalogTable> TablesOf(Catalogue catalogue) => catalogue.Tables.Where(table =>
        Tables.Any(pattern => pattern == table.Id || pattern == "*"
            || (pattern.StartsWith("*/", StringComparison.Ordinal) && table.Fund is not null
                && table.Id == $"{table.Source}{pattern[1..]}"))
        && Columns.All(column => !column.Required || FieldOf(table, column) is not null));

    /// <summary>Creates the view, and those below it, on the connection.</summary>
    /// <param name="isOfFew">Whether one person's rows will be asked for.</param>
    public async Task Create(
        DuckConnection connection, DetailLake lake, Catalogue catalogue, CancellationToken stopping,
        bool isOfFew = false)
    {
        var selects = new List<string>();
        foreach (var table in TablesOf(catalogue))
        {
            var raw = $"{Name}_of_{table.LakeName.Group}_{table.LakeName.Table}";
            connection.Create(await lake.View(raw, new LakeQuestion(table, IsOfFew: isOfFew), stopping));
            selects.Add(Select(table, raw));
        }
        connection.Create(new DuckView(Name, string.Join(" union all ", selects)));
    }

    private string Select(CatalogTable table, string raw)
    {
        var region = table.Division is { } division
            ? $"coalesce({table.Find(division)!.Column}, division)"
            : "division";
        var month = table.Period is { } period ? $"coalesce({table.Find(period)!.Column}, period)" : "period";
        var columns = Columns.Select(column =>
            $"{FieldOf(table, column)?.Column ?? "null"}::{column.Type} as {column.Name}");
        return $"select '{table.Source}' as fund, '{table.Id}' as table_id, {region} as region, "
            + $"{month}::integer as month, {string.Join(", ", columns)}, source_batch, source_file, source_line "
            + $"from {raw}";
    }

    private static CatalogField? FieldOf(CatalogTable table, SideColumn column) =>
        column.Fields.Select(table.Find).FirstOrDefault(field => field is not null);
}
