using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SocialFund.Hosts.Local;

namespace SocialFund.Tests.Hosts.Local;

/// <summary>The real local head with its demo accounts, on a free port over an empty folder.</summary>
public sealed class HeadFixture : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("socialfund-head-").FullName;
    private LocalHead? _head;
    private int _keys;

    public HttpClient Http { get; } = new();

    public string Data => _data;

    public StringWriter Told { get; } = new();

    public async Task InitializeAsync()
    {
        var settings = new LocalSettings { Data = _data, Host = "127.0.0.1", Port = 0, NoHistory = true };
        _head = await LocalHead.Start(settings, Told);
        Http.BaseAddress = _head.Address;
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (_head is not null) { await _head.DisposeAsync(); }
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>Signs a demo account in.</summary>
    /// <returns>The access token.</returns>
    public async Task<string> SignIn(string account)
    {
        using var response = await Send(
            HttpMethod.Post, "/api/identity/sessions", null,
            $$"""{"account":"{{account}}","password":"Demo@2026shebao"}""");
        var body = await response.Content.ReadAsStringAsync();
        return JsonDocument.Parse(body).RootElement.GetProperty("accessToken").GetString()
            ?? throw new InvalidOperationException(body);
    }

    /// <summary>Sends with a new idempotency key.</summary>
    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, string? token, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null) { request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token); }
        if (method != HttpMethod.Get) { request.Headers.Add("Idempotency-Key", $"head-test-{_keys++}"); }
        if (json is not null) { request.Content = new StringContent(json, Encoding.UTF8, "application/json"); }
        return await Http.SendAsync(request);
    }
}
