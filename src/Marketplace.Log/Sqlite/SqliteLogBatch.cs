using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Sqlite;

/// <summary>One transaction, from <c>BEGIN IMMEDIATE</c> to commit.</summary>
internal sealed class SqliteLogBatch : ILogBatch
{
    private readonly SqliteWriteConnection owner;
    private readonly SqliteConnection connection;
    private readonly SqliteStatements statements;
    private readonly SqliteTransaction transaction;
    private readonly Action<string>? beforeStatement;
    private bool done, faulty;

    public SqliteLogBatch(SqliteWriteConnection owner, SqliteConnection connection, SqliteStatements statements, SqliteTransaction transaction, Action<string>? beforeStatement)
    {
        (this.owner, this.connection, this.statements, this.transaction, this.beforeStatement) = (owner, connection, statements, transaction, beforeStatement);
        Head = SqliteRows.Head(connection, transaction);
    }

    public LogHead Head { get; }

    public Task<IReadOnlyList<StoredEvent>> ReadFeedAsync(long after, int limit, CancellationToken cancel) =>
        Try(() =>
        {
            beforeStatement?.Invoke("read feed");
            return SqliteRows.Feed(connection, transaction, after, limit);
        });

    public Task<IReadOnlyList<UsedKey>> FindKeysAsync(IReadOnlyList<IdempotencyKey> keys, CancellationToken cancel) => Try<IReadOnlyList<UsedKey>>(() =>
    {
        var found = new List<UsedKey>();
        foreach (var key in keys)
        {
            beforeStatement?.Invoke("find key");
            using var row = statements.FindKey.Read(transaction, key.Scope, key.Key);
            if (row.Read())
                found.Add(new UsedKey(key.Scope, key.Key, row.GetFieldValue<byte[]>(0), row.GetInt64(1), row.GetInt32(2), row.GetInt64(3)));
        }
        return found;
    });

    public Task<IReadOnlyDictionary<string, string>> FindClaimsAsync(IReadOnlyCollection<string> names, CancellationToken cancel) => Try<IReadOnlyDictionary<string, string>>(() =>
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            beforeStatement?.Invoke("find claim");
            using var row = statements.FindClaim.Read(transaction, name);
            if (row.Read()) found[name] = row.GetString(0);
        }
        return found;
    });

    public Task CommitAsync(BatchWrite write, CancellationToken cancel) => Try(() =>
    {
        foreach (var e in write.Events)
            Run("event", statements.Event, e.Position, e.Stream, e.Version, e.Type, e.TypeVersion, e.At, e.Actor, e.Salt, e.Data);
        foreach (var key in write.Keys)
            Run("key", statements.Key, key.Scope, key.Key, key.BodyHash, key.FirstPosition, key.Count, key.UsedAt);
        foreach (var claim in write.Claims)
            if (claim.Holder is { } holder) Run("claim", statements.Claim, claim.Name, holder);
            else Run("claim", statements.Release, claim.Name);
        foreach (var due in write.Due)
            if (due.At is { } at) Run("due", statements.Due, due.Stream, at);
            else Run("due", statements.NotDue, due.Stream);
        Run("head", statements.Head, write.Head.Position, write.Head.At, write.Head.ClockOffset, write.Head.Epoch, write.Head.Frontier);
        Commit();
        return 0;
    });

    private void Run(string name, SqliteStatements.Statement statement, params ReadOnlySpan<object> values)
    {
        beforeStatement?.Invoke(name);
        statement.Run(transaction, values);
    }

    private void Commit()
    {
        try
        {
            beforeStatement?.Invoke("commit");
            transaction.Commit();
            done = true;
            beforeStatement?.Invoke("committed");
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.ExplainCommit(fault);
        }
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
            if (!done) transaction.Rollback();
            transaction.Dispose();
            if (faulty) owner.Close();
        }
        catch (Exception fault) when (fault is SqliteException or InvalidOperationException)
        {
            owner.Close();
        }
        finally
        {
            owner.Return();
        }
        return ValueTask.CompletedTask;
    }
}
