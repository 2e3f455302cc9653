using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using SocialFund.Exchange.Partners;
using SocialFund.Hosts.Pipeline.Answers;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Soap;

/// <summary>
/// The HTTP side of web services, beside the API: media types, size, the WSDL. What a message means is the service's.
/// </summary>
public sealed class SoapDoor(TaxService service, TimeProvider clock, ILogger<SoapDoor> logger)
{
    private const string Soap11 = "text/xml";
    private const string Soap12 = "application/soap+xml";

    /// <summary>A margin over what the service itself refuses with a fault.</summary>
    private const long BodyMax = 65L << 20;

    public void Map(IEndpointRouteBuilder routes) => routes.Map($"/{TaxService.Path}", Handle);

    /// <summary>Answers one request completely; throws nothing.</summary>
    public async Task Handle(HttpContext http)
    {
        SecurityHeaders.Apply(http);
        http.Response.Headers.CacheControl = "no-store";
        var requestId = RequestIds.Tell(http);
        try
        {
            await Answer(http, requestId);
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            // The last line of defence, as in the API: the message may hold what was sent, so only its type is logged.
            logger.LogError(
                "soap request {RequestId} failed: {ErrorType} {StackTrace}", requestId, error.GetType().FullName,
                error.StackTrace);
            http.Response.StatusCode = error is BadHttpRequestException bad ? bad.StatusCode : 500;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller went away; there is nobody to answer.
        }
    }

    private async Task Answer(HttpContext http, string requestId)
    {
        var request = http.Request;
        if (HttpMethods.IsGet(request.Method) && request.Query.ContainsKey("wsdl"))
        {
            var address = $"{request.Scheme}://{request.Host}{request.PathBase}/{TaxService.Path}";
            await Write(http, 200, "text/xml; charset=utf-8", Encoding.UTF8.GetBytes(TaxService.Wsdl(address)));
            return;
        }
        if (!HttpMethods.IsPost(request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "POST, GET";
            return;
        }
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var media)
            || VersionOf(media.MediaType.ToString()) is not { } version)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = BodyMax;
        }
        var charset = media.Charset.Value is { Length: > 0 } name ? name.Trim('"') : null;
        var call = Call.System("soap", clock.GetUtcNow(), requestId, http.RequestAborted);
        var reply = await service.Answer(new SoapRequest(request.Body, charset, version), call);
        await Write(http, reply.Status, reply.ContentType, reply.Body);
    }

    private static SoapVersion? VersionOf(string media) => media.ToLowerInvariant() switch
    {
        Soap11 => SoapVersion.Soap11,
        Soap12 => SoapVersion.Soap12,
        _ => null,
    };

    private static async Task Write(HttpContext http, int status, string type, ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
