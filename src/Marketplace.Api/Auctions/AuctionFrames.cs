using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Log;

namespace Marketplace.Api.Auctions;

/// <summary>What watchers see: nothing that a stranger may not.</summary>
/// <param name="Stage">What the format is at, with the price of a falling schedule and whose turn it is; absent where a format has no stages.</param>
/// <param name="Position">Of the log; the event's id in the stream. The picture holds everything up to here, and perhaps a bid after it.</param>
public sealed record AuctionFrame(AuctionPhase Phase, Instant ClosesAt, string? LeadingLabel, Money? LeadingAmount, Money? MinimumNext, long Bids, Stage? Stage, long Position);

/// <summary>
/// The live pictures of the auctions that somebody watches: made once for all watchers, ten a second at most. A watcher
/// that is slow misses pictures in between, never the last one, so nobody's queue can grow.
/// </summary>
internal sealed partial class AuctionFrames(Market market, Feed feed, TimeProvider time, ILogger<AuctionFrames> logger) : BackgroundService
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    /// <summary>Without a picture for so long, watchers and whatever stands between learn that the line is open.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private static readonly byte[] StillHere = [.. ": still here\n\n"u8];
    private readonly ConcurrentDictionary<string, Channel> channels = new(StringComparer.Ordinal);

    /// <summary>Joins the watchers of an auction; leave by disposing.</summary>
    public async Task<Watcher> WatchAsync(string auction, CancellationToken cancel)
    {
        while (true)
        {
            var channel = channels.GetOrAdd(auction, _ => new Channel(this, auction, market, time, logger));
            if (!channel.TryJoin()) continue;
            var watcher = new Watcher(channel);
            try
            {
                await channel.StartAsync(cancel);
                return watcher;
            }
            catch
            {
                watcher.Dispose();
                throw;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var position = feed.Head;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    await feed.WaitAsync(position, stoppingToken);
                    position = await TouchAsync(position, stoppingToken);
                }
                catch (Exception fault) when (fault is StoreException or UnknownEventException)
                {
                    // Nothing is passed over: the same events are read again.
                    Failed(logger, "events", fault);
                    await Task.Delay(AfterFault, time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process is ending; watchers' requests end with it.
        }
    }

    private async Task<long> TouchAsync(long position, CancellationToken cancel)
    {
        // Read before the channels are looked at: one who joins after that look sees at least this position in its first picture.
        var head = feed.Head;
        // What nobody watches needs no reading; whoever comes begins with a fresh picture.
        if (channels.IsEmpty) return head;
        var events = await feed.ReadAsync(position, 1000, cancel);
        foreach (var e in events)
            if (channels.TryGetValue(e.Stream, out var channel)) channel.Touch(e.Position);
        return events[^1].Position;
    }

    private async Task<(long Version, byte[] Bytes)> MakeAsync(string auction, long position)
    {
        var state = await market.ReadAsync<Auction>(auction, CancellationToken.None);
        var leading = state.State.Leading;
        var frame = new AuctionFrame(state.State.Phase!.Value, state.State.ClosesAt, leading?.Label, leading?.Amount, state.State.MinimumNext, state.State.Bids, state.State.Course!.Stage, position);
        return (state.Version, [.. Encoding.UTF8.GetBytes($"id: {position}\nevent: auction\ndata: "), .. JsonSerializer.SerializeToUtf8Bytes(frame, Json.Options), .. "\n\n"u8]);
    }

    /// <summary>One who watches.</summary>
    public sealed class Watcher : IDisposable
    {
        private readonly Channel channel;
        private long seen, heard;

        internal Watcher(Channel channel) => this.channel = channel;

        /// <summary>
        /// The next picture that this watcher has not seen, as bytes of the event stream, at first the picture of now; or a comment when
        /// none has come for a while. Null once the watcher has gone.
        /// </summary>
        public async ValueTask<byte[]?> NextAsync(Task gone)
        {
            while (!gone.IsCompleted)
            {
                var (picture, beat, change) = channel.Now;
                if (picture.Number > seen)
                {
                    (seen, heard) = (picture.Number, beat);
                    return picture.Bytes;
                }
                if (beat > heard)
                {
                    heard = beat;
                    return StillHere;
                }
                await Task.WhenAny(change, gone);
            }
            return null;
        }

        public void Dispose() => channel.Leave();
    }

    internal sealed class Channel(AuctionFrames frames, string auction, Market market, TimeProvider time, ILogger logger)
    {
        private readonly Lock gate = new();
        private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ITimer? timer, silence;
        private (long Number, byte[] Bytes) latest;
        private long touched, madeOf, beats;
        private DateTimeOffset begunAt;
        private int watchers;
        private bool scheduled, closed;

        public bool TryJoin()
        {
            lock (gate)
            {
                if (closed) return false;
                watchers++;
                return true;
            }
        }

        public void Leave()
        {
            lock (gate)
            {
                if (--watchers > 0) return;
                closed = true;
                timer?.Dispose();
                silence?.Dispose();
            }
            frames.channels.TryRemove(new KeyValuePair<string, Channel>(auction, this));
        }

        public async Task StartAsync(CancellationToken cancel)
        {
            lock (gate)
            {
                if (latest.Number > 0) return;
                begunAt = time.GetUtcNow();
            }
            await MakeAsync(market.Position).WaitAsync(cancel);
        }

        /// <summary>Something happened: a picture now, or when the last one is a tenth of a second old.</summary>
        public void Touch(long position)
        {
            lock (gate)
            {
                touched = position;
                Schedule(begunAt + Shortest - time.GetUtcNow());
            }
        }

        /// <summary>Under the gate.</summary>
        private void Schedule(TimeSpan wait)
        {
            if (scheduled || closed) return;
            scheduled = true;
            if (wait > TimeSpan.Zero) timer = time.CreateTimer(_ => _ = RenewAsync(), null, wait, Timeout.InfiniteTimeSpan);
            else _ = Task.Run(RenewAsync);
        }

        private async Task RenewAsync()
        {
            long position;
            lock (gate)
            {
                timer?.Dispose();
                timer = null;
                scheduled = false;
                position = touched;
                begunAt = time.GetUtcNow();
            }
            try
            {
                await MakeAsync(position);
            }
            catch (Exception fault)
            {
                // The watchers keep the last picture and are not told a wrong one; a moment later it is tried again.
                Failed(logger, auction, fault);
                lock (gate) Schedule(AfterFault);
            }
        }

        private async Task MakeAsync(long position)
        {
            var (version, bytes) = await frames.MakeAsync(auction, position);
            TaskCompletionSource wake;
            lock (gate)
            {
                // The picture of an earlier version must not come after that of a later one, nor the same twice.
                if (latest.Number > 0 && version <= madeOf) return;
                (latest, madeOf) = ((latest.Number + 1, bytes), version);
                wake = Turn();
            }
            wake.SetResult();
        }

        /// <summary>The last picture, how often the line was shown to be open, and what completes with the next of either.</summary>
        public ((long Number, byte[] Bytes) Picture, long Beat, Task Change) Now { get { lock (gate) return (latest, beats, next.Task); } }

        private void Beat()
        {
            TaskCompletionSource wake;
            lock (gate)
            {
                if (closed) return;
                beats++;
                wake = Turn();
            }
            wake.SetResult();
        }

        /// <summary>What all wait for that is over, with another in its place; the silence begins anew. Under the gate.</summary>
        private TaskCompletionSource Turn()
        {
            if (!closed)
            {
                silence ??= time.CreateTimer(_ => Beat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                silence.Change(Heartbeat, Timeout.InfiniteTimeSpan);
            }
            var wake = next;
            next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return wake;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The live picture of {What} could not be made and will be tried again.")]
    private static partial void Failed(ILogger logger, string what, Exception fault);
}
