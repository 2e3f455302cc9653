using System.Text.Json;

namespace SocialFund.Kernel;

/// <summary>A continuation came back changed; it was not made by an earlier page.</summary>
public sealed class BadContinuationException(Exception? cause) : Exception("翻页标记无效，请从第一页重新查询。", cause);

/// <summary>
/// Where a page ended: the order field's value and the id of the last document. Stores go on after this key, so rows
/// that come or go between pages neither repeat nor hide others.
/// </summary>
/// <param name="Value">string, long, double, bool, or null when the field is missing or the order is by id.</param>
public sealed record Cursor(object? Value, string Id)
{
    public string Text => Convert.ToBase64String(
        JsonSerializer.SerializeToUtf8Bytes<object?[]>([Value, Id], Json.Options));

    /// <exception cref="BadContinuationException">The text is not a cursor.</exception>
    public static Cursor? Of(string? continuation)
    {
        if (continuation is null) { return null; }
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(continuation));
            var id = json.RootElement[1].GetString() ?? throw new FormatException("A cursor without an id.");
            return new Cursor(ValueOf(json.RootElement[0]), id);
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException
            or IndexOutOfRangeException)
        {
            throw new BadContinuationException(error);
        }
    }

    /// <summary>A scalar as queries compare it; null for anything else.</summary>
    public static object? ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? (object)whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
