using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using SocialFund.Hosts.Pipeline.Answers;
using SocialFund.Hosts.Pipeline.Requests;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.OpenApi;

/// <summary>Describes the endpoints as an OpenAPI 3.1 document.</summary>
public static class OpenApiDocument
{
    private static readonly JsonSerializerOptions Indented = new(Json.Options) { WriteIndented = true };

    public static byte[] Write(IReadOnlyList<Endpoint> endpoints, string version) =>
        Encoding.UTF8.GetBytes(Build(endpoints, version).ToJsonString(Indented));

    public static JsonObject Build(IReadOnlyList<Endpoint> endpoints, string version)
    {
        var book = new SchemaBook();
        var paths = new JsonObject();
        foreach (var endpoint in endpoints.OrderBy(endpoint => endpoint.Route, StringComparer.Ordinal)
            .ThenBy(endpoint => endpoint.Method.Method, StringComparer.Ordinal))
        {
            var address = $"/api/{endpoint.Route}";
            if (!paths.ContainsKey(address)) { paths[address] = new JsonObject(); }
            paths[address]![endpoint.Method.Method.ToLowerInvariant()] = Operation(endpoint, book);
        }
        var schemas = new JsonObject { ["Problem"] = ProblemSchema(endpoints) };
        foreach (var (name, schema) in book.Components) { schemas[name] = schema; }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = Info(version),
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = Tags(endpoints),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["responses"] = new JsonObject { ["Problem"] = ProblemResponse() },
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" },
                    ["apiKey"] = new JsonObject
                    {
                        ["type"] = "apiKey",
                        ["in"] = "header",
                        ["name"] = Proofs.KeyHeader,
                    },
                    ["certificate"] = new JsonObject { ["type"] = "mutualTLS" },
                },
            },
        };
    }

    private static JsonObject Info(string version) => new()
    {
        ["title"] = "社会保障资金信息管理系统接口",
        ["version"] = version,
        ["description"] =
            "金额一律为整数分。提交类接口须带 Idempotency-Key；修改类接口可带 If-Match。出错时按 RFC 9457 返回问题说明。",
    };

    private static JsonArray Tags(IReadOnlyList<Endpoint> endpoints) =>
        [.. endpoints.Select(endpoint => endpoint.Module).Distinct().Order(StringComparer.Ordinal)
            .Select(module => new JsonObject { ["name"] = module })];

    private static JsonObject Operation(Endpoint endpoint, SchemaBook book)
    {
        var members = Json.Options.GetTypeInfo(endpoint.Request).Properties;
        var inRoute = endpoint.Route.Split('/').Where(RouteTable.IsParameter).Select(name => name[1..^1])
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var hasBody = endpoint.Method != HttpMethod.Get && endpoint.Body == BodyKind.Json;
        var parameters = new JsonArray();
        foreach (var member in members.Where(member => inRoute.Contains(member.Name)))
        {
            parameters.Add((JsonNode)Parameter(member, "path", book));
        }
        var rest = members.Where(member => !inRoute.Contains(member.Name)).ToList();
        if (!hasBody)
        {
            foreach (var member in rest) { parameters.Add((JsonNode)Parameter(member, "query", book)); }
        }
        AddHeaders(parameters, endpoint);
        var operation = new JsonObject
        {
            ["tags"] = new JsonArray(endpoint.Module),
            ["operationId"] = OperationId(endpoint),
            ["summary"] = endpoint.Title,
        };
        if (parameters.Count > 0) { operation["parameters"] = parameters; }
        if (hasBody && rest.Count > 0) { operation["requestBody"] = JsonBody(rest, book); }
        if (endpoint.Body == BodyKind.Upload) { operation["requestBody"] = UploadBody(); }
        operation["responses"] = Responses(endpoint, book);
        operation["security"] = Security(endpoint.Access);
        if (endpoint.Access is Access.Needs needs) { operation["x-permission"] = needs.Permission.Code; }
        return operation;
    }

    /// <summary>One of those listed is enough.</summary>
    private static JsonArray Security(Access access) => access switch
    {
        Access.Anonymous => [],
        Access.Needs { Permission: var permission } when permission == Permission.SharingCall =>
        [
            new JsonObject { ["apiKey"] = new JsonArray() }, new JsonObject { ["certificate"] = new JsonArray() },
        ],
        _ => [new JsonObject { ["bearer"] = new JsonArray() }],
    };

    private static JsonObject Parameter(JsonPropertyInfo member, string place, SchemaBook book) => new()
    {
        ["name"] = member.Name,
        ["in"] = place,
        ["required"] = place == "path" || member.IsRequired,
        ["schema"] = book.Of(member.PropertyType, isInput: true),
    };

    private static void AddHeaders(JsonArray parameters, Endpoint endpoint)
    {
        if (endpoint.Method == HttpMethod.Get) { return; }
        var required = endpoint.Body == BodyKind.Json && endpoint.Access is not Access.Anonymous;
        parameters.Add((JsonNode)Header("Idempotency-Key", "本次提交的唯一编号，重试时不变", required));
        if (endpoint.Access is not Access.Anonymous)
        {
            parameters.Add((JsonNode)Header("If-Match", "读取时得到的版本", required: false));
        }
    }

    private static JsonObject Header(string name, string description, bool required) => new()
    {
        ["name"] = name,
        ["in"] = "header",
        ["description"] = description,
        ["required"] = required,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject JsonBody(IReadOnlyList<JsonPropertyInfo> members, SchemaBook book)
    {
        var properties = new JsonObject();
        foreach (var member in members) { properties[member.Name] = book.Of(member.PropertyType, isInput: true); }
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        var required = members.Where(member => member.IsRequired).Select(member => (JsonNode)member.Name).ToArray();
        if (required.Length > 0) { schema["required"] = new JsonArray(required); }
        return new JsonObject { ["required"] = required.Length > 0, ["content"] = Content("application/json", schema) };
    }

    private static JsonObject UploadBody() => new()
    {
        ["required"] = true,
        ["content"] = Content("application/octet-stream", new JsonObject()),
    };

    private static JsonObject Responses(Endpoint endpoint, SchemaBook book)
    {
        var (status, response) = endpoint.Response switch
        {
            var type when type == typeof(Download) => ("200", new JsonObject
            {
                ["description"] = "文件内容",
                ["content"] = Content("application/octet-stream", new JsonObject()),
            }),
            var type when type == typeof(Accepted) => ("202", Answer("已受理，进度见任务", type, book)),
            var type => ("200", Answer("办理结果", type, book)),
        };
        return new JsonObject
        {
            [status] = response,
            ["default"] = new JsonObject { ["$ref"] = "#/components/responses/Problem" },
        };
    }

    private static JsonObject Answer(string description, Type type, SchemaBook book)
    {
        var content = Content("application/json", book.Of(type, isInput: false));
        if (type.IsAssignableTo(typeof(ITable)))
        {
            content["text/csv"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        }
        return new JsonObject { ["description"] = description, ["content"] = content };
    }

    private static JsonObject Content(string type, JsonNode schema) =>
        new() { [type] = new JsonObject { ["schema"] = schema } };

    private static JsonObject ProblemResponse() => new()
    {
        ["description"] = "未能办理，原因见 detail",
        ["content"] = Content(
            "application/problem+json", new JsonObject { ["$ref"] = "#/components/schemas/Problem" }),
    };

    private static JsonObject ProblemSchema(IReadOnlyList<Endpoint> endpoints)
    {
        var properties = new JsonObject();
        foreach (var name in ProblemAnswer.CommonMembers)
        {
            properties[name] = new JsonObject { ["type"] = name == "status" ? "integer" : "string" };
        }
        properties["code"] = new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. ProblemCodes.Of(endpoints).Select(code => (JsonNode)code)]),
        };
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray("type", "title", "status", "detail", "code", "requestId"),
            ["additionalProperties"] = true,
        };
    }

    /// <summary>POST requests/{id}/approve: postRequestsByIdApprove.</summary>
    private static string OperationId(Endpoint endpoint) => endpoint.Method.Method.ToLowerInvariant()
        + string.Concat(endpoint.Route.Split('/').Select(segment => RouteTable.IsParameter(segment)
            ? "By" + Words(segment[1..^1])
            : Words(segment)));

    private static string Words(string segment) => string.Concat(
        segment.Split('-', '.').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
