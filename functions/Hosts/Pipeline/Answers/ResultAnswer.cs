using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SocialFund.Hosts.Pipeline.Requests;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Answers;

/// <summary>Tells what a handler answered.</summary>
internal static class ResultAnswer
{
    public static Task Write(HttpContext http, Door door, object value, Call call)
    {
        if (call.Origin.IsKept) { http.Response.Headers["Idempotency-Hit"] = "true"; }
        return value switch
        {
            Download download => WriteDownload(http, download),
            Accepted accepted => WriteAccepted(http, accepted),
            IVersioned versioned => WriteVersioned(http, door, versioned),
            ITable table => WriteTable(http, door, table),
            _ => WriteJson(http, door, value),
        };
    }

    private static Task WriteVersioned(HttpContext http, Door door, IVersioned value)
    {
        var tag = $"\"{value.ETag}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        if (!door.IsCommand && http.Request.Headers.IfNoneMatch.Contains(tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        return WriteJson(http, door, value);
    }

    private static Task WriteAccepted(HttpContext http, Accepted accepted)
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.Headers.Location = $"/api/jobs/{Uri.EscapeDataString(accepted.JobId)}";
        return WriteValue(http, accepted, Json.Options.GetTypeInfo(typeof(Accepted)));
    }

    /// <summary>As CSV where that is asked for and JSON is not.</summary>
    private static Task WriteTable(HttpContext http, Door door, ITable table)
    {
        http.Response.Headers.Vary = "Accept";
        var accepted = http.Request.GetTypedHeaders().Accept
            .Where(type => type.MediaType == "text/csv" || type.MediaType == "application/json")
            .MaxBy(type => type.Quality ?? 1);
        if (accepted?.MediaType != "text/csv") { return WriteJson(http, door, table); }
        http.Response.Headers["X-Total-Count"] = table.Total.ToString(CultureInfo.InvariantCulture);
        if (table.Continuation is { } next) { http.Response.Headers["X-Continuation"] = next; }
        return WriteDownload(http, new Download(table.FileName, CsvText.ContentType, async (body, stopping) =>
        {
            await using var writer = new StreamWriter(body, Encoding.UTF8, leaveOpen: true);
            await writer.WriteAsync(CsvText.Line(table.Heading).AsMemory(), stopping);
            foreach (var line in table.Lines) { await writer.WriteAsync(CsvText.Line(line).AsMemory(), stopping); }
        }));
    }

    private static Task WriteJson(HttpContext http, Door door, object value) =>
        // A declared union carries its kind; otherwise what is there is written, also where an interface was declared.
        WriteValue(http, value, door.Response.PolymorphismOptions is not null || value.GetType() == door.Response.Type
            ? door.Response
            : Json.Options.GetTypeInfo(value.GetType()));

    private static Task WriteValue(
        HttpContext http, object value, System.Text.Json.Serialization.Metadata.JsonTypeInfo type)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(http.Response.BodyWriter, value, type, http.RequestAborted);
    }

    private static async Task WriteDownload(HttpContext http, Download download)
    {
        // Zip and XML writers have synchronous parts (a central directory, a flush); they write to a buffered pipe.
        http.Features.Get<IHttpBodyControlFeature>()?.AllowSynchronousIO = true;
        http.Response.ContentType = download.ContentType;
        http.Response.Headers.ContentDisposition = Disposition(download.FileName);
        await download.Write(http.Response.Body, http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    /// <summary>The Chinese name in the UTF-8 form of RFC 5987, and an ASCII stand-in for old clients.</summary>
    internal static string Disposition(string fileName)
    {
        var plain = new string([.. fileName.Select(symbol =>
            char.IsAsciiLetterOrDigit(symbol) || symbol is '-' or '_' or '.' ? symbol : '_')]);
        return $"attachment; filename=\"{plain}\"; filename*=UTF-8''{Uri.EscapeDataString(fileName)}";
    }
}
