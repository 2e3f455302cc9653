using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using SocialFund.Hosts.Pipeline;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Pipeline;

/// <summary>The probe module behind the real pipeline on the real server, on a free port.</summary>
public sealed class ProbeHost : IAsyncLifetime
{
    private readonly WebApplication _app;
    private readonly LogLines _log = new();

    public ProbeHost() : this(new ApiOptions { JsonBodyMax = 64 * 1024, UploadMax = 1024 * 1024 }) { }

    internal ProbeHost(ApiOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(_log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        Pipeline = new ApiPipeline(
            [new ProbeModule(Store)], new TokenIsName(), TimeProvider.System, options,
            _app.Services.GetService(typeof(ILogger<ApiPipeline>)) as ILogger<ApiPipeline>
                ?? throw new InvalidOperationException());
        Pipeline.Map(_app);
    }

    internal MemoryDocumentStore Store { get; } = new();

    public ApiPipeline Pipeline { get; }

    public HttpClient Http { get; private set; } = new();

    public IReadOnlyCollection<string> Log => _log.Lines;

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        Pipeline.Dispose();
    }

    /// <param name="as">The actor's name is the token; null sends none.</param>
    public async Task<HttpResponseMessage> Send(
        HttpMethod method, string path, string? @as = "province", string? json = null, string? key = null,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (@as is not null) { request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", @as); }
        if (json is not null) { request.Content = new StringContent(json, Encoding.UTF8, "application/json"); }
        if (key is not null) { request.Headers.Add("Idempotency-Key", key); }
        foreach (var (name, value) in headers) { request.Headers.TryAddWithoutValidation(name, value); }
        return await Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> Get(string path, string? @as = "province") => Send(HttpMethod.Get, path, @as);

    public static async Task<JsonElement> Json(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    /// <summary>The problem's code, after checking that status and media type are told alike.</summary>
    public static async Task<string> Code(HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await Json(response);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, body.GetProperty("status").GetInt32());
        return body.GetProperty("code").GetString()!;
    }

    private sealed class TokenIsName : IActors
    {
        private static readonly HashSet<string> Everything = [.. Permission.All.Select(permission => permission.Code)];

        public Task<Actor?> FromToken(string bearer) => Task.FromResult(bearer switch
        {
            "province" => Of(bearer, "630000", Everything, null),
            "xining" => Of(bearer, "630100", Everything, null),
            "pension" => Of(bearer, "630000", Everything, Fund.EnterprisePension),
            "reader" => Of(bearer, "630000", [Permission.RequestView.Code], null),
            "new" => Of(bearer, "630000", Everything, null) with { MustChangePassword = true },
            _ => null,
        });

        private static Actor Of(string id, string division, HashSet<string> actions, Fund? fund)
        {
            var place = Division.Of(division);
            return new Actor(id, id, place, null, [new Grant(actions, fund, place)]);
        }
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            lock (Lines) { Lines.Add($"{formatter(state, exception)} {exception}"); }
        }

        public void Dispose() { }
    }
}
