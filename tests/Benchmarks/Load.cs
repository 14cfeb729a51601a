using System.Diagnostics;

namespace Marketplace.Benchmarks;

/// <summary>What one stretch of load came to.</summary>
/// <param name="Elapsed">Wall time in which the answers were counted.</param>
/// <param name="ServerTime">Processor time that the server took meanwhile.</param>
/// <param name="ClientTime">Processor time that this process took meanwhile.</param>
/// <param name="Allocated">Bytes that the server allocated meanwhile.</param>
internal sealed record Stretch(long Accepted, long Refused, TimeSpan Elapsed, TimeSpan ServerTime, TimeSpan ClientTime, long Allocated)
{
    public double PerSecond => (Accepted + Refused) / Elapsed.TotalSeconds;

    public double AcceptedShare => (double)Accepted / (Accepted + Refused);

    /// <summary>Microseconds of the server's processor time for one request.</summary>
    public double ServerMicroseconds => ServerTime.TotalMicroseconds / (Accepted + Refused);

    /// <summary>Bytes that the server allocated for one request.</summary>
    public double ServerBytes => (double)Allocated / (Accepted + Refused);

    /// <summary>The client's part of all cores, 0 to 1.</summary>
    public double ClientShare => ClientTime / (Elapsed * Environment.ProcessorCount);
}

/// <summary>Connections to one server that are loaded together.</summary>
internal sealed class Load : IDisposable
{
    private readonly Server server;
    private readonly Connection[] connections;

    public Load(Server server, int count)
    {
        this.server = server;
        connections = [.. Enumerable.Range(0, count).Select(_ => new Connection(server.Port))];
    }

    /// <summary>Who looks at every answer.</summary>
    public AnswerReader? Reader { set => Array.ForEach(connections, connection => connection.Reader = value); }

    /// <summary>Each connection sends, waits for the answer and sends again.</summary>
    public Stretch Closed(Func<int, IScript> script, TimeSpan length)
    {
        Begin(script);
        foreach (var connection in connections) connection.StartLoop();
        Thread.Sleep(length / 10);
        var (before, allocated0, server0, client0, started) = (Count(), server.Allocated, server.Processor, Own(), Stopwatch.GetTimestamp());
        Thread.Sleep(length);
        var (after, allocated1, server1, client1, elapsed) = (Count(), server.Allocated, server.Processor, Own(), Stopwatch.GetElapsedTime(started));
        foreach (var connection in connections) connection.StopLoop();
        End();
        return new Stretch(after.Accepted - before.Accepted, after.Refused - before.Refused, elapsed, server1 - server0, client1 - client0, allocated1 - allocated0);
    }

    /// <summary>
    /// So many requests a second, evenly, whatever becomes of them, for so long; returns the times from each request's moment
    /// to its answer in ascending order, and how late this process was itself in sending.
    /// </summary>
    public (Stretch Stretch, Latencies Answers, Latencies Sending) Open(Func<int, IScript> script, double perSecond, TimeSpan length)
    {
        Begin(script);
        var lags = new List<long>();
        var (count, gap) = ((long)(perSecond * length.TotalSeconds), Stopwatch.Frequency / perSecond);
        var (allocated0, server0, client0, started) = (server.Allocated, server.Processor, Own(), Stopwatch.GetTimestamp());
        for (long sent = 0; sent < count;)
        {
            Thread.Sleep(1);
            for (long moment; sent < count && (moment = started + (long)(sent * gap)) <= Stopwatch.GetTimestamp(); sent++)
            {
                lags.Add(Stopwatch.GetTimestamp() - moment);
                connections[sent % connections.Length].SendFor(moment);
            }
        }
        End();
        var total = Count();
        var stretch = new Stretch(total.Accepted, total.Refused, Stopwatch.GetElapsedTime(started), server.Processor - server0, Own() - client0, server.Allocated - allocated0);
        return (stretch, new Latencies(connections.SelectMany(connection => connection.Latencies)), new Latencies(lags));
    }

    /// <summary>Answers since the last <see cref="Begin"/>.</summary>
    public (long Accepted, long Refused) Count() =>
        (connections.Sum(connection => connection.Answers(200) + connection.Answers(201)), connections.Sum(connection => connection.Answers(422)));

    private void Begin(Func<int, IScript> script)
    {
        for (var i = 0; i < connections.Length; i++)
        {
            connections[i].Forget();
            connections[i].Script = script(i);
        }
    }

    private void End()
    {
        var deadline = Stopwatch.GetTimestamp() + 10 * Stopwatch.Frequency;
        while (connections.Any(connection => connection.Busy))
        {
            if (Stopwatch.GetTimestamp() > deadline) throw new InvalidOperationException("Some requests were not answered within ten seconds.");
            Thread.Sleep(1);
        }
        if (Connection.Unexpected is { } unexpected) throw new InvalidOperationException($"An answer that was not expected:\n{unexpected}");
    }

    private static TimeSpan Own()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    public void Dispose()
    {
        foreach (var connection in connections) connection.Dispose();
    }
}

/// <summary>Times in ascending order.</summary>
internal sealed class Latencies
{
    private readonly long[] ticks;

    public Latencies(IEnumerable<long> ticks)
    {
        this.ticks = [.. ticks];
        Array.Sort(this.ticks);
    }

    /// <summary>Milliseconds that the share of all (0 to 1) do not exceed.</summary>
    public double At(double share) => ticks[(int)Math.Min(ticks.Length - 1, Math.Ceiling(ticks.Length * share) - 1)] * 1000.0 / Stopwatch.Frequency;

    public override string ToString() => $"p50 {At(0.5):0.00} ms, p99 {At(0.99):0.00} ms, p99.9 {At(0.999):0.00} ms, most {At(1):0.00} ms";
}
