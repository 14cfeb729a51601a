using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;
using Microsoft.Data.SqlClient.Server;
using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Tests.SqlServer.StandIn;

/// <summary>A command of the SQL Server store, with its own parameters, carried out by SQLite.</summary>
internal sealed class StandInCommand(StandInConnection connection) : DbCommand
{
    private readonly SqlCommand shape = new();

    [AllowNull]
    public override string CommandText { get => shape.CommandText; set => shape.CommandText = value; }

    public override int CommandTimeout { get; set; }
    public override CommandType CommandType { get; set; } = CommandType.Text;
    public override bool DesignTimeVisible { get; set; }
    public override UpdateRowSource UpdatedRowSource { get; set; }
    protected override DbConnection? DbConnection { get => connection; set => throw new NotSupportedException(); }
    protected override DbParameterCollection DbParameterCollection => shape.Parameters;
    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel()
    {
        // Nothing is ever under way when this could be called.
    }

    public override void Prepare() => throw new NotSupportedException();

    protected override DbParameter CreateDbParameter() => new SqlParameter();

    public override int ExecuteNonQuery() => Run(command => command.ExecuteNonQuery());

    public override object? ExecuteScalar() => Run(command => command.ExecuteScalar());

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Run(command => command.ExecuteReader(behavior));

    private T Run<T>(Func<SqliteCommand, T> act)
    {
        connection.Server.Meet(CommandText);
        return StandInConnection.Run(() =>
        {
            var tables = shape.Parameters.Cast<SqlParameter>().Where(parameter => parameter.SqlDbType is SqlDbType.Structured).ToList();
            foreach (var table in tables) Fill(table.ParameterName.TrimStart('@'), (IEnumerable<SqlDataRecord>)table.Value);
            var text = Dialect.ToSqlite(CommandText, tables.Select(table => table.ParameterName.TrimStart('@')));
            var command = Command(text);
            foreach (var parameter in shape.Parameters.Cast<SqlParameter>().Except(tables))
                if (text.Contains($"@{parameter.ParameterName.TrimStart('@')}", StringComparison.OrdinalIgnoreCase)) command.Parameters.AddWithValue($"@{parameter.ParameterName.TrimStart('@')}", parameter.Value);
            return act(command);
        });
    }

    private SqliteCommand Command(string text)
    {
        var command = connection.Inner.CreateCommand();
        command.Transaction = ((StandInTransaction?)DbTransaction)?.Inner;
        command.CommandText = text;
        return command;
    }

    private void Fill(string name, IEnumerable<SqlDataRecord> rows)
    {
        using var insert = Command("");
        foreach (var row in rows)
        {
            var columns = Enumerable.Range(0, row.FieldCount).Select(row.GetName).ToList();
            if (insert.CommandText.Length == 0)
            {
                using var make = Command($"drop table if exists temp.rows_{name}; create temp table rows_{name} ({string.Join(", ", columns)})");
                make.ExecuteNonQuery();
                insert.CommandText = $"insert into temp.rows_{name} values ({string.Join(", ", columns.Select(column => $"${column}"))})";
            }
            insert.Parameters.Clear();
            for (var i = 0; i < columns.Count; i++) insert.Parameters.AddWithValue($"${columns[i]}", row.GetValue(i));
            insert.ExecuteNonQuery();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) shape.Dispose();
        base.Dispose(disposing);
    }
}
