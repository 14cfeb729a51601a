using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marketplace.Benchmarks;

/// <summary>What a connection sends, one request after the other, as bytes that are ready but for what differs.</summary>
internal interface IScript
{
    ReadOnlySpan<byte> Next();
}

/// <summary>Looks at an answer as it came.</summary>
/// <param name="moment">When its request was to be sent, a timestamp of <see cref="Stopwatch"/>; 0 in a closed loop.</param>
internal delegate void AnswerReader(long moment, ReadOnlySpan<byte> answer);

/// <summary>
/// One HTTP/1.1 connection that is kept open, with one request under way at a time. Closed loop: the next request follows
/// the answer. Open loop: requests have their moments, and the time until the answer counts from the moment on, also when
/// the one before was late.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly SocketAsyncEventArgs receiving = new();
    private readonly byte[] buffer = new byte[16 * 1024];
    private readonly Lock gate = new();
    private readonly Queue<long> due = new();
    private readonly List<long> latencies = [];
    private readonly long[] statuses = new long[600];
    private int filled;
    private bool busy, closedLoop;
    private long moment;

    public Connection(int port)
    {
        socket.Connect(IPAddress.Loopback, port);
        receiving.SetBuffer(buffer, 0, buffer.Length);
        receiving.Completed += (_, _) =>
        {
            if (Received()) Continue();
        };
    }

    public IScript? Script { get; set; }

    public AnswerReader? Reader { get; set; }

    /// <summary>The last answer with a status that nobody expected.</summary>
    public static string? Unexpected { get; private set; }

    public bool Busy { get { lock (gate) return busy; } }

    public IReadOnlyList<long> Latencies => latencies;

    public long Answers(int status) => Volatile.Read(ref statuses[status]);

    public void Forget()
    {
        Array.Clear(statuses);
        latencies.Clear();
    }

    /// <summary>Sends now and again after each answer.</summary>
    public void StartLoop()
    {
        lock (gate) (closedLoop, busy) = (true, true);
        Continue();
    }

    /// <summary>The request under way is the last.</summary>
    public void StopLoop()
    {
        lock (gate) closedLoop = false;
    }

    /// <summary>Sends the request whose moment it is (a timestamp of <see cref="Stopwatch"/>), or as soon as the answers before it are there.</summary>
    public void SendFor(long at)
    {
        lock (gate)
        {
            if (busy)
            {
                due.Enqueue(at);
                return;
            }
            (busy, moment) = (true, at);
        }
        Continue();
    }

    private void Continue()
    {
        do
        {
            var request = Script!.Next();
            if (socket.Send(request) != request.Length) throw new InvalidOperationException("A request did not fit the socket's buffer.");
            do
            {
                receiving.SetBuffer(filled, buffer.Length - filled);
                if (socket.ReceiveAsync(receiving)) return;
            }
            while (!Complete());
        }
        while (Answered());
    }

    /// <summary>Whether an answer came whole and another request is to follow it.</summary>
    private bool Received()
    {
        while (!Complete())
        {
            receiving.SetBuffer(filled, buffer.Length - filled);
            if (socket.ReceiveAsync(receiving)) return false;
        }
        return Answered();
    }

    private bool Complete()
    {
        if (receiving.SocketError is not SocketError.Success || receiving.BytesTransferred == 0)
            throw new InvalidOperationException($"The server closed a connection ({receiving.SocketError}).");
        filled += receiving.BytesTransferred;
        var answer = buffer.AsSpan(0, filled);
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var length = answer[..head].IndexOf("\r\nContent-Length: "u8);
        if (length < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
        return Utf8Parser.TryParse(answer[(length + 18)..], out int body, out _) && filled >= head + 4 + body;
    }

    private bool Answered()
    {
        _ = Utf8Parser.TryParse(buffer.AsSpan(9, 3), out int status, out _);
        statuses[status]++;
        if (status is not (200 or 201 or 422)) Unexpected = Encoding.UTF8.GetString(buffer, 0, filled);
        Reader?.Invoke(moment, buffer.AsSpan(0, filled));
        filled = 0;
        if (moment != 0) latencies.Add(Stopwatch.GetTimestamp() - moment);
        lock (gate)
        {
            if (closedLoop) return true;
            busy = due.TryDequeue(out moment);
            if (!busy) moment = 0;
            return busy;
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        receiving.Dispose();
    }
}
