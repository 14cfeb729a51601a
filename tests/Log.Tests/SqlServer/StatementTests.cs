using System.Runtime.CompilerServices;
using System.Text;
using Marketplace.Log.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Marketplace.Log.Tests.SqlServer;

/// <summary>What can be known of the T-SQL without a server: it parses, it stays plain, it names what there is, and it says what was approved.</summary>
public sealed class StatementTests
{
    private static readonly string[] Types = ["bigint", "int", "nvarchar(100)", "nvarchar(200)", "nvarchar(64)", "varbinary(32)", "varbinary(60)", "varbinary(64)", "varbinary(2048)", "varbinary(max)"];

    private static IEnumerable<string> Names => Statements.All.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_statement_names_tables_and_columns_that_the_scripts_declare_and_gives_every_column_a_value(string name)
    {
        var tables = DeclaredTables.Read();
        foreach (var statement in Statements.Parse(Statements.All[name]).Batches.SelectMany(batch => batch.Statements))
        {
            var used = new NamesInUse(tables);
            statement.Accept(used);
            used.Check();
            Assert.That(used.Unknown, Is.Empty);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void A_statement_stays_plain(string name)
    {
        var used = new NamesInUse(DeclaredTables.Read());
        Statements.Parse(Statements.All[name]).Accept(used);

        Assert.That(used.Kinds.Where(kind => kind.Contains("Merge", StringComparison.Ordinal) || kind.Contains("Hint", StringComparison.Ordinal)
            || kind.Contains("FullText", StringComparison.Ordinal) || kind.Contains("OrAlter", StringComparison.Ordinal) || kind.Contains("Cursor", StringComparison.Ordinal)), Is.Empty);
        Assert.That(used.Functions, Is.SubsetOf(["max", "object_id", "datediff_big", "sysutcdatetime"]));
    }

    [Test]
    public void The_scripts_are_plain_too_and_know_ten_types_and_one_collation()
    {
        foreach (var script in Statements.Scripts)
            Assert.That(Statements.Parse(script.Text).Batches.SelectMany(batch => batch.Statements).Select(statement => statement.GetType()).Distinct(),
                Is.SubsetOf([typeof(CreateTableStatement), typeof(CreateTypeTableStatement), typeof(CreateIndexStatement), typeof(InsertStatement)]));
        foreach (var column in DeclaredTables.Read().Values.SelectMany(table => table.Columns))
        {
            Assert.That(Types, Does.Contain(column.Type), column.Name);
            Assert.That(column.Collation, Is.EqualTo(column.Type.StartsWith("nvarchar", StringComparison.Ordinal) ? "Latin1_General_BIN2" : null), "names are compared byte by byte");
        }
    }

    [Test]
    public void A_row_that_travels_as_a_parameter_has_the_columns_of_the_table_it_goes_into()
    {
        var tables = DeclaredTables.Read();
        foreach (var (type, table) in new[] { ("event_rows", "events"), ("key_rows", "used_keys"), ("claim_rows", "claims"), ("due_rows", "due"), ("subject_key_rows", "subject_keys") })
            Assert.That(tables[type].Columns.Select(column => (column.Name, column.Type)), Is.EqualTo(tables[table].Columns.Where(column => column.Given).Select(column => (column.Name, column.Type))), type);
    }

    [Test]
    public async Task Both_engines_have_the_same_tables_columns_and_indexes_but_that_SQLite_numbers_its_streams()
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-schemas-");
        try
        {
            var path = Path.Combine(folder.FullName, "all.db");
            await (await SqliteLogStore.OpenAsync(path)).DisposeAsync();
            // In a file of their own; here in one with the log, to be compared together.
            new SqliteKeyStore(path).Dispose();
            using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
            connection.Open();
            var server = DeclaredTables.Read().Where(table => !table.Key.EndsWith("_rows", StringComparison.Ordinal) && table.Key != "applied_scripts").ToDictionary();
            Assert.That(Ask(connection, "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'"), Is.EquivalentTo(server.Keys.Append("streams")));
            foreach (var (name, table) in server)
            {
                Assert.That(Ask(connection, $"select name || ' ' || lower(type) || case when \"notnull\" = 1 or pk > 0 then ' not null' else '' end from pragma_table_info('{name}')"),
                    Is.EqualTo(table.Columns.Select(column => $"{column.Name} {(name == "events" && column.Name == "stream" ? "integer" : OnSqlite(column.Type))}{(column.Nullable ? "" : " not null")}")), name);
                Assert.That(Ask(connection, $"select group_concat(name, ', ') from (select name from pragma_table_info('{name}') where pk > 0 order by pk)"), Is.EqualTo(table.Unique.Take(1)), $"{name}: primary key");
                Assert.That(Ask(connection, Indexes(name, unique: 1)), Is.EquivalentTo(table.Unique.Skip(1)), $"{name}: unique");
                Assert.That(Ask(connection, Indexes(name, unique: 0)), Is.EquivalentTo(table.Indexes), $"{name}: indexes");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public void The_statements_are_those_that_were_approved()
    {
        var text = new StringBuilder("-- Written by StatementTests: MARKETPLACE_APPROVE=1 dotnet test tests/Log.Tests --filter FullyQualifiedName~StatementTests\n");
        foreach (var (name, statement) in Statements.All) text.Append("\n-- ").Append(name).Append('\n').Append(statement.Replace(";", ";\n", StringComparison.Ordinal).Replace("\n\n", "\n", StringComparison.Ordinal));
        foreach (var script in Statements.Scripts) text.Append("\n-- Script ").Append(script.Name).Append(", SHA-256 ").Append(script.Checksum).Append('\n');
        var (path, written) = (Approved(), text.ToString());
        if (Environment.GetEnvironmentVariable("MARKETPLACE_APPROVE") == "1") File.WriteAllText(path, written);
        Assert.That(File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "", Is.EqualTo(written), "a script that was released is never changed; a statement that is to change is approved anew");
    }

    private static string Approved([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Approved", "statements.sql");

    private static string OnSqlite(string type) => type.Split('(')[0] switch
    {
        "bigint" or "int" => "integer",
        "nvarchar" => "text",
        _ => "blob",
    };

    private static string Indexes(string table, int unique) =>
        $"select (select group_concat(c.name, ', ') from (select name from pragma_index_info(i.name) order by seqno) as c) from pragma_index_list('{table}') as i where i.\"unique\" = {unique} and i.origin <> 'pk'";

    private static List<string> Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var all = new List<string>();
        while (rows.Read()) all.Add(rows.GetString(0));
        return all;
    }
}
