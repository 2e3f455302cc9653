using System.Collections.Frozen;
using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Synthesis;

/// <summary>A place for each field id of the catalogue: tables that have the same field share the value.</summary>
internal static class Slots
{
    private static readonly FrozenDictionary<string, int> Places = Catalogue.Shipped.Tables
        .SelectMany(table => table.Fields).Select(field => field.Id).Distinct()
        .Select((id, place) => (id, place)).ToFrozenDictionary(pair => pair.id, pair => pair.place);

    public static int Count => Places.Count;

    public static int Of(string field) => Places[field];
}
