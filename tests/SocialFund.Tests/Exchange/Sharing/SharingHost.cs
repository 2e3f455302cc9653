using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SocialFund.Analytics;
using SocialFund.Funds.Accounting;
using SocialFund.Hosts.Pipeline;
using SocialFund.Hosts.Pipeline.Jobs;
using SocialFund.Kernel;
using SocialFund.Oversight.Identity;
using SocialFund.Storage;
using SocialFund.Tests.Oversight.Identity;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Sharing;

/// <summary>
/// The business modules behind the real pipeline on the real server, over HTTP and HTTPS, at a time that the test sets.
/// People's tokens are the codes of their roles.
/// </summary>
public sealed class SharingHost : IAsyncLifetime
{
    public static readonly Division Qinghai = Division.Of("630000");
    public static readonly Division Xining = Division.Of("630100");
    public static readonly Division Chengdong = Division.Of("630102");

    private static readonly X509Certificate2 Server = Certificate(
        "localhost", DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly TempFolder _folder = new();
    private readonly DuckDatabase _duck;
    private readonly Business _business;
    private readonly IdentityModule _identity;
    private readonly JobRunner _jobs;
    private readonly ApiPipeline _pipeline;
    private readonly WebApplication _app;
    private readonly OutboxPump _pump;
    private int _keys;
    private int _codes;

    public SharingHost()
    {
        var crypto = new NationalCrypto();
        Blobs = new FolderBlobStore(_folder.Of("blobs"), crypto);
        _duck = DuckDatabase.Open(new DuckOptions { TempFolder = _folder.Of("duckdb") });
        _business = new Business(new Means(
            Store, Blobs, crypto, _duck, new Agencies(Store), Clock, new MemorySecrets(), Sm2Keys.New,
            _folder.Of("work"))
        { Home = Qinghai });
        _identity = new IdentityModule(Store, Clock, new MemorySecrets(), Qinghai);
        _jobs = new JobRunner(Store, Clock, _business.Jobs, NullLogger<JobRunner>.Instance);
        _pump = new OutboxPump(Store, Clock, _business.Handlers(new NoWorkflows()), (_, error) => throw error);
        Books = new Books(Store, new Charts(Store), PostingRules.Shipped, crypto);
        _pipeline = new ApiPipeline(
            [.. _business.Modules, _business.Sharing(_jobs), _identity], new TokenIsRole(), Clock,
            new ApiOptions { ClientCertificates = ClientCertificates.OfConnection },
            NullLogger<ApiPipeline>.Instance, _business.Consumers);
        _app = Serve();
        _pipeline.Map(_app);
    }

    internal FakeClock Clock { get; } = new(new DateTimeOffset(2026, 6, 15, 2, 0, 0, TimeSpan.Zero));
    internal MemoryDocumentStore Store { get; } = new();
    internal FolderBlobStore Blobs { get; }
    internal Books Books { get; }
    internal DuckDatabase Duck => _duck;
    internal ApiPipeline Pipeline => _pipeline;
    internal IReadOnlyList<ISchedule> Schedules => _business.Schedules;
    internal HttpClient Http { get; private set; } = null!;
    private Uri Secure => new(_app.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal)));

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        var plain = _app.Urls.Single(url => url.StartsWith("http:", StringComparison.Ordinal));
        Http = new HttpClient { BaseAddress = new Uri(plain) };
        await SharedData.Seed(this);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        _pipeline.Dispose();
        _jobs.Dispose();
        _identity.Dispose();
        _business.Dispose();
        _duck.Dispose();
        _folder.Dispose();
    }

    /// <summary>A person's call; commands get a new idempotency key unless one is given.</summary>
    public async Task<HttpResponseMessage> As(
        string role, HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", role);
        if (method != HttpMethod.Get) { request.Headers.Add("Idempotency-Key", key ?? $"sharing-{_keys++:0000}"); }
        if (body is not null)
        {
            var json = body as string ?? Json.Write(body);
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }
        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> Ask(string role, HttpMethod method, string path, object? body = null)
    {
        using var response = await As(role, method, path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A consumer's code that nobody has yet.</summary>
    public string NewCode() => $"unit{_codes++}";

    /// <summary>A consumer with these grants, and its key.</summary>
    public async Task<string> Register(string code, object[] grants, int callsPerDay = 100, int rowsPerCall = 50)
    {
        await Ask(System, HttpMethod.Post, "sharing/consumers", new
        {
            division = "630000",
            code,
            name = $"单位{code}",
            contact = "",
        });
        await Grant(code, grants, callsPerDay, rowsPerCall);
        var issued = await Ask(
            System, HttpMethod.Post, $"sharing/consumers/630000-{code}/keys", new { validDays = 30 });
        return issued.GetProperty("key").GetString()!;
    }

    public Task<JsonElement> Grant(string code, object[] grants, int callsPerDay = 100, int rowsPerCall = 50) => Ask(
        Security, HttpMethod.Put, $"sharing/consumers/630000-{code}/grants",
        new { grants, quota = new { callsPerDay, rowsPerCall } });

    public static object GrantOf(
        string subject, string[]? fields = null, string[]? divisions = null, string[]? funds = null,
        string from = "2026-01-01", string? until = null) =>
        new { subject, fields, divisions = divisions ?? ["630000"], funds, from, until };

    /// <summary>A machine's call, as curl would send it.</summary>
    public async Task<HttpResponseMessage> Call(
        string? apiKey, string path, string? accept = null, X509Certificate2? certificate = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/{path}");
        if (apiKey is not null) { request.Headers.Add("X-Api-Key", apiKey); }
        if (accept is not null) { request.Headers.Accept.ParseAdd(accept); }
        if (certificate is null) { return await Http.SendAsync(request); }
        using var handler = new SocketsHttpHandler();
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = [certificate],
            RemoteCertificateValidationCallback = Trusting(Server),
        };
        using var client = new HttpClient(handler) { BaseAddress = Secure };
        return await client.SendAsync(request);
    }

    public async Task<JsonElement> Rows(string apiKey, string path)
    {
        using var response = await Call(apiKey, path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The problem's code, with the status checked.</summary>
    public async Task<string> Refused(string? apiKey, string path, HttpStatusCode status)
    {
        using var response = await Call(apiKey, path);
        return await CodeOf(response, status);
    }

    public static async Task<string> CodeOf(HttpResponseMessage response, HttpStatusCode status)
    {
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(status, response.StatusCode);
        return body.GetProperty("code").GetString()!;
    }

    /// <summary>Lets messages have their effect, as the outbox does.</summary>
    public async Task Deliver()
    {
        var moved = true;
        while (moved)
        {
            moved = false;
            foreach (var container in Containers.All) { moved |= await _pump.RunOnce(container) > 0; }
        }
    }

    public Task RunJobs() => _jobs.RunWaiting(default);

    public static X509Certificate2 Certificate(string name, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(from, until);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }

    /// <summary>Trusts this one server, which nobody has signed.</summary>
    public static RemoteCertificateValidationCallback Trusting(X509Certificate2 server) =>
        (_, shown, _, _) => shown?.GetCertHashString() == server.GetCertHashString();

    public const string System = "system-administrator";
    public const string Security = "security-administrator";

    private static WebApplication Serve()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls("http://127.0.0.1:0", "https://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificate = Server;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.AllowAnyClientCertificate();
        }));
        return builder.Build();
    }

    private sealed class TokenIsRole : IActors
    {
        /// <summary><c>leader</c>, or <c>leader@630100</c> for one of another division.</summary>
        public Task<Actor?> FromToken(string bearer)
        {
            var parts = bearer.Split('@');
            var where = parts.Length > 1 ? Division.Of(parts[1]) : Qinghai;
            return Task.FromResult(Roles.Shipped.Find(parts[0]) is { } role
                ? new Actor(bearer, role.Name, where, null, [new Grant(role.Actions.ToHashSet(), null, where)])
                : null);
        }
    }

    /// <summary>Nothing in these tests starts a process.</summary>
    private sealed class NoWorkflows : IWorkflows
    {
        public Task Start(string workflow, string instanceId, string input, CancellationToken stopping = default) =>
            throw new NotSupportedException();

        public Task Raise(
            string instanceId, string eventName, object payload, string eventId,
            CancellationToken stopping = default) => Task.CompletedTask;

        public Task<WorkflowView?> View(string instanceId, CancellationToken stopping = default) =>
            Task.FromResult<WorkflowView?>(null);
    }
}
