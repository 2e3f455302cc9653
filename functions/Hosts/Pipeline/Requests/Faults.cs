using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SocialFund.Hosts.Pipeline.Requests;

/// <summary>
/// Finds what is wrong with a JSON text that could not be read, each fault with its place. Runs only after reading has
/// failed, or when some value is null, so that good requests pay nothing for it.
/// </summary>
internal static class Faults
{
    public static IReadOnlyList<FieldFault> In(ReadOnlyMemory<byte> json, JsonTypeInfo type)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = RequestReader.DepthMax });
        var found = new List<FieldFault>();
        Walk(document.RootElement, type, "", found);
        return [.. found.Take(InvalidFields.FaultsMax)];
    }

    private static void Walk(JsonElement value, JsonTypeInfo type, string place, List<FieldFault> found)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when type.PolymorphismOptions is null:
                if (Is(value, JsonValueKind.Object, type, place, found)) { Members(value, type, place, found); }
                break;
            case JsonTypeInfoKind.Enumerable:
                if (Is(value, JsonValueKind.Array, type, place, found)) { Items(value, type, place, found); }
                break;
            case JsonTypeInfoKind.Dictionary:
                if (Is(value, JsonValueKind.Object, type, place, found)) { Entries(value, type, place, found); }
                break;
            default:
                Leaf(value, type, place, found);
                break;
        }
    }

    private static bool Is(
        JsonElement value, JsonValueKind kind, JsonTypeInfo type, string place, List<FieldFault> found)
    {
        if (value.ValueKind == kind) { return true; }
        found.Add(new FieldFault(place, ValueWords.Expected(type.Type)));
        return false;
    }

    private static void Members(JsonElement value, JsonTypeInfo type, string place, List<FieldFault> found)
    {
        var properties = type.Properties.ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in value.EnumerateObject())
        {
            var at = Join(place, member.Name);
            if (!properties.TryGetValue(member.Name, out var property)) { found.Add(new FieldFault(at, "没有这个字段")); }
            else if (!seen.Add(member.Name)) { found.Add(new FieldFault(at, "重复给出，每项只能出现一次")); }
            else { Member(member.Value, property, at, found); }
        }
        var missing = type.Properties.Where(property => property.IsRequired && !seen.Contains(property.Name));
        found.AddRange(missing.Select(property => new FieldFault(
            Join(place, property.Name), $"必填，{ValueWords.Expected(property.PropertyType)}")));
    }

    private static void Member(JsonElement value, JsonPropertyInfo property, string place, List<FieldFault> found)
    {
        if (value.ValueKind != JsonValueKind.Null)
        {
            Walk(value, RequestReader.Strict.GetTypeInfo(ValueWords.Bare(property.PropertyType)), place, found);
        }
        else if (!property.IsSetNullable && property.AssociatedParameter is not { IsNullable: true })
        {
            found.Add(new FieldFault(place, $"不能为空，{ValueWords.Expected(property.PropertyType)}"));
        }
    }

    private static void Items(JsonElement value, JsonTypeInfo type, string place, List<FieldFault> found)
    {
        var element = RequestReader.Strict.GetTypeInfo(type.ElementType!);
        var index = 0;
        foreach (var item in value.EnumerateArray()) { Item(item, element, $"{place}[{index++}]", found); }
    }

    private static void Item(JsonElement item, JsonTypeInfo type, string place, List<FieldFault> found)
    {
        if (item.ValueKind != JsonValueKind.Null) { Walk(item, type, place, found); }
        else { found.Add(new FieldFault(place, $"不能为空，{ValueWords.Expected(type.Type)}")); }
    }

    private static void Entries(JsonElement value, JsonTypeInfo type, string place, List<FieldFault> found)
    {
        var element = RequestReader.Strict.GetTypeInfo(type.ElementType!);
        foreach (var entry in value.EnumerateObject())
        {
            Item(entry.Value, element, Join(place, entry.Name), found);
            Key(entry.Name, type, Join(place, entry.Name), found);
        }
    }

    /// <summary>A key is right when a dictionary with it alone can be read.</summary>
    private static void Key(string key, JsonTypeInfo type, string place, List<FieldFault> found)
    {
        if (ValueWords.NameOf(type.KeyType!) is not { } name) { return; }
        var quoted = JsonSerializer.SerializeToElement(key);
        if (!Reads(quoted, RequestReader.Strict.GetTypeInfo(type.KeyType!), out _))
        {
            found.Add(new FieldFault(place, $"“{key}”不是有效的{name}"));
        }
    }

    private static void Leaf(JsonElement value, JsonTypeInfo type, string place, List<FieldFault> found)
    {
        if (!Reads(value, type, out var message))
        {
            var why = IsChinese(message) ? message.TrimEnd('。') : ValueWords.Expected(type.Type);
            found.Add(new FieldFault(place, why));
        }
    }

    private static bool Reads(JsonElement value, JsonTypeInfo type, out string message)
    {
        try
        {
            message = "";
            return value.Deserialize(type) is not null || value.ValueKind == JsonValueKind.Null;
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            message = error.Message;
            return false;
        }
    }

    /// <summary>Our own converters speak Chinese; the serializer's messages are for developers.</summary>
    private static bool IsChinese(string message) => message.Any(symbol => symbol is >= '一' and <= '鿿');

    private static string Join(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";
}
