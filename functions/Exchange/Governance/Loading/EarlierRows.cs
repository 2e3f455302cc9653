using System.Text;
using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Governance;

/// <summary>The keys of rows that the lake has already; the same rows again are duplicates.</summary>
public sealed class EarlierRows : IDisposable
{
    internal KeySet Keys { get; } = new();

    public static EarlierRows None() => new();

    public void Dispose() => Keys.Dispose();

    /// <summary>Reads them off the lake's own columns; only the content has its hash kept there.</summary>
    /// <param name="view">A view of the table in the connection.</param>
    internal static EarlierRows Read(
        DuckConnection connection, CatalogTable table, string view, CancellationToken stopping)
    {
        var key = table.IsKeyUnique ? table.Key : [];
        var places = key.Select(table.PlaceOf).ToList();
        var earlier = new EarlierRows();
        try
        {
            earlier.Fill(connection, table, places, view, stopping);
            return earlier;
        }
        catch
        {
            earlier.Dispose();
            throw;
        }
    }

    private void Fill(
        DuckConnection connection, CatalogTable table, List<int> places, string view,
        CancellationToken stopping)
    {
        var keys = string.Concat(places.Select(place => $", {Expression(table.Fields[place])}"));
        using var reader = connection.Query($"select row_hash{keys} from {view}", cancellation: stopping);
        while (reader.Read())
        {
            var content = unchecked((ulong)reader.Int64(0));
            var hash = new RowHash();
            for (var at = 0; at < places.Count; at++)
            {
                if (reader.IsNull(at + 1)) { continue; }
                if (table.Fields[places[at]].IsNumber) { hash.Add(places[at], reader.Int64(at + 1)); }
                else { hash.Add(places[at], Encoding.UTF8.GetBytes(reader.Text(at + 1))); }
            }
            Keys.Add(places.Count == 0 ? content : hash.Value, content);
        }
    }

    /// <summary>The number that <see cref="TypedRows"/> had for it.</summary>
    private static string Expression(CatalogField field) => field.Type switch
    {
        FieldKind.Date => $"({field.Column} - date '1970-01-01')::bigint",
        FieldKind.Timestamp => $"epoch_us({field.Column})",
        FieldKind.Rate => $"({field.Column} * 1000000)::bigint",
        FieldKind.Month => $"{field.Column}::bigint",
        _ => field.Column,
    };
}
