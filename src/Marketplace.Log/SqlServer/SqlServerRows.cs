using System.Data.Common;

namespace Marketplace.Log.SqlServer;

/// <summary>Rows by column index, as the statements name the columns.</summary>
internal static class SqlServerRows
{
    public static LogHead Head(DbDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetFieldValue<byte[]>(4));

    public static StoredEvent Event(DbDataReader row) => new()
    {
        Position = row.GetInt64(0),
        Stream = row.GetString(1),
        Version = row.GetInt64(2),
        Type = row.GetString(3),
        TypeVersion = row.GetInt32(4),
        At = row.GetInt64(5),
        Actor = row.GetString(6),
        Salt = row.GetFieldValue<byte[]>(7),
        Data = row.GetFieldValue<byte[]>(8),
    };

    public static UsedKey Key(DbDataReader row) => Key(row, 0);

    public static KeptKey KeptKey(DbDataReader row) => new(row.GetInt64(0), Key(row, 1));

    public static ClaimWrite Claim(DbDataReader row) => new(row.GetString(0), row.GetString(1));

    public static string Name(DbDataReader row) => row.GetString(0);

    private static UsedKey Key(DbDataReader row, int from) =>
        new(row.GetFieldValue<byte[]>(from), row.GetFieldValue<byte[]>(from + 1), row.GetInt64(from + 2), row.GetInt32(from + 3), row.GetInt64(from + 4));

    public static async Task<List<T>> ReadAsync<T>(this DbDataReader rows, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        var all = new List<T>();
        while (await rows.ReadAsync(cancel)) all.Add(read(rows));
        return all;
    }
}
