using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Marketplace.Log.SqlServer;

/// <summary>Which of the server's error numbers mean what to the writer.</summary>
internal static class SqlServerFaults
{
    /// <summary>There is such a row already: of a unique index, of a primary key.</summary>
    private static readonly int[] Duplicates = [2601, 2627];

    /// <summary>
    /// Nothing was written and the same may well work now: deadlock, lock time-out, throttling, failover, a connection that broke.
    /// Numbers: learn.microsoft.com, "Troubleshoot transient connection errors"; below 100 and above 10000 those of the client and of Windows sockets.
    /// </summary>
    private static readonly HashSet<int> Transient =
    [
        1205, 1222, 3960, 3961, 701, 802, 8645, 8651, // deadlock, lock time-out, snapshot conflict, memory and query grants
        10928, 10929, 10936, 40197, 40501, 40540, 40549, 40550, 40613, 49918, 49919, 49920, 4221, 615, 926, // Azure SQL: limits and failover
        978, 979, 983, 976, 6005, 17142, 3928, 3980, // an availability group that changes sides; a server that is shutting down or paused
        -2, 20, 64, 121, 233, 995, 1236, 10053, 10054, 10060, // time-out; a connection that was cut
    ];

    /// <summary>Worth words of its own: what operations have to mend.</summary>
    private static readonly Dictionary<int, string> Known = new()
    {
        [1101] = "The disk of the {whose} database is full.",
        [1105] = "The disk of the {whose} database is full.",
        [9002] = "The transaction log of the {whose} database is full.",
        [3906] = "The {whose} database is read-only.",
        [3908] = "The {whose} database is damaged or cannot be recovered.",
        [4060] = "The {whose} database cannot be opened, or this login may not.",
        [18456] = "The {whose} server refuses the login.",
        [229] = "The login may not do this in the {whose} database.",
        [208] = "The {whose} database lacks a table: it is another database, or a script was not applied.",
    };

    /// <summary>Whether it is the server's or the network's doing. The driver says InvalidOperationException of a pool that is used up and of a connection that broke; on an open one that is a bug of ours.</summary>
    public static bool IsFault(Exception exception, DbConnection connection) =>
        exception is DbException or IOException or TimeoutException || (exception is InvalidOperationException && connection.State is not ConnectionState.Open);

    public static bool IsDuplicate(Exception exception) => exception is SqlException fault && Duplicates.Contains(fault.Number);

    /// <param name="whose">What the database holds: the log's, the keys'.</param>
    public static StoreException Explain(Exception exception, string whose = "log's")
    {
        if (exception is not SqlException fault) return new StoreException(StoreFault.Transient, $"The connection to the {whose} server was lost.", exception);
        var numbers = fault.Errors.Cast<SqlError>().Select(error => error.Number).Append(fault.Number).ToList();
        if (numbers.Exists(Transient.Contains)) return new StoreException(StoreFault.Transient, $"The {whose} server could not do it just now (error {fault.Number}).", fault);
        if (numbers.Exists(number => Duplicates.Contains(number)))
            return new StoreException(StoreFault.Unavailable, $"The {whose} database: other rows are there than this process remembers; nothing was written. Start the process again.", fault);
        var known = numbers.Find(Known.ContainsKey);
        return new StoreException(StoreFault.Unavailable, known != 0 ? Known[known] : $"The {whose} server is away or refuses (error {fault.Number}).", fault);
    }

    /// <summary>Whatever befalls a commit that was sent: only reading tells whether it arrived.</summary>
    public static StoreException ExplainCommit(Exception exception) => new(StoreFault.Unknown, "The commit failed and its outcome is unknown.", exception);
}
