using System.Diagnostics.CodeAnalysis;
using Marketplace.Log;
using Marketplace.ReadModel.Files;
using Marketplace.ReadModel.Projection;
using Marketplace.ReadModel.Queries;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Marketplace.ReadModel;

/// <param name="Folder">Where the slot's files live. Other processes may use it too; deleting the files is safe.</param>
/// <param name="Snapshot">A snapshot to start from when the slot has no file of use; one that does not fit this build or this log is
/// passed over.</param>
public sealed record MarketViewsOptions(string Folder, string? Snapshot = null);

/// <summary>
/// The read model of this process: a file folded from the log, disposable and its own, and the queries over it.
/// </summary>
public sealed class MarketViews : IAsyncDisposable
{
    private readonly Feed feed;
    private readonly TimeProvider time;
    private readonly IReadOnlyList<IView> views;
    private readonly ViewFileSchema schema;
    private readonly Slot slot;
    private readonly Waiters waiters;
    private readonly SemaphoreSlim rebuilding = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private readonly long headAtStart;
    private volatile Generation current = null!;
    private volatile Generation? next;
    private volatile string? rebuildFault;
    private Task succession = Task.CompletedTask;

    /// <summary>
    /// A file and the projector that follows the log into it; none when the file only answers until its successor is built.
    /// </summary>
    private sealed record Generation(ViewFile File, Projector? Projector);

    private MarketViews(Slot slot, IReadOnlyList<IView> views, Feed feed, TimeProvider time)
    {
        (this.slot, this.views, this.feed, this.time) = (slot, views, feed, time);
        schema = new ViewFileSchema(views);
        waiters = new Waiters(time);
        headAtStart = feed.Head;
    }

    /// <summary>Takes a slot in the folder, finds or makes its file, and begins to follow the log.</summary>
    public static async Task<MarketViews> OpenAsync(
        MarketViewsOptions options, IReadOnlyList<IView> views, ILogStore store, Feed feed, TimeProvider time, CancellationToken cancel)
    {
        // The feed must know where the log stands, or a file would seem to be ahead of it.
        feed.StartAt((await store.ReadHeadAsync(cancel)).Position);
        var taken = Slot.Take(options.Folder);
        try
        {
            var opened = new MarketViews(taken, views, feed, time);
            opened.Start(await SlotFiles.ChooseAsync(taken, opened.schema, store, options.Snapshot, cancel));
            return opened;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    private void Start(SlotFiles files)
    {
        var file = files.Follow ?? ViewFile.Create(slot.NewFile(), schema);
        if (files.Answer is null)
        {
            current = Follow(file);
            current.Projector!.Start();
            Moved(current.Projector);
        }
        else
        {
            current = new Generation(files.Answer, null);
            waiters.Reach(files.AnswerPosition);
            succession = Watch(SucceedAsync(() => file, stopping.Token));
        }
    }

    private Generation Follow(ViewFile file) => new(file, new Projector(feed, file, views, time, Moved));

    /// <summary>Every answer given from now on holds everything up to here, or more.</summary>
    public long Position => waiters.Position;

    public MarketViewsStatus Status
    {
        get
        {
            var (now, building) = (current, next);
            var followed = now.Projector ?? building?.Projector;
            return new MarketViewsStatus
            {
                Ready = now.Projector is { State: ProjectorState.Following } && Position >= headAtStart,
                Position = Position,
                Head = feed.Head,
                State = followed?.State ?? ProjectorState.Waiting,
                Fault = followed?.Fault ?? rebuildFault,
                ParkedStreams = followed?.ParkedStreams ?? 0,
                RebuildPosition = building?.Projector?.Position,
            };
        }
    }

    /// <summary>Streams that a view could not follow, with the reason, for operators.</summary>
    public IReadOnlyList<ParkedStream> ParkedStreams => Read(reading => reading.Rows<ParkedStream>("select view, stream, position, error from parked order by position, view"));

    /// <summary>Whether the position was reached within the time. Nobody polls: the commit that reaches it answers.</summary>
    public ValueTask<bool> WaitForAsync(long position, TimeSpan timeout, CancellationToken cancel) => waiters.WaitAsync(position, timeout, cancel);

    /// <exception cref="ReadModelUnavailableException">The disk or the file fails.</exception>
    public TAnswer Ask<TAnswer>(Query<TAnswer> query) => Read(query.Run);

    private T Read<T>(Func<Reading, T> read)
    {
        while (true)
        {
            // A file that was retired in between has its successor in its place already.
            var file = current.File;
            if (file.Rent() is not { } connection) continue;
            var sound = false;
            try
            {
                T answer;
                using (var transaction = connection.BeginTransaction(deferred: true))
                    answer = read(new Reading(connection, transaction));
                sound = true;
                return answer;
            }
            catch (SqliteException fault) when (fault.SqliteErrorCode is SQLITE_CORRUPT or SQLITE_NOTADB or SQLITE_IOERR or SQLITE_CANTOPEN or SQLITE_FULL or SQLITE_NOMEM)
            {
                throw new ReadModelUnavailableException("The read model's file cannot be read.", fault);
            }
            finally
            {
                file.Return(connection, sound);
            }
        }
    }

    /// <summary>Folds the whole log into a new file while the present one follows and answers, and puts it in its place.</summary>
    public async Task RebuildAsync(CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping.Token);
        await SucceedAsync(() => ViewFile.Create(slot.NewFile(), schema), either.Token);
    }

    /// <summary>
    /// Lets a new generation catch up and take over. A position once promised is never taken back: the old one ends first.
    /// </summary>
    private async Task SucceedAsync(Func<ViewFile> make, CancellationToken cancel)
    {
        await rebuilding.WaitAsync(cancel);
        var (old, fresh, ended) = (current, (Generation?)null, false);
        try
        {
            next = fresh = Follow(make());
            fresh.Projector!.Start();
            await fresh.Projector.CatchUpAsync(() => old.Projector?.Position ?? feed.Head, cancel);
            if (old.Projector is not null)
            {
                await old.Projector.StopAsync();
                ended = true;
                await fresh.Projector.CatchUpAsync(() => old.Projector.Position, stopping.Token);
            }
            (current, next, rebuildFault) = (fresh, null, null);
            Moved(fresh.Projector);
            await RetireAsync(old, delete: true);
        }
        catch
        {
            next = null;
            if (ended && current == old && !stopping.IsCancellationRequested)
            {
                await old.Projector!.DisposeAsync();
                current = Follow(old.File);
                current.Projector!.Start();
            }
            // When the process ends, what was built so far is followed on at the next start.
            if (fresh is not null && current != fresh) await RetireAsync(fresh, delete: !stopping.IsCancellationRequested);
            throw;
        }
        finally
        {
            rebuilding.Release();
        }
    }

    private static async Task RetireAsync(Generation generation, bool delete)
    {
        if (generation.Projector is not null) await generation.Projector.DisposeAsync();
        generation.File.Retire(() =>
        {
            if (delete) Slot.Delete(generation.File.Path);
        });
    }

    private void Moved(Projector projector)
    {
        if (current?.Projector != projector) return;
        waiters.Reach(projector.Position);
        if (projector.State is ProjectorState.Broken && next is null && !stopping.IsCancellationRequested)
            succession = Watch(RebuildAsync(stopping.Token));
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever ended the rebuild is shown to operators; the file at hand goes on answering.")]
    private async Task Watch(Task build)
    {
        try
        {
            await build;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The process ends; what was built so far is followed on at the next start.
        }
        catch (Exception fault)
        {
            rebuildFault = fault.Message;
        }
    }

    /// <summary>A copy of the file as of one position, from which another process may start.</summary>
    /// <returns>The position.</returns>
    public Task<long> SnapshotAsync(string path, CancellationToken cancel) => Task.Run(() =>
    {
        var partial = path + ".partial";
        File.Delete(partial);
        var position = Read(reading => reading.CopyTo(partial));
        File.Move(partial, path, overwrite: true);
        return position;
    }, cancel);

    /// <summary>All rows as text, in an order of their own: read models with equal rows have equal dumps.</summary>
    public Task DumpAsync(TextWriter output, CancellationToken cancel) => Task.Run(() => Read(reading => reading.Dump(output)), cancel);

    /// <summary>Stops following and gives the slot back. The file stays and is followed on at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested) return;
        await stopping.CancelAsync();
        // Whoever builds a successor gives up and leaves; none begins after.
        await rebuilding.WaitAsync(CancellationToken.None);
        await succession;
        await RetireAsync(current, delete: false);
        slot.Dispose();
        stopping.Dispose();
    }
}
