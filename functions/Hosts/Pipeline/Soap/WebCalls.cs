using System.Net.Http.Headers;
using SocialFund.Exchange.Partners;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Soap;

/// <summary>Calls other systems over HTTP: no redirects, no cookies, no waiting for ever.</summary>
public sealed class WebCalls : IWebCalls, IDisposable
{
    /// <summary>A package of a gigabyte over a slow line; the connection itself is given up much sooner.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Patience,
    };

    public async Task<Result<WebAnswer>> Ask(WebQuestion question, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(question.Method, question.Address);
        if (question.Body is not null)
        {
            request.Content = new StreamContent(question.Body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(question.ContentType!);
        }
        if (question.SoapAction is { } action) { request.Headers.Add("SOAPAction", $"\"{action}\""); }
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping);
            var body = await response.Content.ReadAsStreamAsync(stopping);
            return new WebAnswer((int)response.StatusCode, body, response);
        }
        catch (HttpRequestException error)
        {
            return new CarriageFailed($"无法连接对方系统（{error.HttpRequestError}）");
        }
        catch (TaskCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new CarriageFailed("对方系统超时未应答");
        }
    }

    public void Dispose() => _http.Dispose();
}
