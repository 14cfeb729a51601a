using System.Reflection;
using Marketplace.Log.SqlServer;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Marketplace.Log.Tests.SqlServer;

/// <summary>Everything that the store sends, by name, and how a server's parser reads it.</summary>
internal static class Statements
{
    /// <summary>Single statements, and the two texts that a batch is at its fullest.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Read();

    /// <summary>The scripts, and the statement that makes their own table.</summary>
    public static IEnumerable<string> Declarations => Scripts.Select(script => script.Text).Prepend(SqlServerScriptStatements.Make);

    /// <summary>Of both databases.</summary>
    public static IEnumerable<SqlServerScript> Scripts => [.. SqlServerSchema.Log, .. SqlServerSchema.Keys];

    private static Dictionary<string, string> Read()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (database, type) in new[] { ("", typeof(SqlServerStatements)), ("Keys: ", typeof(SqlServerKeyStatements)), ("Scripts: ", typeof(SqlServerScriptStatements)) })
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static)) all[database + field.Name] = (string)field.GetRawConstantValue()!;
        all["Batch: look up"] = SqlServerStatements.Lock + SqlServerStatements.Feed + SqlServerStatements.FindKeys + SqlServerStatements.FindStreams + SqlServerStatements.FindClaims;
        all["Batch: write"] = SqlServerStatements.Append + SqlServerStatements.UseKeys + SqlServerStatements.ChangeClaims + SqlServerStatements.ChangeDue + SqlServerStatements.MoveHead;
        return all;
    }

    /// <summary>As SQL Server 2019 reads it.</summary>
    public static TSqlScript Parse(string text)
    {
        var script = (TSqlScript)new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
        Assert.That(errors.Select(error => $"line {error.Line}: {error.Message}"), Is.Empty, text);
        return script;
    }
}
