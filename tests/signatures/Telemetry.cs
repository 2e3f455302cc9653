// What functions/Hosts/Azure uses of OpenTelemetry.Extensions.Hosting, Microsoft.Azure.Functions.Worker.OpenTelemetry
// and Azure.Monitor.OpenTelemetry.Exporter: docs/decisions/0021.
#nullable enable
namespace OpenTelemetry
{
    public sealed class OpenTelemetryBuilder : IOpenTelemetryBuilder
    {
        public Microsoft.Extensions.DependencyInjection.IServiceCollection Services => throw null!;
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
    public static class FunctionsOpenTelemetryExtensions
    {
        public static T UseFunctionsWorkerDefaults<T>(this T builder)
            where T : global::OpenTelemetry.IOpenTelemetryBuilder => throw null!;
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
        public static T UseAzureMonitorExporter<T>(
            this T builder, System.Action<AzureMonitorExporterOptions> configureAzureMonitor)
            where T : global::OpenTelemetry.IOpenTelemetryBuilder => throw null!;
    }
}
