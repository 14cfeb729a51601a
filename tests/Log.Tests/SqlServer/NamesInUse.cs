using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Marketplace.Log.Tests.SqlServer;

/// <summary>Finds what one statement names that no script declares.</summary>
internal sealed class NamesInUse(IReadOnlyDictionary<string, DeclaredTable> tables) : TSqlFragmentVisitor
{
    /// <summary>Of which type each parameter is that is a table.</summary>
    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["@handles"] = "handle_rows", ["@streams"] = "name_rows", ["@names"] = "name_rows", ["@events"] = "event_rows", ["@keys"] = "key_rows", ["@claims"] = "claim_rows", ["@due"] = "due_rows",
        ["@added"] = "subject_key_rows",
    };

    private readonly Dictionary<string, HashSet<string>> sources = new(StringComparer.Ordinal);
    private readonly List<ColumnReferenceExpression> columns = [];
    private readonly HashSet<TSqlFragment> units = [];

    public List<string> Unknown { get; } = [];

    /// <summary>Every kind of thing that a statement is made of, for what must not be among them.</summary>
    public HashSet<string> Kinds { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Functions { get; } = new(StringComparer.Ordinal);

    public override void Visit(TSqlFragment fragment) => Kinds.Add(fragment.GetType().Name);

    public override void Visit(FunctionCall node)
    {
        Functions.Add(node.FunctionName.Value);
        // The parser takes the unit of time for a column.
        if (node.FunctionName.Value.StartsWith("datediff", StringComparison.Ordinal)) units.Add(node.Parameters[0]);
    }

    public override void Visit(NamedTableReference node) => Add(node.SchemaObject.BaseIdentifier.Value, node.Alias?.Value);

    public override void Visit(VariableTableReference node)
    {
        if (Parameters.TryGetValue(node.Variable.Name, out var type)) Add(type, node.Alias?.Value);
        else Unknown.Add($"the parameter {node.Variable.Name} is of no known type");
    }

    public override void Visit(QueryDerivedTable node) => sources[node.Alias.Value] =
        [.. ((QuerySpecification)node.QueryExpression).SelectElements.OfType<SelectScalarExpression>().Select(element => ((ColumnReferenceExpression)element.Expression).MultiPartIdentifier.Identifiers[^1].Value)];

    public override void Visit(ColumnReferenceExpression node)
    {
        if (node.ColumnType is ColumnType.Regular && !units.Contains(node)) columns.Add(node);
    }

    public override void Visit(InsertSpecification node)
    {
        var target = ((NamedTableReference)node.Target).SchemaObject.BaseIdentifier.Value;
        var named = node.Columns.Select(column => column.MultiPartIdentifier.Identifiers[^1].Value).ToList();
        Unknown.AddRange(tables[target].Columns.Where(column => column.Given && !named.Contains(column.Name)).Select(column => $"{target}.{column.Name} gets no value"));
        if (node.InsertSource is SelectInsertSource { Select: QuerySpecification select } && select.SelectElements.Count != named.Count)
            Unknown.Add($"{named.Count} columns of {target} get {select.SelectElements.Count} values");
    }

    private void Add(string table, string? alias)
    {
        if (!tables.TryGetValue(table, out var declared))
        {
            Unknown.Add($"the table {table} is not declared");
            return;
        }
        sources[alias ?? table] = declared.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Once all tables are known.</summary>
    public void Check()
    {
        foreach (var column in columns)
        {
            var parts = column.MultiPartIdentifier.Identifiers.Select(part => part.Value).ToList();
            var known = parts.Count == 1 ? sources.Values.Any(source => source.Contains(parts[0])) : sources.TryGetValue(parts[0], out var of) && of.Contains(parts[1]);
            if (!known) Unknown.Add($"the column {string.Join('.', parts)} is not declared");
        }
    }
}
