using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Storage.Azure;

/// <summary>
/// A document as a Cosmos item: <c>{ id, pk, type, body }</c>. The body is apart, so that its fields never meet the
/// item's own. Written and read as text by System.Text.Json; Cosmos keeps numbers as doubles, which money (2^53 fen)
/// fits.
/// </summary>
internal static class CosmosItem
{
    public const string PartitionKeyPath = "/pk";

    public static MemoryStream Write(string partition, string id, string type, string body)
    {
        var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("pk", partition);
            writer.WriteString("type", type);
            writer.WritePropertyName("body");
            writer.WriteRawValue(body);
            writer.WriteEndObject();
        }
        stream.Position = 0;
        return stream;
    }

    public static Document Read(JsonElement item) => new(
        item.GetProperty("pk").GetString()!,
        item.GetProperty("id").GetString()!,
        item.GetProperty("type").GetString()!,
        item.GetProperty("body").GetRawText(),
        item.GetProperty("_etag").GetString()!);

    /// <summary>The rows of a query's or feed's answer.</summary>
    public static async Task<IReadOnlyList<JsonElement>> Rows(Stream content, CancellationToken stopping)
    {
        using var json = await JsonDocument.ParseAsync(content, default, stopping);
        return [.. json.RootElement.GetProperty("Documents").EnumerateArray().Select(row => row.Clone())];
    }
}
