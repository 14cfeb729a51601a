using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Sqlite;

/// <summary>The reads that run for every batch and every feed page, by column index: they are the hot ones.</summary>
internal static class SqliteRows
{
    // A cross join keeps to the order of the events; left alone, the planner might go by the streams.
    private const string Events =
        "select e.position, s.name, e.version, e.type, e.type_version, e.at, e.actor, e.salt, e.data from events as e cross join streams as s on s.number = e.stream";

    public static LogHead Head(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select position, at, clock_offset, epoch, frontier from head where id = 1";
        using var row = command.ExecuteReader();
        row.Read();
        return new LogHead(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetFieldValue<byte[]>(4));
    }

    public static IReadOnlyList<StoredEvent> Feed(SqliteConnection connection, long after, int limit)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"{Events} where e.position > $after order by e.position limit $limit";
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$limit", limit);
        return Read(command);
    }

    public static IReadOnlyList<StoredEvent> Stream(SqliteConnection connection, string stream, long afterVersion, int limit)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"{Events} where e.stream = (select number from streams where name = $stream) and e.version > $after order by e.version limit $limit";
        command.Parameters.AddWithValue("$stream", stream);
        command.Parameters.AddWithValue("$after", afterVersion);
        command.Parameters.AddWithValue("$limit", limit);
        return Read(command);
    }

    public static IReadOnlyList<KeptKey> Keys(SqliteConnection connection, long after, int limit)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select id, handle, body_hash, first_position, count, used_at from used_keys where id > $after order by id limit $limit";
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$limit", limit);
        var keys = new List<KeptKey>();
        using var row = command.ExecuteReader();
        while (row.Read())
            keys.Add(new KeptKey(row.GetInt64(0), new UsedKey(row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2), row.GetInt64(3), row.GetInt32(4), row.GetInt64(5))));
        return keys;
    }

    private static List<StoredEvent> Read(SqliteCommand command)
    {
        var events = new List<StoredEvent>();
        using var row = command.ExecuteReader();
        while (row.Read())
            events.Add(new StoredEvent
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
            });
        return events;
    }
}
