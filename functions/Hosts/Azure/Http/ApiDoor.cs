using Microsoft.AspNetCore.Http;

namespace SocialFund.Hosts.Azure.Http;

/// <summary>What the functions host's HTTP differs in from Kestrel's.</summary>
internal static class ApiDoor
{
    private const string Prefix = "/api/";

    /// <summary>The module and what follows it, as <c>ApiPipeline.Handle</c> takes them.</summary>
    public static (string Module, string Below) Split(PathString path)
    {
        var address = path.Value is { } value && value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? value[Prefix.Length..]
            : "";
        var slash = address.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (address, "") : (address[..slash], address[(slash + 1)..]);
    }

    /// <summary>The last segment: <c>/health/ready</c> is <c>ready</c>.</summary>
    public static string PageOf(PathString path) => path.Value?.Split('/')[^1] ?? "";

    /// <summary>
    /// The host passes requests on to the worker without TLS, but takes none without it (httpsOnly in infra/bicep).
    /// </summary>
    public static HttpContext Prepare(HttpRequest request)
    {
        request.Scheme = Uri.UriSchemeHttps;
        return request.HttpContext;
    }
}
