using Microsoft.AspNetCore.Http;

namespace SocialFund.Hosts.Pipeline.Answers;

/// <summary>What every answer tells the browser not to do.</summary>
public static class SecurityHeaders
{
    // Ant Design writes its styles at run time; scripts come from our own files only. Attachments are shown from blobs.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "frame-src blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void Apply(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        if (http.Request.IsHttps) { headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains"; }
    }
}
