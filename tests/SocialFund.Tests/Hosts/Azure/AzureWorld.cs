using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SocialFund.Hosts.Azure;
using SocialFund.Hosts.Azure.Http;
using SocialFund.Hosts.Pipeline;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Storage.Azure;
using SocialFund.Tests.Oversight.Identity;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Azure;

/// <summary>
/// The Azure head as it is wired, over memory and folders in place of Azure, its HTTP functions mounted on Kestrel by
/// their own routes and methods as the functions host mounts them, its processes on the fake Durable Functions.
/// </summary>
public sealed class AzureWorld : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryDocumentStore _store = new();
    private WebApplication _app = null!;
    private readonly Dictionary<string, string> _read = [];
    private int _keys;

    internal FixedClock Clock { get; } = new(new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero));
    internal Composition Head { get; private set; } = null!;
    internal FileContainers Files { get; private set; } = null!;
    internal FakeDurable Durable { get; private set; } = null!;
    internal IDocumentStore Store => _store;
    internal MemorySecrets Secrets { get; } = new();
    public HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var crypto = new NationalCrypto();
        FolderBlobStore In(string container) => new(_folder.File(container), crypto);
        Files = new FileContainers(
            In("socialfund"),
            new Dictionary<string, IBlobStore> { ["inbox"] = In("inbox"), ["outbox"] = In("outbox") });
        var settings = new AzureSettings(
            new Uri("https://documents.test/"), "socialfund", new Uri("https://files.test/"),
            new Uri("https://vault.test/"), Division.Of("630000"), Entra: null, InsightsConnection: null,
            HasCollector: false, FrontsBefore: 1, TakesCertificates: true);
        Head = new Composition(
            settings, new Ground(_store, Files, Secrets, crypto, Clock, _folder.File("work")),
            NullLoggerFactory.Instance);
        Durable = new FakeDurable(_store, Clock, Business.Workflows, Head.Business.Activities);
        _app = Mount(new ApiFunctions(Head));
        await _app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        Head.Dispose();
        _folder.Dispose();
    }

    /// <summary>Sweeps and lets processes run until no container but the system's own changes any more.</summary>
    public async Task Settle()
    {
        do
        {
            await new ClockFunctions(Head, NullLogger<ClockFunctions>.Instance)
                .Sweep(new TimerInfo(), Durable, default);
            await Durable.RunUntilIdle();
        }
        while (await HasChanged());
    }

    private async Task<bool> HasChanged()
    {
        var changed = false;
        foreach (var container in Containers.All.Where(name => name != Containers.System))
        {
            var page = await _store.Changes(container, _read.GetValueOrDefault(container), null, 10_000);
            _read[container] = page.Position;
            changed |= page.Items.Count > 0;
        }
        return changed;
    }

    public async Task<string> SignIn(string account, string password)
    {
        using var response = await Send(
            HttpMethod.Post, "/api/identity/sessions", null,
            $$"""{"account":"{{account}}","password":"{{password}}"}""");
        return (await Json(response)).GetProperty("accessToken").GetString()!;
    }

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, string? token, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null) { request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token); }
        if (method != HttpMethod.Get) { request.Headers.Add("Idempotency-Key", $"azure-test-{_keys++}"); }
        if (json is not null) { request.Content = new StringContent(json, Encoding.UTF8, "application/json"); }
        return await Http.SendAsync(request);
    }

    public static async Task<JsonElement> Json(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    private static WebApplication Mount(ApiFunctions functions)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        foreach (var (method, trigger) in HttpFunctions)
        {
            app.MapMethods($"/{trigger.Route!.Replace("{*rest}", "{**rest}", StringComparison.Ordinal)}",
                trigger.Methods!.Select(name => name.ToUpperInvariant()),
                async (HttpContext http) =>
                {
                    var result = await (Task<IActionResult>)method.Invoke(functions, [http.Request])!;
                    Assert.IsType<EmptyResult>(result);
                });
        }
        return app;
    }

    internal static IEnumerable<(MethodInfo Method, HttpTriggerAttribute Trigger)> HttpFunctions =>
        from method in typeof(ApiFunctions).GetMethods()
        where method.GetCustomAttribute<FunctionAttribute>() is not null
        select (method, method.GetParameters()[0].GetCustomAttribute<HttpTriggerAttribute>()!);
}
