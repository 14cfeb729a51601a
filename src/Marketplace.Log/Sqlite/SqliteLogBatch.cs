using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Sqlite;

/// <summary>One transaction, from <c>BEGIN IMMEDIATE</c> to commit.</summary>
internal sealed class SqliteLogBatch : ILogBatch
{
    private readonly SqliteWriteConnection owner;
    private readonly SqliteConnection connection;
    private readonly SqliteStatements statements;
    private readonly Action<string>? beforeStatement;
    private bool done, faulty;

    /// <summary>Waits for the lock; the connection goes back to its owner when the batch is disposed of.</summary>
    /// <exception cref="SqliteException"/>
    public SqliteLogBatch(SqliteWriteConnection owner, SqliteConnection connection, SqliteStatements statements, Action<string>? beforeStatement)
    {
        (this.owner, this.connection, this.statements, this.beforeStatement) = (owner, connection, statements, beforeStatement);
        beforeStatement?.Invoke("begin");
        statements.Begin.Run();
    }

    public Found Found { get; private set; } = null!;

    /// <exception cref="StoreException"/>
    public Task LookUpAsync(LookUp wanted) => Try(() =>
    {
        var head = ReadHead(statements.ReadHead);
        IReadOnlyList<StoredEvent> missed = [];
        if (head.Position > wanted.After)
        {
            beforeStatement?.Invoke("read feed");
            missed = SqliteRows.Feed(connection, wanted.After, LookUp.Page);
        }
        return Found = new Found(head, missed, FindKeys(wanted.Handles), FindStreams(wanted.Streams), FindClaims(wanted.Claims));
    });

    public Task<IReadOnlyList<StoredEvent>> ReadFeedAsync(long after, int limit, CancellationToken cancel) => Try(() =>
    {
        beforeStatement?.Invoke("read feed");
        return SqliteRows.Feed(connection, after, limit);
    });

    private List<string> FindStreams(IReadOnlyCollection<string> names)
    {
        var found = new List<string>();
        foreach (var name in names)
        {
            if (First(Prepare("find stream", statements.FindStream).Bind(name)) is not null) found.Add(name);
        }
        return found;
    }

    private List<UsedKey> FindKeys(IReadOnlyCollection<byte[]> handles)
    {
        var found = new List<UsedKey>();
        foreach (var handle in handles)
        {
            var row = Prepare("find key", statements.FindKey).Bind(handle);
            if (row.Read()) found.Add(new UsedKey(handle, row.Bytes(0), row.Number(1), (int)row.Number(2), row.Number(3)));
            row.Reset();
        }
        return found;
    }

    private Dictionary<string, string> FindClaims(IReadOnlyCollection<string> names)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var row = Prepare("find claim", statements.FindClaim).Bind(name);
            if (row.Read()) found[name] = row.Text(0);
            row.Reset();
        }
        return found;
    }

    public Task CommitAsync(BatchWrite write, CancellationToken cancel) => Try(() =>
    {
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var e in write.Events)
            Prepare("event", statements.Event).Bind(e.Position).Bind(Number(e.Stream, numbers)).Bind(e.Version).Bind(e.Type).Bind(e.TypeVersion).Bind(e.At).Bind(e.Actor).Bind(e.Salt).Bind(e.Data).Run();
        foreach (var key in write.Keys)
            Prepare("key", statements.Key).Bind(key.Handle).Bind(key.BodyHash).Bind(key.FirstPosition).Bind(key.Count).Bind(key.UsedAt).Run();
        foreach (var claim in write.Claims)
            if (claim.Holder is { } holder) Prepare("claim", statements.Claim).Bind(claim.Name).Bind(holder).Run();
            else Prepare("claim", statements.Release).Bind(claim.Name).Run();
        foreach (var due in write.Due)
            if (due.At is { } at) Prepare("due", statements.Due).Bind(due.Stream).Bind(at).Run();
            else Prepare("due", statements.NotDue).Bind(due.Stream).Run();
        var head = write.Head;
        Prepare("head", statements.Head).Bind(head.Position).Bind(head.At).Bind(head.ClockOffset).Bind(head.Epoch).Bind(head.Frontier).Run();
        Commit();
        return 0;
    });

    /// <summary>The stream's number; a stream gets one with its first event.</summary>
    private long Number(string stream, Dictionary<string, long> numbers)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, stream, out var known);
        if (!known) number = First(Prepare("find stream", statements.FindStream).Bind(stream)) ?? First(Prepare("stream", statements.NewStream).Bind(stream))!.Value;
        return number;
    }

    /// <summary>The first row's number; none without a row.</summary>
    private static long? First(SqliteStatement row)
    {
        try
        {
            return row.Read() ? row.Number(0) : null;
        }
        finally
        {
            row.Reset();
        }
    }

    private SqliteStatement Prepare(string name, SqliteStatement statement)
    {
        beforeStatement?.Invoke(name);
        return statement;
    }

    private void Commit()
    {
        try
        {
            Prepare("commit", statements.Commit).Run();
            done = true;
            beforeStatement?.Invoke("committed");
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.ExplainCommit(fault);
        }
    }

    private static LogHead ReadHead(SqliteStatement row)
    {
        row.Read();
        var head = new LogHead(row.Number(0), row.Number(1), row.Number(2), (int)row.Number(3), row.Bytes(4));
        row.Reset();
        return head;
    }

    private Task<T> Try<T>(Func<T> act)
    {
        try
        {
            return Task.FromResult(act());
        }
        catch (SqliteException fault)
        {
            faulty = true;
            return Task.FromException<T>(SqliteFaults.Explain(fault));
        }
        catch (StoreException fault)
        {
            faulty = true;
            return Task.FromException<T>(fault);
        }
    }

    /// <summary>What was not committed is rolled back; a connection that saw a fault is closed, which does the same.</summary>
    public ValueTask DisposeAsync()
    {
        try
        {
            if (!done && !faulty) statements.Rollback.Run();
        }
        catch (SqliteException)
        {
            faulty = true;
        }
        if (faulty) owner.Close();
        owner.Return();
        return ValueTask.CompletedTask;
    }
}
