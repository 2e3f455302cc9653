using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using SocialFund.Hosts.Azure;
using SocialFund.Hosts.Pipeline;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

var settings = AzureSettings.Read(builder.Configuration);
var telemetry = builder.Services.AddOpenTelemetry();
telemetry.UseFunctionsWorkerDefaults();
telemetry
    .WithTracing(traces => traces.AddSource(Telemetry.SourceName))
    .WithMetrics(metrics => metrics.AddMeter(Telemetry.SourceName, "System.Runtime"));
if (settings.InsightsConnection is not null)
{
    telemetry.UseAzureMonitorExporter(options => options.Credential = new DefaultAzureCredential());
}
if (settings.HasCollector) { telemetry.UseOtlpExporter(); }

builder.Services.AddSingleton(services => new Composition(
    settings, Ground.In(settings, TimeProvider.System), services.GetRequiredService<ILoggerFactory>()));
builder.Build().Run();
