using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using SocialFund.Hosts.Pipeline.Requests;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.OpenApi;

/// <summary>
/// Describes types by JSON Schema. Records and enums become named components, told once each; a record that clients
/// send and one that they receive differ in what may be left out, so the sent form is named <c>…Input</c>.
/// </summary>
internal sealed class SchemaBook
{
    private readonly SortedDictionary<string, JsonNode> _components = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _names = new(StringComparer.Ordinal);

    /// <summary>The components met so far, by name.</summary>
    public IReadOnlyDictionary<string, JsonNode> Components => _components;

    /// <param name="isInput">Sent by clients: what has a default may be left out.</param>
    public JsonNode Of(Type type, bool isInput)
    {
        var options = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Transform(context.TypeInfo, node, isInput),
        };
        return Json.Options.GetJsonSchemaAsNode(ValueWords.Bare(type), options);
    }

    private JsonNode Transform(JsonTypeInfo info, JsonNode node, bool isInput)
    {
        var type = ValueWords.Bare(info.Type);
        if (type == typeof(Fund)) { return Component(type, ValueSchemas.OfFund(), isInput: false); }
        if (ValueSchemas.Of(type) is { } value) { return value; }
        if (type.IsEnum) { return Component(type, ValueSchemas.OfEnum(type), isInput: false); }
        if (node is not JsonObject schema) { return new JsonObject(); }
        DropNull(schema);
        // A pointer is a type met before: its component is made or being made. A list has none, only its elements have.
        if (schema.ContainsKey("$ref"))
        {
            return info.Kind == JsonTypeInfoKind.Enumerable ? List(info, isInput) : Reference(NameOf(type, isInput));
        }
        DescribeElements(schema, info, isInput);
        if (info.Kind != JsonTypeInfoKind.Object || schema.Count == 0) { return schema; }
        if (info.PolymorphismOptions is null) { Tighten(schema, info, isInput); }
        return Component(type, schema, isInput);
    }

    private JsonObject List(JsonTypeInfo info, bool isInput)
    {
        var element = ValueWords.Bare(info.ElementType!);
        var isComponent = info.Options.GetTypeInfo(element).Kind == JsonTypeInfoKind.Object && !element.IsValueType;
        return new JsonObject
        {
            ["type"] = "array",
            ["items"] = isComponent ? Reference(NameOf(element, isInput)) : Of(element, isInput),
        };
    }

    /// <summary>
    /// The exporter leaves elements out where it knows nothing of them: values with converters of our own.
    /// </summary>
    private void DescribeElements(JsonObject schema, JsonTypeInfo info, bool isInput)
    {
        var member = info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => "items",
            JsonTypeInfoKind.Dictionary => "additionalProperties",
            _ => null,
        };
        if (member is not null && !schema.ContainsKey(member)) { schema[member] = Of(info.ElementType!, isInput); }
    }

    /// <summary>
    /// States which members are there: all that are not null when received, all without a default when sent.
    /// </summary>
    private static void Tighten(JsonObject schema, JsonTypeInfo info, bool isInput)
    {
        var required = info.Properties
            .Where(property => isInput ? property.IsRequired : !IsNullable(property))
            .Select(property => (JsonNode)property.Name)
            .ToArray();
        schema.Remove("required");
        if (required.Length > 0) { schema["required"] = new JsonArray(required); }
        schema["type"] = "object";
        schema["additionalProperties"] = false;
    }

    /// <summary>Nulls are never written; a nullable member is one that may be absent.</summary>
    private static void DropNull(JsonObject schema)
    {
        if (schema["type"] is not JsonArray kinds) { return; }
        var rest = kinds.Select(kind => kind!.GetValue<string>()).Where(kind => kind != "null").ToArray();
        schema["type"] = rest.Length == 1 ? rest[0] : new JsonArray([.. rest.Select(kind => (JsonNode)kind)]);
    }

    internal static bool IsNullable(JsonPropertyInfo property) =>
        property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null;

    private JsonObject Component(Type type, JsonObject schema, bool isInput)
    {
        var name = NameOf(type, isInput);
        _components[name] = schema;
        return Reference(name);
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private string NameOf(Type type, bool isInput)
    {
        var name = Plain(type) + (isInput && !type.IsEnum ? "Input" : "");
        if (_names.TryAdd(name, type) || _names[name] == type) { return name; }
        throw new InvalidOperationException($"{_names[name]} and {type} would both be called {name} by clients.");
    }

    /// <summary>Page of RequestRow: PageOfRequestRow. Disbursement.Paid: DisbursementPaid.</summary>
    private static string Plain(Type type)
    {
        var own = type.Name.Split('`')[0];
        if (type.DeclaringType is { } outer) { own = Plain(outer) + own; }
        return type.IsGenericType ? $"{own}Of{string.Concat(type.GetGenericArguments().Select(Plain))}" : own;
    }
}
