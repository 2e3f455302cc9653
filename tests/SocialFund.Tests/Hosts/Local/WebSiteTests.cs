using System.IO.Compression;
using System.Net;
using System.Text;
using SocialFund.Hosts.Local;

namespace SocialFund.Tests.Hosts.Local;

/// <summary>A small front end served by the real head.</summary>
public sealed class WebSiteTests : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("socialfund-web-");
    private readonly HttpClient _http = new();
    private LocalHead _head = null!;

    public async Task InitializeAsync()
    {
        var assets = Path.Combine(_root.FullName, "web", "dist", "assets");
        Directory.CreateDirectory(assets);
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "web", "dist", "index.html"), "<html>页</html>");
        await File.WriteAllTextAsync(Path.Combine(assets, "app-1a2b.js"), new string('a', 5000));
        var settings = new LocalSettings { Root = _root.FullName, Host = "127.0.0.1", Port = 0, NoDemo = true };
        _head = await LocalHead.Start(settings, TextWriter.Null);
        _http.BaseAddress = _head.Address;
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _head.DisposeAsync();
        _root.Delete(recursive: true);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/expenditure/requests/630100-11-2026-000001")]
    public async Task Page_AtAnyOfItsAddresses_IsTheIndexAndAskedForAgain(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal("<html>页</html>", await response.Content.ReadAsStringAsync());
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task Asset_IsKeptForEverAndTravelsCompressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/app-1a2b.js");
        request.Headers.Add("Accept-Encoding", "gzip, br");
        using var response = await _http.SendAsync(request);
        Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl!.ToString());
        Assert.Equal("br", response.Content.Headers.ContentEncoding.Single());
        await using var body = await response.Content.ReadAsStreamAsync();
        await using var brotli = new BrotliStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        Assert.Equal(new string('a', 5000), await reader.ReadToEndAsync());
    }

    [Theory]
    [InlineData("/assets/gone-9z.js")]
    [InlineData("/../documents.db")]
    [InlineData("/data/documents.db")]
    public async Task File_ThatIsNotThere_Is404AndNotThePage(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
