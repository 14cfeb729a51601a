using Marketplace.Domain;
using Marketplace.Domain.Clock;
using Marketplace.Log;
using Marketplace.Api.Pipeline;

namespace Marketplace.Api.Reactions;

/// <summary>
/// Carries out what follows by itself: first what events ask for, in their order, then what has fallen due, in due order.
/// The process that holds the lease does it. A clock that was told to advance is moved from due moment to due moment, so
/// that a jump makes the same events as a crawl.
/// </summary>
internal sealed partial class ReactionRunner(
    IEnumerable<IReaction> reactions, IEnumerable<IDueWork> dueWork, Feed feed, ILogStore store, Writer writer, Market market, TimeProvider time, ILogger<ReactionRunner> logger) : BackgroundService
{
    /// <summary>Of the lease and of the checkpoint.</summary>
    internal const string Name = "reactions";
    private const int Page = 500;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(1);

    private readonly IReaction[] reactions = [.. reactions];
    private readonly IDueWork[] dueWork = [.. dueWork];
    private readonly string owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7(time.GetUtcNow()):n}";
    private Lease? lease;
    private long position, saved;
    private (long Version, DueStream? Stream)? nextDue;
    private DateTimeOffset savedAt;
    private readonly Lock gate = new();
    private readonly List<TaskCompletionSource> asked = [];
    private TaskCompletionSource asking = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What could not be carried out and is being tried again; null when all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>The last event whose consequences are in the log.</summary>
    public long Position => Volatile.Read(ref position);

    /// <summary>
    /// Completes when all that had fallen due when this was called, and what follows from it, is in the log, whichever process
    /// did it.
    /// </summary>
    public Task SettleAsync(CancellationToken cancel)
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            asked.Add(settled);
            asking.TrySetResult();
        }
        return settled.Task.WaitAsync(cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var waiting = Asked();
                // Who asks may know from another process of what this one has not heard.
                if (waiting.Length > 0) nextDue = null;
                if (await HoldLeaseAsync(stoppingToken)) await RunUntilIdleAsync(stoppingToken);
                if (waiting.Length > 0 && await IsSettledAsync(stoppingToken)) Answer(waiting);
                Fault = null;
                await WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                // Nothing is skipped: the same event or stream is tried again, and health shows that it hangs.
                Fault = fault.Message;
                Failed(logger, fault);
                await PauseAsync(stoppingToken);
            }
        }
        if (lease is { } held) await GiveBackAsync(held);
    }

    private TaskCompletionSource[] Asked()
    {
        lock (gate)
        {
            if (asking.Task.IsCompleted) asking = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return [.. asked];
        }
    }

    private void Answer(TaskCompletionSource[] settled)
    {
        lock (gate) asked.RemoveAll(settled.Contains);
        foreach (var each in settled) each.SetResult();
    }

    /// <summary>With the lease this process has just done all there was; without it, the other's checkpoint tells.</summary>
    private async Task<bool> IsSettledAsync(CancellationToken cancel) => lease is not null
        || ((await store.ReadDueAsync(market.Now.UnixMilliseconds, 1, cancel)).Count == 0 && await store.ReadCheckpointAsync(Name, cancel) >= feed.Head);

    private async Task<bool> HoldLeaseAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (lease is { } held && held.Until - now > LeaseTime.TotalMilliseconds / 2) return true;
        // One that has run out may have been another's since, who has come further.
        var had = lease is not null && lease.Until > now;
        lease = await store.AcquireLeaseAsync(Name, owner, now, now + (long)LeaseTime.TotalMilliseconds, cancel);
        if (lease is not null && !had) (position, nextDue) = (saved = await store.ReadCheckpointAsync(Name, cancel), null);
        return lease is not null;
    }

    private async Task RunUntilIdleAsync(CancellationToken cancel)
    {
        do await FollowEventsAsync(cancel);
        while (await DoNextDueAsync(cancel) || await MoveClockAsync(cancel));
        // Also of what came last: another process tells by the checkpoint whether all is done.
        await SaveAsync(cancel);
    }

    private async Task FollowEventsAsync(CancellationToken cancel)
    {
        while (true)
        {
            var events = await feed.ReadAsync(position, Page, cancel);
            if (events.Count == 0) break;
            foreach (var e in events)
            {
                foreach (var reaction in reactions)
                    if (reaction.Concerns(e.Content)) await reaction.FollowAsync(e, cancel);
                position = e.Position;
            }
            if (!await HoldLeaseAsync(cancel)) return;
            await SaveAsync(cancel);
        }
    }

    /// <summary>A checkpoint behind the truth only repeats what keys make harmless, so it is written once a second at most.</summary>
    private async Task SaveAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (position == saved || now - savedAt < CheckpointEvery || lease is null) return;
        if (!await store.MoveCheckpointAsync(Name, position, lease, now.ToUnixTimeMilliseconds(), cancel)) lease = null;
        else (saved, savedAt) = (position, now);
    }

    /// <summary>One stream at a time: what follows from it comes before the next that is due.</summary>
    private async Task<bool> DoNextDueAsync(CancellationToken cancel)
    {
        if (await NextDueAsync(cancel) is not { } next || next.At > market.Now.UnixMilliseconds) return false;
        nextDue = null;
        // Asked once more: another process may have done it by now.
        var due = await store.ReadDueAsync(market.Now.UnixMilliseconds, 1, cancel);
        if (due.Count == 0) return false;
        var work = dueWork.FirstOrDefault(work => work.Owns(due[0].Stream)) ?? throw new InvalidOperationException($"Nobody does what is due on '{due[0].Stream}'.");
        await work.DoAsync(due[0].Stream, new Instant(due[0].At), cancel);
        var after = await store.ReadDueAsync(due[0].At, 1, cancel);
        if (after.Count == 1 && after[0].Stream == due[0].Stream && after[0].At == due[0].At)
            throw new InvalidOperationException($"What is due on '{due[0].Stream}' was done and is due still.");
        return true;
    }

    /// <summary>What falls due next, however far off. It is read again when that may have changed: most commits are bids, and change nothing of it.</summary>
    private async ValueTask<DueStream?> NextDueAsync(CancellationToken cancel)
    {
        var version = writer.DueVersion;
        if (nextDue is { } known && known.Version == version) return known.Stream;
        var read = await store.ReadDueAsync(long.MaxValue, 1, cancel);
        nextDue = (version, read is [var next] ? next : null);
        return nextDue.Value.Stream;
    }

    private async Task<bool> MoveClockAsync(CancellationToken cancel)
    {
        var clock = await market.ReadAsync<MarketClock>(MarketClock.Stream, cancel);
        if (clock.State.Target is not { } target) return false;
        var next = await store.ReadDueAsync(target.UnixMilliseconds, 1, cancel);
        var to = next.Count == 1 ? new Instant(next[0].At) : target;
        await market.FollowAsync("move_clock", $"{clock.Version}", market.Now, [MarketClock.Stream], log =>
        {
            var decision = log.State<MarketClock>(MarketClock.Stream).Move(to, new Instant(log.SystemNow));
            return decision.Events is [ClockMoved moved] ? decision.On(MarketClock.Stream).MoveClock(moved.OffsetMilliseconds) : decision.On(MarketClock.Stream);
        }, cancel);
        return true;
    }

    /// <summary>Until an event comes, something falls due, somebody asks, or the lease wants renewing; without the lease, until it may be free.</summary>
    private async Task WaitAsync(CancellationToken cancel)
    {
        var longest = TimeSpan.FromSeconds(1);
        if (lease is not null && await NextDueAsync(cancel) is { } next)
        {
            var wait = new Instant(next.At) - market.Now;
            // It has fallen due since it was looked at.
            if (wait <= TimeSpan.Zero) return;
            if (wait < longest) longest = wait;
        }
        Task somebodyAsks;
        lock (gate) somebodyAsks = asking.Task;
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var pause = Task.Delay(longest, time, woken.Token);
        await Task.WhenAny(lease is null ? pause : feed.WaitAsync(position, woken.Token), pause, somebodyAsks);
        await woken.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }

    private static async Task PauseAsync(CancellationToken cancel)
    {
        try
        {
            // Real time: what is waited for is a store or another process, and no test clock moves those.
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancel);
        }
        catch (OperationCanceledException)
        {
            // The process is ending; the loop sees it.
        }
    }

    private async Task GiveBackAsync(Lease held)
    {
        try
        {
            if (position > saved) await store.MoveCheckpointAsync(Name, position, held, time.GetUtcNow().ToUnixTimeMilliseconds(), CancellationToken.None);
            await store.ReleaseLeaseAsync(held, CancellationToken.None);
        }
        catch (StoreException fault)
        {
            NotGivenBack(logger, fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of the reactions runs out by itself: {Fault}")]
    private static partial void NotGivenBack(ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "A reaction failed and will be tried again.")]
    private static partial void Failed(ILogger logger, Exception fault);
}
