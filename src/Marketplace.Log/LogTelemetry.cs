using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Marketplace.Log;

/// <summary>What the log tells of itself to whoever listens (OpenTelemetry, dotnet-counters): figures and spans, no name and no content.</summary>
internal static class LogTelemetry
{
    public const string Name = "Marketplace.Log";

    private static readonly Meter Meter = new(Name);

    /// <summary>A span for each batch, from asking for the lock to the answers.</summary>
    public static readonly ActivitySource Batches = new(Name);

    public static readonly Counter<long> Commands = Meter.CreateCounter<long>("marketplace.log.commands", description: "Commands decided");
    public static readonly Counter<long> Commits = Meter.CreateCounter<long>("marketplace.log.commits", description: "Transactions committed");
    public static readonly Counter<long> Faults = Meter.CreateCounter<long>("marketplace.log.faults", description: "Batches that the store refused");
    public static readonly Histogram<double> BatchTime = Meter.CreateHistogram<double>("marketplace.log.batch.duration", "s", "From asking for the log's lock to the answers");
}
