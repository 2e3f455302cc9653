using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>A table that the tax bureau fills, in the layout of one month.</summary>
internal sealed class TaxTable
{
    private readonly Dictionary<string, int> _places = [];

    private TaxTable(CatalogTable table, Period period)
    {
        Name = table.Fund!.Value.Entry().Name + table.Name;
        Fields = [.. table.Fields.Where(field => field.IsIn(table.VersionOf(period)))];
        for (var place = 0; place < Fields.Count; place++)
        {
            foreach (var name in new[] { Fields[place].Name, Fields[place].Id, Fields[place].Code })
            {
                if (name is not null) { _places.TryAdd(name, place); }
            }
        }
    }

    /// <summary>Insurance and table, as names of dropped files tell the table.</summary>
    public string Name { get; }

    public IReadOnlyList<CatalogField> Fields { get; }

    /// <returns>Null when the catalogue has no such table, or somebody else fills it.</returns>
    public static TaxTable? Find(string id, Period period) =>
        Catalogue.Shipped.Find(id) is { Group: "tax" } table ? new TaxTable(table, period) : null;

    /// <summary>By Chinese name, id or code; -1 when there is none.</summary>
    public int IndexOf(string name) => _places.GetValueOrDefault(name, -1);
}
