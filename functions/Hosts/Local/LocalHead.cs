using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using SocialFund.Hosts.Local.Demo;

namespace SocialFund.Hosts.Local;

/// <summary>The whole product in one process: API, front end, background work.</summary>
public sealed class LocalHead : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Composition _composition;
    private readonly ILoggerFactory _loggers;

    private LocalHead(WebApplication app, Composition composition, ILoggerFactory loggers) =>
        (_app, _composition, _loggers) = (app, composition, loggers);

    /// <summary>Where it answers.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Ends when the process is asked to stop and everything has come to rest.</summary>
    public Task Ended => _app.WaitForShutdownAsync();

    /// <param name="told">Where people read the address and the accounts.</param>
    /// <exception cref="Storage.StoreInUseException">Another process has the data open.</exception>
    public static async Task<LocalHead> Start(
        LocalSettings settings, TextWriter told, CancellationToken stopping = default)
    {
        // Otherwise every folder below the current one is watched for a settings file, thousands in a repository.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(settings.Address);
        if (settings.Certificate is { } certificate) { UseHttps(builder.WebHost, certificate); }
        var loggers = Loggers();
        builder.Services.AddSingleton(loggers);
        if (!settings.NoDemo && !settings.NoHistory)
        {
            LocalData.TakeOverPrepared(settings, TimeProvider.System.GetUtcNow());
            await DemoLoad.Run(settings, loggers, told, stopping);
        }
        var composition = new Composition(settings, TimeProvider.System, loggers);
        try
        {
            composition.AddTo(builder.Services);
            var app = builder.Build();
            composition.Map(app);
            var site = WebSite.Load(settings.WebFolder);
            site.Map(app);
            var accounts = await MakeAccounts(settings, composition, stopping);
            await app.StartAsync(stopping);
            await told.WriteLineAsync(Welcome.Text(settings, new Uri(app.Urls.First()), site.IsThere, accounts));
            return new LocalHead(app, composition, loggers);
        }
        catch
        {
            composition.Dispose();
            loggers.Dispose();
            throw;
        }
    }

    /// <summary>What is wrong, on the console.</summary>
    public static ILoggerFactory Loggers() => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Warning)
        .AddSimpleConsole(options => options.TimestampFormat = "yyyy-MM-dd HH:mm:ss "));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _composition.Dispose();
        _loggers.Dispose();
    }

    /// <summary>
    /// A client certificate is asked for and may be any: whether it is registered is for the pipeline to say, and that
    /// the caller holds its key is what TLS proves.
    /// </summary>
    private static void UseHttps(IWebHostBuilder host, string certificate) =>
        host.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificate = X509CertificateLoader.LoadPkcs12FromFile(certificate, password: null);
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.AllowAnyClientCertificate();
        }));

    private static async Task<IReadOnlyList<(string Account, string Password)>> MakeAccounts(
        LocalSettings settings, Composition composition, CancellationToken stopping)
    {
        if (settings.NoDemo) { return await composition.FirstAccounts.MakeAdministrators(stopping); }
        await composition.FirstAccounts.MakeDemo(stopping);
        return [];
    }
}
