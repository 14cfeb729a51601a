using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Marketplace.Log.Sqlite;

/// <summary>Which of SQLite's result codes mean what to the writer.</summary>
internal static class SqliteFaults
{
    /// <param name="what">What the file holds.</param>
    public static StoreException Explain(SqliteException fault, string what = "log") => fault.SqliteErrorCode switch
    {
        SQLITE_BUSY or SQLITE_LOCKED => new StoreException(StoreFault.Transient, $"Another process holds the lock of the {what}.", fault),
        SQLITE_FULL => new StoreException(StoreFault.Unavailable, $"The disk that holds the {what} is full.", fault),
        SQLITE_READONLY => new StoreException(StoreFault.Unavailable, $"The disk or the file that holds the {what} is read-only.", fault),
        SQLITE_IOERR => new StoreException(StoreFault.Unavailable, $"The disk that holds the {what} answers with an error.", fault),
        SQLITE_CANTOPEN => new StoreException(StoreFault.Unavailable, $"The file of the {what} cannot be opened.", fault),
        SQLITE_CORRUPT or SQLITE_NOTADB => new StoreException(StoreFault.Unavailable, $"The file of the {what} is damaged: restore it from its backup.", fault),
        SQLITE_CONSTRAINT => new StoreException(StoreFault.Unavailable, $"The {what}: other rows are there than this process remembers; nothing was written. Start the process again.", fault),
        _ => new StoreException(StoreFault.Unavailable, $"SQLite refused with code {fault.SqliteErrorCode}.", fault),
    };

    /// <summary>A commit that failed for lack of room or rights is known not to be there; after anything else only reading tells.</summary>
    public static StoreException ExplainCommit(SqliteException fault) => fault.SqliteErrorCode switch
    {
        SQLITE_BUSY or SQLITE_FULL or SQLITE_READONLY => Explain(fault),
        _ => new StoreException(StoreFault.Unknown, "The commit failed and its outcome is unknown.", fault),
    };
}
