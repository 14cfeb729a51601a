using System.Data;
using Dapper;
using Marketplace.Log.Sealing;
using Microsoft.Data.SqlClient;
using Microsoft.Data.SqlClient.Server;

namespace Marketplace.Log.SqlServer;

/// <summary>Rows as one parameter of a table type; there must be at least one.</summary>
/// <param name="type">As the scripts declare it.</param>
internal sealed class TableRows(string type, IReadOnlyList<SqlDataRecord> rows) : SqlMapper.ICustomQueryParameter
{
    public void AddParameter(IDbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = rows;
        if (parameter is SqlParameter table) (table.SqlDbType, table.TypeName) = (SqlDbType.Structured, type);
        command.Parameters.Add(parameter);
    }

    public static TableRows Of(IReadOnlyCollection<byte[]> handles) => From("handle_rows", [Bytes("handle", 32)], handles, (row, handle) => row.SetValues(handle));

    public static TableRows Of(IReadOnlyCollection<string> names) => From("name_rows", [Text("name")], names, (row, name) => row.SetValues(name));

    public static TableRows Of(IReadOnlyCollection<StoredEvent> events) => From("event_rows",
        [
            Number("position"), Text("stream"), Number("version"), Text("type", 100), new SqlMetaData("type_version", SqlDbType.Int), Number("at"), Text("actor"), Bytes("salt", 32),
            Bytes("data", SqlMetaData.Max),
        ],
        events, (row, e) => row.SetValues(e.Position, e.Stream, e.Version, e.Type, e.TypeVersion, e.At, e.Actor, e.Salt, e.Data));

    public static TableRows Of(IReadOnlyCollection<UsedKey> keys) => From("key_rows",
        [Bytes("handle", 32), Bytes("body_hash", 64), Number("first_position"), new SqlMetaData("count", SqlDbType.Int), Number("used_at")],
        keys, (row, key) => row.SetValues(key.Handle, key.BodyHash, key.FirstPosition, key.Count, key.UsedAt));

    /// <summary>The last word on each name: a batch may take and release one several times.</summary>
    public static TableRows Of(IReadOnlyCollection<ClaimWrite> claims) => From("claim_rows", [Text("name"), Text("holder")],
        claims.GroupBy(claim => claim.Name, StringComparer.Ordinal).Select(group => group.Last()).ToList(), (row, claim) => row.SetValues(claim.Name, claim.Holder ?? (object)DBNull.Value));

    public static TableRows Of(IReadOnlyCollection<DueWrite> due) => From("due_rows", [Text("stream"), Number("at")],
        due, (row, wait) => row.SetValues(wait.Stream, wait.At ?? (object)DBNull.Value));

    public static TableRows Of(IReadOnlyCollection<WrappedKey> keys) => From("subject_key_rows", [Text("subject"), Bytes("wrapped", WrappedKey.Size)],
        keys, (row, key) => row.SetValues(key.Subject, key.Wrapped));

    private static TableRows From<T>(string type, SqlMetaData[] columns, IReadOnlyCollection<T> values, Action<SqlDataRecord, T> fill)
    {
        var rows = new List<SqlDataRecord>(values.Count);
        foreach (var value in values)
        {
            var row = new SqlDataRecord(columns);
            fill(row, value);
            rows.Add(row);
        }
        return new TableRows(type, rows);
    }

    private static SqlMetaData Number(string name) => new(name, SqlDbType.BigInt);

    private static SqlMetaData Text(string name, long length = LogNames.Longest) => new(name, SqlDbType.NVarChar, length);

    private static SqlMetaData Bytes(string name, long length) => new(name, SqlDbType.VarBinary, length);
}
