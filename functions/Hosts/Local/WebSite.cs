using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using SocialFund.Hosts.Pipeline.Answers;

namespace SocialFund.Hosts.Local;

/// <summary>
/// The built front end, read into memory at start: a few megabytes, compressed once. Addresses that are no file are the
/// single page's own and get <c>index.html</c>.
/// </summary>
internal sealed class WebSite
{
    /// <summary>Smaller answers do not get smaller.</summary>
    private const int CompressFrom = 1024;

    private sealed record Asset(byte[] Content, string ContentType, string ETag, bool IsHashed)
    {
        public bool IsText { get; } = ContentType.StartsWith("text/", StringComparison.Ordinal)
            || ContentType is "application/javascript" or "application/json" or "image/svg+xml";

        public Lazy<byte[]> Brotli { get; } = new(() => Compressed(Content));
    }

    private readonly Dictionary<string, Asset> _assets;

    private WebSite(Dictionary<string, Asset> assets) => _assets = assets;

    /// <summary>False where the front end was not built: then only the API answers.</summary>
    public bool IsThere => _assets.ContainsKey("/index.html");

    public static WebSite Load(string folder)
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".js"] = "text/javascript";
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
        return new WebSite(files.ToDictionary(
            file => "/" + Path.GetRelativePath(folder, file).Replace('\\', '/'),
            file => Read(file, types),
            StringComparer.Ordinal));
    }

    public void Map(WebApplication app) => app.MapFallback("{*path}", Answer);

    private async Task Answer(HttpContext http)
    {
        SecurityHeaders.Apply(http);
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }
        var path = http.Request.Path.Value ?? "/";
        if (Find(path) is { } asset) { await Send(http, asset); return; }
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(
            IsThere ? "没有这个文件。" : "前端尚未构建。请用 ./run 启动，或在 web 目录执行 npm ci && npm run build。");
    }

    /// <summary>A page's address has no extension; a missing file with one is a mistake and not a page.</summary>
    private Asset? Find(string path) =>
        _assets.TryGetValue(path, out var asset) ? asset
        : !Path.HasExtension(path) && _assets.TryGetValue("/index.html", out var page) ? page
        : null;

    private static async Task Send(HttpContext http, Asset asset)
    {
        var headers = http.Response.Headers;
        headers.ETag = asset.ETag;
        // A hashed name never changes its content; everything else is asked for again each time.
        headers.CacheControl = asset.IsHashed ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = "Accept-Encoding";
        if (http.Request.Headers.IfNoneMatch.Contains(asset.ETag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var content = asset.Content;
        if (asset.IsText && content.Length >= CompressFrom && TakesBrotli(http.Request))
        {
            headers.ContentEncoding = "br";
            content = asset.Brotli.Value;
        }
        http.Response.ContentType = asset.ContentType;
        http.Response.ContentLength = content.Length;
        await http.Response.Body.WriteAsync(content, http.RequestAborted);
    }

    private static bool TakesBrotli(HttpRequest request) =>
        request.Headers.AcceptEncoding.ToString().Split(',')
            .Any(coding => coding.Split(';')[0].Trim() == "br");

    private static Asset Read(string file, FileExtensionContentTypeProvider types)
    {
        var content = File.ReadAllBytes(file);
        var type = types.TryGetContentType(file, out var known) ? known : "application/octet-stream";
        if (type.StartsWith("text/", StringComparison.Ordinal)) { type += "; charset=utf-8"; }
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"";
        var isHashed = Path.GetFileName(Path.GetDirectoryName(file)) == "assets";
        return new Asset(content, type, tag, isHashed);
    }

    private static byte[] Compressed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal)) { brotli.Write(content); }
        return packed.ToArray();
    }
}
