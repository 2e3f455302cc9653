using System.Text;

namespace SocialFund.Bench.Users;

/// <summary>The limit: Kestrel answering every request with the same 2 KB.</summary>
internal static class Constant
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        $$"""{"items":[],"total":0,"pad":"{{new string('x', 2000)}}"}""");

    public static async Task Serve(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.Run(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Body.Length;
            await context.Response.Body.WriteAsync(Body, context.RequestAborted);
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
    }
}
