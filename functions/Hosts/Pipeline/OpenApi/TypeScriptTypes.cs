using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocialFund.Hosts.Pipeline.OpenApi;

/// <summary>
/// Writes the OpenAPI document as TypeScript types: one type a component, a map of endpoints keyed
/// <c>"POST /api/requests/{id}/approve"</c>, and the union of problem codes.
/// </summary>
public static class TypeScriptTypes
{
    private const string Header = """
        // Generated from the server's endpoints by `dotnet run --project functions/Hosts/Local -- --write-api-types`.
        // Never edited: change the endpoint and write it again.
        import type { Fen } from "../../kernel/money";

        /** What stands in a place without members. */
        export type Nothing = Record<never, never>;


        """;

    public static string Write(JsonObject document)
    {
        var text = new StringBuilder(Header);
        var schemas = document["components"]!["schemas"]!.AsObject();
        foreach (var (name, schema) in schemas.Where(entry => entry.Key != "Problem"))
        {
            text.Append($"export type {name} = {TypeOf(schema!, 0)};\n\n");
        }
        text.Append("/** Every endpoint: what goes into address, query and body, and what comes back. */\n");
        text.Append("export type Endpoints = {\n");
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject()) { Endpoint(text, path, method, operation!); }
        }
        text.Append("};\n\n/** Every reason for which the server may refuse. */\nexport type ProblemCode =");
        foreach (var code in schemas["Problem"]!["properties"]!["code"]!["enum"]!.AsArray())
        {
            text.Append($"\n  | {Quote(code!)}");
        }
        return text.Append(";\n").ToString();
    }

    private static void Endpoint(StringBuilder text, string path, string method, JsonNode operation)
    {
        text.Append($"  /** {operation["summary"]} */\n  \"{method.ToUpperInvariant()} {path}\": {{\n");
        text.Append($"    path: {Parameters(operation, "path")};\n    query: {Parameters(operation, "query")};\n");
        text.Append($"    body: {BodyOf(operation)};\n    answer: {AnswerOf(operation)};\n  }};\n");
    }

    private static string Parameters(JsonNode operation, string place)
    {
        var members = (operation["parameters"]?.AsArray() ?? [])
            .Where(parameter => parameter!["in"]!.GetValue<string>() == place)
            .Select(parameter => Member(
                parameter!["name"]!.GetValue<string>(), parameter["schema"]!,
                parameter["required"]!.GetValue<bool>(), 3))
            .ToList();
        return members.Count == 0 ? "Nothing" : $"{{\n{string.Concat(members)}    }}";
    }

    private static string BodyOf(JsonNode operation) => operation["requestBody"]?["content"] switch
    {
        null => "undefined",
        { } content when content["application/json"] is { } json => TypeOf(json["schema"]!, 2),
        _ => "Blob",
    };

    private static string AnswerOf(JsonNode operation)
    {
        var content = operation["responses"]!.AsObject().First().Value!["content"]!;
        return content["application/json"] is { } json ? TypeOf(json["schema"]!, 2) : "Blob";
    }

    private static string TypeOf(JsonNode schema, int depth)
    {
        if (schema["$ref"] is { } reference) { return reference.GetValue<string>().Split('/')[^1]; }
        if (schema["const"] is { } constant) { return Quote(constant); }
        if (schema["enum"] is JsonArray values) { return string.Join(" | ", values.Select(value => Quote(value!))); }
        if (schema["anyOf"] is JsonArray cases)
        {
            return string.Join(" | ", cases.Select(item => TypeOf(item!, depth)).Distinct());
        }
        return schema["type"]?.GetValueKind() == JsonValueKind.String
            ? TypeNamed(schema["type"]!.GetValue<string>(), schema, depth)
            : "unknown";
    }

    private static string TypeNamed(string kind, JsonNode schema, int depth) => kind switch
    {
        "integer" when schema["format"]?.GetValue<string>() == "fen" => "Fen",
        "integer" or "number" => "number",
        "boolean" => "boolean",
        "string" => "string",
        "array" => ListOf(TypeOf(schema["items"] ?? new JsonObject(), depth)),
        "object" => ObjectOf(schema, depth),
        _ => throw new InvalidOperationException($"No TypeScript for the schema type {kind}."),
    };

    private static string ListOf(string element) =>
        element.Contains(' ', StringComparison.Ordinal) ? $"readonly ({element})[]" : $"readonly {element}[]";

    private static string ObjectOf(JsonNode schema, int depth)
    {
        if (schema["properties"] is not JsonObject properties)
        {
            return schema["additionalProperties"] is JsonObject values
                ? $"Readonly<Record<string, {TypeOf(values, depth)}>>"
                : "Nothing";
        }
        if (properties.Count == 0) { return "Nothing"; }
        var required = (schema["required"]?.AsArray() ?? [])
            .Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var members = properties.Select(
            member => Member(member.Key, member.Value!, required.Contains(member.Key), depth + 1));
        return $"{{\n{string.Concat(members)}{Indent(depth)}}}";
    }

    private static string Member(string name, JsonNode schema, bool isRequired, int depth) =>
        $"{Indent(depth)}{NameOf(name)}{(isRequired ? "" : "?")}: {TypeOf(schema, depth)};\n";

    private static string NameOf(string name) =>
        name.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '_') && !char.IsAsciiDigit(name[0])
            ? name
            : $"\"{name}\"";

    private static string Quote(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? $"\"{value.GetValue<string>()}\"" : value.ToJsonString();

    private static string Indent(int depth) => new(' ', depth * 2);
}
