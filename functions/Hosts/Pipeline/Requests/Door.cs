using System.Text.Json.Serialization.Metadata;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Requests;

/// <summary>An endpoint with what the pipeline worked out about it once, at start.</summary>
internal sealed class Door
{
    public Door(Endpoint endpoint, ApiOptions options)
    {
        Endpoint = endpoint;
        Label = $"{endpoint.Method} /api/{endpoint.Route}";
        IsCommand = endpoint.Method != HttpMethod.Get;
        NeedsKey = IsCommand && endpoint.Body == BodyKind.Json && endpoint.Access is not Access.Anonymous;
        Reader = new RequestReader(endpoint, options);
        Response = Json.Options.GetTypeInfo(endpoint.Response);
    }

    public Endpoint Endpoint { get; }

    /// <summary>Low-cardinality name for traces and logs: method and template.</summary>
    public string Label { get; }

    public bool IsCommand { get; }

    /// <summary>Whether an Idempotency-Key must come.</summary>
    public bool NeedsKey { get; }

    public RequestReader Reader { get; }

    public JsonTypeInfo Response { get; }
}
