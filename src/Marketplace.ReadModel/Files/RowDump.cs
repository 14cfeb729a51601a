using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Marketplace.ReadModel.Files;

/// <summary>
/// All rows of all tables as text, in an order that depends on nothing but the rows: two read models are equal when their
/// dumps are.
/// </summary>
internal static class RowDump
{
    public static void Write(SqliteConnection connection, SqliteTransaction transaction, TextWriter output)
    {
        var tables = connection.Query<string>(
            "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%' order by name", transaction: transaction);
        foreach (var table in tables)
        {
            output.WriteLine($"[{table}]");
            using var command = connection.CreateCommand();
            var columns = connection.Query<string>("select name from pragma_table_info(@table) order by cid", new { table }, transaction).AsList();
            command.CommandText = $"select * from \"{table}\" order by {string.Join(", ", columns.Select(c => $"\"{c}\""))}";
            using var row = command.ExecuteReader();
            while (row.Read())
                output.WriteLine(string.Join(" | ", columns.Select((c, i) => $"{c}={Text(row, i)}")));
        }
        var indexes = connection.Query<string>("select name from pragma_table_list where schema = 'main' and type = 'virtual' order by name", transaction: transaction).AsList();
        if (indexes.Count > 0) WriteIndexes(connection, indexes, output);
    }

    /// <summary>
    /// How an index lies in its segments depends on how it came to be, and terms of what was changed or taken away stay in them until they
    /// are merged. So a copy is merged to one segment, and stands here by what it says: every term of every document with its place,
    /// of which there are too many to be written out.
    /// </summary>
    private static void WriteIndexes(SqliteConnection connection, List<string> indexes, TextWriter output)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.db");
        try
        {
            using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            copy.Open();
            connection.BackupDatabase(copy);
            foreach (var index in indexes)
            {
                copy.Execute($"insert into \"{index}\" (\"{index}\") values ('optimize')");
                WriteIndex(copy, index, output);
            }
        }
        finally
        {
            foreach (var suffix in new[] { "", "-wal", "-shm", "-journal" }) File.Delete(path + suffix);
        }
    }

    private static void WriteIndex(SqliteConnection copy, string index, TextWriter output)
    {
        copy.Execute($"create virtual table temp.terms using fts5vocab (main, \"{index}\", instance)");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var terms = 0;
        foreach (var line in copy.Query<string>("select term || ' ' || doc || ' ' || col || ' ' || \"offset\" from temp.terms order by term, doc, col, \"offset\"", buffered: false))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line + '\n'));
            terms++;
        }
        copy.Execute("drop table temp.terms");
        output.WriteLine($"[{index}] {terms} terms, {Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }

    private static string Text(SqliteDataReader row, int column) => row.GetValue(column) switch
    {
        DBNull => "null",
        byte[] bytes => Convert.ToHexStringLower(bytes),
        string text => $"'{text.Replace("\n", "\\n", StringComparison.Ordinal)}'",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
