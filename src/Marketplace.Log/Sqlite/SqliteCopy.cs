using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Sqlite;

/// <summary>A consistent copy of a SQLite file while it is written.</summary>
internal static class SqliteCopy
{
    /// <param name="source">Connection string.</param>
    /// <param name="path">A file that is not there yet.</param>
    /// <exception cref="StoreException">The copy cannot be written.</exception>
    public static Task MakeAsync(string source, string path, CancellationToken cancel) => Task.Run(() =>
    {
        if (File.Exists(path)) throw new StoreException(StoreFault.Unavailable, $"'{path}' exists already. A backup goes into a new file.");
        try
        {
            using var from = new SqliteConnection(source);
            using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            from.Open();
            to.Open();
            from.BackupDatabase(to);
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.Explain(fault);
        }
    }, cancel);
}
