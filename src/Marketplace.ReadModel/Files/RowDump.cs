using System.Globalization;
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
    }

    private static string Text(SqliteDataReader row, int column) => row.GetValue(column) switch
    {
        DBNull => "null",
        byte[] bytes => Convert.ToHexStringLower(bytes),
        string text => $"'{text.Replace("\n", "\\n", StringComparison.Ordinal)}'",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
