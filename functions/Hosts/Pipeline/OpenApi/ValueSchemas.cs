using System.Text.Json.Nodes;
using SocialFund.Hosts.Pipeline.Requests;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.OpenApi;

/// <summary>The schemas of values that the product's own converters write.</summary>
internal static class ValueSchemas
{
    /// <returns>Null for types that describe themselves.</returns>
    public static JsonNode? Of(Type type) => type switch
    {
        _ when type == typeof(Money) => new JsonObject
        {
            ["type"] = "integer",
            ["format"] = "fen",
            ["minimum"] = -Money.MaxFen,
            ["maximum"] = Money.MaxFen,
            ["description"] = "金额，单位：分",
        },
        _ when type == typeof(Division) => Patterned(type, "^[0-9]{6}$"),
        _ when type == typeof(Period) => Patterned(type, "^[0-9]{6}$"),
        _ when ValueWords.NameOf(type) is { } name => new JsonObject { ["type"] = "string", ["description"] = name },
        _ => null,
    };

    public static JsonObject OfFund() => Text("险种", FundList.All.Select(fund => fund.Id));

    public static JsonObject OfEnum(Type type) => Text(null, Enum.GetNames(type).Select(ValueWords.Camel));

    private static JsonObject Patterned(Type type, string pattern) => new()
    {
        ["type"] = "string",
        ["pattern"] = pattern,
        ["description"] = ValueWords.NameOf(type),
    };

    private static JsonObject Text(string? description, IEnumerable<string> values)
    {
        var schema = new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]),
        };
        if (description is not null) { schema["description"] = description; }
        return schema;
    }
}
