using System.Net;
using System.Security.Cryptography.X509Certificates;
using SocialFund.Hosts.Local;
using SocialFund.Tests.Exchange.Sharing;
using SocialFund.Tests.Hosts.Pipeline;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Local;

/// <summary>The local head with a certificate of its own: HTTPS, and machines that show theirs.</summary>
public sealed class CertificateTests
{
    [Fact]
    public async Task Head_WithACertificate_SeesTheOneOfTheCaller()
    {
        using var folder = new TempFolder();
        var file = folder.Of("server.pfx");
        using var server = Make("localhost");
        await File.WriteAllBytesAsync(file, server.Export(X509ContentType.Pfx));
        var settings = new LocalSettings
        {
            Data = folder.Of("data"),
            Host = "127.0.0.1",
            Port = 0,
            NoHistory = true,
            Certificate = file,
        };
        await using var head = await LocalHead.Start(settings, TextWriter.Null);
        Assert.Equal("https", head.Address.Scheme);

        using var mine = Make("client");
        Assert.Equal("certificate_unknown", await Refused(head.Address, server, mine));
        Assert.Equal("sign_in_needed", await Refused(head.Address, server, null));
    }

    private static async Task<string> Refused(
        Uri address, X509Certificate2 server, X509Certificate2? certificate)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = SharingHost.Trusting(server);
        if (certificate is not null) { handler.SslOptions.ClientCertificates = [certificate]; }
        using var client = new HttpClient(handler) { BaseAddress = address };
        using var response = await client.GetAsync(new Uri("/api/sharing/granted", UriKind.Relative));
        return await ProbeHost.Code(response, HttpStatusCode.Unauthorized);
    }

    private static X509Certificate2 Make(string name) => SharingHost.Certificate(
        name, DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
}
