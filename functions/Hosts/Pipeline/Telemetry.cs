using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SocialFund.Hosts.Pipeline.Requests;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline;

/// <summary>Traces and metrics of the product and of the framework, sent by OTLP where a collector is named.</summary>
public sealed class Telemetry : IDisposable
{
    /// <summary>Of the product's own traces and metrics.</summary>
    public const string SourceName = "SocialFund";

    /// <summary>Commands, workflow steps, outbox deliveries and jobs.</summary>
    internal static readonly ActivitySource Source = new(SourceName);

    private static readonly Meter Meter = new(SourceName);

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "socialfund.api.refusals", description: "Refused requests by endpoint and problem code.");

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private Telemetry(TracerProvider traces, MeterProvider metrics) => (_traces, _metrics) = (traces, metrics);

    /// <returns>Null where no collector is named in OTEL_EXPORTER_OTLP_ENDPOINT: then nothing is recorded.</returns>
    public static Telemetry? Start(string service, string version)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"))) { return null; }
        // Lets the framework put the standard http.* tags on its own activities.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        var resource = ResourceBuilder.CreateDefault().AddService(service, serviceVersion: version);
        return new Telemetry(
            Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
                .AddSource("Microsoft.AspNetCore", "System.Net.Http", Source.Name)
                .AddOtlpExporter().Build(),
            Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http",
                    "System.Runtime", Meter.Name)
                .AddOtlpExporter().Build());
    }

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    internal static void Name(HttpContext http, Activity? activity, Door door)
    {
        if (activity is not null)
        {
            activity.DisplayName = door.Label;
            activity.SetTag("http.route", $"/api/{door.Endpoint.Route}");
        }
        http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpActivityFeature>()?.Activity
            .SetTag("http.route", $"/api/{door.Endpoint.Route}");
    }

    internal static void Refused(Door door, Problem problem) => Refusals.Add(
        1, new KeyValuePair<string, object?>("endpoint", door.Label),
        new KeyValuePair<string, object?>("code", problem.Code));
}
