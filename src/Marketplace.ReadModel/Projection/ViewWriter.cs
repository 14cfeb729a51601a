using System.Security.Cryptography;
using Dapper;
using Marketplace.Log;
using Marketplace.ReadModel.Files;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Marketplace.ReadModel.Projection;

/// <summary>
/// Folds events into a file: the rows of all views and the checkpoint in one transaction. When an event fails, the
/// transaction is thrown away and its events are folded one at a time, so that the one to blame is found, and only for
/// the view that could not take it.
/// </summary>
internal sealed class ViewWriter : IDisposable
{
    private readonly IReadOnlyList<IView> views;
    private readonly ViewFile file;
    private readonly HashSet<(string View, string Stream)> parked = [];
    private SqliteConnection? connection;
    private Rows? rows;

    public ViewWriter(ViewFile file, IReadOnlyList<IView> views)
    {
        (this.file, this.views) = (file, views);
        Open();
        Position = connection!.ExecuteScalar<long>("select position from read_model where id = 1");
        foreach (var stream in connection!.Query<ParkedStream>("select view, stream, position, error from parked"))
            parked.Add((stream.View, stream.Stream));
    }

    /// <summary>Of the last event that the file's rows hold.</summary>
    public long Position { get; private set; }

    public int ParkedStreams => parked.Count;

    /// <exception cref="SqliteException">The file cannot be written; nothing was changed, and the same events may be given
    /// again.</exception>
    public void Apply(IReadOnlyList<LogEvent> events)
    {
        if (events.Count == 0) return;
        if (events[0].Position != Position + 1)
            throw new InvalidOperationException($"The views stand at position {Position} and were given position {events[0].Position}.");
        try
        {
            if (TryApplyAll(events)) return;
            foreach (var e in events) ApplyAlone(e);
        }
        catch
        {
            // Whatever state the connection is in, closing it rolls back.
            Close();
            throw;
        }
    }

    private bool TryApplyAll(IReadOnlyList<LogEvent> events)
    {
        var db = Open();
        db.Run("begin immediate");
        try
        {
            var projections = views.Select(v => v.Open(db)).ToArray();
            foreach (var e in events)
                for (var i = 0; i < projections.Length; i++)
                    if (!Skips(views[i], e)) projections[i].Apply(e);
            foreach (var projection in projections) projection.Flush();
            Commit(db, events[^1]);
            return true;
        }
        catch (Exception fault) when (IsOfTheEvent(fault))
        {
            RollBack(db);
            return false;
        }
    }

    private void ApplyAlone(LogEvent e)
    {
        var failed = new List<ParkedStream>();
        while (!TryApplyAlone(e, failed))
        {
            // Once more without the view that failed: what the others wrote went with the transaction.
        }
        foreach (var stream in failed) parked.Add((stream.View, stream.Stream));
    }

    private bool TryApplyAlone(LogEvent e, List<ParkedStream> failed)
    {
        var db = Open();
        db.Run("begin immediate");
        foreach (var view in views)
        {
            if (Skips(view, e) || failed.Any(f => f.View == view.Name)) continue;
            try
            {
                var projection = view.Open(db);
                projection.Apply(e);
                projection.Flush();
            }
            catch (Exception fault) when (IsOfTheEvent(fault))
            {
                RollBack(db);
                failed.Add(new ParkedStream { View = view.Name, Stream = e.Stream, Position = e.Position, Error = $"{fault.GetType().Name}: {fault.Message}" });
                return false;
            }
        }
        foreach (var stream in failed)
            db.Run("insert into parked (view, stream, position, error) values (?1, ?2, ?3, ?4)", stream.View, stream.Stream, stream.Position, stream.Error);
        Commit(db, e);
        return true;
    }

    private bool Skips(IView view, LogEvent e) => parked.Count > 0 && parked.Contains((view.Name, e.Stream));

    private void Commit(Rows db, LogEvent last)
    {
        db.RunOne("update read_model set position = ?1, log_mark = ?2 where id = 1", last.Position, MarkOf(last.Stored));
        db.Run("commit");
        Position = last.Position;
    }

    /// <summary>
    /// Tells this log from any other at the event's position. A hash, so that a snapshot that travels does not carry the
    /// salt.
    /// </summary>
    public static byte[] MarkOf(StoredEvent e) => SHA256.HashData(e.Salt);

    /// <summary>Some errors make SQLite roll back by itself; then there is nothing left to roll back.</summary>
    private void RollBack(Rows db)
    {
        if (sqlite3_get_autocommit(connection!.Handle) == 0) db.Run("rollback");
    }

    /// <summary>A fault of the disk or the file passes or is mended, and is never held against an event.</summary>
    private static bool IsOfTheEvent(Exception fault) => fault switch
    {
        SqliteException { SqliteErrorCode: SQLITE_FULL or SQLITE_IOERR or SQLITE_READONLY or SQLITE_CORRUPT or SQLITE_NOTADB or SQLITE_CANTOPEN
            or SQLITE_NOMEM or SQLITE_BUSY or SQLITE_LOCKED or SQLITE_PROTOCOL or SQLITE_PERM } => false,
        OutOfMemoryException or OperationCanceledException => false,
        _ => true,
    };

    private Rows Open() => rows ??= new Rows(connection ??= file.OpenForWriting());

    private void Close()
    {
        rows?.Dispose();
        connection?.Dispose();
        (rows, connection) = (null, null);
    }

    public void Dispose() => Close();
}
