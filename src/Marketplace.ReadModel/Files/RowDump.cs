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
        foreach (var index in connection.Query<string>("select name from pragma_table_list where schema = 'main' and type = 'virtual' order by name", transaction: transaction))
            WriteIndex(connection, transaction, index, output);
    }

    /// <summary>
    /// How an index lies in its segments depends on how it came to be, so it stands here by what it says: every term of every
    /// document with its place, of which there are too many to be written out.
    /// </summary>
    private static void WriteIndex(SqliteConnection connection, SqliteTransaction transaction, string index, TextWriter output)
    {
        connection.Execute($"create virtual table temp.terms using fts5vocab (main, \"{index}\", instance)", transaction: transaction);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var terms = 0;
        foreach (var line in connection.Query<string>("select term || ' ' || doc || ' ' || col || ' ' || \"offset\" from temp.terms order by term, doc, col, \"offset\"", transaction: transaction, buffered: false))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line + '\n'));
            terms++;
        }
        connection.Execute("drop table temp.terms", transaction: transaction);
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
