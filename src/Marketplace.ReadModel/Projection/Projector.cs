using Marketplace.Log;
using Marketplace.ReadModel.Files;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Marketplace.ReadModel.Projection;

/// <summary>How a projector stands.</summary>
public enum ProjectorState
{
    /// <summary>Follows the feed.</summary>
    Following,
    /// <summary>The store or the disk refuses at the moment; it goes on when they answer again.</summary>
    Waiting,
    /// <summary>The log holds an event that this build does not know: it stops in front of it and never skips it.</summary>
    Stopped,
    /// <summary>The file is torn: it must be rebuilt.</summary>
    Broken,
}

/// <summary>
/// Follows the feed from a file's checkpoint. Whatever is there is folded in one transaction, up to
/// <see cref="MaxBatch"/> events: a quiet log is followed event by event, a busy one in large steps.
/// </summary>
internal sealed class Projector : IAsyncDisposable
{
    public const int MaxBatch = 8192;
    private readonly Feed feed;
    private readonly ViewWriter writer;
    private readonly TimeProvider time;
    private readonly Action<Projector> moved;
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;
    private long position;
    private int parked;
    private volatile TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="moved">Called after every commit, and when the state changes.</param>
    public Projector(Feed feed, ViewFile file, IReadOnlyList<IView> views, TimeProvider time, Action<Projector> moved)
    {
        (this.feed, this.time, this.moved) = (feed, time, moved);
        writer = new ViewWriter(file, views);
        (position, parked) = (writer.Position, writer.ParkedStreams);
    }

    /// <summary>Every event up to here is in the file's rows, committed.</summary>
    public long Position => Volatile.Read(ref position);

    public int ParkedStreams => Volatile.Read(ref parked);

    public ProjectorState State { get; private set; }

    /// <summary>Why it does not follow; null while it does.</summary>
    public string? Fault { get; private set; }

    public void Start() => running = Task.Run(FollowAsync, CancellationToken.None);

    private async Task FollowAsync()
    {
        try
        {
            for (var failures = 0; State is not (ProjectorState.Stopped or ProjectorState.Broken);)
            {
                await feed.WaitAsync(Position, stopping.Token);
                if (await StepAsync()) failures = 0;
                else if (State is ProjectorState.Waiting) await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5000, 20 << Math.Min(failures++, 8))), time, stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to end; the file stands at its checkpoint.
        }
        catch (Exception bug)
        {
            // Not the store's fault, not the disk's and not an event's: a bug of the projector, which must show and not pass for lag.
            Enter(ProjectorState.Stopped, bug.ToString());
        }
    }

    private async Task<bool> StepAsync()
    {
        try
        {
            writer.Apply(await ReadAsync());
        }
        catch (UnknownEventException unknown)
        {
            Enter(ProjectorState.Stopped, unknown.Message);
            return false;
        }
        catch (StoreException fault)
        {
            Enter(ProjectorState.Waiting, fault.Message);
            return false;
        }
        catch (SqliteException fault)
        {
            Enter(fault.SqliteErrorCode is SQLITE_CORRUPT or SQLITE_NOTADB ? ProjectorState.Broken : ProjectorState.Waiting, fault.Message);
            return false;
        }
        Volatile.Write(ref position, writer.Position);
        Volatile.Write(ref parked, writer.ParkedStreams);
        Enter(ProjectorState.Following, null);
        return true;
    }

    /// <summary>A page that holds an unknown event is read again one by one, so that everything before it is folded.</summary>
    private async ValueTask<IReadOnlyList<LogEvent>> ReadAsync()
    {
        try
        {
            return await feed.ReadAsync(Position, MaxBatch, stopping.Token);
        }
        catch (UnknownEventException)
        {
            return await feed.ReadAsync(Position, 1, stopping.Token);
        }
    }

    private void Enter(ProjectorState state, string? fault)
    {
        (State, Fault) = (state, fault);
        moved(this);
        Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <summary>Returns when the file has reached a position that may itself move on.</summary>
    /// <exception cref="InvalidOperationException">It stopped on the way.</exception>
    public async Task CatchUpAsync(Func<long> target, CancellationToken cancel)
    {
        while (true)
        {
            var move = next.Task;
            if (Position >= target()) return;
            if (State is ProjectorState.Stopped or ProjectorState.Broken) throw new InvalidOperationException(Fault);
            await move.WaitAsync(cancel);
        }
    }

    /// <summary>Ends after the transaction at hand.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        writer.Dispose();
        stopping.Dispose();
    }
}
