using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Synthesis;

/// <summary>A place for each field id of the catalogue: tables that have the same field share the value.</summary>
internal static class Slots
{
    private static readonly FrozenDictionary<string, int> Places = Catalogue.Shipped.Tables
        .SelectMany(table => table.Fields).Select(field => field.Id).Distinct()
        .Select((id, place) => (id, place)).ToFrozenDictionary(pair => pair.id, pair => pair.place);

    /// <summary>Some times as many as names, so that few share an entry.</summary>
    private const int Size = 4096;

    /// <summary>Sheets name fields by literals, and a literal is one object: once met it is found again without its
    /// letters being read. Whoever comes first keeps an entry.</summary>
    private static readonly Known?[] Met = new Known?[Size];

    public static int Count => Places.Count;

    public static int Of(string field)
    {
        ref var met = ref Met[RuntimeHelpers.GetHashCode(field) & (Size - 1)];
        return ReferenceEquals(met?.Field, field) ? met!.Place : Meet(field, ref met);
    }

    private static int Meet(string field, ref Known? met)
    {
        var place = Places[field];
        met ??= new Known(field, place);
        return place;
    }

    private sealed record Known(string Field, int Place);
}
