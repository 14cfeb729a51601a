using Marketplace.Log.Backups;
using Marketplace.Log.Sealing;
using Marketplace.Log.Sqlite;
using Marketplace.Log.SqlServer;

namespace Marketplace.Api.Hosting;

/// <summary>Moves the keys of sealed values to another engine or another file.</summary>
internal static class MigrateKeys
{
    public static Verb Verb { get; } = new("migrate-keys", """
        migrate-keys copies the wrapped keys of sealed values from engine to engine. What is there already stays, and what was destroyed on
        either side is destroyed on the other, so it may be run while the marketplace serves, and again once it is stopped: then the two
        are the same.

          --from=KEYS            a keys.db, or the connection string of a SQL Server database
          --to=KEYS              a file, or the connection string of a database that is not the log's

        Afterwards set Keys:SqlServer to the new database, or leave it out for keys.db in the data folder, and delete the old keys: an
        erasure does not reach them.
        """, ["from", "to"], RunAsync);

    private static async Task RunAsync(IServiceProvider services, Arguments arguments, TextWriter output)
    {
        arguments.Need("from", "to");
        var time = services.GetRequiredService<TimeProvider>();
        if (!MigrateLog.IsServer(arguments["from"]!) && !File.Exists(arguments["from"]!)) throw new UsageException($"There are no keys at '{arguments["from"]}'.");
        using var from = await OpenAsync(arguments["from"]!, time);
        using var to = await OpenAsync(arguments["to"]!, time);
        try
        {
            await output.WriteLineAsync($"Copied the keys of {KeyCopy.Run(from, to)} subjects.");
        }
        catch (InvalidDataException refused)
        {
            throw new UsageException(refused.Message);
        }
    }

    private static async Task<IKeyStore> OpenAsync(string keys, TimeProvider time) => MigrateLog.IsServer(keys) ? await SqlServerKeyStore.OpenAsync(keys, time) : new SqliteKeyStore(keys);
}
