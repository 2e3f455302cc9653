using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Requests;

/// <summary>
/// Makes the request record of one endpoint: route values, query values and the members of the JSON body become one
/// JSON object, which is read by the same converters as everything else. Each name may come from one place only.
/// </summary>
internal sealed class RequestReader
{
    /// <summary>
    /// As <see cref="Json.Options"/>, but what a client misspells or says twice is refused, not dropped.
    /// </summary>
    internal static readonly JsonSerializerOptions Strict = new(Json.Options)
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = DepthMax,
    };

    /// <summary>A form with groups, rows and cells is five deep.</summary>
    internal const int DepthMax = 32;

    private readonly string[] _parameters;
    private readonly JsonTypeInfo _type;
    private readonly Dictionary<string, RequestMember> _members;
    private readonly bool _takesBody;
    private readonly int _bodyMax;

    /// <exception cref="InvalidOperationException">A route parameter has no property on the request.</exception>
    public RequestReader(Endpoint endpoint, ApiOptions options)
    {
        _type = Strict.GetTypeInfo(endpoint.Request);
        _members = _type.Properties.ToDictionary(
            property => property.Name, property => new RequestMember(property), StringComparer.OrdinalIgnoreCase);
        _parameters = [.. endpoint.Route.Split('/').Where(RouteTable.IsParameter).Select(segment => segment[1..^1])];
        _takesBody = endpoint.Method != HttpMethod.Get && endpoint.Body == BodyKind.Json;
        _bodyMax = options.JsonBodyMax;
        if (_parameters.FirstOrDefault(name => !_members.ContainsKey(name)) is { } missing)
        {
            throw new InvalidOperationException($"{endpoint.Request.Name} has no property for {{{missing}}}.");
        }
    }

    /// <summary>Reads the JSON body if the endpoint takes one; empty otherwise.</summary>
    public async Task<Result<ReadOnlyMemory<byte>>> ReadBody(HttpRequest request)
    {
        if (!_takesBody) { return ReadOnlyMemory<byte>.Empty; }
        if (request.ContentLength > _bodyMax) { return new BodyTooLarge(_bodyMax); }
        var body = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 0) + 1);
        while (true)
        {
            var count = await request.Body.ReadAsync(body.GetMemory(4096), request.HttpContext.RequestAborted);
            if (count == 0) { break; }
            body.Advance(count);
            if (body.WrittenCount > _bodyMax) { return new BodyTooLarge(_bodyMax); }
        }
        return body.WrittenCount == 0 || request.HasJsonContentType()
            ? body.WrittenMemory
            : new NotJson(request.ContentType ?? "");
    }

    /// <param name="routeValues">In the order of the template.</param>
    /// <returns>The request record, or <see cref="InvalidFields"/> or <see cref="MalformedJson"/>.</returns>
    public Result<object> Read(string[] routeValues, IQueryCollection query, ReadOnlyMemory<byte> body)
    {
        var merged = new ArrayBufferWriter<byte>(256 + body.Length);
        using (var writer = new Utf8JsonWriter(merged, new JsonWriterOptions { SkipValidation = true }))
        {
            var given = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            writer.WriteStartObject();
            if (WriteAddress(writer, given, routeValues, query) is { } fault) { return fault; }
            if (body.Length > 0 && CopyBody(writer, given, body.Span) is { } problem) { return problem; }
            writer.WriteEndObject();
        }
        return Deserialize(merged.WrittenMemory);
    }

    private InvalidFields? WriteAddress(
        Utf8JsonWriter writer, HashSet<string> given, string[] routeValues, IQueryCollection query)
    {
        for (var index = 0; index < _parameters.Length; index++)
        {
            given.Add(_parameters[index]);
            var why = _members[_parameters[index]].Write(writer, new([routeValues[index]]));
            if (why is not null) { return new InvalidFields(_parameters[index], why); }
        }
        foreach (var (name, values) in query)
        {
            // A filter that is left empty in a form is no filter.
            if (values.Count == 1 && string.IsNullOrEmpty(values[0])) { continue; }
            if (!_members.TryGetValue(name, out var member)) { return new InvalidFields(name, "没有这个参数"); }
            if (!given.Add(name)) { return new InvalidFields(name, "地址中已有该项，不能重复"); }
            if (member.Write(writer, values) is { } why) { return new InvalidFields(name, why); }
        }
        return null;
    }

    /// <summary>Copies the members of the body's object as they stand.</summary>
    private static Problem? CopyBody(Utf8JsonWriter writer, HashSet<string> given, ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = DepthMax });
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) { return new InvalidFields("$", "应为一个对象 { … }"); }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!given.Add(name)) { return new InvalidFields(name, "重复给出，每项只能出现一次"); }
                writer.WritePropertyName(name);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                writer.WriteRawValue(body[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
            // Reads on, so that anything after the object is refused.
            reader.Read();
            return null;
        }
        catch (JsonException error)
        {
            return new MalformedJson((error.LineNumber ?? 0) + 1);
        }
    }

    private Result<object> Deserialize(ReadOnlyMemory<byte> json)
    {
        try
        {
            var request = JsonSerializer.Deserialize(json.Span, _type)!;
            // The serializer lets nothing (null) stand in lists where the record says that something does.
            return json.Span.IndexOf("null"u8) >= 0 && Faults.In(json, _type) is { Count: > 0 } nulls
                ? InvalidFields.Of(nulls)
                : Result.Of(request);
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            return Faults.In(json, _type) is { Count: > 0 } faults
                ? InvalidFields.Of(faults)
                : new InvalidFields((error as JsonException)?.Path ?? "$", "内容与约定的格式不符");
        }
    }
}
