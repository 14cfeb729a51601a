using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marketplace.Benchmarks.Watching;

/// <summary>Many who watch one auction, and when each picture had reached the last of them.</summary>
internal sealed class Audience : IDisposable
{
    private readonly Lock gate = new();
    private readonly Watcher[] watchers;
    private readonly SortedList<long, (int Reached, long Complete)> pictures = [];

    public Audience(int port, string auction, int count)
    {
        var request = Encoding.ASCII.GetBytes($"GET /v1/auctions/{auction}/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        watchers = [.. Enumerable.Range(0, count).Select(_ => new Watcher(this, port))];
        foreach (var watcher in watchers) watcher.Begin(request);
    }

    /// <summary>How many have seen a picture.</summary>
    public int Present { get { lock (gate) return watchers.Count(watcher => watcher.Position >= 0); } }

    /// <summary>Pictures that at least one has seen, by position, and when the last had seen it or a later one; 0 where not all have.</summary>
    public IReadOnlyList<(long Position, long Complete)> Pictures { get { lock (gate) return [.. pictures.Select(picture => (picture.Key, picture.Value.Complete))]; } }

    public long Received { get; private set; }

    public void Forget()
    {
        lock (gate)
        {
            pictures.Clear();
            Received = 0;
        }
    }

    private void Saw(Watcher watcher, long position)
    {
        lock (gate)
        {
            Received++;
            var before = watcher.Position;
            if (position <= before) return;
            watcher.Position = position;
            // Those who are further on already missed this picture, and lack nothing of it.
            if (!pictures.ContainsKey(position)) pictures.Add(position, (watchers.Count(other => other != watcher && other.Position >= position), 0));
            for (var i = pictures.Count - 1; i >= 0 && pictures.GetKeyAtIndex(i) > before; i--)
            {
                var (at, reached) = (pictures.GetKeyAtIndex(i), pictures.GetValueAtIndex(i).Reached + 1);
                if (at <= position) pictures[at] = (reached, reached == watchers.Length ? Stopwatch.GetTimestamp() : 0);
            }
        }
    }

    public void Dispose()
    {
        foreach (var watcher in watchers) watcher.Dispose();
    }

    private sealed class Watcher : IDisposable
    {
        private readonly Audience audience;
        private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly SocketAsyncEventArgs receiving = new();
        private readonly byte[] buffer = new byte[4096];
        private int kept;
        private bool gone;

        public Watcher(Audience audience, int port)
        {
            this.audience = audience;
            socket.Connect(IPAddress.Loopback, port);
            receiving.Completed += (_, _) =>
            {
                Read();
                Receive();
            };
        }

        public long Position { get; set; } = -1;

        public void Begin(byte[] request)
        {
            socket.Send(request);
            Receive();
        }

        private void Receive()
        {
            do receiving.SetBuffer(buffer, kept, buffer.Length - kept);
            while (!gone && !socket.ReceiveAsync(receiving) && Read());
        }

        /// <summary>The last id that is there with the end of its line; what may be the beginning of the next is kept.</summary>
        private bool Read()
        {
            if (gone) return false;
            if (receiving.SocketError is not SocketError.Success || receiving.BytesTransferred == 0) throw new InvalidOperationException($"The server closed a stream ({receiving.SocketError}): {Encoding.UTF8.GetString(buffer, 0, kept)}");
            var text = buffer.AsSpan(0, kept + receiving.BytesTransferred);
            if (text.StartsWith("HTTP/1.1 "u8) && !text.StartsWith("HTTP/1.1 200"u8)) throw new InvalidOperationException(Encoding.UTF8.GetString(text));
            var at = text.LastIndexOf("id: "u8);
            if (at >= 0 && Utf8Parser.TryParse(text[(at + 4)..], out long position, out var digits) && at + 4 + digits < text.Length) audience.Saw(this, position);
            else if (at < 0) at = Math.Max(0, text.Length - 3);
            else
            {
                text[at..].CopyTo(buffer);
                kept = text.Length - at;
                return true;
            }
            kept = 0;
            return true;
        }

        public void Dispose()
        {
            gone = true;
            socket.Dispose();
        }
    }
}
