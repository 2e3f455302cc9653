using System.Reflection;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <param name="Code">The element's code in the tax interface (AAD009); null where it has none.</param>
public sealed record TaxField(string Id, string Name, string? Code = null);

/// <summary>A table of the exchange catalogue that the tax bureau fills.</summary>
public sealed record TaxTable(string Id, string Insurance, string Name, IReadOnlyList<TaxField> Fields)
{
    /// <summary>By code, Chinese name or id; -1 when there is none.</summary>
    public int IndexOf(string name)
    {
        for (var index = 0; index < Fields.Count; index++)
        {
            var field = Fields[index];
            if (field.Code == name || field.Name == name || field.Id == name) { return index; }
        }
        return -1;
    }
}

/// <summary>The tables that messages may bring rows of. Data: tax-tables.json, as the exchange catalogue.</summary>
public static class TaxTables
{
    public static IReadOnlyList<TaxTable> Shipped { get; } = Json.Read<IReadOnlyList<TaxTable>>(
        EmbeddedText.Read(Assembly.GetExecutingAssembly(), "tax-tables.json"));

    public static TaxTable? Find(string id) => Shipped.FirstOrDefault(table => table.Id == id);
}
