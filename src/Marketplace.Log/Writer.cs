using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace Marketplace.Log;

/// <param name="QueueLength">Commands that may wait; one more is answered <see cref="OutcomeKind.Busy"/> at once.</param>
/// <param name="MaxBatch">Commands decided in one commit. 1 is one transaction a command, for comparison.</param>
public sealed record WriterOptions(int QueueLength = 4096, int MaxBatch = 1024)
{
    /// <summary>How far this process's clock may be behind the log before it refuses to write.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMilliseconds(250);

    public int Retries { get; init; } = 8;
}

/// <summary>
/// The one place where anything is decided. It takes the log's lock, catches up with what other processes appended, runs
/// every queued decision in order, each against the state left by the one before, and commits them together: one disk
/// flush for all who waited. Nobody waits for company: while one batch is being flushed the next gathers by itself.
/// </summary>
public sealed class Writer : IAsyncDisposable
{
    private static readonly Meter Meter = new("Marketplace.Log");
    private static readonly Counter<long> Commands = Meter.CreateCounter<long>("marketplace.log.commands", description: "Commands decided");
    private static readonly Counter<long> Commits = Meter.CreateCounter<long>("marketplace.log.commits", description: "Transactions committed");
    private static readonly Counter<long> Faults = Meter.CreateCounter<long>("marketplace.log.faults", description: "Batches that the store refused");

    private readonly ILogStore store;
    private readonly ILogModel model;
    private readonly TimeProvider time;
    private readonly WriterOptions options;
    private readonly StateCache cache;
    private readonly Feed feed;
    private readonly Channel<Pending> queue;
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;
    private LogHead known = LogHead.Empty;
    private bool disposed;

    public Writer(ILogStore store, ILogModel model, StateCache cache, Feed feed, TimeProvider time, WriterOptions options)
    {
        (this.store, this.model, this.cache, this.feed, this.time, this.options) = (store, model, cache, feed, time, options);
        queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    /// <summary>Why the store cannot be written at the moment; null when the last batch went through.</summary>
    public string? Fault { get; private set; }

    /// <summary>Commands waiting now.</summary>
    public int Waiting => queue.Reader.Count;

    /// <summary>Where the log stood after the last batch of this process.</summary>
    public LogHead Head => Volatile.Read(ref known);

    /// <summary>Market time now, Unix milliseconds: system time plus the offset, never below the last time in the log.</summary>
    public long MarketNow => Math.Max(SystemNow + Head.ClockOffset, Head.At);

    private long SystemNow => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Whether this process's clock is so far behind the log that it must not write.</summary>
    public bool ClockBehind => SystemNow + Head.ClockOffset < Head.At - (long)options.ClockTolerance.TotalMilliseconds;

    public async Task StartAsync(CancellationToken cancel)
    {
        var head = await store.ReadHeadAsync(cancel);
        Volatile.Write(ref known, head);
        feed.StartAt(head.Position);
        running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Decides a command and answers when its effect is durable.</summary>
    /// <remarks>Once queued it is decided whether or not the caller still listens; an answer that got lost is asked for again with the same key.</remarks>
    public async ValueTask<Outcome> ExecuteAsync(LogCommand command, CancellationToken cancel)
    {
        var pins = new StateCache.Pin[command.Streams.Count];
        try
        {
            for (var i = 0; i < pins.Length; i++) pins[i] = await cache.PinAsync(command.Streams[i], cancel);
            var pending = new Pending(command, pins);
            if (!queue.Writer.TryWrite(pending)) return new Outcome(OutcomeKind.Busy, [], null, Head.Position);
            var outcome = await pending.Task;
            return pending.Earlier is { } used ? await ReplayAsync(used, cancel) : outcome;
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
        var batch = new List<Pending>();
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < options.MaxBatch && queue.Reader.TryRead(out var pending)) batch.Add(pending);
            await RunBatchAsync(batch);
        }
    }

    private async Task RunBatchAsync(List<Pending> commands)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (await TryBatchAsync(commands)) return;
            }
            catch (StoreException fault) when (fault.Fault is StoreFault.Transient && attempt < options.Retries && !stopping.IsCancellationRequested)
            {
                Faults.Add(1);
                await PauseAsync(attempt);
            }
            catch (Exception fault) when (fault is StoreException or UnknownEventException)
            {
                Faults.Add(1);
                Fault = fault.Message;
                AnswerAll(commands, fault is StoreException { Fault: StoreFault.Unknown } ? OutcomeKind.Unknown : OutcomeKind.Unavailable);
                return;
            }
            catch (Exception bug)
            {
                // Not a store fault and not a decision's own exception: a bug in the log. Every caller learns of it and the writer goes on.
                Faults.Add(1);
                Fault = bug.Message;
                foreach (var pending in commands) pending.Fail(bug);
                return;
            }
        }
    }

    /// <summary>False when the outcome was unknown and reading showed that nothing was written: run it again.</summary>
    private async Task<bool> TryBatchAsync(List<Pending> commands)
    {
        Batch decided;
        var transaction = await store.BeginAsync(stopping.Token);
        await using (transaction)
        {
            await CatchUpAsync(transaction);
            if (ClockBehind)
            {
                Fault = "This process's clock is behind the log.";
                AnswerAll(commands, OutcomeKind.ClockBehind);
                return true;
            }
            decided = new Batch(model, Head, time);
            await decided.LookUpAsync(transaction, commands);
            foreach (var pending in commands) decided.Decide(pending);
            if (decided.Events.Count > 0)
            {
                try
                {
                    await transaction.CommitAsync(decided.ToWrite(), CancellationToken.None);
                }
                catch (StoreException fault) when (fault.Fault is StoreFault.Unknown)
                {
                    Faults.Add(1);
                    if (!await IsThereAsync(decided.Events[0].Stored)) return false;
                }
            }
        }
        Publish(decided.Events);
        Volatile.Write(ref known, decided.Head);
        Fault = null;
        Commits.Add(decided.Events.Count > 0 ? 1 : 0);
        Commands.Add(commands.Count);
        decided.AnswerAll();
        return true;
    }

    private void AnswerAll(List<Pending> commands, OutcomeKind kind)
    {
        foreach (var pending in commands) pending.Answer(new Outcome(kind, [], null, Head.Position));
    }

    private async Task CatchUpAsync(ILogBatch transaction)
    {
        for (var after = Head.Position; after < transaction.Head.Position;)
        {
            var events = Feed.Decode(model, await transaction.ReadFeedAsync(after, 1000, stopping.Token));
            Publish(events);
            after = events[^1].Position;
        }
        Volatile.Write(ref known, transaction.Head);
    }

    private void Publish(IReadOnlyList<LogEvent> events)
    {
        foreach (var e in events) cache.Apply(e);
        if (events.Count > 0) feed.Publish(events);
    }

    /// <summary>The salt is 32 random bytes: if the first event's is there, the whole commit is.</summary>
    private async Task<bool> IsThereAsync(StoredEvent first)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var found = await store.ReadFeedAsync(first.Position - 1, 1, stopping.Token);
                return found.Count == 1 && found[0].Salt.AsSpan().SequenceEqual(first.Salt);
            }
            catch (StoreException) when (attempt < options.Retries)
            {
                await PauseAsync(attempt);
            }
            catch (StoreException fault)
            {
                throw new StoreException(StoreFault.Unknown, "The commit was sent and the store cannot be asked whether it arrived.", fault);
            }
        }
    }

    private Task PauseAsync(int attempt) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Min(1000, 5 << attempt)), time, stopping.Token);

    /// <summary>Takes no more commands, decides those that wait, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true)) return;
        queue.Writer.TryComplete();
        await running;
        await stopping.CancelAsync();
        stopping.Dispose();
    }
}
