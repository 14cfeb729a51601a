using System.Diagnostics.Metrics;
using Marketplace.Api.Pipeline;
using Marketplace.Api.Reactions;
using Marketplace.Log;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Marketplace.Api.Hosting;

/// <summary>
/// The figures of health as instruments, for anybody who listens in the process; and, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a
/// collector, figures and spans of the log, of the framework and of the runtime sent there. The exporter reads the other OTEL_
/// variables itself.
/// </summary>
internal sealed class Telemetry : IHostedService, IDisposable
{
    public const string Name = "Marketplace";
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly Meter meter = new(Name);
    private readonly IConfiguration configuration;
    private MeterProvider? meters;
    private TracerProvider? traces;

    public Telemetry(Writer writer, Feed feed, Projections projections, ReactionRunner reactions, IConfiguration configuration)
    {
        this.configuration = configuration;
        meter.CreateObservableGauge("marketplace.log.position", () => feed.Head, description: "The last event this process knows of");
        meter.CreateObservableGauge("marketplace.log.waiting", () => writer.Waiting, description: "Commands in the queue");
        meter.CreateObservableGauge("marketplace.log.writable", () => writer.Fault is null && !writer.ClockBehind ? 1 : 0, description: "1 while commands can be written");
        meter.CreateObservableGauge("marketplace.read_model.lag", () => Math.Max(0, projections.Model.Status.Head - projections.Model.Status.Position), description: "Events that the lists do not show yet");
        meter.CreateObservableGauge("marketplace.read_model.parked_streams", () => projections.Model.Status.ParkedStreams, description: "Streams that a view could not follow");
        meter.CreateObservableGauge("marketplace.reactions.hanging", () => reactions.Fault is null ? 0 : 1, description: "1 while what follows by itself cannot be carried out");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration[Endpoint] is not { Length: > 0 }) return Task.CompletedTask;
        var resource = ResourceBuilder.CreateDefault().AddService("marketplace");
        meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter(Name, "Marketplace.Log", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime").AddOtlpExporter().Build();
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource("Marketplace.Log", "Microsoft.AspNetCore").AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    /// <summary>What was measured last is sent before the process ends.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces?.Dispose();
        meters?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => meter.Dispose();
}
