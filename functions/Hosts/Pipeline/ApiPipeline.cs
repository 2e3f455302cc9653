using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using SocialFund.Hosts.Pipeline.Answers;
using SocialFund.Hosts.Pipeline.Requests;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline;

/// <summary>
/// The way of every API request, whichever head received it: find the endpoint, admit the caller, read the request,
/// check the permission in the scope it names, run the handler, tell the result.
/// </summary>
public sealed class ApiPipeline : IDisposable
{
    private readonly RouteTable _routes;
    private readonly IConsumers? _consumers;
    private readonly Doorkeeper _doorkeeper;
    private readonly TimeProvider _clock;
    private readonly ApiOptions _options;
    private readonly ILogger _logger;
    private readonly Lazy<byte[]> _openApi;

    /// <param name="consumers">Other departments' machines; null where none is let in.</param>
    /// <exception cref="InvalidOperationException">An endpoint's route is wrong, or told twice.</exception>
    public ApiPipeline(
        IEnumerable<IModule> modules, IActors actors, TimeProvider clock, ApiOptions options,
        ILogger<ApiPipeline> logger, IConsumers? consumers = null)
    {
        Endpoints = [.. modules.SelectMany(EndpointsOf)];
        (_clock, _options, _logger) = (clock, options, logger);
        _routes = new RouteTable(Endpoints.Select(endpoint => new Door(endpoint, options)));
        _consumers = consumers;
        _doorkeeper = new Doorkeeper(actors, consumers, options);
        _openApi = new(() => OpenApi.OpenApiDocument.Write(Endpoints, options.Version));
    }

    public IReadOnlyList<Endpoint> Endpoints { get; }

    /// <summary>Mounts everything below <c>/api/</c>.</summary>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.Map("/api/{module}/{**rest}", http => Handle(
            http, (string)http.GetRouteValue("module")!, (string?)http.GetRouteValue("rest") ?? ""));

    /// <summary>Answers one request completely; throws nothing.</summary>
    /// <param name="module">The first segment below <c>/api/</c>.</param>
    /// <param name="rest">What follows it, without a leading slash; may be empty.</param>
    public async Task Handle(HttpContext http, string module, string rest)
    {
        SecurityHeaders.Apply(http);
        var path = rest.Length == 0 ? module : $"{module}/{rest}";
        using var activity = Telemetry.Source.StartActivity("api");
        var requestId = RequestIds.Tell(http);
        try
        {
            await Answer(http, path, requestId, activity);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller went away; there is nobody to answer.
            activity?.SetTag("api.outcome", "cancelled");
        }
        catch (Exception error)
        {
            // The last line of defence: whatever a handler threw becomes one answer that leaks nothing.
            activity?.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
            await Fault(http, error, requestId);
        }
    }

    public void Dispose() => _doorkeeper.Dispose();

    private async Task Answer(HttpContext http, string path, string requestId, Activity? activity)
    {
        if (path == "openapi.json") { await WriteOpenApi(http); return; }

        // HEAD is GET without the body, which the server leaves out by itself.
        var method = HttpMethods.IsHead(http.Request.Method) ? HttpMethods.Get : http.Request.Method;
        var match = _routes.Find(method, path);
        if (match.Door is not { } door)
        {
            await ProblemAnswer.Write(http, match.Allowed.Count > 0
                ? new WrongMethod(http.Request.Method, match.Allowed)
                : new NoSuchAddress($"/api/{path}"), requestId);
            return;
        }
        Telemetry.Name(http, activity, door);
        http.Response.Headers.CacheControl = "no-store";
        if ((await Call(http, door, path, match.Values, requestId)).TryGet(out var told, out var problem))
        {
            await ResultAnswer.Write(http, door, told.Value, told.Call);
            return;
        }
        activity?.SetTag("api.outcome", problem.Code);
        Telemetry.Refused(door, problem);
        await ProblemAnswer.Write(http, problem, requestId);
    }

    private async Task<Result<(object Value, Call Call)>> Call(
        HttpContext http, Door door, string path, string[] routeValues, string requestId)
    {
        if (!(await _doorkeeper.Admit(door, http, path, requestId)).TryGet(out var actor, out var refusal))
        {
            return refusal;
        }
        return actor.IsConsumer
            ? await Logged(actor, CallAs(actor, http, door, routeValues, requestId))
            : await CallAs(actor, http, door, routeValues, requestId);
    }

    /// <summary>Tells the consumers' log what became of the call, also when it threw.</summary>
    private async Task<Result<(object Value, Call Call)>> Logged(
        Actor consumer, Task<Result<(object Value, Call Call)>> call)
    {
        var (code, rows) = ("internal_error", 0L);
        try
        {
            var answer = await call;
            (code, rows) = answer.TryGet(out var told, out var problem)
                ? ("ok", told.Value is ITable table ? table.Count : 0)
                : (problem.Code, 0);
            return answer;
        }
        finally
        {
            // The caller may have gone away; what he took is kept all the same.
            await _consumers!.Answered(consumer, code, rows, CancellationToken.None);
        }
    }

    private async Task<Result<(object Value, Call Call)>> CallAs(
        Actor actor, HttpContext http, Door door, string[] routeValues, string requestId)
    {
        if (Doorkeeper.Bars(door, actor) is { } barred) { return barred; }
        if (!IdempotencyKeys.Of(door, http.Request).TryGet(out var key, out var refusal)) { return refusal; }
        if (!(await door.Reader.ReadBody(http.Request)).TryGet(out var body, out refusal)) { return refusal; }
        if (!door.Reader.Read(routeValues, http.Request.Query, body).TryGet(out var request, out refusal))
        {
            return refusal;
        }
        if (Doorkeeper.Check(door, request, actor) is { } notAllowed) { return notAllowed; }

        var hash = key is null ? "" : IdempotencyKeys.HashOf(http.Request, actor, body.Span);
        var call = new Call(actor, _clock.GetUtcNow(), requestId, key, hash, http.RequestAborted)
        {
            From = _doorkeeper.AddressOf(http),
            IfMatch = ETagOf(http.Request),
            Body = door.Endpoint.Body == BodyKind.Upload ? UploadOf(http) : Stream.Null,
        };
        return (await door.Endpoint.Handle(request, call)).TryGet(out var value, out refusal)
            ? (value, call)
            : refusal;
    }

    /// <summary>The body as it streams in; the server refuses what goes over the limit.</summary>
    private Stream UploadOf(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = _options.UploadMax;
        }
        return http.Request.Body;
    }

    private static string? ETagOf(HttpRequest request)
    {
        var value = request.Headers.IfMatch.ToString();
        return value is "" or "*" ? null : value.Trim().Trim('"');
    }

    private async Task WriteOpenApi(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        await http.Response.BodyWriter.WriteAsync(_openApi.Value, http.RequestAborted);
    }

    private async Task Fault(HttpContext http, Exception error, string requestId)
    {
        if (error is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
            && !http.Response.HasStarted)
        {
            await ProblemAnswer.Write(http, new BodyTooLarge(_options.UploadMax), requestId);
            return;
        }
        if (error is BadContinuationException && !http.Response.HasStarted)
        {
            await ProblemAnswer.Write(http, new BadContinuation(), requestId);
            return;
        }
        // The message may hold what the user sent, so only its type and where it was thrown are logged.
        _logger.LogError(
            "request {RequestId} failed: {ErrorType} {StackTrace}", requestId, error.GetType().FullName,
            error.StackTrace);
        if (http.Response.HasStarted) { http.Abort(); return; }
        http.Response.Headers.Remove("Content-Disposition");
        await ProblemAnswer.WriteFault(http, requestId);
    }

    private static IEnumerable<Endpoint> EndpointsOf(IModule module) => module.Endpoints.Select(endpoint =>
        endpoint.Module == module.Name
            ? endpoint
            : throw new InvalidOperationException($"{endpoint.Route} is told by module {module.Name}."));
}
