using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Tests.Hosts.Local.Kills;

/// <summary>
/// People at browsers whose server dies now and then: whatever gets no answer is sent again, under the same idempotency
/// key, to the server that is there then.
/// </summary>
internal sealed class Clients : IDisposable
{
    private const string Password = "Demo@2026shebao";

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentDictionary<string, string> _tokens = new();
    private TaskCompletionSource<Uri> _server = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _repeats;

    /// <summary>How often something was sent again.</summary>
    public int Repeats => _repeats;

    /// <summary>Answers that no client should ever see.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    public void ServerIs(Uri address) => _server.TrySetResult(address);

    /// <summary>Those who wait already go on waiting for the same one.</summary>
    public void ServerIsGone()
    {
        if (!_server.Task.IsCompleted) { return; }
        _server = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public async Task<JsonElement> Get(string account, string path) =>
        JsonDocument.Parse(await Send(account, HttpMethod.Get, path, null, null)).RootElement;

    /// <param name="key">Names the deed; the same deed has the same key however often it is done.</param>
    public Task<string> Post(string account, string path, string key, object body) => Send(
        account, HttpMethod.Post, path, key,
        () => new StringContent(Json.Write(body), Encoding.UTF8, "application/json"));

    public Task<string> Upload(string account, string path, string key, string text) => Send(
        account, HttpMethod.Post, path, key, () => new StringContent(text, Encoding.UTF8, "text/csv"));

    public Task<string> Download(string account, string path) => Send(account, HttpMethod.Get, path, null, null);

    public void Dispose() => _http.Dispose();

    private async Task<string> Send(
        string account, HttpMethod method, string path, string? key, Func<HttpContent>? body)
    {
        while (true)
        {
            var token = _tokens.TryGetValue(account, out var known) ? known : await SignIn(account);
            var (status, text) = await Once(method, path, token, key, body);
            if (status == HttpStatusCode.Unauthorized) { _tokens.TryRemove(account, out _); continue; }
            if (status is >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous) { return text; }
            // Somebody was faster: a list that is a moment old still shows the step.
            if (text.Contains("\"wrong_state\"", StringComparison.Ordinal)) { return text; }
            Complaints.Enqueue($"{method} {path}: {(int)status} {text}");
            return text;
        }
    }

    private async Task<string> SignIn(string account)
    {
        var body = Json.Write(new { account, password = Password });
        var (_, text) = await Once(
            HttpMethod.Post, "/api/identity/sessions", null, $"sign-in-{Guid.CreateVersion7()}",
            () => new StringContent(body, Encoding.UTF8, "application/json"));
        var token = JsonDocument.Parse(text).RootElement.GetProperty("accessToken").GetString()!;
        return _tokens[account] = token;
    }

    /// <summary>Until some server has answered it.</summary>
    private async Task<(HttpStatusCode Status, string Text)> Once(
        HttpMethod method, string path, string? token, string? key, Func<HttpContent>? body)
    {
        while (true)
        {
            var server = await _server.Task;
            try
            {
                using var request = new HttpRequestMessage(method, new Uri(server, path));
                request.Content = body?.Invoke();
                request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
                if (key is not null) { request.Headers.Add("Idempotency-Key", key); }
                using var response = await _http.SendAsync(request);
                return (response.StatusCode, await response.Content.ReadAsStringAsync());
            }
            catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException)
            {
                // It died before or after the effect; whoever asked cannot know.
                Interlocked.Increment(ref _repeats);
            }
        }
    }
}
