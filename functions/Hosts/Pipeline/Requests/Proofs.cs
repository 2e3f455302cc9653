using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Requests;

/// <summary>What a machine shows: an API key, or the certificate of its connection.</summary>
internal static class Proofs
{
    public const string KeyHeader = "X-Api-Key";
    private const string FrontHeader = "X-ARR-ClientCert";

    /// <summary>A key goes before a certificate, which a browser may show without being asked.</summary>
    /// <param name="hasToken">A person's token came: then a certificate is not looked at.</param>
    /// <returns>Null where there is neither; or <see cref="CertificateUnreadable"/>.</returns>
    public static Result<ConsumerProof?> Of(HttpContext http, ClientCertificates source, bool hasToken)
    {
        if (http.Request.Headers.TryGetValue(KeyHeader, out var key))
        {
            return new ConsumerProof(key.ToString(), null);
        }
        if (hasToken) { return Result.Of<ConsumerProof?>(null); }
        return source switch
        {
            ClientCertificates.OfConnection when http.Connection.ClientCertificate is { } shown => Of(shown),
            ClientCertificates.ToldByFront when http.Request.Headers.TryGetValue(FrontHeader, out var told) =>
                Read(told.ToString()),
            _ => Result.Of<ConsumerProof?>(null),
        };
    }

    private static Result<ConsumerProof?> Read(string text)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
            return Of(certificate);
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            return new CertificateUnreadable();
        }
    }

    private static ConsumerProof Of(X509Certificate2 certificate) => new(null, new ConsumerCertificate(
        certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(),
        certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime()));
}
