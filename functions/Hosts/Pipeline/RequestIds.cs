using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace SocialFund.Hosts.Pipeline;

/// <summary>The number under which a request is found in logs and traces, and which users read to support.</summary>
internal static class RequestIds
{
    /// <summary>
    /// Takes the trace under way, else the caller's traceparent, else begins one; tells it in the answer.
    /// </summary>
    public static string Tell(HttpContext http)
    {
        var context = Activity.Current?.Context ?? FromHeader(http) ?? New();
        var sampled = context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? "01" : "00";
        http.Response.Headers.TraceParent = $"00-{context.TraceId}-{context.SpanId}-{sampled}";
        var id = context.TraceId.ToHexString();
        http.Response.Headers["X-Request-Id"] = id;
        return id;
    }

    private static ActivityContext? FromHeader(HttpContext http) =>
        ActivityContext.TryParse(http.Request.Headers.TraceParent, null, out var context) ? context : null;

    private static ActivityContext New() =>
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None);
}
