// What functions/Hosts/Azure uses of OpenTelemetry.Extensions.Hosting, Microsoft.Azure.Functions.Worker.OpenTelemetry
// and Azure.Monitor.OpenTelemetry.Exporter: docs/decisions/0021.
#nullable enable
namespace OpenTelemetry
{
    public sealed class OpenTelemetryBuilder : IOpenTelemetryBuilder
    {
        public Microsoft.Extensions.DependencyInjection.IServiceCollection Services => throw null!;

        public OpenTelemetryBuilder WithTracing(System.Action<Trace.TracerProviderBuilder> configure) => throw null!;

        public OpenTelemetryBuilder WithMetrics(System.Action<Metrics.MeterProviderBuilder> configure) => throw null!;
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class OpenTelemetryServicesExtensions
    {
        public static OpenTelemetry.OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services) =>
            throw null!;
    }
}

namespace Microsoft.Azure.Functions.Worker.OpenTelemetry
{
    public static class ConfigureFunctionsOpenTelemetry
    {
        public static global::OpenTelemetry.OpenTelemetryBuilder UseFunctionsWorkerDefaults(
            this global::OpenTelemetry.OpenTelemetryBuilder builder) => throw null!;
    }
}

namespace Azure.Monitor.OpenTelemetry.Exporter
{
    public class AzureMonitorExporterOptions
    {
        public string? ConnectionString { get; set; }
        public global::Azure.Core.TokenCredential? Credential { get; set; }
    }

    public static class OpenTelemetryBuilderExtensions
    {
        public static global::OpenTelemetry.IOpenTelemetryBuilder UseAzureMonitorExporter(
            this global::OpenTelemetry.IOpenTelemetryBuilder builder,
            System.Action<AzureMonitorExporterOptions> configureAzureMonitor) => throw null!;
    }
}
