using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SocialFund.Tests.Exchange.Partners;

/// <summary>A front server with an HTTP service, as the ministry's would be.</summary>
internal static class FrontServer
{
    public static void Map(WebApplication app, Dictionary<string, byte[]> shelf)
    {
        app.MapPut("/front/out/{name}", async (string name, HttpRequest request) =>
        {
            using var copy = new MemoryStream();
            await request.Body.CopyToAsync(copy);
            shelf[$"out/{name}"] = copy.ToArray();
        });
        app.MapGet("/front/in", () => string.Join('\n', shelf.Keys
            .Where(name => name.StartsWith("in/", StringComparison.Ordinal)).Select(name => name[3..])));
        app.MapGet("/front/in/{name}", (string name) => Results.Bytes(shelf[$"in/{name}"]));
        app.MapDelete("/front/in/{name}", (string name) => { shelf.Remove($"in/{name}"); });
    }
}
