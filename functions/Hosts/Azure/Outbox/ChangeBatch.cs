using System.Text.Json;

namespace SocialFund.Hosts.Azure.Outbox;

/// <summary>What a Cosmos trigger hands over: a JSON array of items as Storage.Azure writes them.</summary>
internal static class ChangeBatch
{
    public static bool HasMessages(string changes)
    {
        using var json = JsonDocument.Parse(changes);
        return json.RootElement.EnumerateArray().Any(item =>
            item.TryGetProperty("type", out var type) && type.ValueEquals("outbox"));
    }
}
