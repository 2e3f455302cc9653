namespace SocialFund.Hosts.Pipeline;

/// <summary>What a head may set; the defaults are right for one bureau.</summary>
public sealed record ApiOptions
{
    /// <summary>A filled report form is some 200 KB; anything larger comes as a file.</summary>
    public int JsonBodyMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>A million payees zipped is some 60 MB; attachments are scans.</summary>
    public long UploadMax { get; init; } = 1024L * 1024 * 1024;

    /// <summary>
    /// Commands without sign-in (sign-in itself, refresh) from one address. A whole bureau may share one address in the
    /// morning; guessing a password is stopped by the account's lock, this only keeps the hashing affordable.
    /// </summary>
    public int AnonymousCommandsPerMinute { get; init; } = 240;

    /// <summary>
    /// How many of our own fronts every request passes. Each adds the address it was called from to X-Forwarded-For, so
    /// the caller's is that many from the end; what stands before it is the caller's word. Zero: nobody is in front.
    /// </summary>
    public int FrontsBefore { get; init; }

    /// <summary>Where the client certificate of a machine stands.</summary>
    public ClientCertificates ClientCertificates { get; init; } = ClientCertificates.None;

    public string Version { get; init; } = "0.1.0";
}

public enum ClientCertificates
{
    /// <summary>None are asked for, and none are believed.</summary>
    None = 1,

    /// <summary>This process ends TLS itself and knows the certificate of the connection.</summary>
    OfConnection,

    /// <summary>
    /// The platform's front ends TLS and tells the certificate in <c>X-ARR-ClientCert</c>, having removed what the
    /// caller wrote there.
    /// </summary>
    ToldByFront,
}
