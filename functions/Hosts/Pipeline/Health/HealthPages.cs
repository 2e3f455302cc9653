using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using SocialFund.Hosts.Pipeline.Answers;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Health;

/// <summary>Something that the service cannot work without.</summary>
/// <param name="Check">Returns null when it works, else why not. Chinese, no details of the inside.</param>
public sealed record Dependency(string Name, Func<CancellationToken, Task<string?>> Check);

public sealed record DependencyState(string Name, bool IsReady, long Milliseconds, string? Why);

public sealed record Readiness(bool IsReady, DateTimeOffset At, IReadOnlyList<DependencyState> Dependencies);

/// <summary>Tells machines whether the process lives and whether it can work.</summary>
public sealed class HealthPages(
    IReadOnlyList<Dependency> dependencies, TimeProvider clock, ILogger<HealthPages> logger) : IDisposable
{
    /// <summary>A dependency that takes longer is as good as away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Open to everybody, so nobody can make us work more often than this.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1);
    private Readiness? _last;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", http => Answer(http, StatusCodes.Status200OK, new { isLive = true }));
        routes.MapGet("/health/ready", Ready);
    }

    /// <summary>For heads without routing: <c>live</c> or <c>ready</c>.</summary>
    public Task Handle(HttpContext http, string page) => page switch
    {
        "live" => Answer(http, StatusCodes.Status200OK, new { isLive = true }),
        "ready" => Ready(http),
        _ => Answer(http, StatusCodes.Status404NotFound, new { isLive = true }),
    };

    public void Dispose() => _one.Dispose();

    private async Task Ready(HttpContext http)
    {
        var readiness = await Look(http.RequestAborted);
        var status = readiness.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await Answer(http, status, readiness);
    }

    private async Task<Readiness> Look(CancellationToken stopping)
    {
        await _one.WaitAsync(stopping);
        try
        {
            var now = clock.GetUtcNow();
            if (_last is { } last && now - last.At < KeptFor) { return last; }
            var states = await Task.WhenAll(dependencies.Select(dependency => Check(dependency, stopping)));
            return _last = new Readiness(states.All(state => state.IsReady), now, states);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<DependencyState> Check(Dependency dependency, CancellationToken stopping)
    {
        var watch = Stopwatch.StartNew();
        string? why;
        try
        {
            why = await dependency.Check(stopping).WaitAsync(Patience, stopping);
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            // Whatever a dependency throws means the same here: it does not work.
            logger.LogError(
                "dependency {Dependency} is not ready: {ErrorType}", dependency.Name, error.GetType().FullName);
            why = "没有响应，或返回了错误";
        }
        return new DependencyState(dependency.Name, why is null, watch.ElapsedMilliseconds, why);
    }

    private static Task Answer<T>(HttpContext http, int status, T value)
    {
        SecurityHeaders.Apply(http);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(http.Response.Body, value, Json.Options, http.RequestAborted);
    }
}
