using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Marketplace.Log.SqlServer;

/// <param name="Checksum">SHA-256 of the text, lower-case hexadecimal.</param>
internal sealed record SqlServerScript(int Number, string Name, string Text, string Checksum)
{
    /// <summary>What is sent at a time: a table type must be there before a statement can name it.</summary>
    public IEnumerable<string> Parts => Text.Split("\ngo\n").Where(part => part.Trim().Length > 0);
}

/// <summary>
/// Applies the numbered scripts that a database lacks, in order and once, and refuses one whose scripts are not these: also the log's
/// where the keys are to be, and the other way round.
/// </summary>
internal static class SqlServerSchema
{
    private sealed record Applied { public required int Number { get; init; } public required string Name { get; init; } public required string Checksum { get; init; } }

    public static IReadOnlyList<SqlServerScript> Log { get; } = Read("Marketplace.Log.SqlServer.Log.");

    public static IReadOnlyList<SqlServerScript> Keys { get; } = Read("Marketplace.Log.SqlServer.Keys.");

    private static List<SqlServerScript> Read(string folder) =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name => Read(folder, name))];

    private static SqlServerScript Read(string folder, string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        var text = reader.ReadToEnd().ReplaceLineEndings("\n");
        var name = resource[folder.Length..^".sql".Length];
        return new SqlServerScript(int.Parse(name[..3], CultureInfo.InvariantCulture), name, text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    /// <param name="what">What the database is for.</param>
    /// <exception cref="StoreException">The database was made by a newer build or is another's, or a script that was applied is not the one of this build.</exception>
    public static async Task ApplyAsync(DbConnection connection, IReadOnlyList<SqlServerScript> scripts, string what, TimeProvider time, CancellationToken cancel)
    {
        // Two who come first make the table at the same moment: one of them fails, and looks again.
        await OnceMoreAsync(SqlServerScriptStatements.Make);
        await OnceMoreAsync(SqlServerScriptStatements.First);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        await ExecuteAsync(SqlServerScriptStatements.Lock);
        var applied = (await connection.QueryAsync<Applied>(new CommandDefinition(SqlServerScriptStatements.Read, transaction: transaction, cancellationToken: cancel))).AsList();
        for (var i = 0; i < applied.Count; i++)
            if (i >= scripts.Count || scripts[i].Number != applied[i].Number || scripts[i].Checksum != applied[i].Checksum)
                throw new StoreException(StoreFault.Unavailable, $"Script {applied[i].Name} in the database of the {what} is none of the {scripts.Count} that this build has for the {what}. It is another's database, or another version of the marketplace made it.");
        foreach (var script in scripts.Skip(applied.Count))
        {
            foreach (var part in script.Parts) await ExecuteAsync(part);
            await ExecuteAsync(SqlServerScriptStatements.Note, new { number = script.Number, name = script.Name, checksum = script.Checksum, appliedAt = time.GetUtcNow().ToUnixTimeMilliseconds() });
        }
        await transaction.CommitAsync(cancel);

        Task<int> ExecuteAsync(string text, object? parameters = null) => connection.ExecuteAsync(new CommandDefinition(text, parameters, transaction, cancellationToken: cancel));

        async Task OnceMoreAsync(string text)
        {
            try
            {
                await connection.ExecuteAsync(new CommandDefinition(text, cancellationToken: cancel));
            }
            catch (DbException)
            {
                await connection.ExecuteAsync(new CommandDefinition(text, cancellationToken: cancel));
            }
        }
    }
}
