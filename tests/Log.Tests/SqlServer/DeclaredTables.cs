using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Marketplace.Log.Tests.SqlServer;

/// <param name="Type">As it is declared, e.g. nvarchar(200).</param>
/// <param name="Given">Whether an insert must name it: not null, and nothing makes its value.</param>
internal sealed record DeclaredColumn(string Name, string Type, string? Collation, bool Nullable, bool Given);

/// <param name="Unique">Column lists, the primary key first.</param>
/// <param name="Indexes">Column lists of those that are not unique.</param>
internal sealed record DeclaredTable(string Name, IReadOnlyList<DeclaredColumn> Columns, IReadOnlyList<string> Unique, IReadOnlyList<string> Indexes);

/// <summary>The tables and table types that the scripts declare, read by the server's parser.</summary>
internal sealed class DeclaredTables : TSqlFragmentVisitor
{
    private readonly List<DeclaredTable> tables = [];
    private readonly Dictionary<string, List<string>> indexes = new(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, DeclaredTable> Read()
    {
        var visitor = new DeclaredTables();
        foreach (var text in Statements.Declarations) Statements.Parse(text).Accept(visitor);
        return visitor.tables.ToDictionary(table => table.Name, table => table with { Indexes = visitor.indexes.GetValueOrDefault(table.Name, []) }, StringComparer.Ordinal);
    }

    public override void Visit(CreateTableStatement node) => Add(node.SchemaObjectName.BaseIdentifier.Value, node.Definition);

    public override void Visit(CreateTypeTableStatement node) => Add(node.Name.BaseIdentifier.Value, node.Definition);

    public override void Visit(CreateIndexStatement node)
    {
        var table = node.OnName.BaseIdentifier.Value;
        if (!indexes.TryGetValue(table, out var of)) indexes[table] = of = [];
        of.Add(string.Join(", ", node.Columns.Select(column => column.Column.MultiPartIdentifier.Identifiers[^1].Value)));
    }

    private void Add(string name, TableDefinition definition)
    {
        var (unique, primary) = (new List<string>(), new List<string>());
        foreach (var constraint in definition.TableConstraints.OfType<UniqueConstraintDefinition>())
            (constraint.IsPrimaryKey ? primary : unique).Add(string.Join(", ", constraint.Columns.Select(column => column.Column.MultiPartIdentifier.Identifiers[^1].Value)));
        var columns = new List<DeclaredColumn>();
        foreach (var column in definition.ColumnDefinitions)
        {
            var nullable = column.Constraints.OfType<NullableConstraintDefinition>().Single().Nullable;
            columns.Add(new DeclaredColumn(column.ColumnIdentifier.Value, TypeOf(column.DataType), column.Collation?.Value, nullable, !nullable && column.IdentityOptions is null));
            foreach (var constraint in column.Constraints.OfType<UniqueConstraintDefinition>()) (constraint.IsPrimaryKey ? primary : unique).Add(column.ColumnIdentifier.Value);
        }
        tables.Add(new DeclaredTable(name, columns, [.. primary, .. unique], []));
    }

    private static string TypeOf(DataTypeReference type)
    {
        var parameters = ((ParameterizedDataTypeReference)type).Parameters.Select(parameter => parameter.Value).ToList();
        return type.Name.BaseIdentifier.Value + (parameters.Count == 0 ? "" : $"({string.Join(", ", parameters)})");
    }
}
