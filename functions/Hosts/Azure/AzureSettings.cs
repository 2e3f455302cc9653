using Microsoft.Extensions.Configuration;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Azure;

/// <summary>
/// The application settings, as infra/bicep writes them. A double underscore in a setting's name is a colon here.
/// </summary>
/// <param name="CosmosEndpoint">The documents' account.</param>
/// <param name="FilesEndpoint">The blob service of the files account.</param>
/// <param name="Home">The division that runs the installation.</param>
/// <param name="Entra">Null: only the built-in sign-in.</param>
/// <param name="InsightsConnection">Null: no telemetry to Azure Monitor.</param>
/// <param name="TakesCertificates">The platform asks callers for client certificates and passes them on.</param>
/// <param name="FrontsBefore">Own fronts before the functions: the web app, and the platform's.</param>
public sealed record AzureSettings(
    Uri CosmosEndpoint, string Database, Uri FilesEndpoint, Uri Vault, Division Home, EntraSettings? Entra,
    string? InsightsConnection, bool HasCollector, int FrontsBefore, bool TakesCertificates)
{
    /// <summary>Prefix of the settings by which the triggers find documents and files.</summary>
    public const string Cosmos = "Cosmos";
    public const string Files = "Files";

    public const string DatabaseName = "COSMOS_DATABASE";

    private const string CosmosEndpointName = "Cosmos:accountEndpoint";
    private const string FilesEndpointName = "Files:blobServiceUri";
    private const string VaultName = "VAULT_URI";
    private const string HomeName = "HOME_DIVISION";
    private const string TenantName = "Entra:tenantId";
    private const string ClientName = "Entra:clientId";
    private const string AuthorityName = "Entra:authority";
    private const string InsightsName = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string CollectorName = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string FrontsName = "FRONTS_BEFORE";
    private const string CertificatesName = "CLIENT_CERTIFICATES";

    /// <summary>All that this head reads and bicep sets, as settings are written.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. new[]
        {
            CosmosEndpointName, DatabaseName, FilesEndpointName, VaultName, HomeName, TenantName, ClientName,
            AuthorityName, InsightsName, FrontsName, CertificatesName,
        }.Select(name => name.Replace(":", "__", StringComparison.Ordinal)),
    ];

    /// <summary>What the host, its triggers and the identity library read; here so that none is forgotten.</summary>
    public static IReadOnlyList<string> Platform { get; } =
    [
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "Files__queueServiceUri", "Files__credential", "Files__clientId", "Cosmos__credential", "Cosmos__clientId",
        "AZURE_CLIENT_ID", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT",
    ];

    /// <exception cref="InvalidOperationException">A setting is missing or not what it should be.</exception>
    public static AzureSettings Read(IConfiguration settings) => new(
        Address(settings, CosmosEndpointName), Text(settings, DatabaseName), Address(settings, FilesEndpointName),
        Address(settings, VaultName),
        Division.TryParse(Text(settings, HomeName), out var home) ? home : throw Wrong(HomeName),
        EntraOf(settings), settings[InsightsName] is { Length: > 0 } insights ? insights : null,
        !string.IsNullOrEmpty(settings[CollectorName]),
        int.TryParse(Text(settings, FrontsName), out var fronts) && fronts >= 0 ? fronts : throw Wrong(FrontsName),
        bool.TryParse(Text(settings, CertificatesName), out var takes) ? takes : throw Wrong(CertificatesName));

    private static EntraSettings? EntraOf(IConfiguration settings) =>
        settings[ClientName] is { Length: > 0 } client
            ? new EntraSettings(Address(settings, AuthorityName), Text(settings, TenantName), client)
            : null;

    private static string Text(IConfiguration settings, string name) =>
        settings[name] is { Length: > 0 } value ? value : throw Wrong(name);

    private static Uri Address(IConfiguration settings, string name) =>
        Uri.TryCreate(Text(settings, name), UriKind.Absolute, out var address) ? address : throw Wrong(name);

    private static InvalidOperationException Wrong(string name) =>
        new($"Application setting {name.Replace(":", "__", StringComparison.Ordinal)} is missing or wrong.");
}

/// <param name="Authority">The sign-in service of the cloud: login.microsoftonline.com, login.chinacloudapi.cn.</param>
/// <param name="ClientId">The application that users sign in to; empty settings leave Entra off.</param>
public sealed record EntraSettings(Uri Authority, string TenantId, string ClientId)
{
    public string MetadataAddress => new Uri(Authority, $"{TenantId}/v2.0/.well-known/openid-configuration").ToString();
}
