using System.Diagnostics;
using System.Threading.Channels;

namespace Marketplace.Log;

/// <summary>
/// The one place where anything is decided. It takes the log's lock, catches up with what other processes appended, runs
/// every queued decision in order, each against the state left by the one before, and commits them together: one disk
/// flush for all who waited. Nobody waits for company: while one batch is being flushed the next gathers by itself.
/// </summary>
public sealed class Writer : IAsyncDisposable
{
    /// <summary>The checkpoint that says at which position a log was restored.</summary>
    internal const string RestoredAt = "$restored";

    private readonly ILogStore store;
    private readonly ILogModel model;
    private readonly TimeProvider time;
    private readonly WriterOptions options;
    private readonly StateCache cache;
    private readonly Feed feed;
    private readonly Channel<Pending> queue;
    private readonly Salts salts = new();
    private readonly LookAround lookAround;
    private Task running = Task.CompletedTask;
    private LogHead known = LogHead.Empty;
    private long restoredAt, dueVersion;
    private bool disposed;

    /// <summary>A batch whose commit was sent and not answered: nothing is decided again before it is known whether it arrived.</summary>
    private Batch? sent;

    public Writer(ILogStore store, ILogModel model, StateCache cache, Feed feed, TimeProvider time, WriterOptions options)
    {
        (this.store, this.model, this.cache, this.feed, this.time, this.options) = (store, model, cache, feed, time, options);
        lookAround = new LookAround(store, this, time, options);
        queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    /// <summary>Why the store cannot be written, or not even be read, at the moment; null when the last batch and the last look went through.</summary>
    public string? Fault { get => field ?? lookAround.Fault; private set; }

    /// <summary>Commands waiting now.</summary>
    public int Waiting => queue.Reader.Count;

    /// <summary>Where the log stood after the last batch of this process.</summary>
    public LogHead Head => Volatile.Read(ref known);

    /// <summary>Another one whenever the moments at which streams fall due may have changed: by a commit of this process that says so, or by any of another.</summary>
    public long DueVersion => Volatile.Read(ref dueVersion);

    /// <summary>Market time now, Unix milliseconds: system time plus the offset, never below the last time in the log.</summary>
    public long MarketNow => Math.Max(SystemNow + Head.ClockOffset, Head.At);

    private long SystemNow => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Whether this process's clock is so far behind the log, or off the store's, that it must not write.</summary>
    public bool ClockBehind => SystemNow + Head.ClockOffset < Head.At - (long)options.ClockTolerance.TotalMilliseconds || lookAround.ClockIsOff;

    /// <summary>
    /// Whether the log was restored from a backup and has not begun its new epoch: until a command does
    /// (<see cref="Effect.StartEpoch"/>), every other that would write is answered <see cref="OutcomeKind.Unavailable"/>.
    /// </summary>
    public bool EpochNeeded => restoredAt > 0 && Head.Position == restoredAt;

    /// <exception cref="StoreException">The log cannot be read.</exception>
    public async Task StartAsync(CancellationToken cancel)
    {
        var head = await store.ReadHeadAsync(cancel);
        if (await store.ReadCheckpointAsync(Backups.LogCopy.Copying, cancel) > 0) throw new StoreException(StoreFault.Unavailable, "This log is being copied from another and is not complete. Let the copy come to its end.");
        restoredAt = await store.ReadCheckpointAsync(RestoredAt, cancel);
        Volatile.Write(ref known, head);
        feed.StartAt(head.Position);
        await lookAround.StartAsync(cancel);
        running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Learns at once what others have appended, where somebody knows more of the log than this process does.</summary>
    public Task CatchUpAsync(long position) => position > Head.Position ? lookAround.LookAsync() : Task.CompletedTask;

    /// <summary>Decides a command and answers when its effect is durable.</summary>
    /// <remarks>Once queued it is decided whether or not the caller still listens; an answer that got lost is asked for again with the same key.</remarks>
    public async ValueTask<Outcome> ExecuteAsync(LogCommand command, CancellationToken cancel)
    {
        // Asked before the streams are loaded: a flood must not cost reads as well.
        if (Waiting >= options.QueueLength) return Answer(OutcomeKind.Busy);
        // Here and not on the writer's thread.
        _ = command.Key?.Handle;
        var pins = new StateCache.Pin[command.Streams.Count];
        try
        {
            for (var i = 0; i < pins.Length; i++) pins[i] = await cache.PinAsync(command.Streams[i], cancel);
            var pending = new Pending(command, pins);
            if (!queue.Writer.TryWrite(pending)) return Answer(OutcomeKind.Busy);
            var outcome = await pending.Task;
            return pending.Earlier is { } used ? await ReplayAsync(used, cancel) : outcome;
        }
        catch (Exception fault) when (fault is StoreException or UnknownEventException)
        {
            LogTelemetry.Faults.Add(1);
            Fault = fault.Message;
            return Answer(OutcomeKind.Unavailable);
        }
        finally
        {
            foreach (var pin in pins) pin.Dispose();
        }
    }

    /// <summary>The first answer again: the events that were the key's effect.</summary>
    private async Task<Outcome> ReplayAsync(UsedKey used, CancellationToken cancel)
    {
        var stored = await store.ReadFeedAsync(used.FirstPosition - 1, used.Count, cancel);
        return new Outcome(OutcomeKind.Replayed, Feed.Decode(model, stored), null, used.FirstPosition + used.Count - 1);
    }

    private async Task RunAsync()
    {
        var commands = new List<Pending>();
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            commands.Clear();
            while (commands.Count < options.MaxBatch && queue.Reader.TryRead(out var pending)) commands.Add(pending);
            using (var span = LogTelemetry.Batches.StartActivity("batch"))
            {
                var begun = Stopwatch.GetTimestamp();
                await RunBatchAsync(commands);
                LogTelemetry.BatchTime.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
                span?.SetTag("marketplace.commands", commands.Count).SetTag("marketplace.position", Head.Position);
            }
            // Behind those who were just answered: what they ask next comes into the next batch together, and not one by one
            // while the rest is still being answered. Nobody waits for this when nobody else is there.
            await Task.Yield();
        }
    }

    /// <summary>Runs the commands until they are committed, known not to be, or nobody can say.</summary>
    private async Task RunBatchAsync(List<Pending> commands)
    {
        sent = null;
        for (var attempt = 0; ; attempt++)
        {
            if (attempt > 0) await PauseAsync(attempt);
            var last = attempt == options.Retries;
            try
            {
                if (await TryBatchAsync(commands)) return;
                if (!last) continue;
                GiveUp(commands, OutcomeKind.Unknown, "The commit was sent and its outcome is unknown.");
                return;
            }
            catch (StoreException fault) when (!last && (sent is not null || fault.Fault is StoreFault.Transient))
            {
                LogTelemetry.Faults.Add(1);
            }
            catch (Exception fault) when (fault is StoreException or UnknownEventException)
            {
                GiveUp(commands, sent is null ? OutcomeKind.Unavailable : OutcomeKind.Unknown, fault.Message);
                return;
            }
            catch (Exception bug)
            {
                // Not a store fault and not a decision's own exception: a bug in the log. Every caller learns of it and the writer goes on.
                LogTelemetry.Faults.Add(1);
                Fault = bug.Message;
                foreach (var pending in commands) pending.Fail(bug);
                return;
            }
        }
    }

    /// <summary>False when the commit was sent and no answer came.</summary>
    private async Task<bool> TryBatchAsync(List<Pending> commands)
    {
        Batch decided;
        var wanted = Batch.Wanted(Head.Position, commands);
        await using (var transaction = await store.BeginAsync(wanted, CancellationToken.None))
        {
            await CatchUpAsync(transaction);
            if (sent is not null && await IsThereAsync(transaction, sent)) decided = sent;
            else
            {
                sent = null;
                if (ClockBehind)
                {
                    GiveUp(commands, OutcomeKind.ClockBehind, "This process's clock is behind the log or off the store's.");
                    return true;
                }
                decided = Decide(wanted, transaction.Found, commands);
                if (!await CommitAsync(transaction, decided)) return false;
            }
        }
        Conclude(decided, commands.Count);
        return true;
    }

    private Batch Decide(LookUp wanted, Found found, List<Pending> commands)
    {
        var batch = new Batch(model, Head, EpochNeeded, salts, time);
        batch.Learn(wanted, found);
        foreach (var pending in commands) batch.Decide(pending);
        return batch;
    }

    /// <summary>False when the commit was sent and no answer came.</summary>
    private async Task<bool> CommitAsync(ILogBatch transaction, Batch batch)
    {
        if (batch.Events.Count == 0) return true;
        var write = batch.ToWrite();
        try
        {
            await transaction.CommitAsync(write, CancellationToken.None);
            return true;
        }
        catch (Exception fault) when (fault is not StoreException { Fault: StoreFault.Transient or StoreFault.Unavailable })
        {
            // Also what no store should throw: to believe that nothing was written takes one that says so.
            LogTelemetry.Faults.Add(1);
            sent = batch;
            return false;
        }
    }

    /// <summary>
    /// Asked under the log's lock, so a commit that was still on its way has ended by now. The salt is 32 random bytes: if
    /// the first event's is there, the whole commit is.
    /// </summary>
    private static async Task<bool> IsThereAsync(ILogBatch transaction, Batch sent)
    {
        var first = sent.Events[0].Stored;
        var found = await transaction.ReadFeedAsync(first.Position - 1, 1, CancellationToken.None);
        return found.Count == 1 && found[0].Salt.AsSpan().SequenceEqual(first.Salt);
    }

    private void Conclude(Batch decided, int commands)
    {
        if (decided.ChangesDue) Interlocked.Increment(ref dueVersion);
        decided.Publish(cache, feed);
        if (decided.Head.Position > Head.Position) Volatile.Write(ref known, decided.Head);
        Fault = null;
        if (decided.Events.Count > 0) LogTelemetry.Commits.Add(1);
        LogTelemetry.Commands.Add(commands);
        decided.AnswerAll();
    }

    private void GiveUp(List<Pending> commands, OutcomeKind kind, string why)
    {
        LogTelemetry.Faults.Add(1);
        Fault = why;
        foreach (var pending in commands) pending.Answer(Answer(kind));
    }

    private Outcome Answer(OutcomeKind kind) => new(kind, [], null, Head.Position);

    /// <summary>What other processes appended becomes known before anything is decided.</summary>
    private async Task CatchUpAsync(ILogBatch transaction)
    {
        var head = transaction.Found.Head;
        if (head.Position < Head.Position || (head.Position == Head.Position && !head.Frontier.AsSpan().SequenceEqual(Head.Frontier)))
            throw new StoreException(StoreFault.Unavailable, "The log is not the one this process has known: it was replaced while the process ran. Start the process again.");
        var page = transaction.Found.Missed;
        for (var after = Head.Position; after < head.Position;)
        {
            var events = Feed.Decode(model, page);
            Publish(events);
            after = events[^1].Position;
            if (after < head.Position) page = await transaction.ReadFeedAsync(after, LookUp.Page, CancellationToken.None);
        }
        Volatile.Write(ref known, head);
    }

    private void Publish(IReadOnlyList<LogEvent> events)
    {
        if (events.Count == 0) return;
        foreach (var e in events) cache.Apply(e);
        Interlocked.Increment(ref dueVersion);
        feed.Publish(events);
    }

    /// <summary>Real time, not the market's: what is waited for is another process's lock or a server, and no test clock moves those.</summary>
    private static Task PauseAsync(int attempt) => Task.Delay(Math.Min(1000, 5 << attempt), CancellationToken.None);

    /// <summary>Takes no more commands, decides those that wait, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true)) return;
        // At once: whoever comes while the rest ends is told so.
        queue.Writer.TryComplete();
        await lookAround.DisposeAsync();
        await running;
    }
}
